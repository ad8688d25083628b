"""The texts that Git prints become commits, each with what it changed and when it arrived."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, tzinfo

from catalogue.common.clock import day_at
from catalogue.history.days import Claim, arrivals
from catalogue.history.mainline import Entry, Node
from catalogue.history.records import Change, Commit

FIELDS = ("%H", "%P", "%ct", "%at", "%ce", "%B")
COMMITS = ("rev-list", "--topo-order", "--reverse", "--format=" + "".join(f"%x00{field}" for field in (*FIELDS, "")))
"""Every commit, each after those it stands on."""
DIFFERENCES = (
    "diff-tree",
    "--stdin",
    "-r",
    "--root",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "-z",
    "--relative",
)
"""What the commits named on the input changed against the one named beside each."""
REGULAR = ("100644", "100755")
"""The modes of files; links and submodules are never read."""
PROPOSAL = re.compile(r"^Merge pull request #(?P<merged>\d{1,9}) |\(#(?P<squashed>\d{1,9})\)$")
"""How GitHub's own messages name the pull request, merged and squashed."""
PROPOSER = re.compile(r"^Pengusul:[ \t]*(?P<id>\S.*?)[ \t]*$", re.IGNORECASE | re.MULTILINE)
SERVER = "noreply@github.com"
"""Who commits what was merged in a browser, by the clock of the server."""


def parse_commits(text: str) -> Iterator[Node]:
    """Read the list of all commits; no message can hold the character between its fields."""
    tokens = text.split("\0")
    for start in range(1, len(tokens) - len(FIELDS), len(FIELDS) + 1):
        id, parents, committed, written, committer, message = tokens[start : start + len(FIELDS)]
        yield Node(id, tuple(parents.split()), committed, "" if committer == SERVER else written, message)


def parse_differences(text: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Pair each commit with its changes; a path is the token after its change, whatever it looks like."""
    tokens = iter(text.split("\0"))
    id, changes = "", list[Change]()
    for token in tokens:
        if token.startswith(":"):
            changes.append(_change(token, next(tokens, "")))
            continue
        if id:
            yield id, tuple(changes)
        id, changes = token.strip(), []


def _change(raw: str, path: str) -> Change:
    _, mode, _, content, _ = raw.split()
    return Change(path, content if mode in REGULAR else None)


def told(
    entries: Sequence[Entry], changes: Mapping[str, tuple[Change, ...]], zone: tzinfo, today: date
) -> Iterator[Commit]:
    """Yield what changed a data file, oldest first, each with the days between which it arrived."""
    position = {entry.commit.id: number for number, entry in enumerate(entries)}
    found = arrivals(list(_claims(entries, position, zone)), today)
    for entry, arrival in zip(entries, found, strict=True):
        node = entry.commit
        if node.id in changes:
            yield Commit(node.id, arrival, changes[node.id], _proposal(node.subject), _proposer(node.message))


def _claims(entries: Iterable[Entry], position: Mapping[str, int], zone: tzinfo) -> Iterator[Claim]:
    for entry in entries:
        committed, written = (_day(text, zone) for text in (entry.commit.committed, entry.commit.written))
        since = position.get(entry.apart or "", -1) if entry.unclear else None
        yield Claim(committed, written, since)


def _day(seconds: str, zone: tzinfo) -> date | None:
    """Return the day of a moment; a clock gone mad tells nothing."""
    with suppress(ValueError, OverflowError, OSError):
        return day_at(int(seconds), zone)
    return None


def _proposal(subject: str) -> int | None:
    found = PROPOSAL.search(subject)
    return int(found["merged"] or found["squashed"]) if found else None


def _proposer(message: str) -> str | None:
    """Return the agency that the last paragraph of a message names."""
    _, apart, last = message.strip().replace("\r", "").rpartition("\n\n")
    return ",".join(found["id"] for found in PROPOSER.finditer(last)) or None if apart else None
