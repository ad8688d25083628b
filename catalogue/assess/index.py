"""The index of a period by the formula of its rubric, exact and in three readings.

Formula: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I; its constants come from the
rubric file of the year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from catalogue.assess.indicators import level_of
from catalogue.assess.result import PRECISION, READINGS, Index, InnovationState, ReadingResult, SpdValue
from catalogue.model import Indicator, Period, Rubric
from catalogue.model.period import SpdRow

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
