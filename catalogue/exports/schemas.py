"""The JSON Schemas, so that editors and other programs can check a record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from catalogue.exports.types import Context, Export
from catalogue.exports.values import to_json
from catalogue.marks import mark_of
from catalogue.reference import SCHEMAS, json_schema
from catalogue.reports import report_schema

MEDIA_TYPE = "application/schema+json"


def schemas(context: Context) -> Iterator[Export]:
    """Make one schema a kind of file, and that of the report on them."""
    lists = cache(partial(mark_of, context.catalogue.vocabularies))
    for name in SCHEMAS:
        made = partial(_schema, context, name)
        yield Export(f"skema/{name}.schema.json", made, MEDIA_TYPE, inputs=lists)
    yield Export("skema/laporan.schema.json", lambda: to_json(report_schema()), MEDIA_TYPE, inputs=tuple)


def _schema(context: Context, name: str) -> bytes:
    return to_json(json_schema(name, context.catalogue.vocabularies))
