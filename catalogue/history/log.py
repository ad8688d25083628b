"""The texts that Git prints become commits, each with what it changed and when it arrived."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, tzinfo

from catalogue.common.dates import BEGINNING, day_at
from catalogue.history.mainline import Entry, Node
from catalogue.history.records import Arrival, Change, Commit, Doubt

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


GIT = date(2005, 4, 7)
"""The day Git was first used; no clock that says an earlier one was right."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of one change: when it was published, and when it was written, which a rebase leaves as it was.

    With `since`, it may have arrived at any time after the change at that place in the row; -1 for any time at all.
    """

    committed: date | None
    written: date | None = None
    since: int | None = None


def arrivals(claims: Sequence[Claim], today: date = date.max) -> list[Arrival]:
    """Return when each change of a branch arrived, oldest first."""
    found = list(_by_clocks([_possible(claim.committed, today) for claim in claims], today))
    for number, claim in enumerate(claims):
        merged = _widened(found[number], _merged(claim, found), "penggabungan")
        written = claim.written if merged.doubt != "jam" else None  # the same clock said both
        found[number] = _widened(merged, written or date.max, "ditulis-ulang")
    return found


def _possible(day: date | None, today: date) -> date | None:
    return day if day and GIT <= day <= today else None


def _merged(claim: Claim, found: Sequence[Arrival]) -> date:
    """Return the first day on which a merge can have brought what it did."""
    if claim.since is None:
        return date.max
    return found[claim.since].earliest if claim.since >= 0 else BEGINNING


def _widened(arrival: Arrival, earliest: date, doubt: Doubt) -> Arrival:
    if earliest >= arrival.earliest:
        return arrival
    return Arrival(max(earliest, BEGINNING), arrival.latest, arrival.doubt or doubt)


def _by_clocks(clocks: Sequence[date | None], today: date) -> Iterable[Arrival]:
    """Return the days that the clocks give together."""
    agreed = _agreed(clocks)
    sure = agreed - _before_a_follower(clocks, agreed)
    after = today
    latest: list[date] = []
    for number in reversed(range(len(clocks))):
        own = clocks[number] if number in agreed else None
        after = own if own and number in sure else after
        latest.append(own or after)
    earliest = BEGINNING
    for number, last in enumerate(reversed(latest)):
        earliest = last if number in sure else earliest
        yield Arrival(earliest, max(last, earliest), None if number in sure else "jam")


def _before_a_follower(clocks: Sequence[date | None], agreed: set[int]) -> set[int]:
    """Return the changes that claim to be later than one that stands on them, which is no older than all of them."""
    first = min((day for number in agreed if (day := clocks[number])), default=BEGINNING)
    found, least = set(), date.max
    for number in reversed(range(len(clocks))):
        day = clocks[number]
        if day is None or day < first:
            continue
        if day > least:
            found.add(number)
        least = min(least, day)
    return found


def _agreed(clocks: Sequence[date | None]) -> set[int]:
    """Return the changes that stand in every longest row of days that never go back."""
    days = [(number, day.toordinal()) for number, day in enumerate(clocks) if day]
    ending = _lengths([day for _, day in days])
    beginning = _lengths([-day for _, day in reversed(days)])[::-1]
    longest = max(ending, default=0)
    whole = [at for at in range(len(days)) if ending[at] + beginning[at] == longest + 1]
    shared = Counter(ending[at] for at in whole)
    return {days[at][0] for at in whole if shared[ending[at]] == 1}


def _lengths(days: Iterable[int]) -> list[int]:
    """Return for each day how long a row that never goes back can be and end there."""
    tails: list[int] = []
    found = []
    for day in days:
        place = bisect_right(tails, day)
        tails[place : place + 1] = [day]
        found.append(place + 1)
    return found
