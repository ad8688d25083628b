"""Spreadsheets (Office Open XML): the same tables give the same bytes, and no text becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from catalogue.exports.rows import Blank, Row, Waiting

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Kind = Literal["text", "number", "day"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading, its width in characters, and what its cells hold."""

    heading: str
    width: int = 24
    kind: Kind = "text"


class Book:
    """A workbook in the making; the day it was made is an argument, so that two builds give the same bytes."""

    def __init__(self, title: str, author: str, made: datetime) -> None:
        import xlsxwriter  # noqa: PLC0415  slow to start, and most workbooks are published already

        self._buffer = io.BytesIO()
        self._waiting: list[Waiting] = []
        self._rows: dict[int, Collection[Row]] = {}
        self.workbook = xlsxwriter.Workbook(self._buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
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
        sheet = self._headed(name, columns, len(rows))
        if rows:
            self._rows[self.wait(sheet, len(rows), 1, [self.formats[column.kind] for column in columns])] = rows

    def waiting_table(self, name: str, columns: Sequence[Column]) -> int:
        """Add such a sheet whose rows come later, and return its number."""
        sheet = self._headed(name, columns, 1)
        return self.wait(sheet, 1, 1, [self.formats[column.kind] for column in columns])

    def _headed(self, name: str, columns: Sequence[Column], last: int) -> Any:
        sheet = self.workbook.add_worksheet(name)
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
        return sheet

    def wait(self, sheet: Any, pattern: int, first: int, formats: Iterable[Any]) -> int:
        """Leave room for rows of these formats in a sheet, and return its number.

        The row that shows their formats is the one called `pattern`, so that the sheet reaches as far as they will.
        """
        for index, format in enumerate(formats):
            sheet.write_blank(pattern, index, None, format)
        number: int = 1 + self.workbook.worksheets().index(sheet)
        self._waiting.append(Waiting(number, pattern + 1, first + 1))
        return number

    def blank(self) -> Blank:
        """Close the workbook and return it as one that waits for its rows."""
        self.workbook.close()
        return Blank(self._buffer.getvalue(), self._waiting)

    def content(self) -> bytes:
        """Close the workbook and return it with the rows of its tables."""
        return self.blank().filled(self._rows)
