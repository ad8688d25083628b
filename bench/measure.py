"""Running a command and watching what it takes: wall time, processor time, and the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

INTERVAL = 0.25
"""Seconds between two looks at the memory; looking costs, and holds up what is looked at."""


@dataclass(frozen=True)
class Run:
    """One run: seconds on the wall, seconds of processor of all its processes, and most MiB held at once."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Runs:
    """Several runs of one command."""

    runs: tuple[Run, ...]

    @property
    def wall(self) -> float:
        return median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def memory(self) -> float:
        return max(run.memory for run in self.runs)


def measured(command: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end; raise CalledProcessError, with what it wrote, when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
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
    # a program that ends before anybody looked still leaves the most that it held itself
    return Run(wall, used.ru_utime + used.ru_stime, max(peak[0], used.ru_maxrss / 1024))


def _watch(pid: int, peak: list[float], done: Event) -> None:
    while not done.wait(INTERVAL):
        peak[0] = max(peak[0], held_by_family(pid))


def held_by_family(pid: int) -> float:
    """Return the MiB that a process holds with its children."""
    return sum(_held(found) for found in _family(pid)) / 1024


def used_by_family(pid: int) -> float:
    """Return the seconds of processor time that a process and its children have used."""
    return sum(_used(found) for found in _family(pid)) / os.sysconf("SC_CLK_TCK")


def _used(pid: int) -> int:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))
    return 0


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _held(pid: int) -> int:
    """Return the KiB a process holds, what it shares with others only in part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
