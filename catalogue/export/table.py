"""The tables of the catalogue in every form: CSV with its data package, workbook, and database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from catalogue.build import Build
from catalogue.common.published import LICENCE
from catalogue.export.comma import INDONESIAN, Codes, codes, comma_separated
from catalogue.export.database import database
from catalogue.export.datapackage import EXCEL, address_of, datapackage
from catalogue.export.dataset import DataTable, dataset
from catalogue.export.file import Description, Export, to_json
from catalogue.export.workbook import MEDIA_TYPE, Book
from catalogue.export.workbook import Column as SheetColumn
from catalogue.model.reference.tables import Column

ABOUT = (
    SheetColumn("tabel", 22),
    SheetColumn("kolom", 34),
    SheetColumn("nama", 30),
    SheetColumn("keterangan", 80),
    SheetColumn("daftar", 20),
)


def workbook(build: Build, tables: Sequence[DataTable]) -> bytes:
    """Write the workbook."""
    book = Book(build.title, build.title, build.generated_at)
    book.table("keterangan", ABOUT, [*_head(build), *(row for table in tables for row in _explain(table))])
    for table in tables:
        columns = [_sheet_column(column) for column in table.columns]
        book.table(table.name, columns, table.rows)
    return book.content()


def _head(build: Build) -> Iterator[tuple[str, ...]]:
    facts = (f"Keadaan {build.today.isoformat()}", f"lisensi {LICENCE}", build.site_url)
    yield ("", "", build.title, ", ".join(filter(None, facts)), "")


def _explain(table: DataTable) -> Iterator[tuple[str, ...]]:
    yield (table.name, "", table.title, table.help, "")
    for column in table.columns:
        yield (table.name, column.name, column.title, column.help, column.vocabulary or "")


def _sheet_column(column: Column) -> SheetColumn:
    width = 60 if (column.limit or 0) > 300 else 30 if column.kind == "text" else 14
    if column.many or column.kind in ("text", "date", "answer"):
        return SheetColumn(column.name, width)
    return SheetColumn(column.name, width, "day" if column.kind == "day" else "number")


JSON = "application/json"
NAMED = ("inovasi", "kepatuhan")
"""Tables whose CSV files pages lead to, and which are there even without a row."""


def table(build: Build) -> Iterator[Export]:
    """Make every file that holds tables; a list without an item has no CSV file.

    Of the CSV files the page of open data names the first, and the package.
    """
    tables, lists = dataset(build), build.catalogue.vocabularies
    filled = [one for one in tables if one.name in NAMED or one.has_rows]
    known = codes({name: {word.id: word.nama for word in words.butir} for name, words in lists.items()})
    yield from (_comma(build, one, known) for one in filled)
    yield _excel(next(one for one in tables if one.name == "inovasi"), known)
    text = "Semua tabel, satu lembar tiap tabel; untuk Excel atau LibreOffice."
    made = partial(workbook, build, tables)
    yield Export("data/inovasi.xlsx", made, MEDIA_TYPE, "Berkas Excel", text)
    yield from _database(build, tables)
    package = Description(lambda measure: to_json(datapackage(build, filled, known, measure)))
    text = "Paket Data Frictionless: arti, jenis, dan hubungan kolom semua berkas CSV."
    yield Export("data/datapackage.json", package, JSON, "Paket data", text)


def _comma(build: Build, table: DataTable, known: Codes) -> Export:
    main = table.name == "inovasi"
    title = "Tabel inovasi" if main else ""
    text = f"Satu baris tiap inovasi, untuk program pengolah data; langkah dan skor tahun {build.period.tahun}."
    made = partial(comma_separated, table, known)
    return Export(address_of(table), made, "text/csv", title, text if main else "")


def _excel(table: DataTable, known: Codes) -> Export:
    text = "Isi yang sama bagi Excel berbahasa Indonesia: dipisahkan titik koma, pecahan memakai koma."
    made = partial(comma_separated, table, known, INDONESIAN)
    return Export(EXCEL, made, "text/csv", "Tabel inovasi untuk Excel", text)


def _database(build: Build, tables: Sequence[DataTable]) -> Iterator[Export]:
    text = "Semua tabel dengan jenis, kunci asing, dan pencarian teks; dapat dibuka dengan Datasette."
    made, media_type = partial(database, build, tables), "application/vnd.sqlite3"
    yield Export("data/katalog.sqlite", made, media_type, "Basis data", text)
