"""What the rows of a workbook began with, so that an old workbook undoes nothing that is newer.

A hidden sheet says of each record a short mark of every field. A field is changed in the workbook where it has another
mark there, and changed since where the record has another one now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson

from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, tables, value_at
from catalogue.propose.cells import Sheet
from catalogue.propose.layout import BEGINNINGS, FORMER_BEGINNINGS, MAIN

HEADING = ("nama_berkas", "sidik")
TEXTS = "*"
"""In the place of a file name: what follows are the marks of labels and helps of the workbook."""
SHOWN = 80
"""Characters of a value that a message shows."""
LENGTH = 10
"""Hexadecimal digits of a mark: whoever forges one deceives only themselves."""

Marks = Mapping[str, str]
"""The mark of each filled field of a record, by the name of the field."""


@cache
def fields() -> Mapping[str, Path]:
    """Return the place of every field that a workbook holds, whole lists among them, by its name."""
    main, *lists = tables(Innovation, MAIN)
    places = [*(column.path for column in main.columns), *(place for table in lists for place in table.lists)]
    return {".".join(place): place for place in places}


def marks(record: Innovation) -> Marks:
    """Return the marks of a record."""
    found = ((name, value_at(record, place)) for name, place in fields().items())
    return {name: _mark(value) for name, value in found if value not in (None, ())}


def _mark(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    return value.__dict__ if hasattr(value, "__dict__") else str(value)


def written(record: Innovation) -> str:
    """Write the marks of a record for a cell."""
    return " ".join(f"{name}={mark}" for name, mark in marks(record).items())


def beginnings(sheets: Mapping[str, Sheet]) -> Mapping[str, Marks]:
    """Return the marks that a workbook has kept, by the name of the record; `sheets` are found by their small names."""
    sheet = sheets.get(BEGINNINGS) or sheets.get(FORMER_BEGINNINGS.casefold())
    return dict(_kept(sheet)) if sheet else {}


def _kept(sheet: Sheet) -> Iterator[tuple[str, Marks]]:
    for cells in sheet.rows.values():
        if 1 in cells and 2 in cells and "=" in cells[2].text:
            pairs = (pair.partition("=") for pair in cells[2].text.split())
            yield cells[1].text, {name: mark for name, _, mark in pairs}


def texts_kept(sheets: Mapping[str, Sheet]) -> frozenset[str]:
    """Return the marks of the labels and helps that a workbook was made with."""
    sheet = sheets.get(BEGINNINGS)
    rows = sheet.rows.values() if sheet else ()
    lines = (cells[2].text for cells in rows if 1 in cells and 2 in cells and cells[1].text == TEXTS)
    return frozenset(mark for line in lines for mark in line.split())


def shown(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, tuple):
        plain = all(isinstance(item, str) for item in value)
        return f"`{'; '.join(value)[:SHOWN]}`" if value and plain else f"{len(value)} butir"
    text = "" if value is None else " ".join(str(value).split()).replace("`", "\u00b4")
    return f"`{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}`" if text else "kosong"
