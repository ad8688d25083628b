"""The published results of the province: each with its sources, and compared within a year only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.model.period import Result
from catalogue.site.views.parts import SourceView, source_views

COMPARED = 2
"""So many published values make a year worth a chart."""


@dataclass(frozen=True)
class ResultView:
    """A published index."""

    region: str
    year: int
    value: str
    early: bool
    category: str
    inferred: bool
    rank: str
    note: str
    ours: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class Bar:
    """One bar of the chart of a year; an `early` value was not validated yet."""

    region: str
    value: str
    width: int
    early: bool
    ours: bool


@dataclass(frozen=True)
class YearChart:
    """The values of one year, on the scale and by the rules of that year."""

    year: int
    bars: tuple[Bar, ...]


def results(build: Build) -> tuple[ResultView, ...]:
    """Return every published result, the newest first."""
    found = sorted(build.catalogue.results.hasil, key=lambda result: (-result.tahun, *_order(result)))
    return tuple(_result(build, result) for result in found)


def charts(build: Build) -> tuple[YearChart, ...]:
    """Return the values of each year in which there is something to compare, the newest year first."""
    years: dict[int, list[Result]] = defaultdict(list)
    for result in build.catalogue.results.hasil:
        if result.nilai is not None and result.skala == "0-100":
            years[result.tahun].append(result)
    return tuple(
        YearChart(year, tuple(_bar(build, result) for result in sorted(found, key=_order)))
        for year, found in sorted(years.items(), reverse=True)
        if len(found) >= COMPARED
    )


def _order(result: Result) -> tuple[bool, Decimal, str]:
    """Put what was validated first, then the higher value."""
    return result.sebelum_validasi, -(result.nilai or Decimal(0)), result.daerah


def _bar(build: Build, result: Result) -> Bar:
    value = result.nilai or Decimal(0)
    width = int(min(value, Decimal(100)).to_integral_value())
    return Bar(result.daerah, number_text(value, 2), width, result.sebelum_validasi, _ours(build, result))


def _result(build: Build, result: Result) -> ResultView:
    return ResultView(
        region=result.daerah,
        year=result.tahun,
        value=number_text(result.nilai, 2) if result.nilai is not None else "",
        early=result.sebelum_validasi,
        category=result.kategori or "",
        inferred=result.kategori_disimpulkan,
        rank=result.peringkat or "",
        note=" ".join(filter(None, ("Skala lama." if result.skala == "lama" else "", result.catatan or ""))),
        ours=_ours(build, result),
        sources=source_views(result.sumber),
    )


def _ours(build: Build, result: Result) -> bool:
    return result.daerah == build.catalogue.region.nama
