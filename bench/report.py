"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

from bench.measure import Runs, Written
from bench.servers import Served

NAMES = {"ours": "this project", "hugo": "Hugo", "copy": "`cp -r` of our site"}
LEAST = 0.01
"""Parts of a build that take less of it are not named."""
PROJECT = Path(__file__).parent.parent / "pyproject.toml"
HEAD = Path(__file__).with_name("head.md")
"""What every report says first: what is measured, and how."""


@dataclass(frozen=True)
class Size:
    """Everything measured at one number of records."""

    count: int
    cold: Mapping[str, Runs]
    written: Mapping[str, Written]
    checked: Mapping[str, Runs] = field(default_factory=dict)
    stages: Mapping[str, float] = field(default_factory=dict)
    servers: Mapping[str, Served] = field(default_factory=dict)

    def against_hugo(self) -> dict[str, list[float]]:
        """Return ours ÷ Hugo in each round."""
        rounds = list(zip(self.cold["ours"], self.cold["hugo"], strict=True))
        return {
            "CPU": [ours.cpu / hugo.cpu for ours, hugo in rounds],
            "wall": [ours.wall / hugo.wall for ours, hugo in rounds],
            "memory": [ours.memory / hugo.memory for ours, hugo in rounds],
        }

    def ratios(self) -> dict[str, float]:
        """Return the medians of ours ÷ Hugo."""
        return {name: median(values) for name, values in self.against_hugo().items()}

    def cpu(self, program: str) -> float:
        """Return the median seconds of processor of a program."""
        return median(run.cpu for run in self.cold[program])


def report(sizes: Sequence[Size], hugo: str) -> str:
    """Write the results of all sizes, with the machine and the versions they were measured on."""
    parts = [_head(hugo), _builds(sizes), _ratios(sizes), _growth(sizes), _files(sizes)]
    if any(size.checked for size in sizes):
        parts += [_checks(sizes), _servers(sizes), _stages(sizes)]
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(hugo: str) -> Iterator[str]:
    told = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"hugo v([\d.]+)", told)
    needed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.split(r"[^\w.-]", text, maxsplit=1)[0] for text in needed]
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    yield HEAD.read_text(encoding="utf-8")
    machine = f"{os.cpu_count()} processors, {_processor()}, {platform.system()} {platform.release()}"
    yield f"Machine: {machine}, with a load of {os.getloadavg()[0]:.0f} at the end.  "
    yield f"Versions: Python {platform.python_version()}, {libraries}; Hugo {found[1] if found else told}."


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], names: int = 2) -> Iterator[str]:
    """Yield a table below a heading; all columns but the first `names` hold numbers."""
    yield f"\n## {title}\n"
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * names}{' ---: |' * (len(heads) - names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _spread(values: Iterable[float], digits: int = 2) -> str:
    found = sorted(values)
    return f"{median(found):.{digits}f} ({found[0]:.{digits}f} to {found[-1]:.{digits}f})"


def _builds(sizes: Iterable[Size]) -> Iterator[str]:
    heads = ("Records", "Program", "CPU s", "CPU ms a record", "Wall s", "Memory MiB")
    yield from _table("Builds", heads, (_build(size, program) for size in sizes for program in size.cold))


def _build(size: Size, program: str) -> Sequence[str]:
    runs = size.cold[program]
    each = f"{size.cpu(program) / size.count * 1000:.2f}"
    cpu, wall = _spread(run.cpu for run in runs), _spread(run.wall for run in runs)
    return str(size.count), NAMES[program], cpu, each, wall, _spread((run.memory for run in runs), 0)


def _ratios(sizes: Iterable[Size]) -> Iterator[str]:
    rows = ((str(size.count), *map(_spread, size.against_hugo().values())) for size in sizes)
    yield from _table("Ours ÷ Hugo", ("Records", "CPU", "Wall", "Memory"), rows, 1)


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    """Say how the cost of a record grows from each size to the next."""
    yield ""
    for program in ("ours", "hugo"):
        for small, large in pairwise(sizes):
            growth = large.cpu(program) / large.count / (small.cpu(program) / small.count)
            yield f"- {NAMES[program]}: a record of {large.count} costs {growth:.2f} times one of {small.count} (CPU)."


def _files(sizes: Iterable[Size]) -> Iterator[str]:
    heads = ("Records", "Program", "Files", "MiB", "of it HTML, JSON, CSV, XML", "A record's page KB")
    rows = (
        (str(size.count), NAMES[name], str(found.files), f"{found.mib:.0f}", f"{found.shared:.0f}", f"{found.page:.1f}")
        for size in sizes
        for name, found in size.written.items()
    )
    yield from _table("What they write", heads, rows)


def _checks(sizes: Iterable[Size]) -> Iterator[str]:
    rows = (
        (str(size.count), name, _spread(run.cpu for run in runs), _spread(run.wall for run in runs))
        for size in sizes
        for name, runs in size.checked.items()
    )
    yield from _table("`build.py check`", ("Records", "What", "CPU s", "Wall s"), rows)


def _servers(sizes: Iterable[Size]) -> Iterator[str]:
    heads = ("Records", "Server", "Ready s", "Shown s", "Shown ÷ Hugo")
    rows = (_served(size, name) for size in sizes for name in size.servers)
    yield from _table("Preview: from a saved record to its page", heads, rows)


def _served(size: Size, name: str) -> Sequence[str]:
    found, hugo = size.servers[name], size.servers["hugo"]
    ratio = _spread(ours / theirs for ours, theirs in zip(found.shown, hugo.shown, strict=True))
    return str(size.count), NAMES[name], f"{found.start:.1f}", _spread(found.shown), ratio


def _stages(sizes: Sequence[Size]) -> Iterator[str]:
    largest = sizes[-1].stages
    names = sorted(largest, key=lambda name: -largest[name])
    rows = (
        (name, *(_share(size, name) for size in sizes))
        for name in names
        if largest[name] > LEAST * sum(largest.values())
    )
    heads = ("Part", *(str(size.count) for size in sizes))
    yield from _table("Parts of one build in one process: CPU s (ms a record)", heads, rows, 1)


def _share(size: Size, name: str) -> str:
    took = size.stages.get(name, 0.0)
    return f"{took:.2f} ({took / size.count * 1000:.2f})"
