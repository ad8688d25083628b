"""Which files a folder holds, and whether one may have changed since it was read, without reading it again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
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


def files_below(folder: str, prefix: str = "", *, linked: bool = True) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what a folder and those in it hold besides folders, in order, each with its name from `folder` on.

    A link to a folder is followed when it is `linked`, else it is one of what is yielded.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=linked):
            yield from files_below(entry.path, f"{prefix}{entry.name}/", linked=linked)
        else:
            yield prefix + entry.name, entry
