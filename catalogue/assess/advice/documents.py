"""The shortest list of documents that reaches a band.

A document is evidence for one indicator of one innovation, or the source of one SPD row. It proves the level of the
fact that is stated; where nothing is stated it shows a level that has to be supposed. A stated fact is not supposed
to be other than it is. For a given set of innovations that count, each document adds a fixed amount to the total, so
the list of the documents that add most is the shortest. The set is today's, or today's with the first of the queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import ceil, lcm

from catalogue.assess.advice.newcomers import queue
from catalogue.assess.advice.result import Document, Route, Scenario
from catalogue.assess.advice.terms import Situation, decimal, highest_level
from catalogue.assess.index import CENT
from catalogue.assess.result import InnovationState
from catalogue.model import Indicator

READING = "berbukti"
TARGET = "Target RPJMD"
Supposed = Callable[[Indicator], int]
"""Which level a document shows for a fact that nobody has stated."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document that could be had, before it is known what it adds to the total."""

    slug: str | None
    indicator: Indicator
    level: int
    assumed: bool

    @property
    def score(self) -> Fraction:
        return _score(self.indicator.bobot, self.level)


@cache
def _score(weight: Decimal, level: int) -> Fraction:
    return Fraction(weight) * level


@cache
def _whole(weight: Decimal, level: int, part: int) -> int:
    return int(_score(weight, level) * part)


def _parts(item: Item, part: int) -> int:
    """Return what a document scores, in parts of a point."""
    return _whole(item.indicator.bobot, item.level, part)


@dataclass(frozen=True, slots=True)
class Stage:
    """A set of innovations that count: their total, and how many documents add how much to it, the most first.

    What they add is in parts of which `unit` make a point, so that whole numbers tell it exactly.
    """

    added: int
    total: Fraction
    divisor: int
    unit: int
    offers: Sequence[tuple[int, int]]

    def fewest(self, goal: Fraction) -> int | None:
        """Return how many documents reach this total, None when all of them do not."""
        missing, taken = ceil((goal - self.total) * self.unit), 0
        for gain, many in self.offers:
            if missing <= 0:
                break
            used = min(many, -(-missing // gain))
            missing, taken = missing - used * gain, taken + used
        return taken if missing <= 0 else None

    @property
    def most(self) -> Fraction:
        """The total with every document."""
        return self.total + Fraction(sum(gain * many for gain, many in self.offers), self.unit)


def routes(found: Situation) -> tuple[Route, ...]:
    """Return the shortest list for every band above today's and for the target of the RPJMD, the nearest first."""
    line = queue(found)
    bold, wary = (tuple(stages(found, line, supposed)) for supposed in (highest_level, lowest_level))
    return tuple(_route(found, line, goal, bold, wary) for goal in _goals(found))


def lowest_level(indicator: Indicator) -> int:
    """Return the lowest level that scores."""
    return min(level.level for level in indicator.level)


def stages(found: Situation, line: Sequence[InnovationState], supposed: Supposed) -> Iterator[Stage]:
    """Yield the innovations that count today, then with the first of the line, with the first two, and so on."""
    part = _part(found)
    sources = Counter(_parts(item, part) for item in _sources(found, supposed))
    evidence = Counter(_parts(item, part) for state in found.counted for item in _evidence(state, supposed))
    maturity, covered = found.maturity[READING], set(found.covered)
    for added, state in enumerate((None, *line)):
        if state:
            maturity += Fraction(state.scores[READING])
            covered |= found.affairs_of([state])
            evidence.update(_parts(item, part) for item in _evidence(state, supposed))
        n = found.n + added
        divisor = found.terms.divisor(n)
        offers = Counter(evidence)
        for score, many in sources.items():
            offers[score * divisor] += many
        total = found.terms.total(n, maturity, len(covered))
        yield Stage(added, total, divisor, part * divisor, sorted(offers.items(), reverse=True))


def _part(found: Situation) -> int:
    """Return how many parts of a point make every weight a whole number of them."""
    return lcm(*(Fraction(indicator.bobot).denominator for indicator in (*found.rubric.indikator, *found.rubric.spd)))


def _sources(found: Situation, supposed: Supposed) -> Iterator[Item]:
    for row in found.assessment.index.spd_rows:
        if row.level is None:
            yield Item(None, row.indicator, supposed(row.indicator), assumed=True)


def _evidence(state: InnovationState, supposed: Supposed) -> Iterator[Item]:
    for part in state.indicators:
        if not part.stated:
            yield Item(state.slug, part.indicator, supposed(part.indicator), assumed=True)
        elif part.level and not part.evidence:
            yield Item(state.slug, part.indicator, part.level, assumed=False)


def _goals(found: Situation) -> list[tuple[Decimal, str]]:
    today = found.assessment.index.readings[READING].iid.quantize(CENT, ROUND_HALF_UP)
    goals = [(band.minimum, band.nama) for band in found.rubric.kategori]
    target = found.assessment.period.target_rpjmd
    if target and target.nilai is not None:
        goals.append((target.nilai, TARGET))
    return sorted(goal for goal in goals if goal[0] > today)


def _route(
    found: Situation,
    line: Sequence[InnovationState],
    goal: tuple[Decimal, str],
    bold: Sequence[Stage],
    wary: Sequence[Stage],
) -> Route:
    total = found.terms.total_for(goal[0])
    scenarios = tuple(
        Scenario(stage.added, stage.fewest(total), cautious.fewest(total))
        for stage, cautious in zip(bold, wary, strict=True)
    )
    reachable = [scenario for scenario in scenarios if scenario.fewest is not None]
    best = min(reachable, key=lambda scenario: (scenario.added + (scenario.fewest or 0), scenario.added), default=None)
    if best is None:
        most = decimal(found.terms.points(max(stage.most for stage in bold)))
        return Route(goal[1], goal[0], scenarios, (), None, most)
    stage, added = bold[best.added], line[: best.added]
    documents = _documents(found, added, stage.divisor)[: best.fewest]
    reached = stage.total + sum(_gain(item, stage.divisor) for item in documents)
    return Route(
        goal=goal[1],
        index=goal[0],
        scenarios=scenarios,
        added=tuple(state.slug for state in added),
        documents=tuple(_document(found, item, stage.divisor) for item in documents),
        reached=decimal(found.terms.points(reached)),
    )


def _documents(found: Situation, added: Iterable[InnovationState], divisor: int) -> list[Item]:
    """Return every document there could be, in the order in which they are taken.

    Of those that add the same, the ones for stated facts come first, then mandatory indicators.
    """
    evidence = (item for state in (*found.counted, *added) for item in _evidence(state, highest_level))
    items = [*_sources(found, highest_level), *evidence]
    return sorted(items, key=lambda item: (-_gain(item, divisor), item.assumed, not item.indicator.wajib))


def _gain(item: Item, divisor: int) -> Fraction:
    return item.score / divisor if item.slug else item.score


def _document(found: Situation, item: Item, divisor: int) -> Document:
    gain = decimal(found.terms.points(_gain(item, divisor)))
    return Document(item.slug, item.indicator, item.level, item.assumed, gain)
