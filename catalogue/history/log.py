"""The text of one `git log` becomes commits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, tzinfo

from catalogue.common.clock import day_at
from catalogue.history.records import Change, Commit

MARK, SUBJECT = "\x01", "\x02"
ARGUMENTS = (
    "log",
    "--first-parent",
    "-m",
    "--reverse",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--no-color",
    "--no-show-signature",
    "-z",
    "--relative",
    f"--format={MARK}%H %ct %(trailers:key=Pengusul,valueonly,separator=%x2C){SUBJECT}%s",
)
"""Along the first parent every commit is what arrived on the branch, a merged proposal at the moment of its merge."""
BEGINNING = date(1970, 1, 1)
"""The day of a commit whose own day is beyond every calendar; what follows it is later."""
REGULAR = ("100644", "100755")
"""The modes of files; links and submodules are never read."""
PROPOSAL = re.compile(r"^Merge pull request #(?P<merged>\d{1,9}) |\(#(?P<squashed>\d{1,9})\)$")
"""How GitHub's own messages name the pull request, merged and squashed."""


def parse_log(text: str, zone: tzinfo) -> Iterator[Commit]:
    """Read the output of the log, oldest commit first.

    A commit cannot have arrived before the one it stands on, whatever the clock of its author said.
    """
    newest = BEGINNING
    for header, changes in _entries(text):
        facts, _, subject = header.partition(SUBJECT)
        id, seconds, proposer = facts.split(" ", 2)
        with suppress(ValueError, OverflowError, OSError):  # a clock gone mad tells nothing
            newest = max(newest, day_at(int(seconds), zone))
        yield Commit(id, newest, changes, _proposal(subject), proposer.strip() or None)


def _proposal(subject: str) -> int | None:
    found = PROPOSAL.search(subject.strip())
    return int(found["merged"] or found["squashed"]) if found else None


def _entries(text: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Pair each commit's line with its changes; a path is the token after its change, whatever it looks like."""
    tokens = iter(text.split("\0"))
    header, changes = "", list[Change]()
    for token in tokens:
        if token.startswith(MARK):
            if header:
                yield header, tuple(changes)
            header, changes = token.removeprefix(MARK), []
        elif token.strip():
            changes.append(_change(token, next(tokens, "")))
    if header:
        yield header, tuple(changes)


def _change(raw: str, path: str) -> Change:
    _, mode, _, content, _ = raw.split()
    return Change(path, content if mode in REGULAR else None)
