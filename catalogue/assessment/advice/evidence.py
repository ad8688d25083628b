"""What each missing or too low piece of evidence would add to the index."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from catalogue.assessment.advice.result import Act, Opportunity, Raise
from catalogue.assessment.advice.terms import Situation, highest_level
from catalogue.assessment.index import HUNDRED, PRECISION
from catalogue.assessment.result import READINGS, IndicatorState, InnovationState


def opportunities(found: Situation) -> tuple[Opportunity, ...]:
    """Return every indicator that could bring more, as `ranked` by the reading *berbukti*."""
    with localcontext() as context:
        context.prec = PRECISION
        now = [_opportunity(found, state, part, True) for state in found.counted for part in state.indicators]
        later = [_opportunity(found, state, part, False) for state in found.waiting for part in state.indicators]
        return ranked(item for item in (*now, *later) if item)


def ranked(found: Iterable[Opportunity], reading: str = "berbukti") -> tuple[Opportunity, ...]:
    """Sort by what the next act gains in a reading, what counts already first.

    Of equal gains those for stated facts come first, then those whose highest level brings more.
    """
    return tuple(sorted(found, key=lambda item: _rank(item, reading)))


def _rank(item: Opportunity, reading: str) -> tuple[object, ...]:
    supposed = item.act in ("isi", "tingkatkan")
    return (not item.counted, -item.next.gains[reading], supposed, -item.best.gains[reading])


def _opportunity(found: Situation, state: InnovationState, part: IndicatorState, counted: bool) -> Opportunity | None:
    act = _act(part)
    if act is None:
        return None
    above = sorted(level.level for level in part.indicator.level if level.level > part.level)
    target = above[0] if act in ("isi", "tingkatkan") else part.level
    whole = found.terms.divisor(found.n if counted else found.n + 1) * found.rubric.rumus.total_maksimum
    return Opportunity(
        slug=state.slug,
        opd=state.opd,
        indicator=part.indicator,
        act=act,
        level=part.level,
        counted=counted,
        next=_raise(part, target, whole),
        best=_raise(part, highest_level(part.indicator), whole),
    )


def _act(part: IndicatorState) -> Act | None:
    if not part.stated:
        return "isi"
    if not part.level:
        return "tingkatkan"
    if not part.evidence:
        return "buktikan"
    if part.verification == "tidak-sesuai":
        return "perbaiki"
    if part.verification != "sesuai":
        return "periksa"
    return "tingkatkan" if part.level < highest_level(part.indicator) else None


def _raise(part: IndicatorState, level: int, whole: Decimal) -> Raise:
    score = part.indicator.bobot * level
    more = {reading: max(score - part.scores[reading], Decimal(0)) for reading in READINGS}
    return Raise(level, {reading: value * HUNDRED / whole for reading, value in more.items()})
