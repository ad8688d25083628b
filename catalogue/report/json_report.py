"""The report for programs, and its JSON Schema, both from the classes of `json_shape`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from catalogue.common.findings import Finding, Place, Severity, count

if TYPE_CHECKING:
    from catalogue.model.report import JsonFinding

SCHEMA = 1
"""Number of the shape below; raised when a key changes its meaning or goes."""


def json_report(findings: Sequence[Finding], rules_at: str | None = None) -> str:
    """Write the findings as one JSON document."""
    from catalogue.model.report import JsonReport  # noqa: PLC0415  slow to start, and most reports are for people

    report = JsonReport(
        schema=SCHEMA,
        galat=count(findings, Severity.GALAT),
        peringatan=count(findings, Severity.PERINGATAN),
        temuan=[_finding(finding, rules_at) for finding in findings],
    )
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def _finding(finding: Finding, rules_at: str | None) -> JsonFinding:
    from catalogue.model.report import JsonFinding, JsonRelated  # noqa: PLC0415  as above

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
