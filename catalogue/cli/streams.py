"""Where messages go: any encoding, and a reader who may leave before the end."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from typing_extensions import Buffer

from catalogue.common.requirements import refusal


class Output(io.RawIOBase):
    """A pipe or a file: what its reader no longer wants is dropped, and so is all after a refusal, which is kept."""

    def __init__(self, handle: int) -> None:
        self._handle, self._gone = handle, False
        self.refused: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def isatty(self) -> bool:
        return False

    def write(self, content: Buffer) -> int | None:
        if not self._gone:
            try:
                return os.write(self._handle, content)
            except BlockingIOError:
                return None
            except BrokenPipeError:
                self._gone = True
            except OSError as error:
                self._gone, self.refused = True, error
        return memoryview(content).nbytes


@contextmanager
def safe_output() -> Iterator[list[Output]]:
    """Let no message end the program: what an encoding lacks is written by its number. Give the streams.

    A command goes on to its end when nobody reads any more, so that its exit code says what it found.
    """
    before, opened = (sys.stdout, sys.stderr), list[Output]()
    sys.stdout, sys.stderr = (_safe(stream, opened) for stream in before)
    try:
        yield opened
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        sys.stdout, sys.stderr = before


def _safe(stream: TextIO | None, opened: list[Output]) -> TextIO:
    if stream is None:  # closed before we began, or a program without a console
        return open(os.devnull, "w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    try:
        stream.flush()
        handle = stream.fileno()
    except (OSError, ValueError):
        handle = -1
    if handle < 0 or stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    opened.append(Output(handle))
    return io.TextIOWrapper(
        io.BufferedWriter(cast("io.RawIOBase", opened[-1])),
        stream.encoding,
        "backslashreplace",
        line_buffering=stream.line_buffering,
    )


def refused(streams: list[Output]) -> str | None:
    """Say why some of what was to be printed could not be written; None when nothing was refused."""
    found = next((stream.refused for stream in streams if stream.refused), None)
    return refusal(found) if found else None


def for_programs() -> None:
    """Print as UTF-8 from here on: what programs read is in no other encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
