"""A new folder takes the place of the published one, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no locks of this kind
    fcntl = None  # type: ignore[assignment]


class NotPublishable(Exception):
    """The target cannot be replaced; the message says why, in Indonesian."""


MARK = ".katalog"
"""A file that the writer puts into every published folder; one without it is somebody else's and never replaced."""


ABANDONED = 60
"""Seconds after which a folder that no build holds is one that a killed build left behind."""


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give a new empty folder beside `target` that takes its place when the block ends without an exception.

    The old folder stays until the new one is complete, whenever the build is killed. Several builds may run at once;
    the last one stays. Raise NotPublishable for a target that is not ours.
    """
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    held = _hold(fresh)
    try:
        fresh.chmod(0o755)
        yield fresh
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _release(held)


def _hold(folder: Path) -> int | None:
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


def _release(held: int | None) -> None:
    if held is not None:
        os.close(held)


def _sweep(target: Path) -> None:
    """Remove what killed builds left behind, and put back a site that one of them had just set aside."""
    for left in target.parent.glob(f".{target.name}.*"):
        if not left.is_dir() or left.is_symlink() or time.time() - left.stat().st_mtime < ABANDONED:
            continue
        held = _hold(left)
        if held is None and fcntl is not None:
            continue
        if (left / "old" / MARK).exists() and not target.exists():
            os.rename(left / "old", target)
        shutil.rmtree(left, ignore_errors=True)
        _release(held)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotPublishable(f"`{target}` bukan map")
    if target.is_dir() and not (target / MARK).exists() and any(target.iterdir()):
        raise NotPublishable(f"map `{target}` sudah berisi berkas lain; pilih map kosong atau map yang baru")


def _swap(fresh: Path, target: Path) -> None:
    """Put the new folder in place, in one step where the system has one for that."""
    if not target.exists():
        os.rename(fresh, target)
    elif not _exchange(fresh, target):
        _set_aside(fresh, target)


def _exchange(fresh: Path, target: Path) -> bool:
    """Let two folders change names at once (Linux, renameat2); False where that cannot be done."""
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    return rename is not None and rename(here, os.fsencode(fresh), here, os.fsencode(target), exchange) == 0


def _set_aside(fresh: Path, target: Path) -> None:
    """Rename twice; for an instant the target is missing, never half written."""
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    os.rename(target, old / "old")
    try:
        os.rename(fresh, target)
    except OSError:
        os.rename(old / "old", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
