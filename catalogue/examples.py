"""A wrong and a right example of every rule: the case files of the tests, with the reports they are known to give.

There is no second copy: what the site and `build.py explain` show is what `tests/test_cases.py` proves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
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
    return {rule.name: Examples(_read(rule, "buruk"), _read(rule, "baik")) for rule in rules}


def split_case(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files of a case; a line `# berkas: PATH` starts one, and without such a line it is one record."""
    pieces = re.split(rb"^# berkas: (.+)\n", content, flags=re.MULTILINE)
    named = [(path.decode(), text) for path, text in zip(pieces[1::2], pieces[2::2], strict=True)]
    return named or [(RECORD, pieces[0])]


def _read(rule: Path, kind: str) -> tuple[Example, ...]:
    files = sorted(rule.glob(f"{kind}*.yaml"), key=lambda file: (file.stem != kind, file.stem))
    return tuple(_example(file, kind) for file in files)


def _example(file: Path, kind: str) -> Example:
    report = file.with_suffix(".txt")
    text = report.read_text(encoding="utf-8") if report.exists() else ""
    return Example(
        name=file.stem.removeprefix(kind).replace("-", " ").strip(),
        files={path: part.decode("utf-8", "replace").rstrip("\n") for path, part in split_case(file.read_bytes())},
        report=text.rpartition("\n\n")[0],
    )
