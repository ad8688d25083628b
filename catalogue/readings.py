"""What was read of data files before: the values of records without faults, and where they stand, by the text itself.

Reading a text takes far longer than anything else that is done with a record, and most texts are those of last time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import orjson

from catalogue.cache import keep_newest, program_mark
from catalogue.decode import Path as Place
from catalogue.decode import Spans, spans_of
from catalogue.findings import Span
from catalogue.layout import Layout
from catalogue.source import Source

if TYPE_CHECKING:
    from catalogue.yaml_quick import Quick

SPARE = 2_000
"""So many readings of texts that are not there now may stay, for other branches and catalogues."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS bacaan (kunci BLOB PRIMARY KEY, nilai BLOB, letak BLOB) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS temuan (kunci BLOB PRIMARY KEY, nilai BLOB) WITHOUT ROWID",
)

AT_HAND = 60
"""So many documents stay unpacked, each up to 150 KB: a page asks for many places of one innovation after the other."""

Reading = tuple[bytes, bytes]
"""The values of a document as compressed JSON, and the places of its values and keys."""
Find = Callable[[bytes], Reading | None]
"""Gives what was read of a text before, by its key."""


def nothing(key: bytes) -> Reading | None:
    """Find no reading, where none were kept."""


def packed(read: Quick) -> Reading:
    """Write down what was read."""
    return zlib.compress(orjson.dumps(read.values), 1), zlib.compress(read.places.tobytes(), 1)


def values_of(reading: Reading) -> Any:
    """Return the values of a document that was read before."""
    return orjson.loads(zlib.decompress(reading[0]))


@dataclass(frozen=True, slots=True)
class Places(Mapping[Place, Span]):
    """Where the values of a document stand, or its keys; `document` gives it when somebody asks."""

    document: Callable[[], Document]
    of_keys: bool = False

    def __getitem__(self, path: Place) -> Span:
        span: Span | None = self.get(path)
        if span is None:
            raise KeyError(path)
        return span

    def get(self, path: Place, default: Any = None) -> Any:
        """Return a place, or the default where nothing is written."""
        return self.document().layout.find(path, of_key=self.of_keys) or default

    def __contains__(self, path: object) -> bool:
        return self.get(cast("Place", path)) is not None

    def __iter__(self) -> Iterator[Place]:
        spans = self.document().spans
        return iter(spans.keys if self.of_keys else spans.values)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass
class Document:
    """A document in which places are being looked for, or in which all are wanted."""

    values: Any
    places: array[int]

    @cached_property
    def spans(self) -> Spans:
        return spans_of(self.values, self.places)

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.values, self.places)


@dataclass
class Readings:
    """The readings of earlier builds, and those of this one."""

    find: Find = nothing
    new: dict[bytes, Reading] = field(default_factory=dict)
    used: set[bytes] = field(default_factory=set)
    found: dict[bytes, bytes] = field(default_factory=dict)
    """What the rules found, by a mark of what they saw."""

    def get(self, source: Source) -> Reading | None:
        """Return how a text was read before."""
        key = key_of(source)
        self.used.add(key)
        return self.new.get(key) or self.find(key)

    def add(self, source: Source, reading: Reading) -> None:
        """Remember how a text was read."""
        self.new[key_of(source)] = reading


def key_of(source: Source) -> bytes:
    """Return what a reading depends on, besides the program: the kind of file and its text."""
    return hashlib.blake2b(f"{source.kind}\0{source.text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def document_of(reading: Reading) -> Document:
    """Return the document of a reading."""
    return Document(values_of(reading), array("H", zlib.decompress(reading[1])))


unpacked = lru_cache(AT_HAND)(document_of)


@contextmanager
def readings(folder: Path) -> Iterator[Readings]:
    """Give the readings that the same program left in a folder, and leave those of this time there.

    Where nothing can be read or left, everything is read anew.
    """
    connection = _open(folder)
    if connection is None:
        yield Readings()
        return
    try:
        found = _found(connection)
        made = Readings(lambda key: _find(connection, key), found=dict(found))
        yield made
        with suppress(sqlite3.Error):
            _keep(connection, made)
            _keep_found(connection, {key: made.found[key] for key in made.found.keys() - found.keys()}, len(found))
        with suppress(OSError):
            _file(folder).touch()
            keep_newest(folder, "bacaan-*.sqlite")
    finally:
        connection.close()


def kept(folder: Path) -> Find:
    """Return what finds the readings that were left in a folder, in whichever process it is asked."""
    connections: dict[int, sqlite3.Connection] = {}  # none of them may be used beyond a fork, nor be closed there

    def find(key: bytes) -> Reading | None:
        process = os.getpid()
        if process not in connections:
            try:
                connections[process] = sqlite3.connect(f"{_file(folder).absolute().as_uri()}?mode=ro", uri=True)
            except sqlite3.Error:
                return None
        return _find(connections[process], key)

    return find


def _file(folder: Path) -> Path:
    return folder / f"bacaan-{program_mark()}.sqlite"


def _open(folder: Path) -> sqlite3.Connection | None:
    file = _file(folder)
    for _ in range(2):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=1)
            for table in TABLES:
                connection.execute(table)
        except sqlite3.DatabaseError:
            with suppress(OSError):
                file.unlink()
        except OSError:
            return None
        else:
            return connection
    return None


def _find(connection: sqlite3.Connection, key: bytes) -> Reading | None:
    try:
        return connection.execute("SELECT nilai, letak FROM bacaan WHERE kunci = ?", (key,)).fetchone()  # type: ignore[no-any-return]
    except sqlite3.Error:
        return None


def _found(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    try:
        return dict(connection.execute("SELECT kunci, nilai FROM temuan"))
    except sqlite3.Error:
        return {}


def _keep_found(connection: sqlite3.Connection, new: Mapping[bytes, bytes], before: int) -> None:
    """Add what was found anew; where it is as much as there was before, that was found under other rules."""
    with connection:
        if len(new) > max(before, SPARE) // 2:
            connection.execute("DELETE FROM temuan")
        connection.executemany("INSERT OR REPLACE INTO temuan VALUES (?, ?)", new.items())


def _keep(connection: sqlite3.Connection, made: Readings) -> None:
    with connection:
        rows = [(key, *reading) for key, reading in made.new.items()]
        connection.executemany("INSERT OR REPLACE INTO bacaan VALUES (?, ?, ?)", rows)
        (count,) = connection.execute("SELECT count(*) FROM bacaan").fetchone()
        if count > 2 * len(made.used) + SPARE:
            stale = [(key,) for (key,) in connection.execute("SELECT kunci FROM bacaan") if key not in made.used]
            connection.executemany("DELETE FROM bacaan WHERE kunci = ?", stale)
