"""The months of a period as a table and as lines, computed when the site is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from catalogue.assess import READINGS, STEPS, Assessment
from catalogue.assess.past.trend import Point
from catalogue.assess.result import READING_NAMES
from catalogue.build import Build
from catalogue.common.indonesian import MONTHS, number_text

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 150, 16, 30
"""The picture and its margins; the right one holds the names of the lines."""
LABEL = 15
"""The least distance between the names of two lines."""


@dataclass(frozen=True)
class Dot:
    """A point of a line, in the picture's measures."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Line:
    """A line with its name, which stands at its end; `dash` tells it apart without colour."""

    name: str
    dash: str
    dots: tuple[Dot, ...]
    label_y: int

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True)
class Chart:
    """A picture of lines; `ticks` are heights and `months` places along the bottom, each with its words."""

    id: str
    title: str
    lines: tuple[Line, ...]
    ticks: tuple[Dot, ...]
    months: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True)
class Scale:
    """What a picture shows, up to which value, and with how many decimals."""

    id: str
    title: str
    top: Decimal
    places: int


@dataclass(frozen=True)
class TrendView:
    """The months of a period; `readings` is empty when the index is not public, `charts` before the second month."""

    rows: tuple[Point, ...]
    steps: tuple[str, ...]
    readings: tuple[str, ...]
    charts: tuple[Chart, ...]


def trend_view(build: Build, assessment: Assessment) -> TrendView:
    """Show how the target and the index came to where they are."""
    points = build.past.trend.get(assessment.period.tahun, ())
    readings = READINGS if assessment.period.publikasi.indeks else ()
    return TrendView(
        rows=tuple(points),
        steps=STEPS,
        readings=tuple(READING_NAMES[name] for name in readings),
        charts=tuple(_charts(points, readings, len(assessment.obliged))) if len(points) > 1 else (),
    )


def _charts(points: Sequence[Point], readings: Sequence[str], obliged: int) -> list[Chart]:
    met = {"memenuhi target": [Decimal(point.terpenuhi) for point in points]}
    title = f"OPD yang memenuhi target, dari {obliged}"
    charts = [_chart(Scale("opd", title, Decimal(max(obliged, 1)), 0), points, met)]
    projected = [(point, point.iid) for point in points if point.iid and None not in point.iid.values()]
    if readings and len(projected) > 1:
        lines = {
            READING_NAMES[name]: [value for _, iid in projected if (value := iid[name]) is not None]
            for name in readings
        }
        top = max(Decimal(10), *(value for values in lines.values() for value in values))
        scale = Scale("indeks", "Proyeksi indeks", ceil(top / 10) * Decimal(10), 2)
        charts.append(_chart(scale, [point for point, _ in projected], lines))
    return charts


def _chart(scale: Scale, points: Sequence[Point], lines: dict[str, list[Decimal]]) -> Chart:
    across = [_x(point.tanggal, points[0].tanggal, points[-1].tanggal) for point in points]
    drawn = {
        name: tuple(
            Dot(x, _y(value, scale.top), number_text(value, scale.places))
            for x, value in zip(across, values, strict=True)
        )
        for name, values in lines.items()
    }
    labels = _apart({name: dots[-1].y for name, dots in drawn.items()})
    return Chart(
        id=scale.id,
        title=scale.title,
        lines=tuple(
            Line(name, dash, dots, labels[name])
            for (name, dots), dash in zip(drawn.items(), ("", "7 4", "2 4"), strict=False)
        ),
        ticks=tuple(
            Dot(LEFT, _y(value, scale.top), number_text(value)) for value in (Decimal(0), scale.top / 2, scale.top)
        ),
        months=tuple(
            Dot(x, HEIGHT - 8, MONTHS[point.tanggal.month - 1][:3]) for x, point in zip(across, points, strict=True)
        ),
    )


def _x(day: date, first: date, last: date) -> int:
    return LEFT + round((WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1))


def _y(value: Decimal, top: Decimal) -> int:
    return TOP + round((HEIGHT - TOP - BOTTOM) * (1 - value / top))


def _apart(ends: dict[str, int]) -> dict[str, int]:
    """Move the names of lines that end close together, the lowest first."""
    free = HEIGHT - BOTTOM + LABEL
    placed = {}
    for name, y in sorted(ends.items(), key=lambda item: -item[1]):
        free = min(y, free - LABEL)
        placed[name] = free
    return placed
