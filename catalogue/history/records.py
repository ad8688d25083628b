"""The past as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from catalogue.common.dates import BEGINNING
from catalogue.history.failures import Failure

Gap = Literal["tanpa-git", "dangkal", "git-gagal"]
"""Why the past is not known: no Git here, a shallow clone, in which every date before its edge would be wrong, or a
Git that is there and fails."""

Doubt = Literal["jam", "penggabungan", "ditulis-ulang", "isi-hilang", "dua-berkas"]
"""Why nobody can tell on which day a change arrived.

A clock contradicts others or the calendar, a merge does not show which side was published before, a change was written
anew later, its contents are not in this copy, or the record lay in two files at once.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One file as a commit left it: the identity of its content, None when the file went."""

    path: str
    content: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first and the last day on which a change can have arrived, in the region's time zone."""

    earliest: date = BEGINNING
    latest: date = date.max
    doubt: Doubt | None = None

    @property
    def day(self) -> date | None:
        """The day it arrived, None when that cannot be trusted."""
        return self.latest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the published branch, and when it arrived there.

    `proposal` is the number of the pull request that it merged, `proposer` the agency named as the one who proposed it.
    """

    id: str
    arrival: Arrival
    changes: tuple[Change, ...] = field(default=(), repr=False)
    proposal: int | None = None
    proposer: str | None = None

    @property
    def day(self) -> date | None:
        """The day it arrived, None when that cannot be trusted."""
        return self.arrival.day


def _nothing(ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    return iter(())


@dataclass(frozen=True)
class History:
    """The changes of the data files, oldest first; `read` yields the contents that can be had, by their identity.

    `head` is the commit that lies here, which may have changed no data file; `failure` says what is amiss with Git.
    """

    commits: tuple[Commit, ...] = ()
    gap: Gap | None = None
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]] = _nothing
    head: str | None = None
    failure: Failure | None = None

    @property
    def complete(self) -> bool:
        return self.gap is None

    @property
    def doubtful(self) -> tuple[Commit, ...]:
        """The changes whose day cannot be trusted."""
        return tuple(commit for commit in self.commits if commit.day is None)
