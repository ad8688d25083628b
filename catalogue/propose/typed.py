"""What people type into a cell, as data files write it; what could mean two things is left to be reported."""

from __future__ import annotations

import re

from catalogue.common.indonesian import MONTHS
from catalogue.model.reference.tables import Column
from catalogue.propose.layout import Choices

AMBIGUOUS = re.compile(r"-?\d{1,3}\.\d{3}")
"""One point with three digits behind it: the thousand of an Indonesian, the fraction of a program."""

THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_MONTH = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}


def written(text: str, column: Column, choices: Choices | None) -> str:
    """Return a single value as it would stand in a data file."""
    text = text.strip()
    if choices:
        return choices.word(text)
    if column.or_word and "-".join(text.lower().split()) == column.or_word:
        return column.or_word
    if column.kind in ("integer", "number") or column.or_word:
        return _number(text)
    return _date(text) if column.kind in ("date", "day") else text


def pieces(text: str, column: Column) -> list[str]:
    """Split the items of a list in one cell; names of choices may hold commas and spaces, nothing else does."""
    separator = r"[;\n]" if column.vocabulary else r"[;,\s]"
    return [piece.strip() for piece in re.split(separator, text) if piece.strip()]


def _number(text: str) -> str:
    text = text.removesuffix("%").rstrip()
    if THOUSANDS.fullmatch(text) and not AMBIGUOUS.fullmatch(text):
        text = text.replace(".", "")
    return re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", text)


def _date(text: str) -> str:
    match = re.fullmatch(r"(?:(\d{1,2}) )?([A-Za-z]+) (\d{4})", " ".join(text.split()))
    if not match or match[2].casefold() not in _MONTH:
        return text
    month = f"{match[3]}-{_MONTH[match[2].casefold()]:02}"
    return f"{month}-{int(match[1]):02}" if match[1] else month
