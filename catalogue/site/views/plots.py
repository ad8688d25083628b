"""Plots of rows under each other on one scale, drawn so that they fit a phone: across in per cent, down in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from textwrap import shorten
from typing import Literal

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
