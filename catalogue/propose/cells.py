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
from catalogue.propose.package import COLUMNS, ROWS, Refused, examine
from catalogue.read.characters import visible


@dataclass(frozen=True)
class Cell:
    """A filled cell: its text, and whether it was typed as a text; `fault` says why it cannot be used."""

    text: str
    span: Span
    typed: bool = True
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its filled cells by row and column, from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell, filled or not."""
        return Span(row, column, row, column + 1, self.name)


def read_cells(content: bytes) -> list[Sheet]:
    """Read every visible sheet of a workbook; raise Refused when it is damaged or holds more than cells."""
    examine(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(content))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it to
        raise Refused("berkas rusak atau bukan buku kerja Excel (.xlsx)") from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows: dict[int, dict[int, Cell]] = {}
        for number, row in enumerate(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS), start=1):
            cells = {found.span.column: found for cell in row if (found := _cell(cell, sheet.title))}
            if cells:
                rows[number] = cells
        yield Sheet(sheet.title, rows)


def _cell(cell: Any, sheet: str) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    span = Span(cell.row, cell.column, cell.row, cell.column + 1, sheet)
    if cell.data_type == "f":
        return Cell("", span, fault="sel berisi rumus")
    if cell.data_type == "e":
        return Cell(str(value), span, fault=f"sel berisi galat `{value}`")
    return Cell(_text(value, cell.number_format or ""), span, typed=isinstance(value, str))


def _text(value: Any, number_format: str) -> str:
    """Write a value of a cell as data files have it; a date as far as its format shows it."""
    if isinstance(value, str):
        return visible(value).replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.datetime | dt.date):
        return _date_text(value.date() if isinstance(value, dt.datetime) else value, number_format)
    if isinstance(value, int | float):
        return _number_text(Decimal(format(value, ".15g")) * (100 if "%" in number_format else 1))
    return str(value)


def _number_text(number: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date_text(day: dt.date, number_format: str) -> str:
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.lower())
    if "d" in shown or not re.search("[my]", shown):
        return day.isoformat()
    return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
