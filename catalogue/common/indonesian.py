"""Indonesian for people: dates, numbers and lists."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def day_text(day: date) -> str:
    """Write a day as people do: 1 Juli 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(4_000)
def partial_date_text(value: Hashable) -> str:
    """Write a year, a month or a day as far as it is known."""
    year, *rest = str(value).split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def range_text(start: date, end: date) -> str:
    """Write two days as a range, without repeating what they share."""
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} sampai {day_text(end)}"
    first = f"{start.day} {MONTHS[start.month - 1]}" if start.year == end.year else day_text(start)
    return f"{first} sampai {day_text(end)}"


def number_text(value: Decimal | int | float, places: int | None = None) -> str:
    """Write a number with a decimal comma and a thousands point; `places` rounds half up."""
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{number:,f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def gain_text(value: Decimal, places: int) -> str:
    """Write a change with its sign; nothing is plain 0."""
    text = number_text(abs(value), places)
    if not text.strip("0,."):
        return "0"
    return f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def enumerate_words(words: Iterable[str]) -> str:
    """Join words as a sentence does: a, b, dan c."""
    listed = list(words)
    if len(listed) < 3:
        return " dan ".join(listed)
    return f"{', '.join(listed[:-1])}, dan {listed[-1]}"


def days_text(today: date, day: date) -> str:
    """Say how far a day is from today."""
    days = (day - today).days
    if days == 0:
        return "hari ini"
    return f"{days} hari lagi" if days > 0 else f"{-days} hari yang lalu"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")
