"""A workbook with a row for each innovation, as agencies had it before each had a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import load_workbook

from catalogue.build import Build
from catalogue.export.record_sheets import ProposalBook
from catalogue.export.template import empty_book
from catalogue.model.reference.tables import Column, rows
from catalogue.propose.beginnings import HEADING, written
from catalogue.propose.layout import (
    BEGINNINGS,
    FIRST_ROW,
    FORMER_BEGINNINGS,
    INDICATOR,
    OPD,
    STATE,
    SheetLayout,
    layouts,
)
from catalogue.read.catalogue import InnovationEntry


def wide_book(build: Build, entries: Iterable[InnovationEntry]) -> bytes:
    """Fill the rows of the template with innovations, and say what they began with."""
    book, made, known = load_workbook(io.BytesIO(empty_book(build))), ProposalBook(build), list(entries)
    for layout in layouts():
        for number, row in enumerate(_rows(made, layout, known), FIRST_ROW):
            for column, text in enumerate(row, start=1):
                cell = book[layout.title].cell(number, column)
                cell.value, cell.data_type = (text, "s") if text else (None, "n")
    for number in (1, 2, 3):
        del book[f"Inovasi {number}"]
    del book[BEGINNINGS]
    sheet = book.create_sheet(FORMER_BEGINNINGS)
    sheet.sheet_state = "hidden"
    for pair in (HEADING, *((entry.id, written(entry.record)) for entry in known)):
        sheet.append(pair)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _rows(made: ProposalBook, layout: SheetLayout, entries: list[InnovationEntry]) -> Iterator[list[str]]:
    for entry in entries:
        for row in rows(layout.table, entry.record):
            own = row[len(row) - len(layout.table.columns) :]
            texts = (
                "" if value is None else made.text(column, value)
                for column, value in zip(layout.table.columns, own, strict=True)
            )
            yield [*(_known(made, column, entry, row) for column in layout.head), *texts]


def _known(made: ProposalBook, column: Column, entry: InnovationEntry, row: tuple[Any, ...]) -> str:
    """Say whose row it is."""
    if column is STATE:
        return ""
    if column is OPD:
        return made.lists[OPD.name].title(entry.opd)
    return made.lists[INDICATOR.name].title(row[0]) if column is INDICATOR else entry.id
