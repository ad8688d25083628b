"""Tables as CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from catalogue.export.dataset import DataTable
from catalogue.export.values import number
from catalogue.model.reference.tables import SEPARATOR

DANGEROUS = re.compile(r"[\s']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a spreadsheet recognises a formula, also behind spaces and in full width (OWASP, CSV injection)."""

AT_ONCE = 500
"""Rows that make a piece."""

HARMLESS = re.compile(r"[+-]?\d+([.,]\d+)*|\+\d[\d ]*")
"""A number or a telephone number: no spreadsheet makes anything else of it."""


def comma_separated(table: DataTable) -> Iterator[bytes]:
    """Write a table in pieces, after a byte order mark, without which Excel misreads accents."""
    yield codecs.BOM_UTF8 + _lines([[column.name for column in table.columns]])
    rows = iter(table.rows)
    while some := list(islice(rows, AT_ONCE)):
        yield _lines(map(_plain, some))


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _plain(row: Iterable[Any]) -> list[Any]:
    """Write the values of a row as texts; what the writer itself writes so, as nearly all, is left to it."""
    return [
        value
        if value is None or (kind := type(value)) is int or (kind is str and value[:1].isalnum())
        else harmless(cell(value))
        for value in row
    ]


def cell(value: Any) -> str:
    """Write a value as one text; the items of a list, which contain no separator, are joined by one."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    if isinstance(value, Decimal):
        return str(number(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def harmless(text: str) -> str:
    """Keep a text from being taken for a formula by an apostrophe before it; any other text is left as it is."""
    if text[:1].isalnum():  # as nearly all texts do: nothing that is dangerous begins so
        return text
    return f"'{text}" if DANGEROUS.match(text) and not HARMLESS.fullmatch(text) else text


def restored(text: str) -> str:
    """Return what `harmless` was given."""
    return text[1:] if text.startswith("'") and DANGEROUS.match(text) else text
