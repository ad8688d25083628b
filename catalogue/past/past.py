"""What is known of the time before today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from catalogue.assessment import Assessment
from catalogue.collection import Catalogue
from catalogue.history import Commit, Gap, History
from catalogue.past.chronicle import Chronicle, Memory, chronicle
from catalogue.past.edits import Edit, edits
from catalogue.past.progress import Progress, progress
from catalogue.past.trend import Point, trend


@dataclass(frozen=True)
class Past:
    """What is known of the time before today, period by period; with a `gap` nothing is.

    `began` is the change with which the catalogue began; what it brought may be older. `unreadable` counts the
    former versions that today's model cannot read.
    """

    gap: Gap | None = "tanpa-git"
    began: Commit | None = None
    progress: Mapping[int, Progress] = field(default_factory=dict)
    trend: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    chronicle: Chronicle | None = None
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    unreadable: int = 0

    @property
    def began_on(self) -> date | None:
        return self.began.day if self.began else None


def past(
    catalogue: Catalogue,
    assessments: Mapping[int, Assessment],
    history: History,
    today: date,
    memory: Memory,
    *,
    processes: int = 1,
) -> Past:
    """Read the past of a catalogue under today's rules; `memory` is added to, and spares the next build the work."""
    if history.gap:
        return Past(history.gap)
    found = chronicle(catalogue, history, memory, assessments, processes)
    return Past(
        gap=None,
        began=found.versions[0].commit if found.versions else None,
        progress={year: progress(found, year) for year in assessments},
        trend={year: trend(found, assessment, today) for year, assessment in assessments.items()},
        chronicle=found,
        edits=edits(found.versions, history, memory, processes),
        unreadable=sum(not judgement.readable for judgement in found.judgements.values()),
    )
