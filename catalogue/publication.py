"""A new folder takes the place of the published one, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotPublishable(Exception):
    """The target cannot be replaced; the message says why, in Indonesian."""


MARK = ".katalog"
"""A file that the writer puts into every published folder; one without it is somebody else's and never replaced."""


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give a new empty folder beside `target` that takes its place when the block ends without an exception.

    The old folder stays until the new one is complete. Raise NotPublishable for a target that is not ours.
    """
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        fresh.chmod(0o755)
        yield fresh
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotPublishable(f"`{target}` bukan map")
    if target.is_dir() and not (target / MARK).exists() and any(target.iterdir()):
        raise NotPublishable(f"map `{target}` sudah berisi berkas lain; pilih map kosong atau map yang baru")


def _swap(fresh: Path, target: Path) -> None:
    """Put the new folder in place; between two renames the target is missing for an instant, never half written."""
    if not target.exists():
        os.rename(fresh, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    os.rename(target, old / "old")
    try:
        os.rename(fresh, target)
    except OSError:
        os.rename(old / "old", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
