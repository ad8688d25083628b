"""The target and the index as they stood at the end of each month."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalogue.assess import STEPS, Assessment, Index, InnovationState
from catalogue.assess.past import Chronicle, Version
from catalogue.assess.scoring import project
from catalogue.assess.target import fulfils
from catalogue.model import Period
from catalogue.model.published import Number, shape
from catalogue.read.files import locate
from catalogue.read.records import read_record


@shape
@dataclass(frozen=True, slots=True)
class Point:
    """How the whole stood on one day; of a record that today's model cannot read nothing else is said."""

    tanggal: date
    """Hari itu."""
    terpenuhi: int
    """Banyaknya OPD yang memenuhi target."""
    langkah: Mapping[str, int]
    """Banyaknya inovasi pada tiap langkah."""
    layak_atau_lebih: int
    """Banyaknya inovasi yang layak atau lebih tinggi."""
    iid: Mapping[str, Number | None] | None
    """Proyeksi indeks; null bila belum ada yang dihitung, atau periode itu tidak menerbitkannya."""
    tidak_terbaca: int = 0
    """Banyaknya catatan lama yang tidak terbaca program ini."""


YEAR = 12
"""So many month ends are told, whatever period they fall in."""


def trend(chronicle: Chronicle, assessment: Assessment, today: date) -> tuple[Point, ...]:
    """Return a point for the end of each month of the period that the catalogue has seen, and one for today."""
    period = assessment.period
    return _points(chronicle, assessment, today, (period.mulai, min(period.selesai, today)))


def months(chronicle: Chronicle, assessment: Assessment, today: date) -> tuple[Point, ...]:
    """Return a point for each of the last month ends that the catalogue has seen, under one period, and for today."""
    before = today.year * YEAR + today.month - 1 - YEAR
    return _points(chronicle, assessment, today, (date(before // YEAR, before % YEAR + 1, 1), today))


def _points(chronicle: Chronicle, assessment: Assessment, today: date, between: tuple[date, date]) -> tuple[Point, ...]:
    begins, last = between
    if not chronicle.versions or today < begins:
        return ()
    first = max(begins, chronicle.versions[0].commit.arrival.latest)
    days = [day for day in dict.fromkeys([*_month_ends(first, last), last]) if day < today]
    spd = _SpdThen(chronicle, assessment.period)
    points = [
        _point(day, standing, chronicle, replace(assessment, period=spd.on(day)))
        for day, standing in _standing(chronicle.versions, days)
    ]
    return (*points, _today(today, assessment)) if last == today else tuple(points)


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = first
    while (end := day.replace(day=calendar.monthrange(day.year, day.month)[1])) <= last:
        yield end
        day = end + timedelta(days=1)


def _standing(versions: Iterable[Version], days: Iterable[date]) -> Iterator[tuple[date, list[Version]]]:
    """Yield with each day the versions that stood at its end."""
    standing: dict[str, Version] = {}
    waiting = iter(versions)
    following = next(waiting, None)
    for day in days:
        while following and following.commit.arrival.earliest <= day:
            standing[following.slug] = following
            following = next(waiting, None)
        yield day, [version for version in standing.values() if version.location]


def _today(day: date, assessment: Assessment) -> Point:
    return _counted(day, list(assessment.innovations.values()), assessment, assessment.index, len(assessment.fulfilled))


def _point(day: date, standing: list[Version], chronicle: Chronicle, assessment: Assessment) -> Point:
    year = assessment.period.tahun
    judged = [(version, chronicle.judgements[version.key]) for version in standing]
    states = [(version, found, found.states[year]) for version, found in judged if year in found.states]
    eligible = [(found, state) for _, found, state in states if state.rank >= STEPS.index("layak")]
    affairs = {found.affair for found, _ in eligible}
    covered = len(affairs & {state.kode for state in assessment.urusan})
    index = project([state for _, state in eligible], covered, assessment.period, assessment.rubric)
    homes = {chronicle.home(version) for version, _, state in states if fulfils(state, assessment.period, day)}
    below = chronicle.catalogue.with_units
    met = sum(any(unit in homes for unit in below(agency.opd)) for agency in assessment.obliged)
    point = _counted(day, [state for *_, state in states], assessment, index, met)
    return replace(point, tidak_terbaca=sum(not found.readable for _, found in judged))


def _counted(day: date, states: list[InnovationState], assessment: Assessment, index: Index, met: int) -> Point:
    return Point(
        tanggal=day,
        terpenuhi=met,
        langkah={step: sum(state.counts and state.step == step for state in states) for step in STEPS},
        layak_atau_lebih=index.n,
        iid={name: reading.iid if reading else None for name, reading in index.bacaan.items()}
        if assessment.period.publikasi.indeks
        else None,
    )


class _SpdThen:
    """The period with the SPD rows that were on record on a day; rules and dates stay those of today."""

    def __init__(self, chronicle: Chronicle, period: Period) -> None:
        self._period, history = period, chronicle.history
        location = locate(chronicle.catalogue.periods[period.tahun].path)
        assert location
        self._changes = [
            (commit.arrival.earliest, change.content)
            for commit in history.commits
            for change in commit.changes
            if change.path == location.path and change.content
        ]
        contents = dict(history.read(dict.fromkeys(content for _, content in self._changes)))
        records = {id: read_record(location, content, {}) for id, content in contents.items()}
        self._spd = {id: record.spd for id, record in records.items() if isinstance(record, Period)}

    def on(self, day: date) -> Period:
        ids = [content for changed, content in self._changes if changed <= day]
        spd = self._spd.get(ids[-1], self._period.spd) if ids else {}
        return self._period.model_copy(update={"spd": spd})
