"""One run of pytest in which the tests are collected once, and each mutant meets them in a process of its own.

Run in a folder that mutmut has filled: `python -m tests.mutants.session RESULTS NAMES PYTEST-ARGUMENTS…`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from catalogue.check import RULES
from catalogue.common.parallel import processes

SLACK = 4
"""So many times what its tests took before may a mutant take."""


class Session:
    """A plugin that runs the collected tests as they are, and then for each mutant those that meet it."""

    def __init__(self, names: Iterable[str], results: Path) -> None:
        self.names = names
        self.results = results
        self.seconds: dict[str, float] = {}
        self.meeting: dict[str, list[pytest.Item]] = defaultdict(list)
        self.verdicts: dict[str, str] = {}
        self.running: dict[int, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        set_mutant_under_test("stats")
        for item in session.items:
            self._watch(item)
        if session.testsfailed:
            raise session.Failed("the tests fail without any mutant")
        gc.collect()
        gc.freeze()  # or the collector of each child would copy all that it shares with this process
        for name in self.names:
            if len(self.running) >= processes(os.environ):
                self._wait()
            self._judge(session, name)
        while self.running:
            self._wait()
        return True

    def _watch(self, item: pytest.Item) -> None:
        """Run a test, and remember which functions it calls and how long it takes."""
        start = time.process_time()
        state()._stats.clear()
        _run(item)
        self.seconds[item.nodeid] = time.process_time() - start
        for function in state()._stats:
            self.meeting[function].append(item)

    def _judge(self, session: pytest.Session, name: str) -> None:
        function, _, _ = name.partition("__mutmut_")
        tests = self._tests(self.meeting.get(function, []), name.rpartition(".")[0])
        if not tests:
            self.verdicts[name] = "untested"
            return
        seconds = sum(self.seconds[item.nodeid] for item in tests)
        child = os.fork()
        if not child:
            _meet(session, name, tests, seconds)
        self.running[child] = name

    def _tests(self, tests: list[pytest.Item], module: str) -> list[pytest.Item]:
        """Take the cases of the module's own rules first, then what is quick.

        What other rules find proves nothing of these, nor that rules find the same one at a time as together.
        """
        own = {rule.id for rule in RULES.values() if rule.function and rule.function.__module__ == module}
        cases = {item: rule for item in tests if (rule := _rule_of(item))}
        general = {item for item in tests if item not in cases and "test_alone.py" not in item.nodeid}
        kept = [item for item in tests if not own or cases.get(item) in own or item in general]
        return sorted(kept, key=lambda item: (cases.get(item) not in own, self.seconds[item.nodeid]))

    def _wait(self) -> None:
        child, status = os.wait()
        code = os.waitstatus_to_exitcode(status)
        self.verdicts[self.running.pop(child)] = {0: "survived", 1: "killed"}.get(code, "ended")
        self.results.write_text(json.dumps(self.verdicts, indent=0), encoding="utf-8")


def _meet(session: pytest.Session, name: str, tests: Iterable[pytest.Item], seconds: float) -> None:
    """Run tests until one fails, in a process that ends here."""
    limit = int(SLACK * seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  the process ends with it
    set_mutant_under_test(name)
    for item in tests:
        _run(item)
        if session.testsfailed:
            os._exit(1)
    os._exit(0)


def _run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _rule_of(item: pytest.Item) -> str | None:
    """Return the rule that a test is a case of."""
    _, is_case, name = item.nodeid.partition("::test_case[")
    return name.split("/")[0] if is_case else None


def main(results: str, names: str, *arguments: str) -> int:
    """Write the verdict on each of the named mutants."""
    plugin = Session(json.loads(Path(names).read_text(encoding="utf-8")), Path(results))
    return int(pytest.main(["-q", "-s", "-p", "no:cacheprovider", *arguments], plugins=[plugin]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
