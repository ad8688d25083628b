"""What the last inspection found in order, so that the next one need not look at the same bytes again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from catalogue.cache import program_mark, put_whole
from catalogue.intact import LONG
from catalogue.marks import mark_of_content


@dataclass(frozen=True)
class Inspected:
    """A site that was found sound: its files, each with a mark of its bytes where those were looked at.

    `wanted` are the anchors that its pages lead to, `records` the marks of an innovation and of its file for machines.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    wanted: frozenset[tuple[str, str]] = frozenset()
    records: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def recall(cache: Path, target: Path, base: str) -> Inspected:
    """Return what this program found in order when it published to the same place under the same path."""
    try:
        kept = orjson.loads(_file(cache, target).read_bytes())
        if kept["for"] != _inspector(base):
            return Inspected()
        return Inspected(
            {str(path): str(mark) for path, mark in kept["files"].items()},
            frozenset((str(there), str(anchor)) for there, anchor in kept["wanted"]),
            {str(id): (str(mark), str(file)) for id, (mark, file) in kept["records"].items()},
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Inspected()


def keep(cache: Path, target: Path, base: str, found: Inspected) -> None:
    """Keep what was found in order for the next inspection; where nothing can be kept, nothing is."""
    content = {
        "for": _inspector(base),
        "files": dict(found.files),
        "wanted": sorted(found.wanted),
        "records": dict(found.records),
    }
    with suppress(OSError):
        put_whole(_file(cache, target), orjson.dumps(content))


def bytes_mark(file: Path, size: int) -> str:
    """Return a mark of the bytes of a file; a long one is read piece by piece."""
    if size <= LONG:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _inspector(base: str) -> list[str]:
    return [program_mark(), base]


def _file(cache: Path, target: Path) -> Path:
    return cache / f"periksa-{mark_of_content(str(target.absolute()).encode())[:16]}.json"
