"""What was measured, as Markdown."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import combinations
from pathlib import Path

from bench.measure import Runs
from bench.servers import Served

APART = ("search index", "cards and codes")
"""The stages that Hugo has nothing like."""
NAMES = {"ours": "this project", "hugo": "Hugo", "mkdocs": "MkDocs alone", "copy": "`cp -r` of our site"}


@dataclass(frozen=True)
class Size:
    """Everything measured at one number of records."""

    count: int
    cold: Mapping[str, Runs]
    warm: Mapping[str, Runs]
    stages: Mapping[str, float]
    servers: Mapping[str, Served]

    def ratios(self) -> Iterator[tuple[str, float]]:
        """Yield our processor time as multiples of Hugo's, cold and after one change."""
        yield "cold", self.cold["ours"].cpu / self.cold["hugo"].cpu
        yield "warm", self.warm["ours"].cpu / self.warm["hugo"].cpu


def report(sizes: Sequence[Size], hugo: str) -> str:
    """Write the results of all sizes, with the machine and the versions they were measured on."""
    return "\n".join([*_head(hugo), *_builds(sizes), *_said(sizes), *_servers(sizes), *_stages(sizes)]) + "\n"


def _head(hugo: str) -> Iterator[str]:
    told = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"hugo (v[\d.]+)", told)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pydantic", "jinja2", "PyYAML", "mkdocs"))
    yield "# How long builds take\n"
    yield "Written by `make bench`; every command runs in turn with the others, so that a busy machine is busy for all."
    yield "Ours is the whole of `build.py site`: reading, checking, assessing, every page, every published file,"
    yield "search index, pictures. Hugo writes one page an innovation, one an agency, and a list, of the same texts."
    yield "What `cp -r` takes for the finished site is what its files alone cost one process that makes nothing."
    yield "Times are medians in seconds; memory is the most held at once by all processes of a build.\n"
    machine = f"{os.cpu_count()} processors, {_processor()}, {platform.system()} {platform.release()}"
    yield f"Machine: {machine}, with a load of {os.getloadavg()[0]:.0f} at the end.  "
    yield f"Versions: Python {platform.python_version()}, {libraries}, Hugo {found[1] if found else told}.\n"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def _builds(sizes: Iterable[Size]) -> Iterator[str]:
    yield "## Builds\n"
    yield "| Records | Build | Program | Wall s | CPU s | CPU ms a record | Memory MiB | Wall ÷ Hugo | CPU ÷ Hugo |"
    yield "| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size in sizes:
        for name, found in (("cold", size.cold), ("one change", size.warm)):
            for program, runs in found.items():
                yield _row(size.count, name, NAMES[program], runs, found["hugo"])


def _row(count: int, build: str, program: str, runs: Runs, hugo: Runs) -> str:
    times = f"{runs.wall:.2f} | {runs.cpu:.2f} | {runs.cpu / count * 1000:.2f} | {runs.memory:.0f}"
    return f"| {count} | {build} | {program} | {times} | {runs.wall / hugo.wall:.2f} | {runs.cpu / hugo.cpu:.2f} |"


def _said(sizes: Sequence[Size]) -> Iterator[str]:
    """Say what the table does not show at once: how the cost of a record grows, and what is stated apart."""
    yield ""
    for size in sizes:
        if apart := sum(size.stages.get(stage, 0.0) for stage in APART):
            rest = (size.cold["ours"].cpu - apart) / size.cold["hugo"].cpu
            said = f"{apart:.2f} s of processor are the {' and the '.join(APART)}"
            yield f"- {size.count} cold: {said}; without them the build takes {rest:.1f} times Hugo's processor time."
    for smaller, larger in combinations(sizes, 2):
        growth = larger.cold["ours"].cpu / larger.count / (smaller.cold["ours"].cpu / smaller.count)
        yield f"- A record of {larger.count} costs {growth:.2f} times a record of {smaller.count} (cold, processor)."


def _servers(sizes: Iterable[Size]) -> Iterator[str]:
    yield "\n## Preview: from a saved record to its page in the browser\n"
    yield "| Records | Server | Ready s | Shown s (least to most) | Shown ÷ Hugo | CPU s a change | Memory MiB |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    for size in sizes:
        for program, found in size.servers.items():
            shown = f"{found.median:.2f} ({min(found.shown):.2f} to {max(found.shown):.2f})"
            ratio = found.median / size.servers["hugo"].median
            server = f"{size.count} | {NAMES[program]} | {found.start:.1f}"
            yield f"| {server} | {shown} | {ratio:.2f} | {found.cpu:.2f} | {found.memory:.0f} |"


def _stages(sizes: Sequence[Size]) -> Iterator[str]:
    yield "\n## Stages of one build in one process, CPU seconds (ms a record)\n"
    yield f"| Stage | {' | '.join(str(size.count) for size in sizes)} |"
    yield f"| --- |{' ---: |' * len(sizes)}"
    for stage in sizes[0].stages:
        yield f"| {stage} | {' | '.join(_share(size, stage) for size in sizes)} |"


def _share(size: Size, stage: str) -> str:
    if stage not in size.stages:
        return ""
    return f"{size.stages[stage]:.2f} ({size.stages[stage] / size.count * 1000:.2f})"
