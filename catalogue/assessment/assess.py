"""The assessment of a catalogue, period by period."""

from __future__ import annotations

from catalogue.assessment.index import project
from catalogue.assessment.indicators import indicator_states, total_scores
from catalogue.assessment.ladder import requirements, step_of
from catalogue.assessment.result import STEPS, Assessment, InnovationState
from catalogue.assessment.target import opd_states, urusan_states
from catalogue.assessment.words import count_words
from catalogue.collection import Catalogue, InnovationEntry
from catalogue.model import Period, Rubric


def assess(catalogue: Catalogue, period: Period) -> Assessment:
    """Judge every innovation, every agency and the whole region for one period under its rubric."""
    rubric = catalogue.rubric_of(period)
    states = {
        slug: _innovation_state(catalogue, entry, period, rubric) for slug, entry in catalogue.innovations.items()
    }
    eligible = [state for state in states.values() if state.rank >= STEPS.index("layak")]
    urusan = urusan_states(catalogue, states)
    covered = sum(state.met for state in urusan)
    return Assessment(
        period=period,
        rubric=rubric,
        innovations=states,
        opds=opd_states(catalogue, states, period),
        urusan=urusan,
        index=project(eligible, covered, period, rubric),
    )


def assess_all(catalogue: Catalogue) -> dict[int, Assessment]:
    """Judge the catalogue for each of its periods, by year."""
    return {year: assess(catalogue, entry.record) for year, entry in sorted(catalogue.periods.items())}


def _innovation_state(catalogue: Catalogue, entry: InnovationEntry, period: Period, rubric: Rubric) -> InnovationState:
    found = catalogue.reviews.get((period.tahun, entry.id))
    review = found.record if found else None
    states = indicator_states(entry.record, review, rubric)
    conditions = requirements(entry.record, states, review, period, rubric)
    return InnovationState(
        slug=entry.id,
        opd=entry.opd,
        step=step_of(conditions),
        requirements=conditions,
        indicators=states,
        scores=total_scores(states),
        words=count_words(entry.record.rancang_bangun),
    )
