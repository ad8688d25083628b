"""Work in forked processes, which inherit everything the parent has: a map, and what strangers sent within limits.

Where none can be forked, the map is a plain one.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_work: Callable[[int], Any] | None = None
"""What the processes do; they inherit it, so that only numbers and results are sent."""


def parallel_map(work: Callable[[int], Any], count: int, processes: int) -> Iterator[Any]:
    """Yield what `work` returns for each number below `count`, in the order in which it gets done."""
    processes = min(processes, count)
    with frozen_heap():
        if processes < 2 or not can_fork():
            yield from map(work, range(count))
            return
        from concurrent import futures  # noqa: PLC0415  slow to import
        from multiprocessing import get_context  # noqa: PLC0415  slow to import

        with (
            _inherited(work),
            futures.ProcessPoolExecutor(processes - 1, get_context("fork"), _leave_interrupts) as pool,
        ):
            try:
                given = [pool.submit(_run, number) for number in range(count)]
                for number in reversed(range(count)):  # this process works too: one copy of everything less
                    if given[number].cancel():
                        yield work(number)
                for done in futures.as_completed(found for found in given if not found.cancelled()):
                    yield done.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _leave_interrupts() -> None:
    """Let the process that hands out the work answer when the terminal interrupts all of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def can_fork() -> bool:
    """Tell whether a copy of this process would work: not beside other threads, whose locks it would inherit."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1 and _can_lock()


def _can_lock() -> bool:
    """Tell whether processes can wait for each other: some containers have no shared memory for a lock."""
    try:
        from multiprocessing import get_context  # noqa: PLC0415  slow to import

        get_context("fork").Lock()
    except (ImportError, OSError):
        return False
    return True


def processes(environ: Mapping[str, str]) -> int:
    """Return how many processes share the work: one a processor, or as many as `KATALOG_PROCESSES` says."""
    if (told := environ.get("KATALOG_PROCESSES", "")).isdecimal():
        return max(1, int(told))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


SELDOM = 50_000, 20, 100
"""When the garbage collector looks (`gc.set_threshold`): as often as usual it would go over the same living objects
hundreds of times a build, and by moving them make forked processes copy what they share."""


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector off what is there already: forked processes share it until it is written to."""
    threshold = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()


@contextmanager
def _inherited(work: Callable[[int], Any]) -> Iterator[None]:
    global _work  # noqa: PLW0603  a forked process has no other way to be handed what cannot be pickled
    _work = work
    try:
        yield
    finally:
        _work = None


def _run(number: int) -> Any:
    assert _work
    return _work(number)


MEMORY = 3 * 1024**3
"""Bytes that the process may take."""


class OutOfTime(Exception):
    """The work took longer than it may."""


class Failed(Exception):
    """The work came to no end of its own; why stands in what the process said."""


def limited(work: Callable[[], str], seconds: float) -> str:
    """Return what work comes to; raise OutOfTime or Failed."""
    from multiprocessing import get_context  # noqa: PLC0415  slow to import

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sender))
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise OutOfTime
        return str(receiver.recv())
    except EOFError:
        raise Failed from None
    finally:
        receiver.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid or 0, signal.SIGKILL)
        process.join()


def _send(work: Callable[[], str], sender: Connection) -> None:
    import resource  # noqa: PLC0415  not on every system

    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sender.send(work())
    except BaseException:  # noqa: BLE001  whatever it is, the others go on
        traceback.print_exc()
    finally:
        sender.close()
