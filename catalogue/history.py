"""When files came and changed, from one `git log`; the only module that runs Git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalogue.dates import Dates


@dataclass(frozen=True)
class History:
    """The dates of files by path; `complete` is false without Git or in a shallow clone, where dates would be wrong."""

    dates: dict[str, Dates]
    complete: bool


def read_history(root: Path) -> History:
    """Read when each file of the catalogue at `root` was added and last changed, in the committers' own days."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false\n":
        return History({}, complete=False)
    log = _git(root, "-c", "core.quotePath=false", "log", "--format=%x00%cs", "--name-only", "--relative", "--", ".")
    return History(_dates(log or ""), complete=bool(log))


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours, and no shell reads them
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _dates(log: str) -> dict[str, Dates]:
    found: dict[str, Dates] = {}
    for commit in log.split("\x00")[1:]:
        day, *paths = commit.split("\n")
        when = date.fromisoformat(day)
        for path in filter(None, paths):
            newest = found[path].changed if path in found else when
            found[path] = Dates(created=when, changed=newest)
    return found
