"""The assessment of a catalogue, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from catalogue.assess.counting import confirmed, said_running
from catalogue.assess.design_text import copies_in, count_words
from catalogue.assess.ladder import in_window, outside_window, requirements, step_of
from catalogue.assess.result import Assessment, InnovationState
from catalogue.assess.scoring import indicator_states, project, total_scores
from catalogue.assess.target import Target
from catalogue.common.memo import LazyMapping, Memo, recall
from catalogue.model import Innovation, Period, Review, Rubric, counts
from catalogue.read.catalogue import Catalogue, Entry, InnovationEntry


def assess(
    catalogue: Catalogue,
    period: Period,
    today: date,
    memo: Memo | None = None,
    copies: Mapping[str, str] | None = None,
) -> Assessment:
    """Judge every innovation, every agency and the whole region for one period under its rubric."""
    rubric = catalogue.rubric_of(period)
    states = _states(catalogue, period, memo, copies_in(catalogue) if copies is None else copies)
    eligible = [state for state in states.values() if state.eligible]
    target = Target(catalogue, states, period, today)
    urusan = target.urusan()
    covered = sum(bool(state.terpenuhi) for state in urusan)
    return Assessment(
        period=period,
        rubric=rubric,
        innovations=states,
        opds=target.opds(),
        urusan=urusan,
        index=project(eligible, covered, period, rubric),
        conditions=target.conditions(),
        today=today,
    )


def _states(
    catalogue: Catalogue, period: Period, memo: Memo | None, copies: Mapping[str, str]
) -> dict[str, InnovationState]:
    """Judge every innovation under the rules of a period."""
    rubric = catalogue.rubric_of(period)
    rules = catalogue.periods.get(period.tahun), catalogue.rubrics[period.rubrik]
    reviews: dict[str, dict[int, Entry[Review]]] = defaultdict(dict)
    for (year, slug), review in catalogue.reviews.items():
        if year in catalogue.periods:
            reviews[slug][year] = review
    states: dict[str, InnovationState] = {}
    for slug, entry in catalogue.innovations.items():
        theirs = reviews.get(slug, {})
        owned = entry.opd in catalogue.opds
        neighbour = catalogue.innovations[copies[slug]].record if slug in copies else None
        make = partial(_state, entry, theirs, period, rubric, owned=owned, neighbour=neighbour)
        states[slug] = recall(memo, ("state", period.tahun, slug), (entry, theirs, rules, owned, neighbour), make)
    return states


def _state(
    entry: InnovationEntry,
    reviews: Mapping[int, Entry[Review]],
    period: Period,
    rubric: Rubric,
    *,
    owned: bool,
    neighbour: Innovation | None,
) -> InnovationState:
    given = {year: review.record for year, review in reviews.items()}
    return innovation_state(entry, given, period, rubric, owned=owned, neighbour=neighbour)


def assess_all(catalogue: Catalogue, today: date, memo: Memo | None = None) -> Mapping[int, Assessment]:
    """Judge the catalogue for each of its periods, by year, when somebody asks for it."""
    periods, copies = catalogue.periods, cache(partial(copies_in, catalogue))
    return LazyMapping(sorted(periods), lambda year: assess(catalogue, periods[year].record, today, memo, copies()))


def reviews_of(catalogue: Catalogue, slug: str) -> dict[int, Review]:
    """Return Bappeda's side of an innovation in every period, by year."""
    found = ((year, catalogue.reviews.get((year, slug))) for year in catalogue.periods)
    return {year: entry.record for year, entry in found if entry}


def innovation_state(
    entry: InnovationEntry,
    reviews: Mapping[int, Review],
    period: Period,
    rubric: Rubric,
    *,
    owned: bool,
    neighbour: Innovation | None = None,
) -> InnovationState:
    """Judge one innovation for one period; `reviews` are those of every period, for the rounds count too.

    `owned` tells whether an agency of this city owns it; `neighbour` is the innovation whose rancang bangun it copies,
    where there is one.
    """
    review = reviews.get(period.tahun)
    states = indicator_states(entry.record, review, rubric)
    earlier = tuple(year for year, found in sorted(reviews.items()) if year < period.tahun and found.pelaporan)
    conditions = requirements(
        entry.record, states, review, period, rubric, owned=owned, earlier=earlier, neighbour=neighbour
    )
    return InnovationState(
        slug=entry.id,
        opd=entry.opd,
        step=step_of(conditions),
        requirements=conditions,
        indicators=states,
        scores=total_scores(states),
        words=count_words(entry.record.rancang_bangun),
        earlier=earlier,
        counts=counts(entry.record),
        confirmed=entry.record.status_data == "dikonfirmasi-opd" and confirmed(entry.record),
        said_running=said_running(entry.record),
        in_window=in_window(entry.record, period),
        outside=outside_window(entry.record, period),
    )
