"""Every link of the catalogue, with the records that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag

from catalogue.check.texts_of import links
from catalogue.read.catalogue import Catalogue, Entry


@dataclass(frozen=True)
class Found:
    """A link and the files that it stands in; `slugs` are the innovations among them."""

    address: str
    paths: tuple[str, ...]
    slugs: tuple[str, ...]


def found_links(catalogue: Catalogue) -> tuple[Found, ...]:
    """Return every link once, without the part that only a browser reads."""
    paths: dict[str, dict[str, None]] = {}
    slugs: dict[str, dict[str, None]] = {}
    for entry in _entries(catalogue):
        for _, found in links(entry.record):
            address = urldefrag(found).url
            paths.setdefault(address, {})[entry.path] = None
            if entry.id in catalogue.innovations and entry.path.startswith("innovations/"):
                slugs.setdefault(address, {})[entry.id] = None
    return tuple(Found(address, tuple(paths[address]), tuple(slugs.get(address, ()))) for address in sorted(paths))


def _entries(catalogue: Catalogue) -> Iterator[Entry[Any]]:
    yield from catalogue.innovations.values()
    yield from catalogue.opds.values()
    yield from catalogue.rubrics.values()
    yield from catalogue.periods.values()
