"""How much memory there is: on the machine, and within the limits that the system sets for a group of processes."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path("/")
MACHINE, OWN, GROUPS = "proc/meminfo", "proc/self/statm", "proc/self/cgroup"
HIERARCHIES = {
    "": ("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    "memory": (
        "sys/fs/cgroup/memory",
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file",
    ),
}
"""Where Linux says what a group may use, uses, and could give back at once, by the name of its controller.

The first is version 2 (Linux, admin-guide/cgroup-v2), the second version 1 (admin-guide/cgroup-v1/memory).
"""


def copies(root: Path = ROOT) -> int | None:
    """Return how many more processes there is room for if each comes to hold as much as this one.

    None where that cannot be known.
    """
    held, free = _held(root), min(_free(root), default=None)
    return None if held is None or free is None else free // held


def give_back() -> None:
    """Return to the system what is free, where the C library can also between what is held (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


lasting = False
"""Whether what was there at some moment is kept until the program ends."""


def keep_for_good() -> None:
    """Let the garbage collector never look through what there is now: it would find nothing, in a second or more."""
    global lasting  # noqa: PLW0603  the collector is one for the whole program too
    lasting = True
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through what is made, again and again, for cycles it has none of."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _held(root: Path) -> int | None:
    with suppress(OSError, ValueError, LookupError):
        pages = int((root / OWN).read_text(encoding="ascii").split()[1])
        return max(1, pages) * os.sysconf("SC_PAGE_SIZE")
    return None


def _free(root: Path) -> Iterator[int]:
    """Yield the bytes that the machine, and each group this process is in, has left."""
    with suppress(OSError, ValueError):
        for line in (root / MACHINE).read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                yield int(line.split()[1]) * 1024
    with suppress(OSError, ValueError):
        for line in (root / GROUPS).read_text(encoding="utf-8").splitlines():
            _, controllers, group = line.split(":", 2)
            if controllers in HIERARCHIES:
                yield from _left_to(root, controllers, group)


def _left_to(root: Path, controller: str, group: str) -> Iterator[int]:
    """Yield what is left to a group and to those around it; within a container it may be told by another name."""
    place, limit, usage, idle = HIERARCHIES[controller]
    top = root / place
    inner = top / group.lstrip("/")
    for folder in (inner, *inner.parents):
        if folder.is_relative_to(top):
            with suppress(OSError, ValueError):
                most = int((folder / limit).read_text(encoding="ascii"))  # `max` is no limit, and no number
                stated = dict(
                    line.split() for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines()
                )
                used = int((folder / usage).read_text(encoding="ascii")) - int(stated.get(idle, 0))
                yield max(0, most - used)
