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
class Confirmation:
    """That the agency confirmed the record on a day, and whether the coordinator took it in."""

    day: date
    taken_in: bool


@dataclass(frozen=True)
class Innovation:
    """One record as reported; `filled` names the profile fields that hold something."""

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
    origin: str = "dikonfirmasi-opd"
    """The record's `status_data`."""
    kind: str | None = None
    """The record's `jenis_catatan`."""
    part_of: str | None = None
    confirmation: Confirmation | None = None
    stage: str | None = None
    tried: str | None = None
    earlier: tuple[str, ...] = ()
    """Developments before the latest."""
    status: str | None = None
    merged_into: str | None = None
    sources: tuple[str | None, ...] = ()
    """When each source appeared, as far as it says."""


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
class Target:
    """What one innovation of an agency has to fulfil."""

    step: str
    confirmed: bool = False
    running: bool = False
    in_window: bool = False


@dataclass(frozen=True)
class Stage:
    """A stage of the timeline: by when a step is due, and whether a document says so."""

    step: str | None
    end: date
    official: bool


@dataclass(frozen=True)
class Entry:
    """The collection of a round: closed after a day, or open from one (at any time when no day is said)."""

    closes: bool
    day: date | None = None


@dataclass(frozen=True)
class City:
    """Everything that is scored in one reporting year, as it stands on a day."""

    year: int
    window: tuple[date, date]
    target: Target
    agencies: tuple[Agency, ...] = ()
    innovations: tuple[Innovation, ...] = ()
    spd: Mapping[str, SpdRow] = field(default_factory=dict)
    today: date = date(2026, 6, 1)
    official: bool = False
    """Whether the government made the catalogue its own."""
    notice: date | None = None
    """When the agencies were told of the target."""
    stages: tuple[Stage, ...] = ()
    admitted: tuple[str, ...] = ()
    """The stages of an innovation that the rubric admits; all when empty."""
    rounds: Mapping[int, Entry | None] = field(default_factory=dict)
    """The collection of every round of the catalogue, this year's among them."""


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
