"""Catalogues for tests: a small base, and files laid over it."""

from __future__ import annotations

import io
import shutil
from functools import cache
from pathlib import Path

from PIL import Image

from catalogue.check.examples import split_case
from catalogue.read.photo import TYPES

HERE = Path(__file__).parent
BASE = HERE / "base"
KOTA = HERE / "kota"
"""The city's records as they once were; `make frozen` copies them anew."""


def lay_out(folder: Path, case: bytes) -> Path:
    """Copy the base catalogue into `folder` and lay the files of a case over it.

    The site shows the same cases as examples.
    """
    root = folder / "catalogue"
    shutil.copytree(BASE, root)
    for name, content in split_case(case):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        stand_in = file.suffix in TYPES and len(content) < 2
        file.write_bytes(small_picture(file.suffix) if stand_in else content)
    return root


@cache
def small_picture(suffix: str, width: int = 4) -> bytes:
    """Draw the picture that stands in a case as nothing or as a single letter."""
    out = io.BytesIO()
    Image.new("RGB", (width, 3)).save(out, TYPES[suffix])
    return out.getvalue()
