"""Whether what a workbook holds in a cell is what its column asks for, and what a person saw there."""

from __future__ import annotations

import re

from catalogue.model.grammar import YEARS, address_meant, date_meant, either, number_meant, serial_day
from catalogue.model.reference.tables import Column
from catalogue.model.types import DIGITS
from catalogue.propose.cells import Cell
from catalogue.propose.layout import Choices

SHAPES = {
    "number": "angka",
    "date": "tanggal",
    "yearless": "tanggal",
    "time": "jam atau lama waktu",
    "answer": "TRUE atau FALSE",
}
"""What Excel makes of a text that looks like one of these."""
WANTED = {
    "text": (
        "teks",
        "Ketik ulang selnya dengan tanda petik tunggal di depan, misalnya `'5/3`; tanda itu tidak terbaca.",
    ),
    "number": ("angka", "Beri selnya format Umum, lalu ketik ulang angkanya."),
    "date": ("tanggal", "Beri selnya format Teks, lalu ketik ulang, misalnya `2025-07-01`."),
    "answer": ("ya atau tidak", "Beri selnya format Teks, lalu ketik `ya` atau `tidak`."),
}
DIALLED = "telepon"
"""A number that begins with a zero or a plus, neither of which a number of a workbook keeps."""


def mistaken(cell: Cell, column: Column) -> tuple[str, str] | None:
    """Say what is wrong with a cell and how to mend it; None when its kind fits its column."""
    if cell.fault:
        return cell.fault, cell.help
    wanted = _wanted(column)
    if wanted == "date" and cell.shape == "yearless":
        message = f"sel ini menampilkan tanggal tanpa tahun, yang oleh Excel dianggap `{cell.text}`"
        return message, "Beri selnya format Teks, lalu ketik ulang dengan tahunnya, misalnya `2025-07-01`."
    if wanted == "number" and cell.changed:
        message = f"sel ini menampilkan `{cell.shown}`, padahal isinya `{cell.text}`"
        return message, "Beri selnya format Umum, lalu ketik angka yang dimaksud selengkapnya."
    if cell.shape == "text" or _fits(cell, column, wanted):
        return None
    what, help = WANTED[wanted]
    return f"Excel membaca sel ini sebagai {SHAPES[cell.shape]} (`{cell.text}`), padahal isinya {what}", help


def _wanted(column: Column) -> str:
    if column.kind in ("integer", "number") or column.or_word:
        return "number"
    return {"day": "date"}.get(column.kind, column.kind)


def _fits(cell: Cell, column: Column, wanted: str) -> bool:
    """Tell whether a value that is no text is what a column asks for."""
    if cell.shape != "number":
        return cell.shape == wanted
    if wanted != "text":
        return wanted == "number" or (wanted == "date" and "." not in cell.text)
    whole = "." not in cell.text or "%" in (cell.shown or "")
    exact = len(cell.text) <= DIGITS and cell.shown is not None
    return exact and (whole or bool(column.vocabulary)) and not column.name.endswith(DIALLED)


def written(text: str, column: Column, choices: Choices | None) -> str:
    """Return a single value as it would stand in a data file."""
    text = text.strip()
    if choices:
        return choices.word(text)
    if column.or_word and "-".join(text.lower().split()) == column.or_word:
        return column.or_word
    if column.kind in ("integer", "number") or column.or_word:
        return text if column.asks and either(text) else number_meant(text, whole=column.kind == "integer") or text
    if column.address:
        return address_meant(text) or text
    meant = date_meant(text) or serial_day(text) if column.kind in ("date", "day") else ""
    return meant if meant and (column.kind == "date" or len(meant) == len("2025-07-01")) else text


def pieces(text: str, column: Column) -> list[str]:
    """Split the items of a list in one cell; names of choices may hold commas and spaces, nothing else does."""
    if column.kind == "integer":
        text = YEARS.sub(r"\1-\2", text)  # a stretch of years is told as one item, whatever its blanks
    separator = r"[;\n]" if column.vocabulary else r"[;,\s]"
    return [piece.strip() for piece in re.split(separator, text) if piece.strip()]
