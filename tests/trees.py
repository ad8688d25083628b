"""Catalogues for tests: a small base, and files laid over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from catalogue.examples import split_case

HERE = Path(__file__).parent
BASE = HERE / "base"


def lay_out(folder: Path, case: bytes) -> Path:
    """Copy the base catalogue into `folder` and lay the files of a case over it.

    The site shows the same cases as examples.
    """
    root = folder / "catalogue"
    shutil.copytree(BASE, root)
    for name, content in split_case(case):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root
