"""Every record as its file is written, so that the form can change it and keep its comments and its order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from catalogue.exports.types import Context, Export

MEDIA_TYPE = "application/yaml"
"""RFC 9512."""


def records(context: Context) -> Iterator[Export]:
    """Publish the file of each innovation under its identity."""
    for entry in context.catalogue.innovations.values():
        if entry.path in context.sources:
            yield Export(record_address(entry.id), partial(_written, context, entry.path), MEDIA_TYPE)


def _written(context: Context, path: str) -> bytes:
    return context.sources[path].text.encode()


def record_address(id: str) -> str:
    """Return where the file of an innovation is published."""
    return f"api/v1/inovasi/{id}.yaml"
