"""Work in forked processes, asked of a process of its own: one that runs tests has threads, and forks no worker."""

import subprocess
import sys

import pytest

from catalogue.common.program import HOME

SHARED = """
import os, time
from multiprocessing import get_context

from catalogue.common.parallel import parallel_map

def work(number):
    time.sleep(0.005)
    return number, os.getpid()

try:
    forks = {processes} > 1 and bool(get_context("fork").Lock())
except OSError:  # some containers have no shared memory for a lock
    forks = False
done = list(parallel_map(work, 60, {processes}))
workers = {{worker for _, worker in done}}
print(sorted(number for number, _ in done) == list(range(60)), (len(workers) > 1) == forks, os.getpid() in workers)
"""
FAILING = """
from catalogue.common.parallel import parallel_map

for number in parallel_map(lambda number: 1 / (number - {bad}), 60, 2):
    pass
"""


def _run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_number_is_worked_on_once(processes: int) -> None:
    """The process that asks is one of those that work."""
    done = _run(SHARED.format(processes=processes))
    assert (done.stdout, done.stderr) == ("True True True\n", "")


@pytest.mark.parametrize("bad", [0, 59])
def test_what_fails_anywhere_fails_the_whole(bad: int) -> None:
    """Whether another process met it, which begins at the first number, or this one, which begins at the last."""
    done = _run(FAILING.format(bad=bad))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "ZeroDivisionError: division by zero"
