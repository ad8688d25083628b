"""By when something must be there to count in the round, and when it must be begun.

Only a deadline that a document sets can be missed; a guess never keeps anything out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.assess.result import STEPS, Assessment, InnovationState
from catalogue.assess.target import stage_for
from catalogue.model import Indicator, Period
from catalogue.model.rubric import Level

PROOF, SOURCE, COUNTED = "lengkap", "terlapor", "layak"
"""The step by whose end evidence, a source of the SPD, and an innovation that is to count must be there."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is taken, and whether a document sets it."""

    day: date
    official: bool

    def begun_by(self, days: int) -> date:
        """Return the last day on which what takes so many days can be begun."""
        return self.day - timedelta(days)

    def missed(self, today: date, days: int = 0) -> bool:
        """Tell whether what takes so many days can no longer be there."""
        return self.official and today > self.begun_by(days)


def deadline_for(period: Period, step: str) -> Deadline | None:
    """Return by when a step is due; where no stage asks for it, by when the next one is that a stage asks for."""
    stages = (stage_for(period, later) for later in STEPS[STEPS.index(step) :])
    return next((Deadline(stage.selesai, stage.resmi) for stage in stages if stage), None)


def deadlines_of(assessment: Assessment, indicator: Indicator, level: Level | None) -> list[Deadline]:
    """Return by when a document must be there; that of a fact which is stated may be of any year."""
    step = PROOF if any(row.id == indicator.id for row in assessment.rubric.indikator) else SOURCE
    due = deadline_for(assessment.period, step)
    return [*([due] if due else []), *(_years(assessment, indicator, level) if level else ())]


def _years(assessment: Assessment, indicator: Indicator, level: Level) -> Iterator[Deadline]:
    """Yield the end of the last year from which a new document of this level is taken."""
    period, words = assessment.period, level.syarat.kata if level.syarat else ()
    for years in indicator.tahun_bukti:
        if years.kata and not set(years.kata) & set(words):
            continue
        if years.sampai is not None:
            yield Deadline(date(period.tahun + years.sampai, 12, 31), assessment.rubric.status == "berlaku")
        if years.tahun_penerapan:
            yield Deadline(date(period.jendela.selesai.year, 12, 31), period.jendela.resmi)


def level_within_reach(assessment: Assessment, indicator: Indicator, level: Level) -> bool:
    """Tell whether a new document can still show a level, without waiting for anybody outside the city."""
    today, days = assessment.today, indicator.lama_hari or 0
    if level.perlu_pihak_lain or any(today.year > due.day.year for due in _years(assessment, indicator, level)):
        return False
    return not any(due.missed(today, days) for due in deadlines_of(assessment, indicator, level))


def too_late(assessment: Assessment, indicator: Indicator) -> bool:
    """Tell whether a document for a stated fact can no longer be there before an official deadline."""
    found = deadlines_of(assessment, indicator, None)
    return any(due.missed(assessment.today, indicator.lama_hari or 0) for due in found)


def can_still_count(assessment: Assessment, state: InnovationState) -> bool:
    """Tell whether an innovation counts, or the official day by which it must is not over."""
    found = deadline_for(assessment.period, COUNTED)
    return state.eligible or found is None or not found.missed(assessment.today)
