"""The cells of a workbook as texts with their places; nothing is computed, guessed or fetched."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from catalogue.common.findings import Span
from catalogue.propose.formats import plain, shown_date, shown_number, shown_text
from catalogue.propose.marks import Block, Loose, Marks, marks_of
from catalogue.propose.other_files import DAMAGED, Refused
from catalogue.propose.package import COLUMNS, ROWS, examine
from catalogue.read.characters import visible

PASTE = "Salin selnya, lalu tempel di tempat yang sama sebagai nilai."
RETYPE = "Kosongkan selnya, lalu ketik isinya."
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""The sign before what looks like the number of a character and is none, which is left where a text is in its cell."""
NAMED = {"theme 0": "FFFFFF", "theme 1": "000000", "indexed 1": "FFFFFF", "indexed 9": "FFFFFF"}
"""Other names of white and black."""
UNSEEN = "Ubah warna huruf atau format selnya agar terlihat bila memang diusulkan; bila tidak, kosongkan selnya."


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
    """What the workbook says it is: text, number, date, yearless, time or answer."""
    link: str = ""
    shown: str | None = None
    """What a person sees of a number, where that is worked out."""
    changed: bool = False
    """Whether its format shows another number than it holds."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its filled cells by row and column, from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: frozenset[int] = frozenset()
    """The rows that a filter or a person has hidden."""
    folded: frozenset[int] = frozenset()
    """The columns that are hidden."""
    joined: tuple[Block, ...] = ()
    """Blocks of cells that are joined into one."""
    away: bool = False
    """Whether the sheet itself is hidden."""
    loose: tuple[Loose, ...] = ()
    """What lies on it and in no cell."""

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell, filled or not."""
        return Span(row, column, row, column + 1, self.name)


def read_cells(content: bytes) -> list[Sheet]:
    """Read every sheet of a workbook; raise Refused when it is damaged or holds more than cells."""
    archive = examine(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(content, marks_of(archive)))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it to
        raise Refused(DAMAGED) from error


def _sheets(content: bytes, marks: Mapping[str, Marks]) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        rows: dict[int, dict[int, Cell]] = {}
        told = marks.get(sheet.title, Marks())
        for number, row in enumerate(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS), start=1):
            cells = {found.span.column: found for cell in row if (found := _cell(cell, sheet.title, told))}
            if cells:
                rows[number] = cells
        away = sheet.sheet_state != "visible"
        unseen = (frozenset(told.hidden), frozenset(told.folded))
        yield Sheet(sheet.title, rows, *unseen, tuple(told.joined), away, tuple(told.loose))


def _cell(cell: Any, sheet: str, marks: Marks) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not visible(value).strip()):
        return None
    span = Span(cell.row, cell.column, cell.row, cell.column + 1, sheet)
    if cell.data_type == "f":
        return Cell("", span, fault="sel berisi rumus", help=PASTE)
    if cell.data_type == "e":
        return Cell(str(value), span, fault=f"sel berisi galat `{value}`", help=RETYPE)
    found = _told(value, cell.number_format or "General", span)
    if not (found.text if found.shown is None else found.shown).strip() or _unseen(cell.font, cell.fill):
        return Cell(found.text, span, fault="isi sel ini tidak terlihat", help=UNSEEN)
    link = marks.links.get((cell.row, cell.column), "")
    return replace(found, link=link) if link else found


def _told(value: Any, number_format: str, span: Span) -> Cell:
    """Write a value of a cell as data files have it, and say what it is; a date as far as its format shows it."""
    if isinstance(value, str):
        text = visible(ESCAPED.sub("_", value)).replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        return Cell(shown_text(text, number_format), span)
    if isinstance(value, bool):
        return Cell("ya" if value else "tidak", span, typed=False, shape="answer")
    if isinstance(value, dt.datetime | dt.date):
        text, shape = shown_date(value.date() if isinstance(value, dt.datetime) else value, number_format)
        return Cell(text, span, typed=False, shape=shape)
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        shown = shown_number(number, number_format)
        text = plain(number * 100**shown.percent)
        return Cell(text, span, typed=False, shape="number", shown=shown.text, changed=shown.changed)
    return Cell(str(value), span, typed=False, shape="time")


def _unseen(font: Any, fill: Any) -> bool:
    """Tell whether letters have the colour of what is behind them."""
    behind = _colour(fill.fgColor) if fill is not None and fill.patternType == "solid" else "FFFFFF"
    return font is not None and font.color is not None and _colour(font.color) == behind


def _colour(colour: Any) -> str:
    """Return a colour in the way in which white and black are the same however they are named."""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    name = f"{colour.type} {getattr(colour, colour.type, None)}"
    return f"{name} {colour.tint}" if colour.tint else NAMED.get(name, name)
