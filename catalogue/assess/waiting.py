"""What waits for Bappeda: facts with evidence that nobody has examined, or that changed since."""

from __future__ import annotations

from catalogue.assess.result import Assessment, IndicatorState, InnovationState

OPEN = {"belum-diperiksa", "menunggu"}


def waiting(state: InnovationState) -> tuple[IndicatorState, ...]:
    """Return the indicators of an innovation that can be examined and have no verdict that still holds."""
    return tuple(found for found in state.indicators if examinable(found) and found.verification in OPEN)


def examinable(state: IndicatorState) -> bool:
    """Tell whether there is something to examine: a fact, and a document that is to prove it."""
    return state.stated and bool(state.evidence)


def waiting_count(assessment: Assessment) -> int:
    """Count the facts that wait for an examination."""
    return sum(len(waiting(state)) for state in assessment.innovations.values())
