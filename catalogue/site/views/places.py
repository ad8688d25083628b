"""Where in the data files something was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.common.findings import Place
from catalogue.read.catalogue import Entry


@dataclass(frozen=True)
class PlaceView:
    """A line of a data file, 0 while the file or its line is still to be written; `address` needs a repository."""

    path: str
    line: int
    address: str | None


@dataclass(frozen=True)
class BasisView:
    """Something decided outside the innovations, and where it stands."""

    text: str
    place: PlaceView


def place_view(build: Build, place: Place) -> PlaceView:
    """Show a place with the address at which it can be read."""
    return PlaceView(place.path, place.span.line, build.line_address(place.path, place.span.line))


def find(build: Build, entry: Entry[Any], *path: str | int) -> PlaceView:
    """Show where the value at a path of field names stands, or the nearest value around it."""
    place = entry.found(*path)
    return place_view(build, place) if place else PlaceView(entry.path, 0, build.source_address(entry.path))
