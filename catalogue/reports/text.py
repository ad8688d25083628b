"""The report for a terminal: the line as it was written, the place marked, and the way to mend it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from catalogue.findings import Finding, Place, Severity, count
from catalogue.source import Source, split_lines

WIDTH = 110
"""Columns of a source line that are shown; around the fault when the line is longer."""

Paint = Callable[[str, str], str]
COLOURS = {"galat": "31;1", "peringatan": "33;1", "mark": "36", "quiet": "2"}


def plain(text: str, role: str) -> str:
    """Return the text without colour."""
    return text


def _coloured(text: str, role: str) -> str:
    return f"\x1b[{COLOURS[role]}m{text}\x1b[0m"


def text_report(findings: Sequence[Finding], sources: Mapping[str, Source], colour: bool = False) -> str:
    """Write every finding with its line, and one line of totals at the end."""
    paint = _coloured if colour else plain
    parts = [_finding(finding, sources, paint) for finding in findings]
    return "\n".join([*parts, summary_line(findings)]) + "\n"


def summary_line(findings: Sequence[Finding]) -> str:
    """Say how many findings of each severity there are."""
    faults, warnings = count(findings, Severity.GALAT), count(findings, Severity.PERINGATAN)
    if not findings:
        return "Tidak ada temuan."
    ending = "Perbaiki galat sebelum diterbitkan." if faults else "Peringatan tidak menghalangi penerbitan."
    return f"{faults} galat, {warnings} peringatan. {ending}"


def _finding(finding: Finding, sources: Mapping[str, Source], paint: Paint) -> str:
    label = finding.severity.label
    span = finding.place.span
    where = f"{finding.place.path}:{span.line}:{span.column}"
    lines = [f"{paint(f'{label}[{finding.rule}]', label)}: {finding.message}", paint(f"  --> {where}", "quiet")]
    lines += excerpt(finding.place, sources, "", paint)
    if finding.help:
        lines.append(f"  {paint('perbaikan:', 'mark')} {finding.help}")
    if finding.related:
        related = finding.related
        lines.append(paint(f"  --> {related.path}:{related.span.line}:{related.span.column}", "quiet"))
        lines += excerpt(related, sources, finding.related_message, paint)
    return "\n".join(lines) + "\n"


def excerpt(place: Place, sources: Mapping[str, Source], note: str, paint: Paint) -> list[str]:
    """Show the line of a place with a mark below the stretch, cut to the window around it."""
    source = sources.get(place.path)
    lines = split_lines(source.text) if source else []
    if place.span.line > len(lines):
        return []
    text = lines[place.span.line - 1].replace("\t", "→")
    start = place.span.column - 1
    end = place.span.end_column - 1 if place.span.end_line == place.span.line else len(text)
    cut = max(0, start - WIDTH // 2) if len(text) > WIDTH else 0
    shown = ("…" if cut else "") + text[cut : cut + WIDTH] + ("…" if cut + WIDTH < len(text) else "")
    shift = start - cut + bool(cut)
    width = max(1, min(end, cut + WIDTH) - start)
    number = f"{place.span.line:>5}"
    mark = paint("^" * width + (f" {note}" if note else ""), "mark")
    return [f"{number} | {shown}", f"      | {' ' * shift}{mark}"]
