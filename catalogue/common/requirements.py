"""What to do where the libraries are missing that the program needs; this module itself needs none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OLDEST = (3, 11)
HOME = Path(__file__).resolve().parent.parent.parent


def too_old(version: tuple[int, ...]) -> str | None:
    """Say that a Python is too old, None when it is not."""
    if version >= OLDEST:
        return None
    return f"Python {'.'.join(map(str, version[:3]))} terlalu lama; pakai Python 3.11 atau yang lebih baru"


def missing(error: ImportError) -> str | None:
    """Say how to install what could not be imported; None for a part of this program, which is a fault of it."""
    name = (error.name or "").partition(".")[0]
    if not name or name == "catalogue":
        return None
    cause = "belum terpasang" if isinstance(error, ModuleNotFoundError) else "tidak dapat dipakai"
    return f"pustaka `{name}` {cause} pada {sys.executable}; {_way(HOME / '.venv')}"


def _way(venv: Path) -> str:
    """Say which commands install the libraries, and with which Python to go on."""
    inside = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = f"`{inside} {' '.join(map(_quoted, sys.argv))}`"
    if inside.exists() and Path(sys.executable) != inside:
        return f"jalankan {command}, atau `make site` bila pustakanya belum terpasang di sana"
    install = f"`{sys.executable} -m venv {venv}`, lalu `{inside} -m pip install -r {HOME / 'requirements.txt'}`"
    return f"jalankan `make site`, atau {install}; sesudah itu {command}"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word or not word else word
