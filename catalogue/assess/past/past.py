"""What is known of the time before today, and each step with it: held since when, by which change, and in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Annotated, Literal

from catalogue.assess import STEPS, Assessment, OpdState
from catalogue.assess.past import Chronicle, Judgement, Version, chronicle, dates
from catalogue.assess.past.edits import Edit, edits
from catalogue.assess.past.trend import Point, months, trend
from catalogue.assess.target import stage_for
from catalogue.common.dates import Dates
from catalogue.common.memo import LazyMapping, Memo, recall
from catalogue.history import Arrival, Commit, Doubt, Gap, History
from catalogue.model import Stage
from catalogue.model.published import AS_TEXT, shape
from catalogue.read.catalogue import Catalogue

Since = Mapping[str, Commit]
"""By step, the change since which a step has been held without a break; a step that is not held is not named."""


@dataclass(frozen=True)
class Progress:
    """One period: by innovation and by agency, units below it included."""

    innovations: Mapping[str, Since] = field(default_factory=dict)
    opds: Mapping[str, Since] = field(default_factory=dict)


def progress(chronicle: Chronicle, year: int) -> Progress:
    """Follow every innovation and every agency through all versions, under the rules of one period."""
    followed = _Followed(chronicle, year)
    for _, group in groupby(chronicle.versions, key=lambda version: version.commit.id):
        followed.take(list(group))
    return Progress(
        {slug: climb.since for slug, climb in followed.innovations.items()},
        {opd: climb.since for opd, climb in followed.opds.items()},
    )


RANKS = tuple(reversed(range(len(STEPS))))
"""The highest first."""


class _Climb:
    """The steps one innovation or agency holds, each with the change since which it does."""

    def __init__(self) -> None:
        self.rank = -1
        self.since: dict[str, Commit] = {}

    def stand(self, rank: int, commit: Commit) -> None:
        for step in STEPS[self.rank + 1 : rank + 1]:
            self.since[step] = commit
        for step in STEPS[rank + 1 : self.rank + 1]:
            del self.since[step]
        self.rank = rank


@dataclass(frozen=True, slots=True)
class _Blur:
    """Since when it is not told, and why, what an innovation was to these units."""

    since: date
    doubt: Doubt
    units: Set[str]


def _blurred(commit: Commit, blurs: Sequence[_Blur]) -> Commit:
    """Return a change that may have come at any time since what stood before does not tell."""
    known = commit.arrival
    since = min((blur.since for blur in blurs), default=date.max)
    if since >= known.latest:
        return commit
    return replace(commit, arrival=Arrival(min(since, known.earliest), known.latest, known.doubt or blurs[0].doubt))


class _Followed:
    def __init__(self, chronicle: Chronicle, year: int) -> None:
        self._chronicle, self._year = chronicle, year
        self._homes: dict[str, tuple[str, int]] = {}
        self._blurs: dict[str, _Blur] = {}
        self._cleared: set[str] = set()
        self._standing: dict[str, Counter[int]] = defaultdict(Counter)
        self._below = {opd: tuple(chronicle.catalogue.with_units(opd)) for opd in chronicle.catalogue.opds}
        self._above = _above(chronicle.catalogue)
        self.innovations: dict[str, _Climb] = defaultdict(_Climb)
        self.opds: dict[str, _Climb] = defaultdict(_Climb)

    def take(self, versions: Sequence[Version]) -> None:
        """Take in what one commit changed; an agency moves once a commit, by all of it."""
        commit = versions[0].commit
        blurs = {**self._blurs, **{version.slug: blur for version in versions if (blur := self._blur(version))}}
        units = dict.fromkeys(unit for version in versions for unit in self._place(version, blurs))
        for opd in dict.fromkeys(above for unit in units for above in self._above.get(unit, ())):
            below = self._below[opd]
            own = [blur for blur in blurs.values() if not blur.units.isdisjoint(below)] if blurs else []
            self.opds[opd].stand(max(self._highest(unit) for unit in below), _blurred(commit, own))
        self._blurs = {slug: blur for slug, blur in blurs.items() if slug not in self._cleared}
        self._cleared.clear()

    def _blur(self, version: Version) -> _Blur | None:
        """Return since when an innovation does not tell who stood where, up to this change and with it."""
        before, doubt = self._blurs.get(version.slug), self._chronicle.doubt(version)
        if doubt is None:
            self._cleared.add(version.slug)
            return before
        units = {place.opd for place in (version.location, *version.beside) if place}
        units |= {home} if (home := self._chronicle.home(version)) else set()
        earliest = version.commit.arrival.earliest
        return _Blur(
            min(earliest, before.since) if before else earliest, doubt, units | (before.units if before else set())
        )

    def _highest(self, unit: str) -> int:
        """Return the highest rank of a unit's own innovations, -1 when it has none."""
        return next((rank for rank in RANKS if self._standing[unit][rank]), -1)

    def _place(self, version: Version, blurs: Mapping[str, _Blur]) -> Iterator[str]:
        """Put an innovation where the version says, and yield the agencies that lost or gained by it."""
        slug, before = version.slug, self._homes.pop(version.slug, None)
        if before is not None:
            unit, rank = before
            self._standing[unit][rank] -= 1
            yield unit
        rank, after = self._chronicle.rank(version, self._year), self._chronicle.home(version)
        if after is not None:
            carried = rank if self._chronicle.counts(version, self._year) else 0
            self._homes[slug] = after, carried
            self._standing[after][carried] += 1
            yield after
        own = [blurs[slug]] if slug in blurs else []
        self.innovations[slug].stand(rank, _blurred(version.commit, own))


def _above(catalogue: Catalogue) -> dict[str, list[str]]:
    """List for each agency and unit those whose mark it can carry, itself included."""
    found: dict[str, list[str]] = {}
    for opd in catalogue.opds:
        for unit in catalogue.with_units(opd):
            found.setdefault(unit, []).append(opd)
    return found


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
        trend=LazyMapping(list(assessments), lambda year: trend(found, assessments[year], today)),
        months=LazyMapping(list(assessments), lambda year: months(found, assessments[year], today)),
        chronicle=found,
        edits=recorded.edits,
        dates=dates(recorded.versions),
        unreadable=sum(not judgement.readable for judgement in found.judgements.values()),
    )


ENTERED = STEPS[-1]
"""The one step whose day is stated in the records: when Bappeda or the agency entered the innovation."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A step of an innovation or an agency.

    Without a `day` nobody knows since when it is held, and without a `change` not even what took it there.
    """

    step: str
    held: bool
    change: Commit | None
    day: date | None
    stage: Stage | None
    punctuality: Punctuality


def began_with(past: Past, mark: Mark) -> bool:
    """Tell whether a step was held already when the catalogue began, as far as is known."""
    began = past.began_on
    return bool(began and mark.change and mark.change.day and mark.change.day <= began)


@dataclass(frozen=True)
class Marker:
    """Everything needed to mark the steps of one period."""

    catalogue: Catalogue
    assessment: Assessment
    past: Past
    today: date

    def opd(self, state: OpdState, step: str) -> Mark:
        """Mark a step of an agency; a unit that is not obliged has no deadline, and none is late before it was told."""
        held = state.step is not None and STEPS.index(state.step) >= STEPS.index(step)
        mark = self._mark(step, held, self._since("opds", state.opd), state.carriers)
        if not state.obliged:
            return replace(mark, stage=None, punctuality=Punctuality("tanpa-tenggat"))
        missed = mark.punctuality.keadaan == "belum" and (mark.punctuality.hari or 0) < 0
        return replace(mark, punctuality=Punctuality("tidak-diketahui")) if missed and state.met is None else mark

    def innovation(self, slug: str, step: str) -> Mark:
        """Mark a step of an innovation."""
        held = self.assessment.innovations[slug].rank >= STEPS.index(step)
        return self._mark(step, held, self._since("innovations", slug), [slug])

    def deadline(self, step: str) -> Mark:
        """Mark a step that nobody holds, for the sake of its deadline."""
        return self._mark(step, held=False, since={}, slugs=())

    def _since(self, whose: Literal["opds", "innovations"], id: str) -> Since:
        found = self.past.progress.get(self.assessment.period.tahun)
        known: Mapping[str, Since] = getattr(found, whose) if found else {}
        return known.get(id, {})

    def _mark(self, step: str, held: bool, since: Since, slugs: Iterable[str]) -> Mark:
        change = since.get(step) if held else None
        stated = self._entered(slugs) if held and step == ENTERED else None
        day = stated or (change.day if change else None)
        began = date.min if stated else self.past.began_by
        stage = stage_for(self.assessment.period, step)
        latest = change.arrival.latest if change else None
        kept = punctuality(stage, held, day, began, self.today, latest=latest)
        return Mark(step, held, change, day, stage, kept)

    def _entered(self, slugs: Iterable[str]) -> date | None:
        reviews = (self.catalogue.reviews.get((self.assessment.period.tahun, slug)) for slug in slugs)
        days = (entry.record.pelaporan.tanggal for entry in reviews if entry and entry.record.pelaporan)
        return min(days, default=None)


Keeping = Literal["tepat-waktu", "terlambat", "belum", "tidak-diketahui", "tanpa-tenggat"]
"""A day that no document sets is no deadline: nobody keeps it and nobody misses it."""


@shape
@dataclass(frozen=True, slots=True)
class Punctuality:
    """How a step was kept to its deadline; the days left are negative when they have passed."""

    keadaan: Annotated[Keeping, AS_TEXT]
    """tepat-waktu, terlambat, belum, tidak-diketahui, atau tanpa-tenggat."""
    hari: int | None = None
    """Hari terlambat; bila belum, sisa hari."""


def punctuality(
    stage: Stage | None,
    reached: bool,
    since: date | None,
    began: date | None,
    today: date,
    *,
    latest: date | None = None,
) -> Punctuality:
    """Compare the day a step was reached with the end of its stage, extensions included.

    Where that day is not known, `latest` is the last on which it can have been: in time is in time, late is nobody.

    `began` is the day the catalogue began: of what was due earlier it cannot tell who was late, nor may it say so.
    """
    if stage is None or not stage.resmi:
        return Punctuality("tanpa-tenggat")
    if not reached:
        return Punctuality("belum", (stage.selesai - today).days)
    if since is None and latest and latest <= stage.selesai:
        return Punctuality("tepat-waktu")
    if since is None or (since > stage.selesai and (began is None or began > stage.selesai)):
        return Punctuality("tidak-diketahui")
    late = (since - stage.selesai).days
    return Punctuality("terlambat", late) if late > 0 else Punctuality("tepat-waktu")
