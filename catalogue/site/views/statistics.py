"""The catalogue in numbers: each picture is a table too, and has a sentence that says what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.read.catalogue import UNASSIGNED
from catalogue.search.facets import UNKNOWN, Facet
from catalogue.site.views import Page
from catalogue.site.views.parts import amount

CHARTS = {
    "opd": ("Menurut OPD", "OPD"),
    "urusan": ("Menurut urusan", "Urusan utama"),
    "tema": ("Menurut tema", "Tema"),
    "bentuk": ("Menurut bentuk", "Bentuk"),
    "jenis": ("Menurut jenis", "Jenis"),
    "tahapan": ("Menurut tahapan", "Tahapan"),
    "jenis-catatan": ("Inovasi dan petunjuk", "Jenis catatan"),
}
"""The facets that are shown, with the heading and the subject of the sentence."""
NONE = {UNKNOWN, UNASSIGNED}
"""The values that say that something is not known."""
SHOWN = 20
HIGH = 120
"""Pixels of the highest column."""
WIDEST_RANGE = 40
"""Of more years than this only those with an innovation are shown."""


@dataclass(frozen=True)
class Bar:
    """A value with its number; `width` is its share of the largest, in percent."""

    text: str
    address: str
    count: int
    width: str


@dataclass(frozen=True)
class BarChart:
    """A picture and table of one facet."""

    id: str
    title: str
    subject: str
    sentence: str
    bars: tuple[Bar, ...]
    rest: str


@dataclass(frozen=True)
class Column:
    """A year: the innovations that began in it, those begun by its end, and the height of its column in pixels."""

    year: int
    count: int
    total: int
    height: int
    address: str


@dataclass(frozen=True)
class Growth:
    """Innovations by the year in which they began."""

    sentence: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class StatisticsView:
    """The page `/statistik/`."""

    amount: str
    agencies: int
    confirmed: int
    growth: Growth
    charts: tuple[BarChart, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the page of statistics."""
    total = len(build.catalogue.innovations)
    name = build.catalogue.region.nama
    description = f"{number_text(total)} catatan {name} menurut tahun, OPD, urusan, tema, bentuk, dan tahapan."
    make = partial(_view, build)
    yield Page("statistik/", "statistics.html", make, "Statistik", description, section="program")


def _view(build: Build) -> StatisticsView:
    facets = {facet.id: facet for facet in build.facets}
    total = len(build.catalogue.innovations)
    return StatisticsView(
        amount=amount(build.catalogue.by_name),
        agencies=len([id for id in build.catalogue.opds if build.catalogue.by_opd[id]]),
        confirmed=sum(state.rank > 0 for state in build.assessment.innovations.values()),
        growth=_growth(facets["tahun"]),
        charts=tuple(_chart(facets[id], *words, total) for id, words in CHARTS.items()),
    )


def _growth(facet: Facet) -> Growth:
    counts = {int(value.id): len(facet.members[value.id]) for value in facet.used if value.id != UNKNOWN}
    unknown = len(facet.members.get(UNKNOWN, ()))
    if not counts:
        return Growth("Belum ada inovasi yang diketahui tahun mulainya.", ())
    first, last = min(counts), max(counts)
    years = list(range(first, last + 1)) if last - first < WIDEST_RANGE else sorted(counts)
    most = max(counts.values())
    totals = accumulate(counts.get(year, 0) for year in years)
    columns = tuple(
        Column(
            year=year,
            count=counts.get(year, 0),
            total=total,
            height=round(HIGH * counts.get(year, 0) / most),
            address=facet.address(str(year)) if year in counts else "",
        )
        for year, total in zip(years, totals, strict=True)
    )
    best = min(year for year, count in counts.items() if count == most)
    sentence = f"Paling banyak dimulai pada {best} ({most} catatan); sejak {first} seluruhnya {sum(counts.values())}."
    missing = f" {unknown} catatan belum diketahui tahun mulainya dan tidak tampak di sini." if unknown else ""
    return Growth(sentence + missing, columns)


def _chart(facet: Facet, title: str, subject: str, total: int) -> BarChart:
    counted = [(value, len(facet.members[value.id])) for value in facet.used if value.id not in NONE]
    counted.sort(key=lambda item: (-item[1], item[0].text.casefold()))
    most = max((count for _, count in counted), default=0) or 1
    shown, rest = counted[:SHOWN], counted[SHOWN:]
    return BarChart(
        id=facet.id,
        title=title,
        subject=subject,
        sentence=_sentence(facet, subject, [(value.text, count) for value, count in counted], total),
        bars=tuple(
            Bar(value.text, facet.address(value.id), count, f"{100 * count / most:.1f}") for value, count in shown
        ),
        rest=f"dan {len(rest)} lainnya dengan {sum(count for _, count in rest)} catatan" if rest else "",
    )


def _sentence(facet: Facet, subject: str, counted: list[tuple[str, int]], total: int) -> str:
    unknown = sum(len(facet.members.get(value, ())) for value in NONE)
    missing = f" Pada {unknown} catatan hal itu belum diketahui." if unknown else ""
    if not counted:
        return f"{subject} belum diketahui pada satu inovasi pun."
    first = f"{subject} terbanyak: {counted[0][0]}, {counted[0][1]} dari {total} catatan"
    second = f"; lalu {counted[1][0]}, {counted[1][1]}" if len(counted) > 1 else ""
    return f"{first}{second}.{missing}"
