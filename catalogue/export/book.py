"""The tables as one workbook, a sheet each, and a first sheet that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.build import Build
from catalogue.common.published import LICENCE
from catalogue.export.dataset import DataTable
from catalogue.export.workbook import Book
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
