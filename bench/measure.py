"""Running a command and watching what it takes: wall time, processor time, memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from threading import Event, Thread

INTERVAL = 0.25
"""Seconds between two looks at the memory; looking costs, and holds up what is looked at."""


MIB = 2**20
SHARED = {".html", ".json", ".csv", ".xml"}


@dataclass(frozen=True)
class Run:
    """One run: seconds on the wall, seconds of processor of all its processes, and most MiB held at once."""

    wall: float
    cpu: float
    memory: float


Runs = Sequence[Run]
"""Several runs of one command."""


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end; raise CalledProcessError, with what it wrote, when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        peak, done = [0.0], Event()
        watch = Thread(target=_watch, args=(process.pid, peak, done))
        watch.start()
        assert process.stdout
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watch.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Run(wall, used.ru_utime + used.ru_stime, peak[0])


def _watch(pid: int, peak: list[float], done: Event) -> None:
    while not done.wait(INTERVAL):
        held = sum(_kib(found, "smaps_rollup", "Pss:") for found in _family(pid))
        # a single process ends higher than anybody saw it between two looks
        peak[0] = max(peak[0], held / 1024, _kib(pid, "status", "VmHWM:") / 1024)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _kib(pid: int, file: str, name: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0


@dataclass(frozen=True)
class Written:
    """What a build left: files, MiB, MiB in the formats that Hugo writes too, mean KB of a record's page."""

    files: int
    mib: float
    shared: float
    page: float


def written(site: Path) -> Written:
    """Count the files below a folder."""
    sizes = {file: file.stat().st_size for file in site.rglob("*") if file.is_file()}
    shared = sum(size for file, size in sizes.items() if file.suffix in SHARED)
    page = mean(sizes[file] for file in site.glob("inovasi/inovasi-*/index.html"))
    return Written(len(sizes), sum(sizes.values()) / MIB, shared / MIB, page / 1000)
