"""Innovations that do not count yet, in the order in which they are nearest to it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from catalogue.assess.advice.result import Newcomer
from catalogue.assess.advice.terms import Situation, decimal
from catalogue.assess.result import READINGS, InnovationState
from catalogue.read.catalogue import UNASSIGNED


def newcomers(found: Situation) -> tuple[Newcomer, ...]:
    """Return every innovation that does not count yet, in the order of `queue`."""
    today = _today(found)
    return tuple(_newcomer(found, state, today) for state in queue(found))


def newcomers_of(found: Situation, slug: str) -> tuple[Newcomer, ...]:
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


def _newcomer(found: Situation, state: InnovationState, today: Mapping[str, Fraction]) -> Newcomer:
    affair = found.affairs.get(state.slug)
    return Newcomer(
        slug=state.slug,
        opd=state.opd,
        missing=state.lacking,
        within_reach=within_reach(state),
        gains={reading: decimal(found.index(reading, state) - today[reading]) for reading in READINGS},
        affair=affair if affair not in found.covered else None,
    )
