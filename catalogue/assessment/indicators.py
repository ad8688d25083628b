"""The twenty indicators of one innovation: level, evidence, verification and scores."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from catalogue.assessment.fingerprint import fingerprint
from catalogue.assessment.levels import level_of
from catalogue.assessment.result import READINGS, IndicatorState, VerificationState
from catalogue.model import Fact, Indicator, Innovation, Review, Rubric
from catalogue.model.maturity import Benefit


def indicator_states(record: Innovation, review: Review | None, rubric: Rubric) -> tuple[IndicatorState, ...]:
    """Judge every indicator of the rubric for one innovation."""
    return tuple(_state(indicator, _fact(record, indicator.id), review, rubric.tahun) for indicator in rubric.indikator)


def total_scores(states: Iterable[IndicatorState]) -> dict[str, Decimal]:
    """Add up the scores of an innovation in each reading."""
    listed = list(states)
    return {reading: sum((state.scores[reading] for state in listed), Decimal(0)) for reading in READINGS}


def _fact(record: Innovation, key: str) -> Fact[Any] | None:
    return getattr(record.kematangan, key, None) if record.kematangan else None


def _state(indicator: Indicator, fact: Fact[Any] | None, review: Review | None, year: int) -> IndicatorState:
    level = level_of(indicator, fact.nilai, year) if fact else 0
    verification = _verification(indicator.id, fact, review)
    evidence = fact.bukti if fact else ()
    score = indicator.bobot * level
    return IndicatorState(
        indicator=indicator,
        stated=bool(fact and fact.nilai is not None),
        fact=shown(fact.nilai) if fact else "",
        level=level,
        evidence=evidence,
        verification=verification,
        scores={
            "klaim": score,
            "berbukti": score if evidence else Decimal(0),
            "terverifikasi": score if evidence and verification == "sesuai" else Decimal(0),
        },
    )


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
