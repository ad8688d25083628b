"""The results of an assessment, as plain values; who computes them is in the neighbouring modules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from catalogue.model import Evidence, Indicator, Period, Rubric

STEPS = ("tercatat", "layak", "lengkap", "terverifikasi", "terlapor")
"""The ladder of an innovation in a period, lowest first."""

READINGS = ("klaim", "berbukti", "terverifikasi")
"""Facts stated; facts with evidence; facts that Bappeda confirmed."""

ROUNDS = ("pelaporan",)
"""What the condition names that rests on Bappeda's reports of the years before."""

VerificationState = Literal["belum-diperiksa", "sesuai", "tidak-sesuai", "menunggu"]


Actor = Literal["OPD", "Bappeda"]
"""Who has to act for a condition to hold."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a step: whether it holds, and the reason in a sentence."""

    step: str
    met: bool
    text: str
    fields: tuple[str, ...] = ()
    actor: Actor = "OPD"


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """One indicator of one innovation: the level of its stated fact and the score in each reading.

    `verification` is `menunggu` when a verification exists whose fingerprint no longer fits the evidence.
    """

    indicator: Indicator
    stated: bool
    fact: str
    level: int
    evidence: tuple[Evidence, ...]
    verification: VerificationState
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class InnovationState:
    """One innovation in one period."""

    slug: str
    opd: str
    step: str
    requirements: tuple[Requirement, ...]
    indicators: tuple[IndicatorState, ...]
    scores: Mapping[str, Decimal]
    words: int
    earlier: tuple[int, ...] = ()
    """The years before in which it was reported."""
    rank: int = field(init=False, repr=False, compare=False)
    spent: bool = field(init=False, repr=False, compare=False)
    """It was reported as often as the rules allow, so that it cannot count this time."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rank", STEPS.index(self.step))
        spent = any(not condition.met and condition.fields == ROUNDS for condition in self.requirements)
        object.__setattr__(self, "spent", spent)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What keeps the innovation from its next step."""
        return tuple(r for r in self.requirements if not r.met and STEPS.index(r.step) == self.rank + 1)


@dataclass(frozen=True, slots=True)
class OpdState:
    """One agency in one period: `step` is the highest of its innovations, units below it included."""

    opd: str
    obliged: bool
    step: str | None
    met: bool
    reason: str
    carriers: tuple[str, ...]
    """Slugs of the innovations that carry the agency, those at the highest step."""


@dataclass(frozen=True, slots=True)
class UrusanState:
    """One basic-service affair: who covers it, and who could."""

    code: str
    name: str
    met: bool
    eligible: tuple[str, ...]
    recorded: tuple[str, ...]
    could: tuple[str, ...]
    """Identities of the agencies that hold the affair."""


@dataclass(frozen=True, slots=True)
class SpdState:
    """One SPD row: its value as stated, the level, and the score; `level` is None while unknown."""

    indicator: Indicator
    stated: str | None
    level: int | None
    score: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """The index under one reading, exact; `iid` is a percentage of the highest total."""

    name: str
    spd: Decimal
    rata_kematangan: Decimal
    jumlah_inovasi: Decimal
    total: Decimal
    iid: Decimal
    kategori: str


@dataclass(frozen=True, slots=True)
class Index:
    """The projected index of one period; `open_points` is what the unknown SPD rows could still add to `iid`."""

    n: int
    divisor: int
    basic_covered: int
    readings: Mapping[str, Reading]
    spd_rows: tuple[SpdState, ...]
    open_points: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Everything computed for one period, itself and no other; mappings are ordered by identity."""

    period: Period
    rubric: Rubric
    innovations: Mapping[str, InnovationState]
    opds: Mapping[str, OpdState]
    urusan: tuple[UrusanState, ...]
    index: Index

    @property
    def obliged(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.opds.values() if state.obliged)

    @property
    def fulfilled(self) -> tuple[OpdState, ...]:
        return tuple(state for state in self.obliged if state.met)
