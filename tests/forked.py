"""Runs commands of the program in forks of one interpreter that has everything imported and has done nothing yet.

To import the program and to compile its templates takes half as long as to build a small site. What has to be a process
of its own, because of its signals, its rights or its interpreter, is started as one by its test.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, partialmethod
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache

ROOT = Path(__file__).parent.parent


class Forked:
    """The interpreter from which every command is forked."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        command = [sys.executable, __file__, self._folder.name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(
        self, arguments: Sequence[str], env: Mapping[str, str], place: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the program in this environment and in a folder, or in today's working folder."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([arguments, dict(env), place or os.getcwd()]) + "\n")
        self._process.stdin.flush()
        code = self._process.stdout.readline()
        assert code, "the interpreter has ended"
        said = [Path(self._folder.name, name).read_text(encoding="utf-8") for name in ("out", "err")]
        return subprocess.CompletedProcess(list(arguments), int(code), *said)

    def close(self) -> None:
        """Let the interpreter end."""
        self._process.communicate()
        self._folder.cleanup()


@cache
def forked() -> Forked:
    """Return the interpreter of this process, which ends with it."""
    made = Forked()
    atexit.register(made.close)
    return made


def main(folder: str) -> None:
    """Obey an order a line until the input ends, and answer each with its exit code."""
    sys.path[0] = str(ROOT)
    compiled = Path(folder, "compiled")
    compiled.mkdir()
    known = FileSystemBytecodeCache(str(compiled))
    Environment.__init__ = partialmethod(Environment.__init__, bytecode_cache=known)  # type: ignore[method-assign,assignment]
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    importlib.import_module("catalogue.cli.main")
    _work_out()
    gc.set_threshold(50_000)  # as `build.py` does
    gc.freeze()
    sites = 0
    for line in sys.stdin:
        order = json.loads(line)
        sites += "site" in order[0][:1] or order[0][0].startswith("--")
        if sites == WORTH:
            _build(Path(folder))
            sites += 1
        sys.stdout.write(f"{_obeyed(Path(folder), *order)}\n")
        sys.stdout.flush()


def _work_out() -> None:
    """Work out what depends on the program alone, which every site would do again."""
    api = importlib.import_module("catalogue.export.api")
    api.shape_schemas((api.CONTENTS, *api.ENDPOINTS))
    schema = importlib.import_module("catalogue.model.reference")
    for name in schema.SCHEMAS:
        schema.model_schema(name)


WORTH = 6
"""The site before which it pays to build one here: what a first site makes for all others is inherited then."""


def _build(folder: Path) -> None:
    """Build the small catalogue's site in this process."""
    said, before = os.dup(1), dict(os.environ)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.environ["KATALOG_PROCESSES"] = "1"
    root = ROOT / "tests" / "mini"
    importlib.import_module("catalogue.cli.main").main(["site", "--root", str(root), "--out", str(folder / "site")])
    os.environ.clear()
    os.environ.update(before)
    os.dup2(said, 1)
    for number in (said, nowhere):
        os.close(number)
    gc.collect()
    gc.freeze()


def _obeyed(folder: Path, arguments: list[str], env: dict[str, str], place: str) -> int:
    """Run a command in a fork, and import what it needed, so that the next fork has it."""
    needed = folder / "needed"
    needed.write_bytes(b"")
    child = os.fork()
    if not child:
        _run(folder, arguments, env, place)
    _, status = os.waitpid(child, 0)
    for name in needed.read_text(encoding="utf-8").split():
        with suppress(Exception):  # some are parts of others, and are not imported by themselves
            importlib.import_module(name)
    return os.waitstatus_to_exitcode(status)


def _run(folder: Path, arguments: list[str], env: dict[str, str], place: str) -> None:
    """Run a command in this process, which ends with it."""
    code: Any = 1
    before = set(sys.modules)
    try:
        os.chdir(place)
        os.environ.clear()
        os.environ.update(env)
        for number, name in ((1, "out"), (2, "err")):
            with open(folder / name, "wb") as file:
                os.dup2(file.fileno(), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        code = importlib.import_module("catalogue.cli.main").main(arguments)
        (folder / "needed").write_text("\n".join(sorted(sys.modules.keys() - before)), encoding="utf-8")
    except SystemExit as end:
        code = end.code or 0
    except BaseException:  # noqa: BLE001  the interpreter would print it too
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    main(sys.argv[1])
