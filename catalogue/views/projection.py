"""The projected index of the current period in three readings, and the published results beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assessment import READINGS, Assessment, SpdState
from catalogue.assessment.index import highest_scores
from catalogue.indonesian import number_text
from catalogue.model.period import Result, SpdRow, Target
from catalogue.model.rubric import Band, Formula
from catalogue.views.page import Page
from catalogue.views.parts import Link, SourceView, source_views
from catalogue.views.site import Site

READING_TEXTS = {
    "klaim": "Semua fakta yang dinyatakan dihitung.",
    "berbukti": "Hanya fakta yang memiliki paling sedikit satu bukti dihitung.",
    "terverifikasi": "Hanya fakta yang sudah dinyatakan sesuai oleh Bappeda dihitung.",
}


@dataclass(frozen=True)
class ReadingView:
    """The index under one reading, with the arithmetic written out."""

    name: str
    explanation: str
    iid: str
    kategori: str
    highest: str
    spd: str
    average: str
    count: str
    total: str


@dataclass(frozen=True)
class SpdRowView:
    """A row of the SPD with what is known of it."""

    number: str
    name: str
    weight: str
    value: str
    level: str
    score: str
    sources: tuple[SourceView, ...]


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
class ProjectionView:
    """The page `/indeks/`."""

    year: int
    published: bool
    rubric: Link
    rubric_draft: bool
    readings: tuple[ReadingView, ...]
    formula: Formula
    n: int
    total_innovations: int
    eligible: tuple[Link, ...]
    divisor: int
    basic: int
    count_given: bool
    open_points: str
    open_rows: int
    spd: tuple[SpdRowView, ...]
    highest: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]
    target: Target | None
    target_sources: tuple[SourceView, ...]
    newest: int
    chart: tuple[ResultView, ...]
    results: tuple[ResultView, ...]
    result_notes: tuple[str, ...]
    data_address: str


def pages(site: Site) -> Iterator[Page]:
    """Make the page of the projected index."""
    year = site.period.tahun
    yield Page(
        "indeks/",
        "projection.html",
        _view(site, site.assessment),
        f"Proyeksi Indeks Inovasi Daerah {year}",
        f"Perkiraan indeks {site.catalogue.region.nama} {year} menurut katalog ini, dengan rumus dan sumbernya.",
        site.catalogue.periods[year].path,
        section="indeks",
    )


def _view(site: Site, assessment: Assessment) -> ProjectionView:
    index, rubric, period = assessment.index, assessment.rubric, assessment.period
    eligible = [state.slug for state in assessment.innovations.values() if state.step != "tercatat"]
    results = [_result(site, result) for result in site.catalogue.results.hasil]
    dated = [result.year for result in results if result.value]
    newest = max(dated, default=0)
    chart = [result for result in results if result.year == newest and result.value]
    return ProjectionView(
        year=period.tahun,
        published=period.publikasi.indeks,
        rubric=Link(rubric.nama, f"rubrik/{rubric.tahun}/"),
        rubric_draft=rubric.status == "perkiraan",
        readings=tuple(_reading(assessment, name) for name in READINGS),
        formula=rubric.rumus,
        n=index.n,
        total_innovations=len(assessment.innovations),
        eligible=tuple(Link(site.catalogue.innovations[slug].record.nama, f"inovasi/{slug}/") for slug in eligible),
        divisor=index.divisor,
        basic=index.basic_covered,
        count_given=index.basic_covered >= rubric.rumus.urusan_dasar_minimum,
        open_points=number_text(index.open_points, 2),
        open_rows=sum(row.level is None for row in index.spd_rows),
        spd=tuple(_spd_row(row, period.spd.get(row.indicator.id)) for row in index.spd_rows),
        highest=tuple((part, number_text(score)) for part, score in highest_scores(rubric).items()),
        bands=tuple(sorted(rubric.kategori, key=lambda band: -band.minimum)),
        target=period.target_rpjmd,
        target_sources=source_views(period.target_rpjmd.sumber) if period.target_rpjmd else (),
        newest=newest,
        chart=tuple(sorted(chart, key=lambda result: (-result.width, result.region))),
        results=tuple(sorted(results, key=lambda result: (-result.year, -result.width, result.region))),
        result_notes=site.catalogue.results.catatan,
        data_address=f"api/v1/indeks/{period.tahun}.json",
    )


def _reading(assessment: Assessment, name: str) -> ReadingView:
    reading, open_points = assessment.index.readings[name], assessment.index.open_points
    return ReadingView(
        name=name,
        explanation=READING_TEXTS[name],
        iid=number_text(reading.iid, 2),
        kategori=reading.kategori,
        highest=number_text(reading.iid + open_points, 2),
        spd=number_text(reading.spd),
        average=number_text(reading.rata_kematangan, 3),
        count=number_text(reading.jumlah_inovasi, 2),
        total=number_text(reading.total, 3),
    )


def _spd_row(state: SpdState, row: SpdRow | None) -> SpdRowView:
    return SpdRowView(
        number=state.indicator.nomor,
        name=state.indicator.nama,
        weight=number_text(state.indicator.bobot),
        value=state.stated or "",
        level="" if state.level is None else str(state.level),
        score=number_text(state.score),
        sources=source_views(row.sumber) if row else (),
    )


def _result(site: Site, result: Result) -> ResultView:
    value = result.nilai
    comparable = value if value is not None and result.skala == "0-100" else None
    return ResultView(
        region=result.daerah,
        year=result.tahun,
        value=number_text(value, 2) if value is not None else "",
        width=int(min(comparable or Decimal(0), Decimal(100)).to_integral_value()),
        category=result.kategori or "",
        inferred=result.kategori_disimpulkan,
        rank=result.peringkat or "",
        note=" ".join(filter(None, ("Skala lama." if result.skala == "lama" else "", result.catatan or ""))),
        ours=result.daerah == site.catalogue.region.nama,
        sources=source_views(result.sumber),
    )
