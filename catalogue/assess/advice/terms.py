"""The formula of a year with the city's own numbers put in, in fractions, so that equal indexes compare as equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, Inexact, localcontext
from fractions import Fraction

from catalogue.assess.index import CENT
from catalogue.assess.result import PRECISION, READINGS, Assessment, InnovationState
from catalogue.model import Indicator, Rubric

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
