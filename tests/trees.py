"""Catalogues for tests: a small base, and files laid over it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE / "base"
DEFAULT_PATH = "innovations/dinas-contoh/contoh.yaml"


def lay_out(folder: Path, case: bytes) -> Path:
    """Copy the base catalogue into `folder` and lay the files of a case over it.

    A line `# berkas: PATH` starts a file; a case without such a line is one innovation.
    """
    root = folder / "catalogue"
    shutil.copytree(BASE, root)
    pieces = re.split(rb"^# berkas: (.+)\n", case, flags=re.MULTILINE)
    named = list(zip(pieces[1::2], pieces[2::2], strict=True)) or [(DEFAULT_PATH.encode(), pieces[0])]
    for name, content in named:
        file = root / name.decode()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root
