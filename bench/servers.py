"""How long a saved file takes until the preview shows it: `build.py serve` beside `hugo server`."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.measure import held_by_family, used_by_family

PATIENCE = 900.0
"""Seconds after which a server is given up."""


@dataclass(frozen=True)
class Served:
    """Seconds until a server answered, seconds until each saved file was shown, and MiB held after them.

    `cpu` are the seconds of processor time that a saved file cost, the requests included.
    """

    start: float
    shown: tuple[float, ...]
    memory: float
    cpu: float

    @property
    def median(self) -> float:
        return median(self.shown)


def measure_server(
    command: Sequence[str],
    folder: Path,
    page: str,
    *,
    change: Callable[[int], None],
    rounds: range,
    cache: Path | None = None,
) -> Served:
    """Start a server, save a file again and again, and look at the page until it shows what was saved.

    `rounds` are the numbers of the changes; none of them has been made before.
    """
    environ = {**os.environ, **({"KATALOG_CACHE": str(cache)} if cache else {})}
    begin = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            start = _wait(page, "<", begin)
            shown, before = [], used_by_family(process.pid)
            for number in rounds:
                time.sleep(1)  # as long as nobody saves again
                change(number)
                shown.append(_wait(page, f"Perubahan ke-{number}:", time.perf_counter()))
            cpu = (used_by_family(process.pid) - before) / len(shown)
            return Served(start, tuple(shown), held_by_family(process.pid), cpu)
        finally:
            process.terminate()


def _wait(page: str, text: str, begin: float) -> float:
    while time.perf_counter() - begin < PATIENCE:
        with suppress(OSError, HTTPException), urlopen(page, timeout=PATIENCE) as answer:
            if text.encode() in answer.read():
                return time.perf_counter() - begin
        time.sleep(0.01)
    raise TimeoutError(f"{page} does not show {text!r}")
