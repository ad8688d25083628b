"""The ways to a goal, which innovations to send, and all advice for one period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache

from catalogue.assess.advice import Advice, RouteAdvice, RouteScenario, SendingAdvice
from catalogue.assess.advice.documents import (
    READING,
    Stage,
    can_still_count,
    documents,
    gain,
    stages,
    supposed_levels,
    told,
    too_late,
)
from catalogue.assess.advice.gains import (
    ZERO,
    Situation,
    Terms,
    basic_service,
    decimal,
    newcomers,
    one_more,
    opportunities,
    queue,
    situation,
    within_reach,
)
from catalogue.assess.result import READINGS, Assessment, InnovationState
from catalogue.assess.scoring import CENT
from catalogue.read.catalogue import UNASSIGNED

TARGET = "Target RPJMD"
UTMOST = "Paling tinggi"
"""What the plan is called that takes in all that can still be done."""


@dataclass(frozen=True)
class Planner:
    """The ways to a goal: `line` only lacks fields and documents, `outside` needs a new development first.

    What an official deadline no longer leaves time for is in neither.
    """

    found: Situation
    line: tuple[InnovationState, ...]
    outside: tuple[InnovationState, ...]
    late: frozenset[str]
    """The indicators and rows of which not even a stated fact can be proved in time."""

    @cached_property
    def bold(self) -> tuple[Stage, ...]:
        """The stages with each unstated fact at the highest level within reach."""
        return tuple(stages(self.found, self.line, supposed_levels(self.found, max), self.late))

    @cached_property
    def wary(self) -> tuple[Stage, ...]:
        """The stages with each unstated fact at the lowest level within reach."""
        return tuple(stages(self.found, self.line, supposed_levels(self.found, min), self.late))

    @cached_property
    def developed(self) -> tuple[Stage, ...]:
        """The stages with the whole line, and then one, two and more of those outside."""
        levels = supposed_levels(self.found, max)
        return tuple(stages(self.found, (*self.line, *self.outside), levels, self.late))[len(self.line) + 1 :]

    @property
    def goals(self) -> list[tuple[Decimal, str]]:
        """The bands above today's and the target of the RPJMD, the nearest first."""
        goals = [(band.minimum, band.nama) for band in self.found.rubric.kategori]
        target = self.found.assessment.period.target_rpjmd
        if target and target.nilai is not None:
            goals.append((target.nilai, TARGET))
        return sorted(goal for goal in goals if goal[0] > self.today)

    @property
    def today(self) -> Decimal:
        """The index as it is shown today."""
        return self.found.assessment.index.readings[READING].iid.quantize(CENT, ROUND_HALF_UP)

    def route(self, start: Decimal, goal: str) -> RouteAdvice:
        """Return the shortest list for a goal."""
        total = self.found.terms.total_for(start)
        scenarios = tuple(
            RouteScenario(stage.added, stage.fewest(total), cautious.fewest(total))
            for stage, cautious in zip(self.bold, self.wary, strict=True)
        )
        reachable = [scenario for scenario in scenarios if scenario.dokumen is not None]
        best = min(reachable, key=lambda one: (one.ditambahkan + (one.dokumen or 0), one.ditambahkan), default=None)
        if best is None:
            most = decimal(self.found.terms.points(max(stage.most for stage in self.bold)))
            return RouteAdvice(goal, start, most, (), None, scenarios, self._developments(total))
        return self._list(goal, start, self.bold[best.ditambahkan], best.dokumen, scenarios)

    @cached_property
    def utmost(self) -> RouteAdvice:
        """Everything that can still be done, with the index that it brings."""
        stage = max(self.bold, key=lambda stage: (stage.most, -stage.added))
        return self._list(UTMOST, decimal(self.found.terms.points(stage.most)), stage, None, ())

    def main(self) -> RouteAdvice | None:
        """Return the plan for the nearest goal that is not reached without an innovation; all there is beyond reach."""
        routes = [self.route(*goal) for goal in self.goals]
        for found in routes:
            if found.dokumen is None:
                return self.utmost
            if found.inovasi_ditambahkan or any(item.inovasi for item in found.dokumen):
                return found
        return routes[-1] if routes else None

    def _developments(self, total: Fraction) -> int | None:
        enough = (place for place, stage in enumerate(self.developed, start=1) if stage.most >= total)
        return next(enough, None)

    def _list(
        self, goal: str, start: Decimal, stage: Stage, most: int | None, scenarios: tuple[RouteScenario, ...]
    ) -> RouteAdvice:
        added = self.line[: stage.added]
        items = documents(self.found, added, stage.divisor, self.late)[:most]
        reached = stage.total + sum(gain(item, stage.divisor) for item in items)
        return RouteAdvice(
            tujuan=goal,
            mulai=start,
            iid=decimal(self.found.terms.points(reached)),
            inovasi_ditambahkan=tuple(state.slug for state in added),
            dokumen=told(self.found, items, stage.divisor),
            menurut_banyaknya_inovasi=scenarios,
            dikembangkan_dahulu=0,
        )


def planner(found: Situation) -> Planner:
    """Prepare the ways to any goal of a period."""
    judged, rows = found.assessment, (*found.rubric.indikator, *found.rubric.spd)
    waiting = [state for state in queue(found) if can_still_count(judged, state)]
    return Planner(
        found,
        line=tuple(state for state in waiting if within_reach(state)),
        outside=tuple(state for state in waiting if state.outside and state.opd != UNASSIGNED),
        late=frozenset(row.id for row in rows if too_late(judged, row)),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An innovation that could be sent, with the basic-service affair it covers, if any."""

    slug: str
    score: Fraction
    affair: str | None


def choose(found: Situation, reading: str) -> SendingAdvice:
    """Return the set to send among the innovations that count, in one reading."""
    candidates = [
        Candidate(state.slug, Fraction(state.scores[reading]), found.affairs.get(state.slug)) for state in found.counted
    ]
    index, chosen = best_set(candidates, found.terms)
    sent = {candidate.slug for candidate in chosen}
    return SendingAdvice(
        kirim=tuple(candidate.slug for candidate in chosen),
        simpan=tuple(candidate.slug for candidate in ranking(candidates) if candidate.slug not in sent),
        iid=decimal(index),
        tambahan=decimal(index - found.index(reading)),
    )


def ranking(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sort by score, the highest first; equal scores by identity."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.slug))


def best_set(candidates: Sequence[Candidate], terms: Terms) -> tuple[Fraction, list[Candidate]]:
    """Return the highest index that any subset reaches, and that subset, best first.

    Of several the largest is taken, since every innovation is better sent than kept when the index does not suffer,
    and of those the one that is first in the order of `ranking`.
    """
    ranked = ranking(candidates)
    options = [*_prefixes(ranked, [], terms)]
    leaders = _leaders(ranked)[: terms.affairs]
    if len(leaders) == terms.affairs:
        options += _prefixes([candidate for candidate in ranked if candidate not in leaders], leaders, terms)
    index, n, forced = min(options, key=lambda option: (-option[0], -option[1], len(option[2])))
    chosen = [*forced, *[candidate for candidate in ranked if candidate not in forced][: n - len(forced)]]
    return index, ranking(chosen)


def _leaders(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each basic-service affair, the best of all first."""
    found: dict[str, Candidate] = {}
    for candidate in ranked:
        if candidate.affair:
            found.setdefault(candidate.affair, candidate)
    return list(found.values())


def _prefixes(
    rest: Sequence[Candidate], forced: list[Candidate], terms: Terms
) -> Iterator[tuple[Fraction, int, list[Candidate]]]:
    """Yield the index of the forced ones with the first of the rest, none to all of them."""
    maturity = sum((candidate.score for candidate in forced), ZERO)
    affairs = {candidate.affair for candidate in forced} - {None}
    yield terms.index(len(forced), maturity, len(affairs)), len(forced), forced
    for n, candidate in enumerate(rest, start=len(forced) + 1):
        maturity += candidate.score
        affairs |= {candidate.affair} - {None}
        yield terms.index(n, maturity, len(affairs)), n, forced


@lru_cache(maxsize=4)
def plans(assessment: Assessment) -> Planner:
    """Return the ways to any goal of a period."""
    return planner(situation(assessment))


@lru_cache(maxsize=4)
def advise(assessment: Assessment) -> Advice:
    """Work out what raises the index of a period."""
    planned = plans(assessment)
    found = planned.found
    return Advice(
        bukti=opportunities(found),
        belum_layak=newcomers(found),
        inovasi_tambahan={reading: one_more(found, reading) for reading in READINGS},
        urusan_dasar=basic_service(found),
        pengiriman={reading: choose(found, reading) for reading in READINGS},
        dokumen=tuple(planned.route(*goal) for goal in planned.goals),
    )
