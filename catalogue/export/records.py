"""Files as they are written, so that form and desk can change them and keep comments and order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.build import Build
from catalogue.export.types import Export
from catalogue.propose.submissions.bundles import desk_files

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


def settings(build: Build) -> Iterator[Export]:
    """Publish each file at the address that is its place in the catalogue."""
    yield from (Export(path, partial(written, build, path), MEDIA_TYPE) for path in desk_files(build))
