"""Runs commands of the program in forks of an interpreter that has everything imported and has done nothing yet.

`python tests/forks.py PROGRAM` reads one order a line from its input, as JSON, and answers each with its exit code.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from contextlib import suppress
from functools import partialmethod
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache


class Forks:
    """An interpreter with the program in a folder, from which every command is forked."""

    def __init__(self, program: Path) -> None:
        command = [sys.executable, __file__, str(program)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, *arguments: str, env: dict[str, str], said: Path) -> tuple[int, str]:
        """Run a command, and return its exit code and all that it said, which is kept in a file."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([arguments, env, str(said)]) + "\n")
        self._process.stdin.flush()
        code = self._process.stdout.readline()
        assert code, "the interpreter has ended"
        return int(code), said.read_text(encoding="utf-8")

    def close(self) -> None:
        """Let the interpreter end."""
        self._process.communicate()


def main(program: str) -> None:
    """Obey until the input ends; templates stay compiled, by their content, since that takes a third of a build."""
    sys.path[0] = program
    compiled = Path(program).with_name("compiled")
    compiled.mkdir(exist_ok=True)
    known = FileSystemBytecodeCache(str(compiled))
    Environment.__init__ = partialmethod(Environment.__init__, bytecode_cache=known)  # type: ignore[method-assign,assignment]
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    importlib.import_module("catalogue.command_line")
    for line in sys.stdin:
        sys.stdout.write(f"{_obeyed(*json.loads(line))}\n")
        sys.stdout.flush()


def _obeyed(arguments: list[str], env: dict[str, str], said: str) -> int:
    needed = Path(f"{said}.modul")
    child = os.fork()
    if not child:
        _run(arguments, env, said, needed)
    _, status = os.waitpid(child, 0)
    for name in needed.read_text(encoding="utf-8").split() if needed.exists() else ():
        with suppress(Exception):  # some are parts of others, and are not imported by themselves
            importlib.import_module(name)
    return os.waitstatus_to_exitcode(status)


def _run(arguments: list[str], env: dict[str, str], said: str, needed: Path) -> None:
    """Run a command in this process, which ends with it."""
    code: Any = 3
    before = set(sys.modules)
    try:
        os.environ.clear()
        os.environ.update(env)
        with open(said, "wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = importlib.import_module("catalogue.command_line").main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        needed.write_text("\n".join(sorted(sys.modules.keys() - before)), encoding="utf-8")
    except SystemExit as end:
        code = end.code
    finally:
        os._exit(code if isinstance(code, int) else 3)


if __name__ == "__main__":
    main(sys.argv[1])
