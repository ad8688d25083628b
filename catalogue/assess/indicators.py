"""The twenty indicators of one innovation: level, evidence, verification and scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from catalogue.assess.result import READINGS, IndicatorState, VerificationState
from catalogue.assess.verification import fingerprint
from catalogue.model import Fact, Indicator, Innovation, Review, Rubric
from catalogue.model.maturity import Benefit
from catalogue.model.rubric import Condition
from catalogue.model.types import number_in

ZERO = Decimal(0)
SHARED = 1_024
"""So many different scores are kept; a rubric has some two hundred."""


def indicator_states(record: Innovation, review: Review | None, rubric: Rubric) -> tuple[IndicatorState, ...]:
    """Judge every indicator of the rubric for one innovation."""
    return tuple(_state(indicator, _fact(record, indicator.id), review, rubric.tahun) for indicator in rubric.indikator)


def total_scores(states: Iterable[IndicatorState]) -> dict[str, Decimal]:
    """Add up the scores of an innovation in each reading."""
    scores = [state.scores for state in states]
    return {reading: sum([found[reading] for found in scores], ZERO) for reading in READINGS}


def _fact(record: Innovation, key: str) -> Fact[Any] | None:
    return getattr(record.kematangan, key, None) if record.kematangan else None


def _state(indicator: Indicator, fact: Fact[Any] | None, review: Review | None, year: int) -> IndicatorState:
    verification = _verification(indicator.id, fact, review)
    if fact is None:
        return IndicatorState(indicator, False, "", 0, (), verification, _scores(str(indicator.bobot), 0, False, False))
    level, evidence = level_of(indicator, fact.nilai, year), fact.bukti
    return IndicatorState(
        indicator=indicator,
        stated=fact.nilai is not None,
        fact=intern(shown(fact.nilai)),
        level=level,
        evidence=evidence,
        verification=verification,
        scores=_scores(str(indicator.bobot), level, bool(evidence), verification == "sesuai"),
    )


@lru_cache(SHARED)
def _scores(weight: str, level: int, proved: bool, confirmed: bool) -> Mapping[str, Decimal]:
    """Return the scores in each reading; innovations with the same have one between them.

    The weight comes as it was written, because 2 and 2.0 are equal.
    """
    score = Decimal(weight) * level
    return {
        "klaim": score,
        "berbukti": score if proved else ZERO,
        "terverifikasi": score if proved and confirmed else ZERO,
    }


def _verification(key: str, fact: Fact[Any] | None, review: Review | None) -> VerificationState:
    found = review.verifikasi.get(key) if review else None
    if found is None:
        return "belum-diperiksa"
    if fact is None or fingerprint(fact) != found.sidik:
        return "menunggu"
    return found.putusan


def shown(value: Any) -> str:
    """Write a fact as one text."""
    if value is None:
        return ""
    if isinstance(value, Benefit):
        return f"{value.basis}: {value.nilai}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


Value = str | int | Decimal | Sequence[int] | Benefit


def level_of(indicator: Indicator, value: Value | None, year: int) -> int:
    """Return the highest level whose condition the value meets, or 0; `year` is T-0 for lists of years."""
    if value is None:
        return 0
    reached = 0
    for level in indicator.level:
        if level.level > reached and level.syarat and _holds(level.syarat, value, year):
            reached = level.level
    return reached


def _holds(condition: Condition, value: Value, year: int) -> bool:
    if isinstance(value, Benefit):
        base = (condition.basis or {}).get(value.basis)
        return base is not None and _holds(base, value.nilai, year)
    if str(value) in condition.kata:
        return True
    if condition.kata and not condition.numeric:
        return False
    if condition.tahun:
        years = set(value) if isinstance(value, tuple | list) else set()
        return any(years.issuperset(year + offset for offset in offsets) for offsets in condition.tahun)
    return _within(condition, _number(value))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, str):
        return number_in(value)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _within(condition: Condition, number: Decimal | None) -> bool:
    if number is None:
        return False
    return (
        (condition.minimum is None or number >= condition.minimum)
        and (condition.lebih_dari is None or number > condition.lebih_dari)
        and (condition.maksimum is None or number <= condition.maksimum)
    )
