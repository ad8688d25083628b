"""The published results of the province, and the projection beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess import Assessment
from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.model.period import Result
from catalogue.site.views.parts import SourceView, source_views

LEAST = "berbukti"
"""The reading that stands beside published results: what the Ministry scores, evidence must show."""


@dataclass(frozen=True)
class ResultView:
    """A published index; `width` is its share of the scale in whole percent."""

    region: str
    year: int
    value: str
    width: int
    category: str
    inferred: bool
    rank: str
    note: str
    ours: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class Bar:
    """One bar of the chart: a region's newest published index, or our projection."""

    region: str
    detail: str
    value: str
    width: int
    ours: bool


def results(build: Build) -> tuple[ResultView, ...]:
    """Return every published result, the newest first."""
    found = (_result(build, result) for result in build.catalogue.results.hasil)
    return tuple(sorted(found, key=lambda result: (-result.year, -result.width, result.region)))


def bars(build: Build, assessment: Assessment) -> tuple[Bar, ...]:
    """Return the newest index of each region on today's scale, and the projection once something counts."""
    newest: dict[str, Result] = {}
    for result in build.catalogue.results.hasil:
        if result.nilai is not None and result.skala == "0-100":
            known = newest.get(result.daerah)
            newest[result.daerah] = result if known is None or known.tahun < result.tahun else known
    found = [(result.nilai or Decimal(0), _bar(build, result)) for result in newest.values()]
    if assessment.index.n and assessment.period.publikasi.indeks:
        iid = assessment.index.readings[LEAST].iid
        detail = f"proyeksi {assessment.period.tahun}, {LEAST}"
        found.append((iid, Bar(build.catalogue.region.nama, detail, number_text(iid, 2), _width(iid), True)))
    return tuple(bar for _, bar in sorted(found, key=lambda pair: (-pair[0], pair[1].region)))


def _bar(build: Build, result: Result) -> Bar:
    value = result.nilai or Decimal(0)
    ours = result.daerah == build.catalogue.region.nama
    return Bar(result.daerah, str(result.tahun), number_text(value, 2), _width(value), ours)


def _result(build: Build, result: Result) -> ResultView:
    value = result.nilai
    comparable = value if value is not None and result.skala == "0-100" else None
    return ResultView(
        region=result.daerah,
        year=result.tahun,
        value=number_text(value, 2) if value is not None else "",
        width=_width(comparable or Decimal(0)),
        category=result.kategori or "",
        inferred=result.kategori_disimpulkan,
        rank=result.peringkat or "",
        note=" ".join(filter(None, ("Skala lama." if result.skala == "lama" else "", result.catatan or ""))),
        ours=result.daerah == build.catalogue.region.nama,
        sources=source_views(result.sumber),
    )


def _width(value: Decimal) -> int:
    return int(min(value, Decimal(100)).to_integral_value())
