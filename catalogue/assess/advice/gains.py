"""What could still be added to the index: by missing or too low evidence, and by innovations that do not count yet.

The formula of a year stands first, with the city's own numbers put in, in fractions, so that equal indexes compare as
equal. Innovations come with the nearest to counting first, and with what can still become of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Literal

from catalogue.assess.advice import (
    Act,
    BasicServiceAdvice,
    EvidenceAdvice,
    Gain,
    NewcomerAdvice,
    OneMoreInnovation,
    RaiseAdvice,
)
from catalogue.assess.result import PRECISION, READINGS, Assessment, IndicatorState, InnovationState
from catalogue.assess.scoring import CENT, HUNDRED
from catalogue.model import Indicator, Rubric
from catalogue.model.innovation import Innovation, kind_of, left_out
from catalogue.read.catalogue import UNASSIGNED, Catalogue

ZERO = Fraction(0)
EXACT = 60
"""Digits of a sum of scores: a weight has at most 15, and there are at most 50,000 innovations."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the index of a set of innovations depends on besides the innovations."""

    spd: Fraction
    smallest_divisor: int
    weight: Fraction
    cap: int
    affairs: int
    """Basic-service affairs that must be covered before the number of innovations scores."""
    highest: Fraction

    def divisor(self, n: int) -> int:
        return max(self.smallest_divisor, n)

    def count(self, n: int, covered: int) -> Fraction:
        """Return the score for the number of innovations."""
        return min(n, self.cap) * self.weight if covered >= self.affairs else ZERO

    def total(self, n: int, maturity: Fraction, covered: int) -> Fraction:
        """Return the total score of n innovations whose maturity scores add up to `maturity`."""
        return self.spd + maturity / self.divisor(n) + self.count(n, covered)

    def index(self, n: int, maturity: Fraction, covered: int) -> Fraction:
        """Return the index of n innovations whose maturity scores add up to `maturity`."""
        return self.points(self.total(n, maturity, covered))

    def points(self, total: Fraction) -> Fraction:
        """Turn a score into points of the index."""
        return total / self.highest * 100

    def total_for(self, index: Decimal) -> Fraction:
        """Return the smallest total whose index, rounded half up to two decimals, is not below this one."""
        shown = index.quantize(CENT, ROUND_CEILING)
        return (Fraction(shown) - Fraction(CENT) / 2) * self.highest / 100


@dataclass(frozen=True, slots=True)
class Situation:
    """An assessment as advice reads it: who counts, who does not yet, and who covers which basic-service affair."""

    assessment: Assessment
    terms: Terms
    counted: tuple[InnovationState, ...]
    waiting: tuple[InnovationState, ...]
    affairs: Mapping[str, str]
    """By innovation, of those whose main affair is one of basic service."""
    covered: frozenset[str]
    maturity: Mapping[str, Fraction]
    """By reading, the sum of the scores that count."""

    @property
    def rubric(self) -> Rubric:
        return self.assessment.rubric

    @property
    def n(self) -> int:
        return len(self.counted)

    def affairs_of(self, states: Iterable[InnovationState]) -> frozenset[str]:
        """Return the basic-service affairs that these innovations cover."""
        return frozenset(self.affairs[state.slug] for state in states if state.slug in self.affairs)

    def index(self, reading: str, *more: InnovationState) -> Fraction:
        """Return the index as it is, or as it were if these innovations counted as well."""
        maturity = self.maturity[reading] + sum(Fraction(state.scores[reading]) for state in more)
        return self.terms.index(self.n + len(more), maturity, len(self.covered | self.affairs_of(more)))


def situation(assessment: Assessment) -> Situation:
    """Read an assessment for advice."""
    states = assessment.innovations.values()
    counted = tuple(state for state in states if state.eligible)
    waiting = tuple(state for state in states if state.counts and not (state.eligible or state.spent))
    return Situation(
        assessment=assessment,
        terms=_terms(assessment),
        counted=counted,
        waiting=waiting,
        affairs={slug: affair.kode for affair in assessment.urusan for slug in affair.inovasi_tercatat},
        covered=frozenset(affair.kode for affair in assessment.urusan if affair.terpenuhi),
        maturity={reading: _sum(state.scores[reading] for state in counted) for reading in READINGS},
    )


def _sum(scores: Iterable[Decimal]) -> Fraction:
    """Add scores without rounding; their own numbers are added much sooner than fractions."""
    with localcontext() as context:
        context.prec, context.traps[Inexact] = EXACT, True
        return Fraction(sum(scores, Decimal(0)))


def _terms(assessment: Assessment) -> Terms:
    formula = assessment.rubric.rumus
    return Terms(
        spd=sum((Fraction(row.score) for row in assessment.index.spd), ZERO),
        smallest_divisor=formula.pembagi_minimum,
        weight=Fraction(formula.bobot_jumlah),
        cap=formula.batas_jumlah,
        affairs=formula.urusan_dasar_minimum,
        highest=Fraction(formula.total_maksimum),
    )


def highest_level(indicator: Indicator, most: int = 3) -> int:
    """Return the highest level that the rubric knows for an indicator, up to `most`."""
    return max((level.level for level in indicator.level if level.level <= most), default=0)


def decimal(value: Fraction) -> Decimal:
    """Return a fraction to as many digits as the projection itself is computed with."""
    with localcontext() as context:
        context.prec = PRECISION
        return Decimal(value.numerator) / Decimal(value.denominator)


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


def newcomers(found: Situation) -> tuple[NewcomerAdvice, ...]:
    """Return every innovation that does not count yet, in the order of `queue`."""
    today = _today(found)
    return tuple(_newcomer(found, state, today) for state in queue(found))


def newcomers_of(found: Situation, slug: str) -> tuple[NewcomerAdvice, ...]:
    """Return one innovation if it is one that does not count yet."""
    state = found.assessment.innovations[slug]
    waiting = state.counts and not (state.eligible or state.spent)
    return (_newcomer(found, state, _today(found)),) if waiting else ()


def _today(found: Situation) -> dict[str, Fraction]:
    return {reading: found.index(reading) for reading in READINGS}


def queue(found: Situation) -> tuple[InnovationState, ...]:
    """Return the innovations that do not count yet, the readiest first, and after them those out of reach.

    While the basic-service condition is not met and can be, the readiest of each affair that it still needs lead.
    """
    shown = found.assessment.period.publikasi.kematangan
    ready = sorted(found.waiting, key=lambda state: _readiness(state, shown))
    first: dict[str, InnovationState] = {}
    for state in ready:
        affair = found.affairs.get(state.slug)
        if affair and affair not in found.covered and within_reach(state):
            first.setdefault(affair, state)
    needed = max(found.terms.affairs - len(found.covered), 0)
    leaders = list(first.values())[:needed] if len(first) >= needed else []
    led = {state.slug for state in leaders}
    return (*leaders, *(state for state in ready if state.slug not in led))


def _readiness(state: InnovationState, shown: bool) -> tuple[object, ...]:
    """Rank by what is missing; the scores break ties only where the period publishes them, for the order tells."""
    score = -state.scores["klaim"] if shown else 0
    return (not within_reach(state), len(state.lacking), score, state.slug)


def within_reach(state: InnovationState) -> bool:
    """Tell whether an innovation can still count in the round: somebody owns it, and its time may lie in the window."""
    return state.opd != UNASSIGNED and not state.outside


def _newcomer(found: Situation, state: InnovationState, today: Mapping[str, Fraction]) -> NewcomerAdvice:
    affair = found.affairs.get(state.slug)
    return NewcomerAdvice(
        id=state.slug,
        opd=state.opd,
        kurang=state.lacking,
        terjangkau=within_reach(state),
        urusan_dasar_baru=affair if affair not in found.covered else None,
        tambahan={reading: decimal(found.index(reading, state) - today[reading]) for reading in READINGS},
    )


def one_more(found: Situation, reading: str) -> OneMoreInnovation:
    """Weigh one more innovation of any maturity that covers no new basic-service affair.

    With n innovations and a sum of scores T, one more of score s changes the total by
    (T + s) / D(n + 1) - T / D(n) + c(n + 1) - c(n), where D is the divisor and c the count score; the break-even
    is the s at which that is nothing.
    """
    terms, n, maturity, covered = found.terms, found.n, found.maturity[reading], len(found.covered)
    added = terms.count(n + 1, covered) - terms.count(n, covered)
    break_even = (maturity / terms.divisor(n) - added) * terms.divisor(n + 1) - maturity
    today = terms.index(n, maturity, covered)
    gains = [(score, terms.index(n + 1, maturity + score, covered) - today) for score in _scores(found)]
    return OneMoreInnovation(
        menambah_di_atas=decimal(max(break_even, ZERO)),
        menurut_kematangan=tuple(Gain(decimal(score), decimal(gain)) for score, gain in gains),
    )


def _scores(found: Situation) -> list[Fraction]:
    """Return the maturity scores with every indicator at level 0, 1, 2 and 3, as far as each goes."""
    indicators = found.rubric.indikator
    top = max(highest_level(indicator) for indicator in indicators)
    return [
        sum((Fraction(indicator.bobot) * highest_level(indicator, level) for indicator in indicators), ZERO)
        for level in range(top + 1)
    ]


def basic_service(found: Situation) -> BasicServiceAdvice:
    """Weigh the condition that enough basic-service affairs are covered."""
    terms, affairs = found.terms, found.assessment.urusan
    stake = decimal(terms.points(terms.count(found.n, terms.affairs)))
    met = len(found.covered) >= terms.affairs
    return BasicServiceAdvice(
        minimum=terms.affairs,
        terwakili=tuple(affair.kode for affair in affairs if affair.terpenuhi),
        kosong=tuple(affair.kode for affair in affairs if not affair.terpenuhi),
        terpenuhi=met,
        biaya_hari_ini=decimal(ZERO) if met else stake,
        bergantung_padanya=stake,
        tiap_inovasi=decimal(terms.points(terms.weight)),
        recorded=sum(bool(affair.inovasi_tercatat) for affair in affairs),
    )


Chance = Literal["dihitung", "tinggal-diisi", "dikembangkan-dahulu", "belum-diketahui", "tidak-mungkin-lagi"]
"""It counts already; fields and documents are missing; only a new development counts; nobody knows whose or what it
is; it ended, was merged, was reported as often as may be, or is no innovation of its own."""


def chances(catalogue: Catalogue, assessment: Assessment) -> Mapping[str, Chance]:
    """Return the chance of each record, in the order in which they are assessed."""
    records = catalogue.innovations
    return {slug: chance_of(records[slug].record, state) for slug, state in assessment.innovations.items()}


def chance_of(record: Innovation, state: InnovationState) -> Chance:
    """Return the chance of a record."""
    if state.eligible:
        return "dihitung"
    unknown = kind_of(record) is None
    if state.spent or any(not (unknown and field == "jenis_catatan") for field, _ in left_out(record)):
        return "tidak-mungkin-lagi"
    if unknown or state.opd == UNASSIGNED:
        return "belum-diketahui"
    return "dikembangkan-dahulu" if state.outside else "tinggal-diisi"


def closing(record: Innovation, state: InnovationState) -> str:
    """Say why a record can no longer be reported."""
    if state.spent:
        return "sudah dilaporkan sebanyak yang dibolehkan"
    return next(reason for _, reason in left_out(record))
