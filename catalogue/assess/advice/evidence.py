"""What each missing or too low piece of evidence would add to the index."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from catalogue.assess.advice.result import Act, EvidenceAdvice, RaiseAdvice
from catalogue.assess.advice.terms import Situation, highest_level
from catalogue.assess.index import HUNDRED
from catalogue.assess.result import PRECISION, READINGS, IndicatorState, InnovationState


def opportunities(found: Situation) -> tuple[EvidenceAdvice, ...]:
    """Return every indicator that could bring more, as `ranked` by the reading *berbukti*."""
    with localcontext() as context:
        context.prec = PRECISION
        today, after = _Raises(found, found.n), _Raises(found, found.n + 1)
        now = [_opportunity(today, state, part, True) for state in found.counted for part in state.indicators]
        later = [_opportunity(after, state, part, False) for state in found.waiting for part in state.indicators]
        return ranked(item for item in (*now, *later) if item)


def opportunities_of(found: Situation, slug: str) -> tuple[EvidenceAdvice, ...]:
    """Return those of one innovation, in the order of the indicators."""
    state = found.assessment.innovations[slug]
    counted = state.eligible
    if not (counted or (state.counts and not state.spent)):
        return ()
    with localcontext() as context:
        context.prec = PRECISION
        raises = _Raises(found, found.n if counted else found.n + 1)
        listed = (_opportunity(raises, state, part, counted) for part in state.indicators)
        return tuple(item for item in listed if item)


def ranked(found: Iterable[EvidenceAdvice], reading: str = "berbukti") -> tuple[EvidenceAdvice, ...]:
    """Sort by what the next act gains in a reading, what counts already first.

    Of equal gains those for stated facts come first, then those whose highest level brings more.
    """
    return tuple(sorted(found, key=lambda item: _rank(item, reading)))


def _rank(item: EvidenceAdvice, reading: str) -> tuple[object, ...]:
    supposed = item.tindakan in ("isi", "tingkatkan")
    return (not item.dihitung, -item.berikutnya.tambahan[reading], supposed, -item.tertinggi.tambahan[reading])


class _Raises:
    """What a raise gains when so many innovations count; worked out once for all that score alike."""

    def __init__(self, found: Situation, n: int) -> None:
        self._whole = found.terms.divisor(n) * found.rubric.rumus.total_maksimum
        self._known: dict[tuple[object, ...], RaiseAdvice] = {}
        self.highest = {indicator.id: highest_level(indicator) for indicator in found.rubric.indikator}

    def to(self, part: IndicatorState, level: int) -> RaiseAdvice:
        """Return what the index gains when an indicator stands at this level."""
        alike = (part.indicator.id, level, *part.scores.values())
        if alike not in self._known:
            self._known[alike] = _raise(part, level, self._whole)
        return self._known[alike]


def _opportunity(raises: _Raises, state: InnovationState, part: IndicatorState, counted: bool) -> EvidenceAdvice | None:
    highest = raises.highest[part.indicator.id]
    act = _act(part, highest)
    if act is None:
        return None
    further = act in ("isi", "tingkatkan")
    target = min(level.level for level in part.indicator.level if level.level > part.level) if further else part.level
    return EvidenceAdvice(
        id=state.slug,
        opd=state.opd,
        indikator=part.indicator,
        tindakan=act,
        tingkat=part.level,
        dihitung=counted,
        berikutnya=raises.to(part, target),
        tertinggi=raises.to(part, highest),
    )


def _act(part: IndicatorState, highest: int) -> Act | None:
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
    return "tingkatkan" if part.level < highest else None


def _raise(part: IndicatorState, level: int, whole: Decimal) -> RaiseAdvice:
    score = part.indicator.bobot * level
    more = {reading: max(score - part.scores[reading], Decimal(0)) for reading in READINGS}
    return RaiseAdvice(level, {reading: value * HUNDRED / whole for reading, value in more.items()})
