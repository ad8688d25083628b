"""What the last inspection found in order, so that the next one need not look at the same bytes again.

A file that was taken over from the published folder is not even read: it is the one that was read before, with the
same size and the same time of writing, and nobody has touched it since. That it has not been touched, the system
tells by the time of its last change, which no program can set; it is asked before the build, because a second name is
a change too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from catalogue.cache import program_mark, put_whole
from catalogue.intact import LONG
from catalogue.marks import mark_of_content
from catalogue.stamps import files_below

Stamp = tuple[int, int, int]
"""What changes with the bytes of a file: its size, when it was written in nanoseconds, and its number on the disk."""


@dataclass(frozen=True)
class Inspected:
    """A site that was found sound: its files, each with a mark of its bytes where those were looked at.

    `stamps` are those of the files, `settled` is the moment when all was published, `wanted` are the anchors that its
    pages lead to, `records` the marks of an innovation and of its file for machines.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    settled: int = 0
    wanted: frozenset[tuple[str, str]] = frozenset()
    records: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """The published folder as it stands before a build; `known` are the marks of the files untouched since."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    sound: Inspected = field(default_factory=Inspected)
    known: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)


def standing(cache: Path, target: Path, site_url: str) -> Standing:
    """Look at what is published before anything is done to it."""
    sound, sizes, known = recall(cache, target, site_url), dict[str, int](), dict[str, tuple[Stamp, str]]()
    for path, stamp, changed in survey(target):
        sizes[path] = stamp[0]
        if changed < sound.settled and stamp == sound.stamps.get(path):
            known[path] = stamp, sound.files.get(path, "")
    return Standing(sizes, sound, known)


def survey(folder: Path) -> Iterator[tuple[str, Stamp, int]]:
    """Yield every file below a folder in order, with its stamp and when it was last touched; of no folder none."""
    if folder.is_dir():
        for path, entry in files_below(str(folder), linked=False):
            of = entry.stat(follow_symlinks=False)
            yield path, (of.st_size, of.st_mtime_ns, of.st_ino), of.st_ctime_ns


def recall(cache: Path, target: Path, site_url: str) -> Inspected:
    """Return what this program found in order when it published to the same place under the same path."""
    try:
        kept = orjson.loads(_file(cache, target).read_bytes())
        if kept["for"] != _inspector(site_url):
            return Inspected()
        return Inspected(
            {str(path): str(mark) for path, mark in kept["files"].items()},
            {
                str(path): (int(size), int(written), int(number))
                for path, (size, written, number) in kept["stamps"].items()
            },
            int(kept["settled"]),
            frozenset((str(there), str(anchor)) for there, anchor in kept["wanted"]),
            {str(id): (str(mark), str(file)) for id, (mark, file) in kept["records"].items()},
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Inspected()


def keep(cache: Path, target: Path, site_url: str, found: Inspected, settled: int) -> None:
    """Keep what was found in order for the next inspection; where nothing can be kept, nothing is."""
    content = {
        "for": _inspector(site_url),
        "files": dict(found.files),
        "stamps": dict(found.stamps),
        "settled": settled,
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


def _inspector(site_url: str) -> list[str]:
    return [program_mark(), urlsplit(site_url).path]


def _file(cache: Path, target: Path) -> Path:
    return cache / f"periksa-{mark_of_content(str(target.absolute()).encode())[:16]}.json"
