"""The tables of the catalogue in every form: CSV with its data package, workbook, and database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.exports.book import workbook
from catalogue.exports.comma import comma_separated
from catalogue.exports.database import database
from catalogue.exports.datapackage import datapackage
from catalogue.exports.dataset import DataTable, dataset
from catalogue.exports.datasette import datasette
from catalogue.exports.types import Context, Export
from catalogue.exports.values import to_json
from catalogue.exports.workbook import MEDIA_TYPE

JSON = "application/json"


def table(context: Context) -> Iterator[Export]:
    """Make every file that holds tables; of the CSV files the page of open data names the first, and the package."""
    tables = dataset(context)
    files = [_comma(context, one) for one in tables]
    yield from files
    package = to_json(datapackage(context, list(zip(tables, files, strict=True))))
    yield Export(
        "data/inovasi.xlsx", workbook(context, tables), MEDIA_TYPE, "Buku kerja", "Semua tabel, satu lembar tiap tabel."
    )
    yield from _database(context, tables)
    text = "Paket Data Frictionless: arti, jenis, dan hubungan kolom semua berkas CSV."
    yield Export("data/datapackage.json", package, JSON, "Paket data", text)


def _comma(context: Context, table: DataTable) -> Export:
    main = table.name == "inovasi"
    title = "Tabel inovasi" if main else ""
    text = f"Satu baris tiap inovasi, untuk Excel atau LibreOffice; langkah dan skor tahun {context.period.tahun}."
    return Export(f"data/{table.name}.csv", comma_separated(table), "text/csv", title, text if main else "")


def _database(context: Context, tables: Sequence[DataTable]) -> Iterator[Export]:
    content, media_type = database(context, tables), "application/vnd.sqlite3"
    text = "Semua tabel dengan jenis, kunci asing, dan pencarian teks; dapat dibuka dengan Datasette."
    yield Export("data/katalog.sqlite", content, media_type, "Basis data", text)
    text = "Judul, lisensi, dan penjelasan kolom bagi Datasette."
    yield Export("data/datasette.json", to_json(datasette(context, tables)), JSON, "Metadata Datasette", text)
