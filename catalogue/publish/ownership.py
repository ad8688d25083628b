"""What on the disk is ours: the files that the mark of a published folder lists, and the folders to work in.

A folder to work in lies beside what is to be published or within it; what killed builds left of theirs is swept away.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

try:
    import fcntl
except ImportError:  # Windows has no locks of this kind
    fcntl = None  # type: ignore[assignment]

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


PROOF, PROVEN = "katalog-sementara.txt", "Map sementara build.py; dihapus oleh build.py berikutnya.\n"
"""The file, and its words, by which a folder to work in is known for ours."""
FRESH, OLD = "baru", "lama"
"""What such a folder may hold besides: a new site, and the one before."""
ABANDONED = 60
"""Seconds after which a folder that no build holds is one that a killed build left behind."""


def prefix_of(target: Path, room: Path) -> str:
    """Return how the names of the folders begin that are worked in for a target."""
    return ".katalog-" if room == target else f".{target.name}.katalog-"


def is_workshop(name: str) -> bool:
    """Tell whether a folder within a target is named as one to work in."""
    return _made_by_us(name, ".katalog-")


def _made_by_us(name: str, prefix: str) -> bool:
    return re.fullmatch(re.escape(prefix) + "[a-z0-9_]{8}", name) is not None


@contextmanager
def workshop(target: Path, room: Path) -> Iterator[Path]:
    """Give a folder of our own in `room`, on which a lock is held and of which nothing stays."""
    place = Path(tempfile.mkdtemp(prefix=prefix_of(target, room), dir=room))
    held = hold(place)
    try:
        place.chmod(place.stat().st_mode | 0o055)
        (place / PROOF).write_text(PROVEN, encoding="utf-8", newline="\n")
        yield place
    finally:
        _clear(place)
        release(held)


def _clear(place: Path) -> None:
    """Remove what we put into a folder, and the folder when nothing else is in it."""
    for part in (FRESH, OLD):
        shutil.rmtree(place / part, ignore_errors=True)
    with suppress(OSError):
        if {entry.name for entry in place.iterdir()} <= {PROOF}:
            (place / PROOF).unlink(missing_ok=True)
            place.rmdir()


def hold(folder: Path) -> int | None:
    """Lock a folder for as long as this process lives; None when another holds it, or where folders have no locks."""
    if fcntl is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def release(held: int | None) -> None:
    """Let go of a folder."""
    if held is not None:
        os.close(held)


def sweep(target: Path, room: Path) -> None:
    """Remove what killed builds left in `room`, and put back a site that one of them had just set aside."""
    for left in _left(target, room):
        held = hold(left)
        if held is None and fcntl is not None:
            continue
        if not target.exists() and (left / OLD).is_dir():
            os.rename(left / OLD, target)
        _clear(left)
        release(held)


def _left(target: Path, room: Path) -> list[Path]:
    """Return the folders that have our name and our proof, and that nobody touched for a while."""
    named = [entry for entry in room.iterdir() if _made_by_us(entry.name, prefix_of(target, room))]
    return [entry for entry in named if not entry.is_symlink() and _proven(entry) and _age(entry) >= ABANDONED]


def _proven(place: Path) -> bool:
    """Tell whether a folder holds our proof, or nothing: a build may be killed before it writes one."""
    try:
        entries = [entry.name for entry in place.iterdir()]
        return not entries or (PROOF in entries and (place / PROOF).read_text(encoding="utf-8") == PROVEN)
    except (OSError, ValueError):
        return False


def _age(place: Path) -> float:
    with suppress(OSError):
        return time.time() - place.stat().st_mtime
    return 0
