"""Tables as CSV (RFC 4180) whose texts no spreadsheet takes for formulas, numbers or dates."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from catalogue.export.dataset import WORDS, DataTable
from catalogue.export.file import number
from catalogue.model.grammar import MONTH_NAMES
from catalogue.model.reference.tables import SEPARATOR, Column

DANGEROUS = re.compile(r"[\s']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a spreadsheet recognises a formula, also behind spaces and in full width (OWASP, CSV injection)."""

AT_ONCE = 500
"""Rows that make a piece."""

HARMLESS = re.compile(r"\+\d+(?: \d+)+")
"""A telephone number in groups of figures: no spreadsheet makes anything else of it."""

FIGURES = r"(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?"
ALTERED = re.compile(
    rf"(?!(?:0|[1-9]\d{{0,14}})$)[\s']*(?:(?:rp|\$)?\.? ?[+-]?{FIGURES} ?%?|\({FIGURES}\)"
    r"|(?:\d+ )?\d{1,4}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}[-/]\d{4}"
    r"|\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d+)?(?: ?[ap]m)?|\d{1,2} ?[ap]m|true|false|benar|salah"
    rf"|(?:\d{{1,2}}[-/ ])?(?:{'|'.join(MONTH_NAMES)})[-/ .]+\d{{1,4}}|\d{{1,2}}[-/ ](?:{'|'.join(MONTH_NAMES)}))\s*",
    re.IGNORECASE,
)
"""How a spreadsheet, in English or Indonesian, recognises a number, a day, a time or a truth value: 007, 3.30, 5/3.

A whole number as it would be written there anyway stays the same.
"""
LONGEST = 40
"""Characters that such a text may have."""

Codes = Mapping[str, str]
"""How the words of closed lists are written that would be altered: with their names."""


@dataclass(frozen=True)
class Dialect:
    """What stands between two values, and before the decimals of a number."""

    between: str = ","
    decimal: str = "."


RFC = Dialect()
INDONESIAN = Dialect(";", ",")
"""What a spreadsheet with Indonesian settings expects when a file is opened by a double click."""


def codes(lists: Mapping[str, Mapping[str, str]]) -> Codes:
    """Return how to write each word that a spreadsheet would alter, from the names in its list."""
    titles = ((word, f"{name} ({word})") for named in lists.values() for word, name in named.items())
    return {word: title for word, title in titles if safe(word) != word and not word.isalpha()}


def comma_separated(table: DataTable, known: Codes, dialect: Dialect = RFC) -> Iterator[bytes]:
    """Write a table in pieces, after a byte order mark, without which Excel misreads accents."""
    yield codecs.BOM_UTF8 + _lines([[column.name for column in table.columns]], dialect)
    marks = [_codes_in(table, column, known) for column in table.columns]
    rows = iter(table.rows)
    while some := list(islice(rows, AT_ONCE)):
        yield _lines((_plain(row, marks, dialect) for row in some), dialect)


def _codes_in(table: DataTable, column: Column, known: Codes) -> Codes | None:
    """Return the codes of a column of texts; None of any other, whose values may be read as what they are."""
    if column.kind != "text":
        return None
    return known if column.vocabulary or (table.name == WORDS and column.name == "id") else {}


def _lines(rows: Iterable[Iterable[Any]], dialect: Dialect) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.between, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _plain(row: Iterable[Any], marks: Sequence[Codes | None], dialect: Dialect) -> list[Any]:
    """Write the values of a row as texts; what the writer itself writes so, as nearly all, is left to it."""
    return [
        value
        if value is None or type(value) is int
        else _value(value, dialect)
        if known is None
        else _text(value, known)
        for value, known in zip(row, marks, strict=True)
    ]


def _value(value: Any, dialect: Dialect) -> str:
    text = cell(value)
    return text.replace(".", dialect.decimal) if isinstance(value, Decimal) else text


def _text(value: Any, known: Codes) -> str:
    if type(value) is str:
        return spelt(value, known)
    if isinstance(value, tuple):
        return safe(cell(tuple(known.get(item, item) for item in value)))
    return cell(value)


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


def spelt(word: str, known: Codes) -> str:
    """Write a word of a closed list, or any other text."""
    return safe(known.get(word, word))


def safe(text: str) -> str:
    """Keep a text from being taken for a formula, a number or a date by an apostrophe before it, else leave it."""
    if len(text) <= LONGEST and ALTERED.fullmatch(text):
        return f"'{text}"
    if text[:1].isalnum():  # as nearly all texts do: no formula begins so
        return text
    return f"'{text}" if DANGEROUS.match(text) and not HARMLESS.fullmatch(text) else text
