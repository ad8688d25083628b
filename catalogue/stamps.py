"""Whether a file may have changed since it was read, without reading it again."""

from __future__ import annotations

import os
import time
from pathlib import Path

SETTLED = 2 * 10**9
"""Nanoseconds after which a file cannot have been written again at the same moment, however coarse its clock."""


def stamp(file: str, now: int) -> tuple[int, ...] | None:
    """Return what changes whenever a file does; None where that may not be seen, because it changed just now.

    `now` is a moment in nanoseconds before which the file is looked at.
    """
    try:
        found = os.lstat(file)
    except (OSError, ValueError):
        return None
    if now - found.st_ctime_ns < SETTLED:
        return None
    return found.st_ctime_ns, found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


def tree_stamp(*places: Path) -> object:
    """Return what changes whenever a file in one of the folders does; never the same while one may be changing."""
    files = [*places, *(file for place in places for file in place.rglob("*"))]
    now = time.time_ns()
    stamps = {str(file): stamp(str(file), now) for file in files}
    return object() if None in stamps.values() else stamps
