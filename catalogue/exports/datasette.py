"""What Datasette shows beside the database: title, licence, and what each table and column is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from catalogue.exports.database import ROOTS, SEARCH_TABLE, SEARCHED, word_lists
from catalogue.exports.dataset import DataTable
from catalogue.exports.types import LICENCE, LICENCE_ADDRESS, Context

DATABASE = "katalog"
"""Datasette calls a database by its file name."""

FACETS = ["opd", "urusan_utama", "bentuk", "tahapan", "langkah"]


def datasette(context: Context, tables: Sequence[DataTable]) -> dict[str, Any]:
    """Write the metadata for `datasette katalog.sqlite --metadata datasette.json`."""
    lists = {name: {**table, "hidden": True} for name, table in _described(word_lists(tables).values()).items()}
    return {
        "title": context.title,
        "license": LICENCE,
        "license_url": LICENCE_ADDRESS,
        "source": context.title,
        "source_url": context.site_url,
        "databases": {DATABASE: {"tables": {**_described(tables), **lists}}},
    }


def _described(tables: Iterable[DataTable]) -> dict[str, dict[str, Any]]:
    return {table.name: _table(table) for table in tables}


def _table(table: DataTable) -> dict[str, Any]:
    names = {column.name for column in table.columns}
    label = next((name for name in ("nama", "judul", "daerah") if name in names), None)
    found: dict[str, Any] = {
        "title": table.title,
        "description": table.help,
        "columns": {column.name: column.help for column in table.columns if column.help},
    }
    if label:
        found["label_column"] = label
    if table.name == SEARCHED:
        found["columns"][ROOTS.name] = ROOTS.help
        found |= {"facets": [name for name in FACETS if name in names], "fts_table": SEARCH_TABLE, "fts_pk": "rowid"}
    return found
