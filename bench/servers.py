"""How long a saved file takes until the preview shows it: `build.py serve` beside `hugo server`, both running."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from bench.convert import change

PATIENCE = 900.0
"""Seconds after which a server is given up."""
PAUSE = 1.0
"""Seconds between two changes, as long as nobody saves again."""


@dataclass(frozen=True)
class Preview:
    """How a server is started, the page that is looked at, and the file that is changed."""

    command: Sequence[str]
    folder: Path
    page: str
    record: Path


@dataclass(frozen=True)
class Served:
    """Seconds until a server answered, and until each saved file was shown."""

    start: float
    shown: list[float]


def measure_servers(previews: Mapping[str, Preview], rounds: int) -> dict[str, Served]:
    """Start all servers, then save a file for one after the other and look until each shows what was saved."""
    served: dict[str, Served] = {}
    with ExitStack() as stack:
        for name, preview in previews.items():
            begin = time.perf_counter()
            stack.enter_context(_running(preview))
            served[name] = Served(_wait(preview.page, "<", begin), [])
        for number in range(1, rounds + 1):
            for name, preview in previews.items():
                time.sleep(PAUSE)
                change(preview.record, number)
                served[name].shown.append(_wait(preview.page, f"Perubahan ke-{number}:", time.perf_counter()))
    return served


@contextmanager
def _running(preview: Preview) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(preview.command, cwd=preview.folder, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.terminate()


def _wait(page: str, text: str, begin: float) -> float:
    while time.perf_counter() - begin < PATIENCE:
        with suppress(OSError, HTTPException), urlopen(page, timeout=PATIENCE) as answer:
            if text.encode() in answer.read():
                return time.perf_counter() - begin
        time.sleep(0.01)
    raise TimeoutError(f"{page} does not show {text!r}")
