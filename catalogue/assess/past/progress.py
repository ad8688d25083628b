"""Since when each innovation and each agency has stood where it stands, and which change took it there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from catalogue.assess import STEPS
from catalogue.assess.past.chronicle import Chronicle
from catalogue.assess.past.versions import Version
from catalogue.history import Arrival, Commit, Doubt
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
