"""Every record as its file is written, so that the form can change it and keep its comments and its order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.build import Build
from catalogue.export.types import Export

MEDIA_TYPE = "application/yaml"
"""RFC 9512."""


def records(build: Build) -> Iterator[Export]:
    """Publish the file of each innovation under its identity."""
    for entry in build.catalogue.innovations.values():
        if entry.path in build.sources:
            yield Export(record_address(entry.id), partial(written, build, entry.path), MEDIA_TYPE)


def written(build: Build, path: str) -> bytes:
    """Return a file of the catalogue as it is."""
    return build.sources[path].text.encode()


def record_address(id: str) -> str:
    """Return where the file of an innovation is published."""
    return f"api/v1/inovasi/{id}.yaml"
