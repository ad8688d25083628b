"""The reports for programs: annotations and a job summary for GitHub, and JSON.

GitHub shows at most ten errors and ten warnings of a step as annotations (actions/toolkit,
docs/problem-matchers.md), so the summary, which needs no permission, carries the whole list, faults first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from catalogue.common.findings import Finding, Place, Severity, count
from catalogue.read.excerpt import mended, visible
from catalogue.read.files import Source
from catalogue.report.text import marked_line, plain, summary_line

if TYPE_CHECKING:
    from catalogue.model.reference import JsonFinding

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
        temuan=[_finding(finding, rules_at) for finding in findings],
    )
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def _finding(finding: Finding, rules_at: str | None) -> JsonFinding:
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
