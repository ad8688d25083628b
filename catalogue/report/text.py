"""The report for a terminal: the line as it was written, the place marked, and the way to mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from catalogue.common.findings import Finding, Place, Severity, count
from catalogue.read.excerpt import columns, excerpt, mended, visible
from catalogue.read.files import Source

Paint = Callable[[str, str], str]
COLOURS = {"galat": "31;1", "peringatan": "33;1", "mark": "36", "quiet": "2"}


def plain(text: str, role: str) -> str:
    """Return the text without colour."""
    return text


def _coloured(text: str, role: str) -> str:
    return f"\x1b[{COLOURS[role]}m{text}\x1b[0m"


def text_report(
    findings: Sequence[Finding], sources: Mapping[str, Source], colour: bool = False, rules_at: str | None = None
) -> str:
    """Write every finding with its line, the totals, and where the rules are explained.

    `rules_at` is the address below which the site explains each rule, where there is such a site.
    """
    paint = _coloured if colour else plain
    parts = [_finding(finding, sources, paint) for finding in findings]
    return "\n".join([*parts, summary_line(findings), *_explanations(findings, rules_at)]) + "\n"


def summary_line(findings: Sequence[Finding]) -> str:
    """Say how many findings of each severity there are."""
    faults, warnings = count(findings, Severity.GALAT), count(findings, Severity.PERINGATAN)
    if not findings:
        return "Tidak ada temuan."
    ending = "Perbaiki galat sebelum diterbitkan." if faults else "Peringatan tidak menghalangi penerbitan."
    return f"{faults} galat, {warnings} peringatan. {ending}"


def _explanations(findings: Sequence[Finding], rules_at: str | None) -> list[str]:
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    if not rules:
        return []
    if rules_at:
        return ["Penjelasan aturan:", *(f"  {rules_at}{rule}/" for rule in rules)]
    return [f"Penjelasan aturan: `build.py explain {'ATURAN' if len(rules) > 1 else rules[0]}`"]


def _finding(finding: Finding, sources: Mapping[str, Source], paint: Paint) -> str:
    label = finding.severity.label
    lines = [f"{paint(f'{label}[{finding.rule}]', label)}: {visible(finding.message)}", _where(finding.place, paint)]
    lines += marked_line(finding.place, sources, "", paint)
    lines += _help(finding, sources, paint)
    if finding.related:
        lines.append(_where(finding.related, paint))
        lines += marked_line(finding.related, sources, finding.related_message, paint)
    return "\n".join(lines) + "\n"


def _where(place: Place, paint: Paint) -> str:
    return paint(f"  --> {visible(place.where)}", "quiet")


def _help(finding: Finding, sources: Mapping[str, Source], paint: Paint) -> list[str]:
    right = mended(finding, sources)
    help = f"{finding.help} Barisnya menjadi:".strip() if right is not None else finding.help
    lines = [f"  {paint('perbaikan:', 'mark')} {_indented(help)}"] if help else []
    if right is not None:
        lines.append(f"{finding.place.span.line:>5} | {right}")
    return lines


def _indented(help: str) -> str:
    """Put the further lines of a help below its first."""
    return "\n             ".join(visible(line) for line in help.split("\n"))


def marked_line(place: Place, sources: Mapping[str, Source], note: str, paint: Paint) -> list[str]:
    """Show the line of a place with a mark below the stretch; nothing for a file that could not be read."""
    shown = excerpt(place, sources)
    if shown is None:
        return []
    mark = paint("^" * max(1, columns(shown.marked)) + (f" {visible(note)}" if note else ""), "mark")
    return [f"{shown.number:>5} | {shown.text}".rstrip(), f"      | {' ' * columns(shown.before)}{mark}"]
