"""The JSON Schemas, so that editors and other programs can check a record."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.build import Build
from catalogue.export.types import Export
from catalogue.export.values import to_json
from catalogue.model.reference import SCHEMAS, json_schema, report_schema

MEDIA_TYPE = "application/schema+json"


def schemas(build: Build) -> Iterator[Export]:
    """Make one schema a kind of file, and that of the report on them."""
    for name in SCHEMAS:
        made = partial(_schema, build, name)
        yield Export(f"skema/{name}.schema.json", made, MEDIA_TYPE)
    yield Export("skema/laporan.schema.json", lambda: to_json(report_schema()), MEDIA_TYPE)


def _schema(build: Build, name: str) -> bytes:
    return to_json(json_schema(name, build.catalogue.vocabularies))
