"""Work shared among forked processes, which have everything the parent has; where none can be forked, done here."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from catalogue import memory

_work: Callable[[int], Any] | None = None
"""What the processes do; they inherit it, so that nothing but numbers and results passes between them."""


def spread(work: Callable[[int], Any], count: int, processes: int) -> Iterator[Any]:
    """Yield what `work` returns for each number below `count`, as it gets done; the first numbers begin first."""
    processes = min(processes, count, _borne())
    if processes < 2 or not can_fork():
        with _uncollected():
            yield from map(work, range(count))
        return
    from concurrent import futures  # noqa: PLC0415  slow to start, and not needed for the little work of most commands
    from multiprocessing import get_context  # noqa: PLC0415  as above

    fork = get_context("fork")
    with _inherited(work), futures.ProcessPoolExecutor(processes, fork) as pool:
        for done in futures.as_completed([pool.submit(_run, number) for number in range(count)]):
            yield done.result()


def _borne() -> int:
    """Return how many processes the memory bears: each comes to hold as much as this one if its work goes through all.

    With no room for two beside this one, this one does the work alone.
    """
    room = memory.copies()
    return sys.maxsize if room is None else room


def can_fork() -> bool:
    """Tell whether a copy of this process would work: not beside other threads, whose locks it would inherit."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1 and _can_lock()


def _can_lock() -> bool:
    """Tell whether processes can wait for each other: some containers give no shared memory to make a lock in."""
    try:
        from multiprocessing import get_context  # noqa: PLC0415  as above

        get_context("fork").Lock()
    except (ImportError, OSError):
        return False
    return True


def processes(environ: Mapping[str, str]) -> int:
    """Return how many processes are to share the work: as many as this one has processors, unless told otherwise."""
    if (told := environ.get("KATALOG_PROCESSES", "")).isdecimal():
        return max(1, int(told))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _inherited(work: Callable[[int], Any]) -> Iterator[None]:
    global _work  # noqa: PLW0603  a forked process has no other way to be handed what cannot be sent
    _work = work
    try:
        with _uncollected():
            yield
    finally:
        _work = None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector off what was there before: it would look through it again and again, and copy it if shared.

    Where it is kept off for good, it is left so.
    """
    if memory.lasting:
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _run(number: int) -> Any:
    assert _work
    return _work(number)
