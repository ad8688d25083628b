"""Since when each innovation and each agency has stood where it stands, and which change took it there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from catalogue.assess import STEPS
from catalogue.assess.past.chronicle import Chronicle
from catalogue.assess.past.versions import Version
from catalogue.history import Commit
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


class _Followed:
    def __init__(self, chronicle: Chronicle, year: int) -> None:
        self._chronicle, self._year = chronicle, year
        self._homes: dict[str, tuple[str, int]] = {}
        self._lost: dict[str, date] = {}
        self._standing: dict[str, Counter[int]] = defaultdict(Counter)
        self._below = {opd: tuple(chronicle.catalogue.with_units(opd)) for opd in chronicle.catalogue.opds}
        self._above = _above(chronicle.catalogue)
        self.innovations: dict[str, _Climb] = defaultdict(_Climb)
        self.opds: dict[str, _Climb] = defaultdict(_Climb)

    def take(self, versions: Sequence[Version]) -> None:
        """Take in what one commit changed; an agency moves once a commit, by all of it."""
        commit = self._known_since(versions)
        units = dict.fromkeys(unit for version in versions for unit in self._place(version, commit))
        for opd in dict.fromkeys(above for unit in units for above in self._above.get(unit, ())):
            self.opds[opd].stand(max(self._highest(unit) for unit in self._below[opd]), commit)

    def _known_since(self, versions: Sequence[Version]) -> Commit:
        """Return the change; where what stood before is not to be had, what it brought may have come with that."""
        commit = versions[0].commit
        lost = [since for version in versions if (since := self._lost.pop(version.slug, None))]
        for version in versions:
            if self._chronicle.missing(version):
                self._lost[version.slug] = min([commit.arrival.earliest, *lost])
        earliest = min([commit.arrival.earliest, *lost])
        if not lost or earliest == commit.arrival.latest:
            return commit
        doubt = commit.arrival.doubt or "isi-hilang"
        return replace(commit, arrival=replace(commit.arrival, earliest=earliest, doubt=doubt))

    def _highest(self, unit: str) -> int:
        """Return the highest rank of a unit's own innovations, -1 when it has none."""
        return next((rank for rank in RANKS if self._standing[unit][rank]), -1)

    def _place(self, version: Version, commit: Commit) -> Iterator[str]:
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
        self.innovations[slug].stand(rank, commit)


def _above(catalogue: Catalogue) -> dict[str, list[str]]:
    """List for each agency and unit those whose mark it can carry, itself included."""
    found: dict[str, list[str]] = {}
    for opd in catalogue.opds:
        for unit in catalogue.with_units(opd):
            found.setdefault(unit, []).append(opd)
    return found
