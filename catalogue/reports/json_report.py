"""The report for programs, and its JSON Schema, both from the classes below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from catalogue.findings import Finding, Place, Severity, count

SCHEMA = 1
"""Number of the shape below; raised when a key changes its meaning or goes."""


class JsonPlace(BaseModel):
    """A stretch of a file, counted from 1 in Unicode code points; the end column lies one past the last character."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(description="Berkas, dari akar katalog.")
    line: int = Field(ge=1, description="Baris.")
    column: int = Field(ge=1, description="Kolom.")
    end_line: int = Field(ge=1, description="Baris terakhir.")
    end_column: int = Field(ge=1, description="Kolom sesudah aksara terakhir.")


class JsonRelated(JsonPlace):
    """The other place that has to do with a finding."""

    message: str = Field(description="Apa yang ada di tempat itu.")


class JsonFinding(JsonPlace):
    """One finding."""

    rule: str = Field(description="Nama aturan.")
    severity: Literal["galat", "peringatan"] = Field(description="galat menghalangi penerbitan.")
    message: str = Field(description="Apa yang salah.")
    help: str = Field(description="Cara memperbaikinya.")
    replacement: str | None = Field(description="Pengganti bagian yang ditandai, bila pasti.")
    explanation: str | None = Field(description="Alamat penjelasan aturan, bila situsnya diketahui.")
    related: JsonRelated | None = Field(description="Tempat lain yang bersangkutan.")


class JsonReport(BaseModel):
    """All findings of one run, in the order of the files."""

    model_config = ConfigDict(extra="forbid", title="Laporan pemeriksaan")

    schema_number: Literal[1] = Field(alias="schema", description="Nomor bentuk laporan ini.")
    galat: int = Field(ge=0, description="Banyaknya galat.")
    peringatan: int = Field(ge=0, description="Banyaknya peringatan.")
    temuan: list[JsonFinding] = Field(description="Semua temuan.")


def json_report(findings: Sequence[Finding], rules_at: str | None = None) -> str:
    """Write the findings as one JSON document."""
    report = JsonReport(
        schema=SCHEMA,
        galat=count(findings, Severity.GALAT),
        peringatan=count(findings, Severity.PERINGATAN),
        temuan=[_finding(finding, rules_at) for finding in findings],
    )
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of the report."""
    schema = JsonReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _finding(finding: Finding, rules_at: str | None) -> JsonFinding:
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
