"""The report for a pull request: annotations at the lines, and a job summary with everything.

GitHub shows at most ten annotations of a kind for a step (actions/toolkit, docs/problem-matchers.md), so the
summary, which has no such limit and needs no permission, carries the whole list with faults first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.findings import Finding, Severity
from catalogue.reports.text import excerpt, plain, summary_line
from catalogue.source import Source

SUMMARY_LIMIT = 900_000
"""Characters; a job summary larger than 1 MiB is dropped as a whole by GitHub."""


def github_report(findings: Sequence[Finding]) -> str:
    """Write one workflow command a finding, faults first."""
    return "".join(_command(finding) for finding in _faults_first(findings)) + summary_line(findings) + "\n"


def _faults_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity)


def _command(finding: Finding) -> str:
    span = finding.place.span
    kind = "error" if finding.severity is Severity.GALAT else "warning"
    values = {"file": finding.place.path, "line": span.line, "endLine": span.end_line, "title": f"[{finding.rule}]"}
    if span.line == span.end_line:
        values |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    properties = ",".join(f"{key}={_escape_property(str(value))}" for key, value in values.items())
    message = f"{_capital(finding.message)}. {finding.help}".strip()
    return f"::{kind} {properties}::{_escape(message)}\n"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(findings: Sequence[Finding], sources: Mapping[str, Source]) -> str:
    """Write all findings as Markdown; what people wrote stands in code fences and cannot become markup."""
    parts = ["# Hasil pemeriksaan katalog\n", f"{summary_line(findings)}\n"]
    size = 0
    for finding in _faults_first(findings):
        part = _section(finding, sources)
        size += len(part)
        if size > SUMMARY_LIMIT:
            parts.append("Temuan selebihnya ada pada catatan langkah ini.\n")
            break
        parts.append(part)
    return "\n".join(parts)


def _section(finding: Finding, sources: Mapping[str, Source]) -> str:
    span = finding.place.span
    body = [f"{finding.place.path}:{span.line}:{span.column}", finding.message]
    body += excerpt(finding.place, sources, "", plain)
    body += [f"perbaikan: {finding.help}"] if finding.help else []
    if finding.related:
        body.append(f"lihat {finding.related.path}:{finding.related.span.line} ({finding.related_message})")
    text = "\n".join(body)
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"## {finding.severity.label}: {finding.rule}\n\n{fence}text\n{text}\n{fence}\n"


def _longest_run(text: str) -> int:
    longest = run = 0
    for sign in text:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest
