"""What one build leaves for the next, in JSON files that may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from catalogue.source import Source, locate
from catalogue.stamps import files_below

KEPT = 8
"""Files of this many sets of rules and of this many programs are kept: those of branches that somebody goes back to."""
RULES = {"period", "rubric", "vocabulary"}
"""The kinds of files by which the past is judged; with any other text of theirs, everything is judged anew."""


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Return where builds leave what the next may use."""
    return Path(environ.get("KATALOG_CACHE") or Path(__file__).resolve().parent.parent / ".cache")


@cache
def program_mark() -> str:
    """Return the mark of the program's code: what another program left is not to be relied on."""
    marks = hashlib.blake2b(sys.version.encode(), digest_size=8)
    for name, module in files_below(os.path.dirname(__file__)):
        if name.endswith(".py"):
            with open(module, "rb") as file:
                marks.update(file.read())
    return marks.hexdigest()


@contextmanager
def remembered(folder: Path, sources: Mapping[str, Source]) -> Iterator[dict[str, Any]]:
    """Give what earlier builds remembered under the same rules and the same program, and keep what is added to it."""
    with kept(folder, "past", _digest(sources)) as memory:
        yield memory


@contextmanager
def kept(folder: Path, name: str, mark: str) -> Iterator[dict[str, Any]]:
    """Give what the same program kept under a name and a mark, and keep what is added to it."""
    file = folder / f"{name}-{hashlib.sha256(f'{program_mark()} {mark}'.encode()).hexdigest()[:16]}.json"
    memory = _read(file)
    before = len(memory)
    yield memory
    if len(memory) != before:
        with suppress(OSError):
            put_whole(file, orjson.dumps(memory))
            keep_newest(folder, f"{name}-*.json")


def put_whole(file: Path, content: bytes) -> None:
    """Put a file in place whole or not at all, since two builds may write it at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(prefix=f".{file.stem}-", dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.replace(fresh, file)


def _digest(sources: Mapping[str, Source]) -> str:
    marks = hashlib.sha256()
    for path in sorted(sources):
        found = locate(path)
        if found and found.kind in RULES:
            marks.update(f"{path}\0{sources[path].text}\0".encode())
    return marks.hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        memory = orjson.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def keep_newest(folder: Path, pattern: str) -> None:
    """Let go of the oldest files of a kind."""
    found = sorted(folder.glob(pattern), key=lambda file: file.lstat().st_mtime, reverse=True)
    for old in found[KEPT:]:
        old.unlink(missing_ok=True)
