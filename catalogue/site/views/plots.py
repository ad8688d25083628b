"""Plots of rows under each other on one scale, drawn so that they fit a phone: across in per cent, down in pixels.

The places whose coordinates are known stand on a small map, drawn here too: no tile is fetched from anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, floor, log10, radians
from textwrap import shorten
from typing import Literal
from urllib.parse import quote

from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.read.catalogue import InnovationEntry

Kind = Literal["bar", "own", "draft", "step", "range", "circle", "square", "diamond", "triangle"]
"""How a row is drawn: a bar, ours, one that is not final, a stair, from one end to the other, or a mark."""
ROW, BANDS, LINE = 44, 48, 24
"""Pixels of a row, and of what stands above the rows: names of bands, or of a line."""
LETTERS = 40
"""Characters of a label and its value that fit beside each other on a phone."""
NARROW = 12
"""A band below so many per cent has no room for its name."""
HALF = 50


@dataclass(frozen=True)
class Row:
    """One row: in words what it is and how much, and from where to where it is drawn, in per cent."""

    label: str
    value: str
    kind: Kind
    left: str
    width: str
    right: str
    y: int = 0


@dataclass(frozen=True)
class Zone:
    """A band behind the rows, with the value from which on it holds."""

    name: str
    note: str
    left: str
    width: str
    named: bool


@dataclass(frozen=True)
class Line:
    """A value that all rows are compared with; its words stand on the side where there is room."""

    text: str
    x: str
    anchor: str


@dataclass(frozen=True)
class Plot:
    """A picture of rows; `told` says in words what it shows."""

    id: str
    title: str
    told: str
    rows: tuple[Row, ...]
    zones: tuple[Zone, ...] = ()
    line: Line | None = None

    @property
    def top(self) -> int:
        """Where the rows begin."""
        return BANDS if self.zones else LINE if self.line else 0

    @property
    def height(self) -> int:
        return self.top + ROW * len(self.rows)

    @property
    def placed(self) -> tuple[Row, ...]:
        """Return the rows, each with its place."""
        return tuple(replace(row, y=self.top + ROW * place) for place, row in enumerate(self.rows))


@dataclass(frozen=True)
class Scale:
    """What the left and the right edge stand for."""

    low: Decimal
    high: Decimal

    def row(self, label: str, value: str, kind: Kind, ends: tuple[Decimal, Decimal]) -> Row:
        """Draw a row from one value to another, whichever is lower."""
        low, high = min(ends), max(ends)
        width = self._share(high) - self._share(low)
        shown = shorten(label, max(LETTERS - len(value), 12), placeholder="…")
        return Row(shown, value, kind, _text(self._share(low)), _text(width), _text(self._share(ends[1])))

    def zone(self, name: str, note: str, ends: tuple[Decimal, Decimal]) -> Zone:
        """Draw a band."""
        left, right = map(self._share, ends)
        return Zone(name, note, _text(left), _text(right - left), right - left >= NARROW)

    def line(self, text: str, value: Decimal) -> Line:
        """Draw a value across all rows."""
        share = self._share(value)
        return Line(text, _text(share), "end" if share > HALF else "start")

    def _share(self, value: Decimal) -> Decimal:
        span = self.high - self.low
        within = min(max(value, self.low), self.high) - self.low
        return 100 * within / span if span else Decimal(0)


def scale_of(values: Iterable[Decimal]) -> Scale:
    """Return the scale from the least to the greatest value."""
    known = list(values)
    return Scale(min(known), max(known))


def _text(share: Decimal) -> str:
    return f"{share:.2f}"


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
