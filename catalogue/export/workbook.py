"""Spreadsheets (Office Open XML): the same tables give the same bytes, and no text becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from catalogue.model.reference.tables import SEPARATOR

CELL_LIMIT = 32_767
"""UTF-16 units that a cell holds (Excel specifications and limits)."""
SURE = CELL_LIMIT // 2
"""Characters that fit in a cell, whatever they are."""
FIRST_DAY = date(1900, 3, 1)
"""The first day on which all spreadsheets agree: for Excel 1900 was a leap year."""
DIGITS = 15
"""Digits with which a spreadsheet counts."""

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None
Row = Sequence[Cell]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Kind = Literal["text", "number", "day"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, its width in characters, and what its cells hold."""

    heading: str
    width: int = 24
    kind: Kind = "text"


def import_library() -> Any:
    """Return XlsxWriter; what is imported before processes are forked need not be imported in each."""
    import xlsxwriter  # noqa: PLC0415  slow to import, and only workbooks need it

    return xlsxwriter


class Book:
    """A workbook in the making; the day it was made is an argument, so that two builds give the same bytes."""

    def __init__(self, title: str, author: str, made: datetime) -> None:
        self._buffer = io.BytesIO()
        self.workbook = import_library().Workbook(self._buffer, {"in_memory": True})
        self.workbook.set_properties({"title": title, "author": author, "created": made.replace(tzinfo=None)})
        base = {"valign": "top", "text_wrap": True}
        self.heading = self.workbook.add_format(
            {**base, "bold": True, "bg_color": "#DCEFEC", "font_color": "#074541", "bottom": 2, "num_format": "@"}
        )
        self.formats = {
            "text": self.workbook.add_format({**base, "num_format": "@"}),
            "number": self.workbook.add_format({**base, "num_format": "General"}),
            "day": self.workbook.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
        }

    def table(self, name: str, columns: Sequence[Column], rows: Collection[Row]) -> None:
        """Add a sheet with a table: heading frozen and repeated on paper, a filter on every column."""
        sheet, last = self.workbook.add_worksheet(name), len(rows)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width, self.formats[column.kind])
            sheet.write_string(0, index, column.heading, self.heading)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        formats = [self.formats[column.kind] for column in columns]
        for number, row in enumerate(rows, start=1):
            write_row(sheet, number, row, formats)

    def content(self) -> bytes:
        """Close the workbook and return it."""
        self.workbook.close()
        return self._buffer.getvalue()


def write_row(sheet: Any, number: int, row: Row, formats: Sequence[Any]) -> None:
    """Write the values of a row; empty cells stay empty."""
    write_string = sheet.write_string
    for index, (value, format) in enumerate(zip(row, formats, strict=True)):
        if not isinstance(value, str):
            if value is not None and value != ():
                _write(sheet, number, index, value, format)
        elif len(value) <= SURE and value[:1] != "<":  # most cells of all: nothing is called that is not needed
            if value:
                write_string(number, index, value, format)
        else:
            _write_text(sheet, number, index, value, format)


def _write(sheet: Any, row: int, column: int, value: Cell, format: Any) -> None:
    """Write one value by its own type; a text stays a text whatever it begins with."""
    if isinstance(value, bool):
        sheet.write_string(row, column, "ya" if value else "tidak", format)
    elif isinstance(value, tuple):
        _write_text(sheet, row, column, SEPARATOR.join(map(str, value)), format)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, format)
    elif isinstance(value, int | Decimal) and exact(value):
        sheet.write_number(row, column, float(value), format)
    else:
        _write_text(sheet, row, column, str(value), format)


def _write_text(sheet: Any, row: int, column: int, text: str, format: Any) -> None:
    """Write a text; one that looks like XlsxWriter's own markup goes in two pieces, or it would be taken for that."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, text[0], format, fit(text)[1:], format)
    else:
        sheet.write_string(row, column, fit(text), format)


def exact(value: int | Decimal) -> bool:
    """Tell whether a spreadsheet, which counts in binary with 15 digits, keeps this number as it is."""
    return Decimal(format(float(value), f".{DIGITS}g")) == value


def fit(text: str) -> str:
    """Cut a text that no cell holds, and say that it was cut."""
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: (CELL_LIMIT - 12) * 2].decode("utf-16-le", "ignore")
    return f"{kept} (dipotong)"
