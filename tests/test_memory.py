"""No more processes than the memory bears, as the system tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalogue.loading import HOME
from catalogue.memory import copies

PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024
MACHINE = {
    "proc/meminfo": "MemTotal: 9000000 kB\nMemAvailable: 4096000 kB\n",
    "proc/self/statm": f"100000 {100 * MIB // PAGE} 500 1 0 9000 0\n",
}
STAT = "anon 1\ninactive_file 52428800\ntotal_inactive_file 104857600\n"


def _system(root: Path, files: Mapping[str, str]) -> Path:
    for name, content in {**MACHINE, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="ascii")
    return root


def _second(folder: str, limit: object, used: int) -> dict[str, str]:
    return {
        f"{folder}/memory.max": f"{limit}\n",
        f"{folder}/memory.current": f"{used * MIB}\n",
        f"{folder}/memory.stat": STAT,
    }


def test_the_machine_bounds_what_there_is_room_for(tmp_path: Path) -> None:
    """Without groups it is what the machine has available, by what this process holds."""
    assert copies(_system(tmp_path, {})) == 40


@pytest.mark.parametrize(
    ("group", "files", "room"),
    [
        ("0::/", _second("sys/fs/cgroup", 1024 * MIB, 374), 7),
        ("0::/a/b", {**_second("sys/fs/cgroup/a/b", "max", 1), **_second("sys/fs/cgroup/a", 500 * MIB, 250)}, 3),
        ("0::/elsewhere", _second("sys/fs/cgroup", 100 * MIB, 300), 0),
        ("0::/", _second("sys/fs/cgroup", "max", 374), 40),
    ],
    ids=["the own group", "a group around it", "told by another name, and full", "no limit"],
)
def test_groups_of_the_second_version_bound_it_too(
    tmp_path: Path, group: str, files: Mapping[str, str], room: int
) -> None:
    """What a group could give back at once counts as free."""
    assert copies(_system(tmp_path, {"proc/self/cgroup": f"1:name=systemd:/\n{group}\n", **files})) == room


def test_groups_of_the_first_version_bound_it_too(tmp_path: Path) -> None:
    """The same limits stand under other names."""
    folder = "sys/fs/cgroup/memory/job"
    files = {
        "proc/self/cgroup": "4:memory:/job\n3:cpuset:/\n0::/\n",
        f"{folder}/memory.limit_in_bytes": f"{1024 * MIB}\n",
        f"{folder}/memory.usage_in_bytes": f"{600 * MIB}\n",
        f"{folder}/memory.stat": STAT,
    }
    assert copies(_system(tmp_path, files)) == 5


def test_a_system_that_tells_nothing_bounds_nothing(tmp_path: Path) -> None:
    """Other systems have no such files, and some hide them."""
    assert copies(tmp_path) is None
    assert copies(_system(tmp_path, {"proc/meminfo": "?", "proc/self/cgroup": "0"})) is None


SHARING = """
import os, sys, time
from catalogue import workers

def work(number):
    time.sleep(0.05)
    return number, os.getpid()

workers.memory.copies = lambda: {room}
found = dict(workers.spread(work, 4, 2))
print(sorted(found), set(found.values()) == {{os.getpid()}})
"""
"""In a program of its own, for one with threads forks no processes."""


@pytest.mark.parametrize(("room", "alone"), [(0, True), (1, True), (2, False), (None, False)])
def test_work_is_shared_only_where_there_is_room(room: int | None, *, alone: bool) -> None:
    """Two processes beside this one need room for two; what they do is the same."""
    command = [sys.executable, "-c", SHARING.format(room=room)]
    told = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert told == f"[0, 1, 2, 3] {alone}\n"
