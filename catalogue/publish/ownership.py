"""Which files of a published folder are ours: those that its mark lists, and no others."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from catalogue.publish.workshop import is_workshop

MARK = ".katalog"
"""The file of a published folder that lists every other one; what it does not list is somebody else's."""
HEAD = "# Berkas situs ini yang dibuat build.py; berkas lain di map ini tidak disentuhnya."
OURS = {".nojekyll"}
"""The only hidden files that we publish at the top; any other one was put there by somebody else."""
BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What systems write into every folder that somebody looked at."""
READABLE, ENTERABLE = 0o444, 0o055
"""What everybody may do with a published file, and everybody else with a published folder."""


def mark(folder: Path) -> None:
    """List what a folder holds, and let a web server that runs as somebody else read all of it."""
    names = (name for name in _opened(folder, "") if name.partition("/")[0] in OURS or not name.startswith("."))
    list_in(folder, names)


def list_in(folder: Path, names: Iterable[str]) -> None:
    """Write a mark that lists files."""
    folder.mkdir(exist_ok=True)
    lines = sorted(name for name in names if name != MARK)
    (folder / MARK).write_text("".join(f"{line}\n" for line in [HEAD, *lines]), encoding="utf-8", newline="\n")
    allow(folder / MARK, READABLE)


def _opened(folder: Path | str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in BY_SYSTEMS or entry.is_symlink():
                continue
            inner = entry.is_dir(follow_symlinks=False)
            allow(entry.path, ENTERABLE if inner else READABLE, entry.stat().st_mode)
            if inner:
                yield from _opened(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def allow(path: Path | str, wanted: int, mode: int | None = None) -> None:
    """Add the rights that are missing; not every system has such rights."""
    with suppress(OSError):
        now = os.stat(path).st_mode if mode is None else mode
        if now & wanted != wanted:
            os.chmod(path, stat.S_IMODE(now) | wanted)


def listed(folder: Path) -> frozenset[str]:
    """Return the files that the mark of a folder names, itself included; none where there is no such mark.

    A line that leads out of the folder was not written by us and is passed over.
    """
    try:
        head, *names = (folder / MARK).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return frozenset()
    return frozenset([MARK, *(name for name in names if name and _within(name))]) if head == HEAD else frozenset()


def _within(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def folders_of(files: Iterable[str]) -> set[str]:
    """Return the folders in which files lie, outer ones included."""
    found: set[str] = set()
    for name in files:
        while (name := name.rpartition("/")[0]) and name not in found:
            found.add(name)
    return found


def strangers(folder: Path, ours: frozenset[str]) -> list[str]:
    """Name what lies in a folder and is not ours: files, links, and folders in which nothing is."""
    return sorted(_strangers(folder, "", ours, folders_of(ours)))


def _strangers(folder: Path | str, prefix: str, files: frozenset[str], folders: set[str]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.name in BY_SYSTEMS or (not prefix and is_workshop(entry.name)):
                continue
            if name in folders and entry.is_dir(follow_symlinks=False):
                yield from _strangers(entry.path, f"{name}/", files, folders)
            elif name not in files or entry.is_symlink() or entry.is_dir():
                yield name
