"""What one more innovation is worth, and what the basic-service condition costs."""

from __future__ import annotations

from fractions import Fraction

from catalogue.assess.advice.result import BasicService, OneMore
from catalogue.assess.advice.terms import ZERO, Situation, decimal, highest_level


def one_more(found: Situation, reading: str) -> OneMore:
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
    return OneMore(
        break_even=decimal(max(break_even, ZERO)),
        gains=tuple((decimal(score), decimal(gain)) for score, gain in gains),
    )


def _scores(found: Situation) -> list[Fraction]:
    """Return the maturity scores with every indicator at level 0, 1, 2 and 3, as far as each goes."""
    indicators = found.rubric.indikator
    top = max(highest_level(indicator) for indicator in indicators)
    return [
        sum((Fraction(indicator.bobot) * highest_level(indicator, level) for indicator in indicators), ZERO)
        for level in range(top + 1)
    ]


def basic_service(found: Situation) -> BasicService:
    """Weigh the condition that enough basic-service affairs are covered."""
    terms, affairs = found.terms, found.assessment.urusan
    stake = decimal(terms.points(terms.count(found.n, terms.affairs)))
    met = len(found.covered) >= terms.affairs
    return BasicService(
        required=terms.affairs,
        covered=tuple(affair.code for affair in affairs if affair.met),
        empty=tuple(affair.code for affair in affairs if not affair.met),
        recorded=sum(bool(affair.recorded) for affair in affairs),
        met=met,
        cost=decimal(ZERO) if met else stake,
        stake=stake,
        each=decimal(terms.points(terms.weight)),
    )
