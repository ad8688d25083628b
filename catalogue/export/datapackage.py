"""The description of the CSV files as a Frictionless Data Package, by which programs check and read them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.common.published import LICENCE, LICENCE_ADDRESS
from catalogue.export.comma import INDONESIAN, RFC, Codes, Dialect, spelt
from catalogue.export.dataset import DataTable
from catalogue.export.file import Measure
from catalogue.model.reference.tables import Column

FOLDER = "data/"
EXCEL = f"{FOLDER}inovasi-excel.csv"
"""Where the table of innovations is published as a spreadsheet with Indonesian settings reads it."""
TYPES = {"integer": "integer", "number": "number", "answer": "boolean", "day": "date"}
APOSTROPHE = (
    "Teks yang oleh Excel dibaca sebagai rumus, angka, tanggal, atau jam diberi apostrof di depan; "
    "kode yang menyerupai angka ditulis dengan namanya."
)
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"


def datapackage(
    build: Build, tables: Sequence[DataTable], known: Codes, measure: Callable[[str], Measure]
) -> dict[str, Any]:
    """Describe the CSV files of these tables, which lie beside the description; keys to others are left out."""
    words = {
        name: [spelt(word.id, known) for word in list_.butir] for name, list_ in build.catalogue.vocabularies.items()
    }
    region = build.catalogue.region
    names = {table.name for table in tables}
    return {
        "profile": "tabular-data-package",
        "name": f"katalog-inovasi-{region.kode_wilayah}",
        "title": build.title,
        "description": f"Inovasi {region.pemerintah}, OPD pengampunya, bukti, dan keadaannya terhadap target. "
        + APOSTROPHE,
        **({"homepage": build.site_url} if build.site_url else {}),
        "created": build.generated_at.isoformat(),
        "version": build.today.isoformat(),
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS, "title": "Creative Commons Atribusi 4.0"}],
        "sources": [{"title": build.title, **({"path": build.site_url} if build.site_url else {})}],
        "contributors": [{"title": region.koordinator, "role": "publisher"}],
        "resources": [_resource(file, measure(file.address), words, names) for file in _files(tables)],
    }


def address_of(table: DataTable) -> str:
    """Return where the CSV file of a table is published."""
    return f"{FOLDER}{table.name}.csv"


@dataclass(frozen=True)
class _File:
    """A table as one of its CSV files."""

    table: DataTable
    address: str
    dialect: Dialect

    @property
    def name(self) -> str:
        return self.address.removeprefix(FOLDER)


def _files(tables: Iterable[DataTable]) -> Iterator[_File]:
    for table in tables:
        yield _File(table, address_of(table), RFC)
        if table.name == "inovasi":
            yield _File(table, EXCEL, INDONESIAN)


def _resource(
    file: _File, measure: Measure, words: Mapping[str, Sequence[str]], names: Collection[str]
) -> dict[str, Any]:
    table, delimiter = file.table, file.dialect.between
    return {
        "name": file.name.removesuffix(".csv").replace("_", "-"),
        "title": table.title,
        "description": table.help,
        "path": file.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": measure.size,
        "hash": f"sha256:{measure.checksum}",
        "dialect": {
            "delimiter": delimiter,
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(column, words, file.dialect) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [name], "reference": {"resource": other.replace("_", "-"), "fields": ["id"]}}
                for name, other in table.references
                if other in names
            ],
        },
    }


def _field(column: Column, words: Mapping[str, Sequence[str]], dialect: Dialect) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required and len(column.path) == 1 else {}
    listed = list(column.words) or list(words.get(column.vocabulary or "", ()))
    if listed and not column.many:
        limits["enum"] = listed
    if column.kind == "date":
        limits["pattern"] = PARTIAL_DATE
    kind = "string" if column.many else TYPES.get(column.kind, "string")
    return {
        "name": column.name,
        "title": column.title,
        "description": column.help + (" Beberapa nilai dipisahkan titik koma." if column.many else ""),
        "type": kind,
        **({"decimalChar": dialect.decimal} if kind == "number" and dialect != RFC else {}),
        **({"trueValues": ["ya"], "falseValues": ["tidak"]} if kind == "boolean" else {}),
        **({"constraints": limits} if limits else {}),
    }
