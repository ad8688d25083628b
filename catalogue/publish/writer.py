"""The writer: files into a new folder, made on all cores."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import FileIO
from pathlib import Path

from catalogue.common.parallel import parallel_map
from catalogue.export.file import Measure

BATCH = 40
"""Pages that a process takes at once."""
MANY = 160
"""Fewer files than these are made sooner than processes are forked."""


@dataclass(frozen=True)
class File:
    """A file to be made; a large content comes in chunks and is never held whole."""

    address: str
    make: Callable[[], bytes | Iterator[bytes]]


@dataclass
class Writer:
    """A folder being filled, and the measures of its files by address."""

    folder: Path
    measures: dict[str, Measure] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)
    """The folders that are there."""

    def write_all(
        self, large: Sequence[Callable[[], Iterable[File]]], small: Sequence[File], processes: int = 1
    ) -> None:
        """Write files on all cores: those of each `large` group by one process, which gathers once what they share."""
        batches = [small[start : start + BATCH] for start in range(0, len(small), BATCH)]
        groups: list[Callable[[], Iterable[File]]] = [*large, *(partial(iter, batch) for batch in batches)]
        share = processes if len(large) + len(small) >= MANY else 1

        def write(number: int) -> dict[str, Measure]:
            part = Writer(self.folder)
            for file in groups[number]():
                part.write(file)
            return part.measures

        for measures in parallel_map(write, len(groups), share):
            self.measures.update(measures)

    def put(self, address: str, content: bytes) -> None:
        """Write a file whose content is known."""
        self.write(File(address, lambda: content))

    def measure_present(self) -> None:
        """Measure what somebody else has put into the folder already."""
        for file in self.folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                measure = Measure(len(content), hashlib.sha256(content).hexdigest())
                self.measures[file.relative_to(self.folder).as_posix()] = measure

    def write(self, file: File) -> None:
        """Make one file."""
        content = file.make()
        chunks = [content] if isinstance(content, bytes) else content
        checksum, size = hashlib.sha256(), 0
        with self._open(file.address) as stream:
            for chunk in chunks:
                size += len(chunk)
                checksum.update(chunk)
                while chunk := chunk[stream.write(chunk) :]:
                    pass  # a write may be short; on a full disk the one after it fails
        self.measures[file.address] = Measure(size, checksum.hexdigest())

    def _open(self, address: str) -> FileIO:
        """Open a file for writing, with its folder; what comes in large chunks needs no buffer."""
        path = f"{self.folder}/{address}"
        around = path.rpartition("/")[0]
        if around not in self._there:
            os.makedirs(around, exist_ok=True)
            self._there.add(around)
        return open(path, "wb", buffering=0)


CHECKSUMS = "data/berkas.sha256"


def checksums(measures: Mapping[str, Measure]) -> bytes:
    """List files by their address; hidden ones are left out, which hosts do not publish."""
    shown = (address for address in sorted(measures) if not address.startswith("."))
    return "".join(f"{measures[address].checksum}  {address}\n" for address in shown).encode()
