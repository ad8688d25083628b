"""What an innovation still needs for its next step, and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from catalogue.assess import STEPS, InnovationState, Requirement
from catalogue.assess.ladder import RULES
from catalogue.model import Rubric
from catalogue.propose.gains import Gains


@dataclass(frozen=True)
class Step:
    """One step of the ladder as shown: reached or not, and its published rule."""

    id: str
    number: int
    rule: str
    reached: bool


@cache
def ladder(step: str | None) -> tuple[Step, ...]:
    """Show the whole ladder with what has been reached; None stands before the first step."""
    rank = -1 if step is None else STEPS.index(step)
    return tuple(Step(id, number + 1, RULES[id], number <= rank) for number, id in enumerate(STEPS))


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is missing, who must act, which document the rubric asks for, and what it adds to the index."""

    text: str
    actor: str
    document: str
    gain: Decimal | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step with its rule and what keeps it away."""

    id: str
    rule: str
    needs: tuple[Need, ...]
    gain: Decimal | None


def next_step(state: InnovationState, rubric: Rubric, gains: Gains) -> NextStep | None:
    """Return what comes next, None on the highest step; `gains` by indicator, and `layak` for being counted at all."""
    if state.rank + 1 == len(STEPS):
        return None
    id = STEPS[state.rank + 1]
    documents = {f"kematangan.{indicator.id}": indicator.bukti or "" for indicator in rubric.indikator}
    needs = tuple(_need(missing, documents, gains) for missing in state.missing)
    return NextStep(id, RULES[id], needs, gains.get(id))


def round_text(state: InnovationState, rubric: Rubric) -> str:
    """Say the how manieth report of an innovation this one would be; empty where the rubric sets no limit."""
    if rubric.keikutsertaan is None:
        return ""
    done, most = len(state.earlier), rubric.keikutsertaan.maksimum
    return f"sudah ikut {done} dari {most}" if state.spent else f"ikut ke-{done + 1} dari {most}"


def _need(missing: Requirement, documents: Mapping[str, str], gains: Gains) -> Need:
    key = next((name for name in missing.fields if name in documents), "")
    return Need(missing.text, missing.actor, documents.get(key, ""), gains.get(key))
