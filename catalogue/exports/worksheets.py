"""The worksheet of each agency as a spreadsheet, from the same view as its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from catalogue.exports.types import Derived, Export
from catalogue.exports.workbook import MEDIA_TYPE, Book, Cell, Column
from catalogue.views.site import Site
from catalogue.views.worksheet import Worksheet, WorksheetItem, worksheet, worksheet_file

STATES = (
    Column("Inovasi", 30),
    Column("Berkas", 34),
    Column("Unit", 26),
    Column("Langkah", 14),
    Column("Keikutsertaan", 18),
    Column("Formulir terisi", 11, "number"),
    Column("dari", 8, "number"),
    Column("Indikator berbukti", 11, "number"),
    Column("Dikonfirmasi OPD", 14),
)
NEEDS = (
    Column("Inovasi", 30),
    Column("Menuju langkah", 14),
    Column("Pelaku", 10),
    Column("Yang masih kurang", 60),
    Column("Tambahan poin indeks", 12, "number"),
    Column("Dokumen yang diminta", 60),
)
FORM = (
    Column("Inovasi", 30),
    Column("Nomor", 8),
    Column("Isian formulir", 28),
    Column("Wajib", 8),
    Column("Isi", 80),
    Column("Aturan", 30),
    Column("Catatan", 30),
)
INDICATORS = (
    Column("Inovasi", 30),
    Column("Nomor", 8),
    Column("Indikator", 30),
    Column("Wajib", 8),
    Column("Fakta", 24),
    Column("Tingkat", 8, "number"),
    Column("Tingkat berikutnya", 40),
    Column("Bukti", 50),
    Column("Dokumen yang diminta", 60),
    Column("Pemeriksaan Bappeda", 18),
    Column("Tambahan poin indeks", 12, "number"),
    Column("Tambahan paling banyak", 12, "number"),
)


def worksheets(site: Site, made: datetime) -> Iterator[Export]:
    """Make the spreadsheet of every worksheet on which there is something to do."""
    for opd in site.catalogue.opds:
        if file := worksheet_file(site, opd):
            yield Export(file, Derived(partial(_values, site, opd, made), _book), MEDIA_TYPE)


def _values(site: Site, opd: str, made: datetime) -> tuple[Worksheet, str, datetime]:
    return worksheet(site, opd), site.title, made


def _book(values: tuple[Worksheet, str, datetime]) -> bytes:
    sheet, author, made = values
    book = Book(f"Lembar kerja {sheet.year}: {sheet.owner}", author, made)
    book.table("Keadaan", STATES, list(map(partial(_state, sheet), sheet.items)))
    book.table("Yang kurang", NEEDS, [row for item in sheet.items for row in _needs(item)])
    book.table("Formulir", FORM, [row for item in sheet.items for row in _form(item)])
    book.table("Indikator", INDICATORS, [row for item in sheet.items for row in _indicators(item)])
    return book.content()


def _state(sheet: Worksheet, item: WorksheetItem) -> tuple[Cell, ...]:
    owner = "" if item.opd == sheet.opd else item.owner.text
    confirmed = "ya" if item.confirmed else "belum"
    return (item.name, item.path, owner, item.step, item.round, item.filled, item.form_size, item.proved, confirmed)


def _needs(item: WorksheetItem) -> Iterator[tuple[Cell, ...]]:
    for need in item.next.needs if item.next else ():
        assert item.next
        yield (
            item.name,
            item.next.id,
            need.actor,
            need.text,
            item.next.gain if need.gain is None else need.gain,
            need.document,
        )


def _form(item: WorksheetItem) -> Iterator[tuple[Cell, ...]]:
    for row in item.form:
        required = "ya" if row.required else ""
        yield (item.name, row.number, row.label, required, row.text, row.rule, "; ".join(row.notes))


def _indicators(item: WorksheetItem) -> Iterator[tuple[Cell, ...]]:
    for row in item.indicators:
        yield (
            item.name,
            row.number,
            row.name,
            "ya" if row.required else "",
            row.fact,
            row.level,
            row.next_level,
            "\n".join(row.evidence),
            row.document,
            row.verification,
            row.gain,
            row.most,
        )
