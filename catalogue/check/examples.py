"""A wrong and a right example of every rule: the case files of the tests, with the reports they are known to give.

There is no second copy: what the site and `build.py explain` show is what `tests/test_cases.py` proves.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from catalogue.common.program import HOME

CASES = HOME / "tests" / "cases"
"""One folder a rule; in it `baik*.yaml`, `buruk*.yaml`, and beside each of these the report."""

RECORD = "innovations/dinas-contoh/contoh.yaml"
"""The file that a case is when it names none."""


@dataclass(frozen=True)
class Example:
    """One case: what it shows, its files by path, and for a wrong one the report."""

    name: str
    files: dict[str, str]
    report: str = ""


@dataclass(frozen=True)
class Examples:
    """The cases of one rule, the plainest first."""

    wrong: tuple[Example, ...] = ()
    right: tuple[Example, ...] = ()


def read_examples(folder: Path = CASES) -> dict[str, Examples]:
    """Read the cases of every rule; a checkout without them has no examples."""
    rules = sorted(folder.iterdir()) if folder.is_dir() else []
    return {rule.name: _examples(rule) for rule in rules}


def _examples(rule: Path) -> Examples:
    names = os.listdir(rule)
    return Examples(_read(rule, names, "buruk"), _read(rule, names, "baik"))


def split_case(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files of a case; a line `# berkas: PATH` starts one, and without such a line it is one record."""
    pieces = re.split(rb"^# berkas: (.+)\n", content, flags=re.MULTILINE)
    named = [(path.decode(), text) for path, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return named or [(RECORD, pieces[0])]


def proposed(content: bytes) -> frozenset[str]:
    """Return the files of a case that one proposal changes, as its line `# usulan: PATH PATH` names them."""
    named = re.match(rb"# usulan: (.+)\n", content)
    return frozenset(named[1].decode().split()) if named else frozenset()


def _read(rule: Path, names: list[str], kind: str) -> tuple[Example, ...]:
    stems = [name.removesuffix(".yaml") for name in names if name.startswith(kind) and name.endswith(".yaml")]
    return tuple(_example(rule, stem, names, kind) for stem in sorted(stems, key=lambda stem: (stem != kind, stem)))


def _example(rule: Path, stem: str, names: list[str], kind: str) -> Example:
    text = (rule / f"{stem}.txt").read_text(encoding="utf-8") if f"{stem}.txt" in names else ""
    case = (rule / f"{stem}.yaml").read_bytes()
    return Example(
        name=stem.removeprefix(kind).replace("-", " ").strip(),
        files={path: part.decode("utf-8", "replace").rstrip("\n") for path, part in split_case(case)},
        report=text.rpartition("\n\n")[0],
    )
