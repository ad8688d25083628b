"""A folder to work in, beside what is to be published or within it, and what killed builds left of theirs."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no locks of this kind
    fcntl = None  # type: ignore[assignment]

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
