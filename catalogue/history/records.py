"""The past as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from catalogue.common.dates import Dates

Gap = Literal["tanpa-git", "dangkal"]
"""Why the past is not known: no Git here, or a shallow clone, in which every date before its edge would be wrong."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file as a commit left it: the identity of its content, None when the file went."""

    path: str
    content: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the published branch, and the day on which it arrived there in the region's time zone.

    `proposal` is the number of the pull request that it merged, `proposer` the agency named as the one who proposed it.
    """

    id: str
    day: date
    changes: tuple[Change, ...] = field(default=(), repr=False)
    proposal: int | None = None
    proposer: str | None = None


def _nothing(ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    return iter(())


@dataclass(frozen=True)
class History:
    """The changes of the data files, oldest first; `read` yields the contents that can be had, by their identity.

    `head` is the commit that lies here, which may have changed no data file.
    """

    commits: tuple[Commit, ...] = ()
    gap: Gap | None = None
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]] = _nothing
    head: str | None = None

    @property
    def complete(self) -> bool:
        return self.gap is None

    @cached_property
    def dates(self) -> dict[str, Dates]:
        """The day each file was added and the day it last changed, by path; a file that went and came is as new."""
        found: dict[str, Dates] = {}
        for commit in self.commits:
            for change in commit.changes:
                if change.content is None:
                    found.pop(change.path, None)
                    continue
                created = found[change.path].created if change.path in found else commit.day
                found[change.path] = Dates(created, commit.day)
        return found
