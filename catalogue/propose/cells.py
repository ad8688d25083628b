"""The cells of a workbook as texts with their places; nothing is computed, guessed or fetched."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from catalogue.common.findings import Span
from catalogue.propose.layout import BEGINNINGS
from catalogue.propose.marks import Block, Marks, marks_of
from catalogue.propose.package import COLUMNS, ROWS, Refused, examine
from catalogue.read.characters import visible

PASTE = "Salin selnya, lalu tempel di tempat yang sama sebagai nilai."
RETYPE = "Kosongkan selnya, lalu ketik isinya."


@dataclass(frozen=True)
class Cell:
    """A filled cell: its text, and whether it was typed as a text; `fault` says why it cannot be used.

    `link` is the address that it leads to.
    """

    text: str
    span: Span
    typed: bool = True
    fault: str = ""
    help: str = ""
    shape: str = "text"
    """What the workbook says it is: text, number, date, time or answer."""
    link: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its filled cells by row and column, from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: frozenset[int] = frozenset()
    """The rows that a filter or a person has hidden."""
    joined: tuple[Block, ...] = ()
    """Blocks of cells that are joined into one."""

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell, filled or not."""
        return Span(row, column, row, column + 1, self.name)


def read_cells(content: bytes) -> list[Sheet]:
    """Read every visible sheet of a workbook, and the one that says what its rows began with.

    Raise Refused when it is damaged or holds more than cells.
    """
    archive = examine(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(content, marks_of(archive)))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it to
        raise Refused("berkas rusak atau bukan buku kerja Excel (.xlsx)") from error


def _sheets(content: bytes, marks: Mapping[str, Marks]) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" and sheet.title != BEGINNINGS:
            continue
        rows: dict[int, dict[int, Cell]] = {}
        told = marks.get(sheet.title, Marks())
        for number, row in enumerate(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS), start=1):
            cells = {found.span.column: found for cell in row if (found := _cell(cell, sheet.title, told))}
            if cells:
                rows[number] = cells
        yield Sheet(sheet.title, rows, frozenset(told.hidden), tuple(told.joined))


def _cell(cell: Any, sheet: str, marks: Marks) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not visible(value).strip()):
        return None
    span = Span(cell.row, cell.column, cell.row, cell.column + 1, sheet)
    if cell.data_type == "f":
        return Cell("", span, fault="sel berisi rumus", help=PASTE)
    if cell.data_type == "e":
        return Cell(str(value), span, fault=f"sel berisi galat `{value}`", help=RETYPE)
    text, shape = _text(value, cell.number_format or "")
    link = marks.links.get((cell.row, cell.column), "")
    return Cell(text, span, isinstance(value, str), shape=shape, link=link)


def _text(value: Any, number_format: str) -> tuple[str, str]:
    """Write a value of a cell as data files have it, and say what it is; a date as far as its format shows it."""
    if isinstance(value, str):
        return visible(value).replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n"), "text"
    if isinstance(value, bool):
        return "ya" if value else "tidak", "answer"
    if isinstance(value, dt.datetime | dt.date):
        return _date_text(value.date() if isinstance(value, dt.datetime) else value, number_format), "date"
    if isinstance(value, int | float):
        return _number_text(Decimal(format(value, ".15g")) * (100 if "%" in _shown(number_format) else 1)), "number"
    return str(value), "time"


def _number_text(number: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(number_format: str) -> str:
    """Return the part of a format that positive numbers have, without what it only quotes, escapes or colours."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", number_format)
    return bare.split(";", 1)[0]


def _date_text(day: dt.date, number_format: str) -> str:
    shown = _shown(number_format.lower())
    if "d" in shown or not re.search("[my]", shown):
        return day.isoformat()
    return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
