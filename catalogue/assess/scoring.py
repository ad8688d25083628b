"""The twenty indicators of an innovation, and the index of a period that they add up to, exact and in three readings.

An indicator has a level, evidence, and the mark of what a verification saw of both. Formula: Pedoman Umum IGA 2026
(Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I; its constants come from the rubric file of the year.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from sys import intern
from typing import Any

import orjson

from catalogue.assess.result import (
    PRECISION,
    READINGS,
    Assessment,
    Index,
    IndicatorState,
    InnovationState,
    ReadingResult,
    SpdValue,
    VerificationState,
)
from catalogue.model import Fact, Indicator, Innovation, Period, Record, Review, Rubric
from catalogue.model.maturity import Benefit
from catalogue.model.period import SpdRow
from catalogue.model.rubric import Condition
from catalogue.model.types import number_in

LENGTH = 16
"""Hexadecimal digits: 64 bits, ample against accident; a forger would have to be able to write reviews anyway."""


def fingerprint(fact: Fact[Any]) -> str:
    """Return the mark of a fact and its evidence; notes do not count, nor how a number is written."""
    seen = {"bukti": fact.bukti, "nilai": fact.nilai}
    text = orjson.dumps(seen, default=_plain, option=orjson.OPT_SORT_KEYS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.decode()).encode()
    return hashlib.sha256(text).hexdigest()[:LENGTH]


def _plain(value: Decimal | Record) -> Any:
    return value.__dict__ if isinstance(value, Record) else f"{value.normalize():f}"


def fingerprints(record: Innovation) -> dict[str, str]:
    """Return the mark of each fact of a record, by indicator."""
    maturity = record.kematangan
    facts = {name: getattr(maturity, name) for name in type(maturity).model_fields} if maturity else {}
    return {name: fingerprint(fact) for name, fact in facts.items() if fact}


OPEN = {"belum-diperiksa", "menunggu"}


def waiting(state: InnovationState) -> tuple[IndicatorState, ...]:
    """Return the indicators of an innovation that can be examined and have no verdict that still holds."""
    return tuple(found for found in state.indicators if examinable(found) and found.verification in OPEN)


def examinable(state: IndicatorState) -> bool:
    """Tell whether there is something to examine: a fact, and a document that is to prove it."""
    return state.stated and bool(state.evidence)


def waiting_count(assessment: Assessment) -> int:
    """Count the facts that wait for an examination."""
    return sum(len(waiting(state)) for state in assessment.innovations.values())


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


HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def project(eligible: Sequence[InnovationState], basic_covered: int, period: Period, rubric: Rubric) -> Index:
    """Compute the index from the innovations that are eligible, which are those at *layak* or above."""
    rows = tuple(_spd_value(indicator, period.spd.get(indicator.id), rubric.tahun) for indicator in rubric.spd)
    with localcontext() as context:
        context.prec = PRECISION
        n = len(eligible)
        divisor = max(rubric.rumus.pembagi_minimum, n)
        spd = sum((row.score for row in rows), Decimal(0))
        count = count_score(n, basic_covered, rubric)
        totals = {name: sum((state.scores[name] for state in eligible), Decimal(0)) for name in READINGS}
        readings = {
            name: _reading(totals[name], spd=spd, count=count, divisor=divisor, rubric=rubric) for name in READINGS
        }
        unknown = sum((_highest(row.indicator) for row in rows if row.tingkat is None), Decimal(0))
        return Index(n, divisor, basic_covered, readings, rows, unknown / rubric.rumus.total_maksimum * HUNDRED)


def count_score(n: int, basic_covered: int, rubric: Rubric) -> Decimal:
    """Return the score for the number of innovations; nothing while too few basic-service affairs are covered."""
    if basic_covered < rubric.rumus.urusan_dasar_minimum:
        return Decimal(0)
    return min(n, rubric.rumus.batas_jumlah) * rubric.rumus.bobot_jumlah


def category(iid: Decimal, rubric: Rubric) -> str:
    """Return the band of an index, which is rounded to two decimals first."""
    rounded = iid.quantize(CENT, ROUND_HALF_UP)
    bands = sorted(rubric.kategori, key=lambda band: band.minimum)
    reached = [band for band in bands if band.minimum <= rounded]
    return (reached or bands)[-1 if reached else 0].nama


def _reading(maturity: Decimal, *, spd: Decimal, count: Decimal, divisor: int, rubric: Rubric) -> ReadingResult:
    """Divide once and last, so that an index that ends is exact, as rounding half a cent needs it."""
    whole = (spd + count) * divisor + maturity
    iid = whole * HUNDRED / (divisor * rubric.rumus.total_maksimum)
    return ReadingResult(spd, maturity / divisor, count, whole / divisor, iid, category(iid, rubric))


def _spd_value(indicator: Indicator, row: SpdRow | None, year: int) -> SpdValue:
    stated, level = row.nilai if row else None, row.level if row else None
    if stated is not None and indicator.understands(stated):
        level = level_of(indicator, stated, year)
    score = indicator.bobot * (level or 0)
    told = row.tahun if row else None
    return SpdValue(indicator.id, stated, told, level, indicator.hasil_pembangunan, indicator, score)


def _highest(indicator: Indicator) -> Decimal:
    return indicator.bobot * max(level.level for level in indicator.level)


def highest_scores(rubric: Rubric) -> Mapping[str, Decimal]:
    """Return the highest score of each part of the index."""
    return {
        "spd": sum((_highest(row) for row in rubric.spd), Decimal(0)),
        "kematangan": sum((_highest(row) for row in rubric.indikator), Decimal(0)),
        "jumlah": rubric.rumus.batas_jumlah * rubric.rumus.bobot_jumlah,
    }
