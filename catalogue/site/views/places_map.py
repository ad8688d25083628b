"""A small map of the places whose coordinates are known, drawn here: no tile is fetched from anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, floor, log10, radians
from urllib.parse import quote

from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.read.catalogue import InnovationEntry

MAPS = "https://www.google.com/maps/search/?api=1&query="
WIDTH, MARGIN = 640, 48
HEIGHTS = (240, 480)
"""The least and the most height of the picture."""
NEAR = 400.0
"""Metres across that the map shows at least."""
METRES = 111_320.0
"""Metres of a degree of latitude, and of longitude at the equator."""
LEAST, MOST = 2, 99
"""Places of which a map says more than an address, and as many as it can hold."""


@dataclass(frozen=True)
class Spot:
    """A place with its number on the map, and what is there."""

    number: int
    x: int
    y: int
    links: tuple[Link, ...]
    address: str
    directions: str


@dataclass(frozen=True)
class PlacesMap:
    """The picture: north is up, and a bar of so many units of it is as long as its words say."""

    spots: tuple[Spot, ...]
    height: int
    bar: int
    bar_text: str
    width: int = WIDTH


def places_map(build: Build, entries: Iterable[InnovationEntry]) -> PlacesMap | None:
    """Draw the places of some innovations; None where fewer than two are known, or too many."""
    found: dict[tuple[float, float], list[InnovationEntry]] = defaultdict(list)
    for entry in entries:
        place = entry.record.lokasi
        if place and place.lintang is not None and place.bujur is not None:
            found[float(place.lintang), float(place.bujur)].append(entry)
    if not LEAST <= len(found) <= MOST:
        return None
    north, south = max(at[0] for at in found), min(at[0] for at in found)
    west, east = min(at[1] for at in found), max(at[1] for at in found)
    wide = METRES * cos(radians((north + south) / 2))
    scale = _scale((east - west) * wide, (north - south) * METRES)
    height = max(HEIGHTS[0], round((north - south) * METRES * scale) + 2 * MARGIN)

    def drawn(at: tuple[float, float]) -> tuple[int, int]:
        right, up = (at[1] - (west + east) / 2) * wide, (at[0] - (north + south) / 2) * METRES
        return round(WIDTH / 2 + right * scale), round(height / 2 - up * scale)

    ordered = sorted(found, key=lambda at: (-at[0], at[1]))
    spots = (_spot(build, number, at, found[at], drawn(at)) for number, at in enumerate(ordered, 1))
    bar = _round_length(WIDTH / 4 / scale)
    return PlacesMap(tuple(spots), height, round(bar * scale), _length_text(bar))


def _scale(across: float, down: float) -> float:
    """Return how many units of the picture a metre takes, so that all places fit."""
    return min((WIDTH - 2 * MARGIN) / max(across, NEAR), (HEIGHTS[1] - 2 * MARGIN) / max(down, NEAR))


def _spot(
    build: Build, number: int, at: tuple[float, float], there: list[InnovationEntry], drawn: tuple[int, int]
) -> Spot:
    addresses = (entry.record.lokasi.alamat for entry in there if entry.record.lokasi)
    return Spot(
        number,
        *drawn,
        build.innovation_links(entry.id for entry in there),
        next(filter(None, addresses), ""),
        MAPS + quote(f"{at[0]},{at[1]}", ","),
    )


def _round_length(metres: float) -> float:
    """Return the longest of 1, 2, 5, 10 … metres that is no longer."""
    unit = 10.0 ** floor(log10(metres))
    return max(step * unit for step in (1, 2, 5) if step * unit <= metres)


def _length_text(metres: float) -> str:
    return f"{number_text(metres / 1000)} km" if metres >= 1000 else f"{number_text(metres)} m"
