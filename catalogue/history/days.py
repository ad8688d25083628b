"""On which day a change arrived, from what the clocks of many machines say.

A published branch only grows, so the days of its changes never go back. Where they do, some clock was wrong: a change
that claims to be later than one that stands on it, or than today, is not believed; nor is one whose day goes against
that of most others. What is not believed arrived between its nearest neighbours that are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from catalogue.common.clock import BEGINNING
from catalogue.history.records import Arrival, Doubt

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
