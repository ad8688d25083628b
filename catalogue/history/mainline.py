"""Which commits were the published branch, one after another.

The first parent of a merge is the branch as it was for whoever merged. On the server that accepted a proposal this is
what was published; in the clone of somebody who pulled and then pushed it is their own work, and what was published
is the other parent. The message of a merge tells which, or else the proposals merged on one side alone; where nothing
tells, the branch is known at the point where the sides parted and at the merge, and not between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

ACCEPTED = re.compile(r"^(?:Merge pull request .*#\d|Merged in .*\(pull request #\d+\))")
"""How servers say that they merged a proposal into the branch."""
MERGED = re.compile(
    r"^Merge (?P<remote>remote-tracking )?branch(?:es)? (?P<sources>'[^']+'(?:(?:, | and )'[^']+')*)"
    r"(?P<other> of \S+)?(?: into '?(?P<into>[^\s']+)'?)?$"
)
"""How Git says what it merged, and into which branch."""


@dataclass(frozen=True)
class Node:
    """A commit as Git lists it: `committed` and `written` are moments by the clocks of whoever did that.

    Without `written` only the other counts.
    """

    id: str
    parents: tuple[str, ...] = ()
    committed: str = ""
    written: str = ""
    message: str = ""

    @cached_property
    def subject(self) -> str:
        return " ".join(self.message.strip().partition("\n\n")[0].split())

    @property
    def accepts(self) -> bool:
        """Whether this is the merge of a proposal by a server."""
        return len(self.parents) > 1 and bool(ACCEPTED.search(self.subject))


@dataclass(frozen=True, slots=True)
class Entry:
    """A commit that was the published branch, and the one that was so before.

    An `unclear` one brought what arrived at any time since its sides lay `apart`, None when they never met.
    """

    commit: Node
    before: str | None = None
    unclear: bool = False
    apart: str | None = None


class Side(Enum):
    """Which parent of a merge was published: the first, the second, that of a pull, or nobody can tell."""

    FIRST = "first"
    SECOND = "second"
    OPEN = "open"


def mainline(nodes: Iterable[Node], names: Collection[str]) -> list[Entry]:
    """Follow the published branch from its newest commit, the last of the nodes; `names` are those it may have."""
    line = _Line(names)
    for node in nodes:
        line.add(node)
    return line.back_from(node.id)


class _Line:
    """For each commit, what would have been published before it, were it published."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._entries: dict[str, Entry] = {}
        self._depth: dict[str, int] = {}

    def add(self, node: Node) -> None:
        entry = self._entry(node) if len(node.parents) > 1 else Entry(node, next(iter(node.parents), None))
        self._entries[node.id] = entry
        self._depth[node.id] = self._depth[entry.before] + 1 if entry.before else 0

    def back_from(self, id: str) -> list[Entry]:
        found = []
        following: str | None = id
        while following:
            found.append(self._entries[following])
            following = found[-1].before
        return found[::-1]

    def _entry(self, node: Node) -> Entry:
        side, (first, second) = self._side(node), node.parents[:2]
        if node.accepts:
            return Entry(node, first)
        apart, ours, theirs = self._parted(first, second)
        if side is Side.FIRST and (ours or not theirs):
            return Entry(node, first)
        if side is Side.SECOND or (side is Side.OPEN and theirs and not ours):
            return Entry(node, second, unclear=True, apart=apart)
        if side is Side.OPEN and ours and not theirs:
            return Entry(node, first, unclear=True, apart=apart)
        return Entry(node, apart or first, unclear=True, apart=apart)

    def _side(self, node: Node) -> Side:
        """Read a merge's message."""
        found = MERGED.search(node.subject)
        if not found:
            return Side.OPEN
        into = found["into"]
        published = any(self._published(name) for name in re.findall(r"'([^']+)'", found["sources"]))
        elsewhere = bool(into and not self._published(into))
        if not published:
            return Side.OPEN if elsewhere else Side.FIRST
        own = found["remote"] and not found["other"] and "'origin/" in found["sources"]
        return Side.SECOND if len(node.parents) == 2 and (elsewhere or own) else Side.OPEN

    def _published(self, name: str) -> bool:
        return name.rpartition("/")[2] in self._names

    def _parted(self, first: str, second: str) -> tuple[str | None, bool, bool]:
        """Return where two sides parted, and whether a proposal was accepted on either since."""
        accepted = {first: False, second: False}
        heads: dict[str, str | None] = {first: first, second: second}
        while (one := heads[first]) != (other := heads[second]):
            behind = first if _deeper(self._depth, one, other) else second
            entry = self._entries[heads[behind] or ""]
            accepted[behind] |= entry.commit.accepts
            heads[behind] = entry.before
        return heads[first], accepted[first], accepted[second]


def _deeper(depth: Mapping[str, int], one: str | None, other: str | None) -> bool:
    return other is None or (one is not None and depth[one] >= depth[other])
