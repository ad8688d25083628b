"""Files into a new folder: made on all cores, and only where the published folder does not hold them already."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from sys import intern

import orjson

from catalogue.cache import put_whole
from catalogue.cells import NOTHING, Reads
from catalogue.marks import mark_of_content, new_mark
from catalogue.memory import give_back
from catalogue.stamps import files_below
from catalogue.workers import spread

SLICE = 40
"""So many files a process takes at once."""
MANY = 160
"""Fewer files than these are made sooner than processes are forked."""

State = tuple[str, int, int, str, Reads]
"""The mark of a file, its size, when it was written in nanoseconds, its SHA-256 where somebody asks for it, and what
it was made from where that was noted."""


@dataclass(frozen=True)
class Planned:
    """A file to be made: what goes into it as a mark, None when only its content tells, and how to make it.

    A content in pieces is never held whole. `measured` is whether its checksum is to be known afterwards, `reads` what
    it is made from where that was noted.
    """

    address: str
    mark: str | None
    make: Callable[[], bytes | Iterator[bytes]]
    measured: bool = False
    reads: Reads = NOTHING


Plan = Callable[[], Planned]
Plans = Callable[[], Iterable[Planned]]


@dataclass(frozen=True)
class Published:
    """What an earlier build published, by address; `program` and everything else that all files share was the same."""

    folder: Path
    files: Mapping[str, State] = field(default_factory=dict)

    def made_from(self, mark: str | None) -> list[str]:
        """Return the files that share a mark because they were made together; none unless all stand there untouched."""
        found = [address for address, state in self.files.items() if state[0] == mark]
        return found if all(self.holds(address, mark) for address in found) else []

    def holds(self, address: str, mark: str | None) -> bool:
        """Tell whether a file made from the same inputs stands there untouched."""
        known = self.files.get(address)
        if known is None or mark is None or known[0] != mark:
            return False
        try:
            found = os.lstat(f"{self.folder}/{address}")
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (known[1], known[2])


@dataclass
class Output:
    """A new folder being filled, beside the published one and the number of processes to be used."""

    folder: Path
    before: Published
    processes: int = 1
    files: dict[str, State] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    """Those that are known to be there."""

    def write(self, large: Sequence[Plans], small: Sequence[Plan]) -> None:
        """Make files: those of each `large` plan by themselves because they take long, and the `small` in slices.

        What a large one took hundreds of megabytes for is given back before the next begins.
        """
        slices = [partial(_all, small[start : start + SLICE]) for start in range(0, len(small), SLICE)]
        pieces: list[Plans] = [*large, *slices]
        processes = self.processes if len(large) + len(small) >= MANY else 1

        def made(number: int) -> list[tuple[str, State]]:
            done = list(map(self._file, pieces[number]()))
            if number < len(large):
                gc.collect()
                give_back()
            return done

        for done in spread(made, len(pieces), processes):
            self.files.update(done)

    def put(self, address: str, content: bytes, mark: str | None = None, *, measured: bool = False) -> None:
        """Write a file whose content is known, unless the published folder holds it."""
        self.add(Planned(address, mark, lambda: content, measured))

    def add(self, planned: Planned) -> None:
        """Make one file, unless the published folder holds it."""
        self.files.update([self._file(planned)])

    def adopt(self, mark: str | None) -> None:
        """Count what somebody else wrote into the folder among its files, as made from inputs of that mark."""
        for file in self.folder.rglob("*"):
            if file.is_file():
                address = file.relative_to(self.folder).as_posix()
                self.files[address] = _state(file, mark or mark_of_content(file.read_bytes()), "")

    def keep(self, address: str, mark: str) -> bool:
        """Take over a file that was made from the same inputs, if there is one."""
        kept = self.before.holds(address, mark)
        if kept:
            self.files[address] = self._take(address, mark)
        return kept

    def keep_all(self, mark: str) -> None:
        """Take over the files that were made together from the same inputs, if all are there."""
        self.files.update((address, self._take(address, mark)) for address in self.before.made_from(mark))

    def _file(self, planned: Planned) -> tuple[str, State]:
        address, mark = planned.address, planned.mark
        if self.before.holds(address, mark):
            assert mark
            return address, self._take(address, mark, planned.reads)
        content = planned.make()
        if not isinstance(content, bytes):
            return address, self._pieces(planned, content)
        mark = mark or mark_of_content(content)
        if self.before.holds(address, mark):
            return address, self._take(address, mark, planned.reads)
        file = self._new(address)
        file.write_bytes(content)
        checksum = hashlib.sha256(content).hexdigest() if planned.measured else ""
        return address, _state(file, mark, checksum, planned.reads)

    def _pieces(self, planned: Planned, pieces: Iterable[bytes]) -> State:
        """Write a file piece by piece, and take the published one after all if they turn out the same."""
        file, mark, checksum = self._new(planned.address), new_mark(), hashlib.sha256()
        with file.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
                mark.update(piece)
                checksum.update(piece)
        known = planned.mark or mark.hexdigest()
        if self.before.holds(planned.address, known):
            return self._take(planned.address, known, planned.reads)
        return _state(file, known, checksum.hexdigest() if planned.measured else "", planned.reads)

    def _new(self, address: str) -> Path:
        """Return where a file is to be written, with nothing there."""
        file = self.folder / address
        self._make_room(address)
        file.unlink(missing_ok=True)  # it may be the published one under a second name
        return file

    def _make_room(self, address: str) -> None:
        """Make the folder of a file or folder, once."""
        parent = address.rpartition("/")[0]
        if parent and parent not in self.folders:
            self._make_room(parent)
            with suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{parent}")
            self.folders.add(parent)

    def _take(self, address: str, mark: str, reads: Reads = NOTHING) -> State:
        """Give an unchanged file a second name in the new folder; where that cannot be, copy it."""
        old, new = f"{self.before.folder}/{address}", f"{self.folder}/{address}"
        self._make_room(address)
        _, size, written, checksum, _ = self.before.files[address]
        if second_name(old, new):
            return mark, size, written, checksum, reads
        return _state(Path(new), mark, checksum, reads)


def _all(plans: Iterable[Plan]) -> Iterator[Planned]:
    return (plan() for plan in plans)


def second_name(old: str | Path, new: str | Path) -> bool:
    """Give a file a second name, in place of what stands there; where that cannot be, copy it and return False."""
    for _ in range(2):
        try:
            os.link(old, new)
        except FileExistsError:
            Path(new).unlink(missing_ok=True)
        except OSError:
            break
        else:
            return True
    shutil.copy2(old, new)
    return False


def _state(file: Path, mark: str, checksum: str, reads: Reads = NOTHING) -> State:
    found = file.stat()
    return mark, found.st_size, found.st_mtime_ns, checksum, reads


def recall(cache: Path, target: Path, shared: str) -> Published:
    """Return what is known of a published folder, if it was made with what all files share."""
    try:
        kept = orjson.loads(_record(cache, target).read_bytes())
        files = {str(file[0]): _known(*file[1:]) for file in kept["files"]}
    except (OSError, ValueError, TypeError, LookupError):
        return Published(target)
    return Published(target, files if kept["shared"] == shared else {})


def _known(mark: str, size: int, written: int, checksum: str, seal: str, *cells: str) -> State:
    return str(mark), int(size), int(written), str(checksum), (str(seal), tuple(map(intern, cells)))


def remember(cache: Path, target: Path, shared: str, files: Mapping[str, State]) -> None:
    """Keep what was made for the next build, whole or not at all; where nothing can be kept, nothing is."""
    rows = [(address, *state, seal, *cells) for address, (*state, (seal, cells)) in files.items()]
    content = {"shared": shared, "files": rows}
    with suppress(OSError):
        put_whole(_record(cache, target), orjson.dumps(content))


def _record(cache: Path, target: Path) -> Path:
    return cache / f"terbit-{hashlib.sha256(str(target.absolute()).encode()).hexdigest()[:16]}.json"


def contents(*places: Path) -> Iterator[bytes]:
    """Yield the names and the contents of files, and of all files in folders, so that no two trees give the same."""
    for place in places:
        for file, name in _files(place) if place.is_dir() else [(str(place), place.name)]:
            with open(file, "rb") as stream:
                content = stream.read()
            yield f"{name}\0{len(content)}\0".encode() + content


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder, but for compiled code, each with its name from the folder's own on."""
    for name, entry in files_below(str(folder), f"{folder.name}/"):
        if "/__pycache__/" not in name and entry.is_file():
            yield entry.path, name
