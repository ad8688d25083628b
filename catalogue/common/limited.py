"""Work on what strangers sent, in a process of its own that ends in time, with everything that it started."""

from __future__ import annotations

import os
import resource
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

MEMORY = 3 * 1024**3
"""Bytes that the process may take."""


class OutOfTime(Exception):
    """The work took longer than it may."""


class Failed(Exception):
    """The work came to no end of its own; why stands in what the process said."""


def limited(work: Callable[[], str], seconds: float) -> str:
    """Return what work comes to; raise OutOfTime or Failed."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, sender))
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


def _run(work: Callable[[], str], sender: Connection) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sender.send(work())
    except BaseException:  # noqa: BLE001  whatever it is, the others go on
        traceback.print_exc()
    finally:
        sender.close()
