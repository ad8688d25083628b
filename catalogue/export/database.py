"""The tables as an SQLite database: typed, with foreign keys and full-text search; the same tables give the same bytes.

A list in one cell is a JSON array, which `json_each` and Datasette's facets read. Words of closed lists refer to
`kosakata_<list>`, so that a reader such as Datasette shows what they mean.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from catalogue.build import Build
from catalogue.common.published import LICENCE
from catalogue.export.dataset import DataTable, Row
from catalogue.export.file import number
from catalogue.model.reference.tables import Column
from catalogue.model.types import LONG
from catalogue.search.fields import read_found

TYPES = {"integer": "INTEGER", "number": "REAL", "answer": "INTEGER"}
OWN = {str, int, type(None)}
"""The types that SQLite has itself."""
SEARCHED = "inovasi"
SEARCH_TABLE = "inovasi_cari"
ROOTS = Column(("kata_dasar",), "Kata dasar", "Kata dasar dari teksnya, bagi pencarian.", required=True, limit=LONG)
APPLICATION = 0x4B494E56
"""Marks the file as ours for `file` (SQLite pragma application_id): the letters KINV."""
HEADER, COUNTED = 100, (24, 92, 96)
"""Bytes of the header, and where in it stand how often SQLite wrote the file, and which SQLite (file format, 1.3)."""
PIECE = 1 << 20


def database(build: Build, tables: Sequence[DataTable]) -> Iterator[bytes]:
    """Write the database into a file of its own, since it may be large, and yield what stands there."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "katalog.sqlite"
        _write(file, build, tables)
        yield from _pieces(file)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        head = bytearray(stream.read(HEADER))
        for offset in COUNTED:
            head[offset : offset + 4] = bytes(4)
        yield bytes(head)
        while piece := stream.read(PIECE):
            yield piece


def _write(file: Path, build: Build, tables: Sequence[DataTable]) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        lists = word_lists(tables)
        for table in (*lists.values(), *tables):
            if table.name == SEARCHED:
                complete = replace(table, columns=(*table.columns, ROOTS))
                _fill(connection, complete, lists, _with_roots(build, table))
            else:
                _fill(connection, table, lists, table.rows)
        _about(connection, build)
        _search(connection, complete)
        connection.commit()
        connection.execute("VACUUM")


def word_lists(tables: Sequence[DataTable]) -> dict[str, DataTable]:
    """Return a table of each closed list that a column takes its words from, by the name of the list."""
    words = next(table for table in tables if table.name == "kosakata")
    used = {column.vocabulary for table in tables for column in table.columns if not column.many} - {None}
    found = {}
    for name in sorted(map(str, used)):
        rows = tuple(row[1:] for row in words.rows if row[0] == name)
        title = f"kosakata_{name.replace('-', '_')}"
        found[name] = DataTable(title, name, f"Daftar {name}.", words.columns[1:], partial(iter, rows), ("id",))
    return {name: table for name, table in found.items() if table.rows}


def _with_roots(build: Build, table: DataTable) -> Iterator[Row]:
    """Add the roots of all words that can be searched, so that `antar` finds *mengantarkan* without a stemmer."""
    for row in table.rows:
        yield (*row, " ".join(read_found(build.found[row[0]]).roots))


def _fill(
    connection: sqlite3.Connection, table: DataTable, lists: Mapping[str, DataTable], rows: Iterable[Row]
) -> None:
    parts = [*(_definition(column) for column in table.columns), f"PRIMARY KEY ({_names(table.key)})"]
    references = {**_word_references(table, lists), **dict(table.references)}
    parts += [f'FOREIGN KEY ("{name}") REFERENCES "{other}" (id)' for name, other in references.items()]
    compact = "" if table.name == SEARCHED else " WITHOUT ROWID"
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(parts)}){compact}')
    for name, _ in table.references:
        if name != table.key[0]:
            connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608  names are the model's own
        ([value if type(value) in OWN else _value(value) for value in row] for row in rows),
    )


def _definition(column: Column) -> str:
    kind = "TEXT" if column.many else TYPES.get(column.kind, "TEXT")
    needed = " NOT NULL" if column.required and len(column.path) == 1 else ""
    return f'"{column.name}" {kind}{needed}'


def _word_references(table: DataTable, lists: Mapping[str, DataTable]) -> dict[str, str]:
    words = (column for column in table.columns if column.vocabulary in lists and not column.many)
    return {column.name: lists[str(column.vocabulary)].name for column in words}


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, int) else str(value)


def _about(connection: sqlite3.Connection, build: Build) -> None:
    """Say in the database itself what it is, for whoever finds the file without the site."""
    connection.execute("CREATE TABLE keterangan (kunci TEXT NOT NULL PRIMARY KEY, isi TEXT NOT NULL)")
    facts = {
        "judul": build.title,
        "keadaan": build.today.isoformat(),
        "lisensi": LICENCE,
        "sumber": build.site_url or build.title,
        "status": "situs resmi" if build.catalogue.region.resmi else "bukan situs resmi pemerintah daerah",
    }
    connection.executemany("INSERT INTO keterangan VALUES (?, ?)", facts.items())


def _search(connection: sqlite3.Connection, table: DataTable) -> None:
    """Index the words of the texts and their roots, without accents and case, and their beginnings."""
    names = _names([column.name for column in _texts(table)])
    connection.execute(
        f'CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5({names}, content="{table.name}", '
        "tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO inovasi_cari (inovasi_cari) VALUES ('rebuild')")


def _texts(table: DataTable) -> Iterator[Column]:
    for column in table.columns:
        free = column.kind == "text" and not (column.vocabulary or column.many or column.address or column.or_word)
        if free and column.limit and len(column.path) == 1:
            yield column
