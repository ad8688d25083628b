"""What is to be scored, described without any file format: facts, evidence, verdicts, agencies and SPD rows."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Benefit:
    """The fact of indicator 33: an amount on one of the bases a to f."""

    basis: str
    amount: Fraction


Value = str | Fraction | tuple[int, ...] | Benefit
"""A fact: a word, a number, the years something happened in, or a benefit."""


@dataclass(frozen=True)
class Claim:
    """What a record says on one indicator, and what the reviewer found."""

    fact: Value | None = None
    evidence: int = 0
    verdict: str | None = None
    """`sesuai` or `tidak-sesuai`; None when nobody has looked."""
    matches: bool = False
    """Whether the reviewer saw the very fact and evidence that stand there now."""


@dataclass(frozen=True)
class Innovation:
    """One innovation as reported; `filled` names the profile fields that hold something."""

    id: str
    agency: str | None
    filled: frozenset[str] = frozenset()
    affair: str | None = None
    words: int = 0
    """Words of the rancang bangun."""
    implemented: str | None = None
    developed: str | None = None
    claims: Mapping[str, Claim] = field(default_factory=dict)
    submitted: bool = False


@dataclass(frozen=True)
class Agency:
    """An agency, or a unit below one; only the obliged ones are counted."""

    id: str
    obliged: bool
    above: str | None = None
    affairs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SpdRow:
    """The city's state for one SPD row: its value, or only the level that somebody knows, or nothing."""

    value: str | Fraction | None = None
    level: int | None = None


@dataclass(frozen=True)
class City:
    """Everything that is scored in one reporting year."""

    year: int
    window: tuple[date, date]
    threshold: str
    agencies: tuple[Agency, ...] = ()
    innovations: tuple[Innovation, ...] = ()
    spd: Mapping[str, SpdRow] = field(default_factory=dict)


def first_and_last_day(text: str) -> tuple[date, date]:
    """Return the days a date such as `2025`, `2025-07` or `2025-07-01` may mean."""
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    if len(numbers) == 2:
        year, month = numbers
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date(*numbers)
    return day, day
