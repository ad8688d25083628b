"""What is known of the time before today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from catalogue.assess import Assessment
from catalogue.assess.past.chronicle import Chronicle, Judgement, chronicle
from catalogue.assess.past.edits import Edit, edits
from catalogue.assess.past.progress import Progress, progress
from catalogue.assess.past.trend import Point, months, trend
from catalogue.assess.past.versions import Version, dates
from catalogue.common.dates import Dates
from catalogue.common.memo import LazyMapping, Memo, recall
from catalogue.history import Commit, Gap, History
from catalogue.read.catalogue import Catalogue


@dataclass(frozen=True)
class Past:
    """What is known of the time before today, period by period; with a `gap` nothing is.

    `began` is the change with which the catalogue began; what it brought may be older. `unreadable` counts the
    former versions that today's model cannot read. `trend` keeps within a period, `months` are the last ones.
    """

    gap: Gap | None = "tanpa-git"
    began: Commit | None = None
    progress: Mapping[int, Progress] = field(default_factory=dict)
    trend: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    months: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    chronicle: Chronicle | None = None
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    dates: Mapping[str, Dates] = field(default_factory=dict)
    unreadable: int = 0

    @property
    def began_by(self) -> date | None:
        """The day on which the catalogue had begun for certain."""
        return self.began.arrival.latest if self.began else None

    @property
    def began_on(self) -> date | None:
        return self.began.day if self.began else None


@dataclass(frozen=True)
class _Recorded:
    """What follows from Git and the rules alone, whatever lies here now."""

    versions: tuple[Version, ...]
    judgements: Mapping[str, Judgement]
    edits: Mapping[str, tuple[Edit, ...]]


def past(
    catalogue: Catalogue,
    assessments: Mapping[int, Assessment],
    history: History,
    today: date,
    *,
    processes: int = 1,
    memo: Memo | None = None,
) -> Past:
    """Read the past of a catalogue under today's rules."""
    if history.gap:
        return Past(history.gap)

    def read() -> _Recorded:
        found = chronicle(catalogue, history, assessments, processes)
        return _Recorded(found.versions, found.judgements, edits(found.versions, history, processes))

    former = {entry.id: entry.record.alamat_lama for entry in catalogue.with_any("alamat_lama")}
    rules = catalogue.periods, catalogue.rubrics, catalogue.vocabularies
    recorded = recall(memo, "past", (history, former, *rules), read)
    found = Chronicle(catalogue, history, recorded.versions, recorded.judgements)
    return Past(
        gap=None,
        began=found.versions[0].commit if found.versions else None,
        progress=LazyMapping(list(assessments), partial(progress, found)),
        trend=LazyMapping(list(assessments), partial(_told, trend, found, assessments, today)),
        months=LazyMapping(list(assessments), partial(_told, months, found, assessments, today)),
        chronicle=found,
        edits=recorded.edits,
        dates=dates(recorded.versions),
        unreadable=sum(not judgement.readable for judgement in found.judgements.values()),
    )


Telling = Callable[[Chronicle, Assessment, date], tuple[Point, ...]]


def _told(
    tell: Telling, found: Chronicle, assessments: Mapping[int, Assessment], today: date, year: int
) -> tuple[Point, ...]:
    return tell(found, assessments[year], today)
