"""Where the program is, and what to do where it lacks its libraries or the system refuses. Needs no library itself."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
"""The checkout of this program; what another catalogue lacks is taken from here."""


REASONS: Mapping[int, str] = {
    errno.EACCES: "tidak ada izin menulis di sana, atau sedang dibuka program lain",
    errno.EPERM: "tidak ada izin menulis di sana",
    errno.EROFS: "tempat itu hanya dapat dibaca",
    errno.ENOSPC: "tempat penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EFBIG: "ukurannya melebihi batas",
    errno.EBUSY: "sedang dipakai program lain",
    errno.ENOTDIR: "bagian dari alamatnya bukan map",
    errno.EISDIR: "di sana ada map dengan nama yang sama",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def refusal(error: OSError) -> str:
    """Say what could not be written and why; what is no matter of writing keeps the words of the system."""
    reason = REASONS.get(error.errno or 0)
    if reason is None:
        return str(error)
    return f"`{error.filename}` tidak dapat ditulis: {reason}" if error.filename else f"tidak dapat menulis: {reason}"


OLDEST = (3, 11)


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
