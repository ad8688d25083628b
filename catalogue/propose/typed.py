"""What people type into a cell, as data files write it; what could mean two things is left to be reported."""

from __future__ import annotations

import re

from catalogue.model.grammar import YEARS, date_meant, either, number_meant
from catalogue.model.reference.tables import Column
from catalogue.propose.layout import Choices


def written(text: str, column: Column, choices: Choices | None) -> str:
    """Return a single value as it would stand in a data file."""
    text = text.strip()
    if choices:
        return choices.word(text)
    if column.or_word and "-".join(text.lower().split()) == column.or_word:
        return column.or_word
    if column.kind in ("integer", "number") or column.or_word:
        return text if column.asks and either(text) else number_meant(text, whole=column.kind == "integer") or text
    return (date_meant(text) or text) if column.kind in ("date", "day") else text


def pieces(text: str, column: Column) -> list[str]:
    """Split the items of a list in one cell; names of choices may hold commas and spaces, nothing else does."""
    if column.kind == "integer":
        text = YEARS.sub(r"\1-\2", text)  # a stretch of years is told as one item, whatever its blanks
    separator = r"[;\n]" if column.vocabulary else r"[;,\s]"
    return [piece.strip() for piece in re.split(separator, text) if piece.strip()]
