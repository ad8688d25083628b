"""Findings as people and programs read them: terminal, GitHub and JSON.

For a terminal the line stands as it was written, the place marked, with the way to mend it. GitHub shows at most ten
errors and ten warnings of a step as annotations (actions/toolkit, docs/problem-matchers.md), so the summary, which
needs no permission, carries the whole list, faults first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from catalogue.common.findings import Finding, Place, Severity, count
from catalogue.common.hosting import is_local
from catalogue.history import Commit, Doubt, Failure, History
from catalogue.read.excerpt import columns, excerpt, mended, visible
from catalogue.read.files import Source

if TYPE_CHECKING:
    from catalogue.model.reference import JsonFinding

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


SHOWN = 5
HIDDEN = "sehingga tanggal dan perkembangan tidak ditampilkan"
GAPS = {
    "dangkal": f"Riwayat Git terpotong (shallow clone), {HIDDEN}.",
    "tanpa-git": f"Tanpa riwayat Git, {HIDDEN}.",
}
DOUBTS: dict[Doubt, tuple[str, str]] = {
    "jam": (
        "jam komputer pada perubahan ini atau di sekitarnya keliru: harinya mundur, atau sesudah hari ini",
        "Betulkan jam komputer sebelum perubahan berikutnya. Riwayat tidak perlu ditulis ulang.",
    ),
    "penggabungan": (
        "penggabungan ini tidak menunjukkan cabang mana yang sudah terbit, jadi isinya mungkin terbit lebih dahulu",
        "Terima usulan lewat tombol Merge; pada salinan sendiri pakailah `git pull --rebase`, bukan `git pull`.",
    ),
    "ditulis-ulang": (
        "perubahan ini ditulis ulang pada hari lain sesudah dibuat, jadi mungkin terbit lebih dahulu",
        "Kirim perubahan (`git push`) pada hari yang sama, atau terima usulan lewat tombol Merge.",
    ),
    "isi-hilang": (
        "isi catatan pada perubahan sebelumnya tidak ada dalam salinan repositori ini",
        "Bangun situs dari salinan utuh, yang diambil dengan `git clone` tanpa `--filter`.",
    ),
    "dua-berkas": (
        "catatan ini pernah ada dalam dua berkas sekaligus",
        "Pindahkan catatan dengan satu perubahan, misalnya dengan `git mv`.",
    ),
}
"""Why a day is not known, and what keeps it from happening again; what has happened is left as it is."""


def what_is_hidden(history: History) -> str:
    """Say what Git could not tell, since the pages say no more than they know."""
    if history.gap == "git-gagal" and history.failure:
        return f" Git gagal membaca riwayat: {history.failure.cause}, {HIDDEN}."
    if history.gap:
        return f" {GAPS[history.gap]}"
    count = len(history.doubtful)
    return f" Hari {count} perubahan tidak diketahui: jalankan `build.py check`." if count else ""


def what_is_lost(address: str) -> str:
    """Say what a site without an address lacks, or that nobody else can reach the one it has."""
    if not address:
        return (
            " Alamat situs belum diketahui, sehingga peta situs, tautan kanonis, kode QR, dan kode lencana tidak "
            "dibuat. Sebelum menerbitkannya, isi `alamat` pada region.yaml atau SITE_URL, lalu bangun lagi."
        )
    if is_local(address):
        return f" Alamat situs {address} hanya dikenal komputer ini; jangan terbitkan hasil ini."
    return ""


def failure_text(failure: Failure) -> str:
    """Say what is amiss with Git and how to mend it."""
    return f"Git gagal membaca riwayat: {failure.cause}.\n  pesan Git: {failure.said}\n  perbaikan: {failure.mend}"


def history_report(history: History) -> str:
    """Say which changes have no certain day, why, and how to keep that from happening; empty when all is well."""
    if history.failure:
        return f"{failure_text(history.failure)}\n"
    return "".join(f"{line}\n" for line in _lines(history))


def _lines(history: History) -> Iterator[str]:
    by_doubt: dict[Doubt, list[Commit]] = defaultdict(list)
    for commit in history.doubtful:
        by_doubt[commit.arrival.doubt or "jam"].append(commit)
    for doubt, commits in by_doubt.items():
        cause, mend = DOUBTS[doubt]
        yield f"Riwayat: hari {len(commits)} perubahan tidak diketahui, dan tidak ada yang dinilai terlambat karenanya."
        yield f"  sebab: {cause}"
        yield f"  perubahan: {_listed(commits)}"
        yield f"  ke depan: {mend}"


def _listed(commits: list[Commit]) -> str:
    rest = len(commits) - SHOWN
    more = f", dan {rest} lainnya" if rest > 0 else ""
    return ", ".join(_named(commit) for commit in commits[-SHOWN:]) + more


def _named(commit: Commit) -> str:
    path = next((change.path for change in commit.changes), "")
    return f"{commit.id[:8]} ({path})" if path else commit.id[:8]


ANNOTATION_LIMIT = 10
SUMMARY_LIMIT = 1_000_000
"""Bytes; a job summary larger than 1 MiB is dropped as a whole by GitHub."""


def github_report(findings: Sequence[Finding], sources: Mapping[str, Source], prefix: str = "") -> str:
    """Write one workflow command a finding, faults first; `prefix` leads from the repository to the catalogue."""
    commands = [_command(finding, sources, prefix) for finding in _faults_first(findings)]
    notes = [summary_line(findings)]
    if any(count(findings, severity) > ANNOTATION_LIMIT for severity in Severity):
        notes.append("GitHub hanya menampilkan sepuluh di antaranya pada baris; semuanya ada pada ringkasan langkah.")
    return "".join(commands) + "\n".join(notes) + "\n"


def _faults_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity)


def _command(finding: Finding, sources: Mapping[str, Source], prefix: str) -> str:
    span = finding.place.span
    kind = "error" if finding.severity is Severity.GALAT else "warning"
    values = {
        "file": prefix + finding.place.path,
        "line": span.line,
        "endLine": span.end_line,
        "title": f"{finding.severity.label}: {finding.rule}",
    }
    if span.line == span.end_line:
        values |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    properties = ",".join(f"{key}={_escape_property(str(value))}" for key, value in values.items())
    return f"::{kind} {properties}::{_escape(_message(finding, sources))}\n"


def _message(finding: Finding, sources: Mapping[str, Source]) -> str:
    right = mended(finding, sources)
    parts = [f"{finding.message[:1].upper()}{finding.message[1:]}."]
    parts += [f"Perbaikan: {finding.help}"] if finding.help else []
    parts += [f"Barisnya menjadi: {right.strip()}"] if right is not None else []
    if finding.related:
        parts.append(f"Lihat {finding.related.path}:{finding.related.span.line} ({finding.related_message}).")
    return "\n".join(visible(line) for part in parts for line in part.split("\n"))


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(findings: Sequence[Finding], sources: Mapping[str, Source], rules_at: str | None = None) -> str:
    """Write all findings as Markdown; what people wrote stands in code fences and cannot become markup."""
    parts = ["# Hasil pemeriksaan katalog\n", f"{summary_line(findings)}\n"]
    size = 0
    for number, finding in enumerate(_faults_first(findings)):
        part = _section(finding, sources, rules_at)
        size += len(part.encode()) + 1
        if size > SUMMARY_LIMIT:
            parts.append(f"Masih ada {len(findings) - number} temuan lain; lihat catatan langkah ini.\n")
            break
        parts.append(part)
    return "\n".join(parts)


def _section(finding: Finding, sources: Mapping[str, Source], rules_at: str | None) -> str:
    rule = f"[{finding.rule}]({rules_at}{finding.rule}/)" if rules_at else finding.rule
    text = "\n".join(_body(finding, sources))
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"## {finding.severity.label}: {rule}\n\n{fence}text\n{text}\n{fence}\n"


def _body(finding: Finding, sources: Mapping[str, Source]) -> list[str]:
    body = [finding.place.where, finding.message]
    body += marked_line(finding.place, sources, "", plain)
    body += [f"perbaikan: {finding.help}"] if finding.help else []
    if (right := mended(finding, sources)) is not None:
        body.append(f"menjadi: {right.strip()}")
    if finding.related:
        body.append(f"lihat {finding.related.path}:{finding.related.span.line} ({finding.related_message})")
    return [visible(line) for part in body for line in part.split("\n")]


def _longest_run(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest


SCHEMA = 1
"""Number of the shape below; raised when a key changes its meaning or goes."""


def json_report(findings: Sequence[Finding], rules_at: str | None = None) -> str:
    """Write the findings as one JSON document."""
    from catalogue.model.reference import JsonReport  # noqa: PLC0415  slow to start, and most reports are for people

    report = JsonReport(
        schema=SCHEMA,
        galat=count(findings, Severity.GALAT),
        peringatan=count(findings, Severity.PERINGATAN),
        temuan=[_json_finding(finding, rules_at) for finding in findings],
    )
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def _json_finding(finding: Finding, rules_at: str | None) -> JsonFinding:
    from catalogue.model.reference import JsonFinding, JsonRelated  # noqa: PLC0415  slow to start, and most reports are for people

    return JsonFinding(
        **_place(finding.place),
        rule=finding.rule,
        severity="galat" if finding.severity is Severity.GALAT else "peringatan",
        message=finding.message,
        help=finding.help,
        replacement=finding.replacement,
        explanation=f"{rules_at}{finding.rule}/" if rules_at else None,
        related=JsonRelated(**_place(finding.related), message=finding.related_message) if finding.related else None,
    )


def _place(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "path": place.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
