"""Files as they are written, so that form and desk can change them and keep comments and order.

The JSON Schemas stand beside them, so that editors and other programs can check a record.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.build import Build
from catalogue.export.file import Export, to_json
from catalogue.model.reference import SCHEMAS, json_schema, report_schema
from catalogue.propose.submissions.bundles import desk_files

YAML = "application/yaml"
"""RFC 9512."""
JSON_SCHEMA = "application/schema+json"


def records(build: Build) -> Iterator[Export]:
    """Publish the file of each innovation under its identity."""
    for entry in build.catalogue.innovations.values():
        if entry.path in build.sources:
            yield Export(record_address(entry.id), partial(written, build, entry.path), YAML)


def written(build: Build, path: str) -> bytes:
    """Return a file of the catalogue as it is."""
    return build.sources[path].text.encode()


def record_address(id: str) -> str:
    """Return where the file of an innovation is published."""
    return f"api/v1/inovasi/{id}.yaml"


def settings(build: Build) -> Iterator[Export]:
    """Publish each file at the address that is its place in the catalogue."""
    yield from (Export(path, partial(written, build, path), YAML) for path in desk_files(build))


def schemas(build: Build) -> Iterator[Export]:
    """Make one schema a kind of file, and that of the report on them."""
    for name in SCHEMAS:
        made = partial(_schema, build, name)
        yield Export(f"skema/{name}.schema.json", made, JSON_SCHEMA)
    yield Export("skema/laporan.schema.json", lambda: to_json(report_schema()), JSON_SCHEMA)


def _schema(build: Build, name: str) -> bytes:
    return to_json(json_schema(name, build.catalogue.vocabularies))
