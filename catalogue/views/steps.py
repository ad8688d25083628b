"""What an innovation still needs for its next step, and who must act."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.assessment import STEPS, InnovationState
from catalogue.assessment.ladder import RULES
from catalogue.model import Rubric


@dataclass(frozen=True)
class Need:
    """One thing that is missing, who must act, and which document the rubric asks for."""

    text: str
    actor: str
    document: str


@dataclass(frozen=True)
class NextStep:
    """The next step with its rule and what keeps it away."""

    id: str
    rule: str
    needs: tuple[Need, ...]


def next_step(state: InnovationState, rubric: Rubric) -> NextStep | None:
    """Return what comes next, None on the highest step."""
    if state.rank + 1 == len(STEPS):
        return None
    id = STEPS[state.rank + 1]
    documents = {f"kematangan.{indicator.id}": indicator.bukti or "" for indicator in rubric.indikator}
    needs = tuple(
        Need(missing.text, missing.actor, next((documents[name] for name in missing.fields if name in documents), ""))
        for missing in state.missing
    )
    return NextStep(id, RULES[id], needs)
