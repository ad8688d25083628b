"""The shape of the report for programs, from which its JSON Schema follows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


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


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of the report."""
    schema = JsonReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
