"""The report for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from catalogue.findings import Finding, Place, Severity, count

SCHEMA = 1
"""Number of the shape below; raised when a key changes its meaning or goes."""


def json_report(findings: Sequence[Finding]) -> str:
    """Write the findings as one JSON document."""
    document = {
        "schema": SCHEMA,
        "galat": count(findings, Severity.GALAT),
        "peringatan": count(findings, Severity.PERINGATAN),
        "temuan": [_finding(finding) for finding in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        **_place(finding.place),
        "message": finding.message,
        "help": finding.help,
        "related": {**_place(finding.related), "message": finding.related_message} if finding.related else None,
    }


def _place(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "path": place.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
