"""The page `/indeks/`: the projection in three readings, advice, simulator, and the published results beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import Assessment, SpdState
from catalogue.assess.index import highest_scores
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.model.period import SpdRow, PlannedIndex
from catalogue.model.rubric import Band, Formula
from catalogue.site.views.advice import CityAdvice, city_advice
from catalogue.site.views.page import Page
from catalogue.site.views.parts import SourceView, source_views
from catalogue.site.views.projection.readings import ReadingView, readings
from catalogue.site.views.projection.results import ResultView, YearChart, charts, results
from catalogue.site.views.projection.simulator import simulator

SIMULATOR = "indeks/simulasi.json"
"""Grows with the catalogue, and so is fetched by who comes to the simulator."""


@dataclass(frozen=True)
class SpdRowView:
    """A row of the SPD with what is known of it; `open_points` is what it could still add."""

    number: str
    name: str
    weight: str
    value: str
    level: str
    score: str
    open_points: str
    note: str
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
    target: PlannedIndex | None
    target_sources: tuple[SourceView, ...]
    advice: CityAdvice
    simulator: str
    """Where the data of the simulator are; nowhere where single scores are not published."""
    charts: tuple[YearChart, ...]
    results: tuple[ResultView, ...]
    result_notes: tuple[str, ...]
    data_address: str


def pages(build: Build) -> Iterator[Page]:
    """Make the page of the projected index, and the data of its simulator."""
    year = build.period.tahun
    yield Page(
        "indeks/",
        "projection.html",
        partial(_view, build, build.assessment),
        f"Proyeksi Indeks Inovasi Daerah {year}",
        f"Perkiraan indeks {build.catalogue.region.nama} {year} menurut katalog ini, dengan rumus dan sumbernya.",
        build.catalogue.periods[year].path,
        section="indeks",
    )

    publication = build.period.publikasi
    if publication.indeks and publication.kematangan:
        make = partial(simulator, build, build.assessment)
        yield Page(SIMULATOR, "data.txt", make, "", "", listed=False, shown_on="indeks/")


def _view(build: Build, assessment: Assessment) -> ProjectionView:
    index, rubric, period = assessment.index, assessment.rubric, assessment.period
    eligible = [state.slug for state in assessment.innovations.values() if state.step != "tercatat"]
    return ProjectionView(
        year=period.tahun,
        published=period.publikasi.indeks,
        rubric=Link(rubric.nama, f"rubrik/{rubric.tahun}/"),
        rubric_draft=rubric.status == "perkiraan",
        readings=readings(assessment),
        formula=rubric.rumus,
        n=index.n,
        total_innovations=len(assessment.innovations),
        eligible=tuple(build.innovation_link(slug) for slug in eligible),
        divisor=index.divisor,
        basic=index.basic_covered,
        count_given=index.basic_covered >= rubric.rumus.urusan_dasar_minimum,
        open_points=number_text(index.open_points, 2),
        open_rows=sum(row.level is None for row in index.spd_rows),
        spd=tuple(_spd_row(assessment, row, period.spd.get(row.indicator.id)) for row in index.spd_rows),
        highest=tuple((part, number_text(score)) for part, score in highest_scores(rubric).items()),
        bands=tuple(sorted(rubric.kategori, key=lambda band: -band.minimum)),
        target=period.target_rpjmd,
        target_sources=source_views(period.target_rpjmd.sumber) if period.target_rpjmd else (),
        advice=city_advice(build, assessment),
        simulator=SIMULATOR if period.publikasi.kematangan else "",
        charts=charts(build),
        results=results(build),
        result_notes=build.catalogue.results.catatan,
        data_address=f"api/v1/indeks/{period.tahun}.json",
    )


def _spd_row(assessment: Assessment, state: SpdState, row: SpdRow | None) -> SpdRowView:
    highest = state.indicator.bobot * max(level.level for level in state.indicator.level)
    points = (highest - state.score) / assessment.rubric.rumus.total_maksimum * 100
    return SpdRowView(
        number=state.indicator.nomor,
        name=state.indicator.nama,
        weight=number_text(state.indicator.bobot),
        value=state.stated or "",
        level="" if state.level is None else str(state.level),
        score=number_text(state.score),
        open_points=number_text(points, 2),
        note=(row.catatan or "") if row else "",
        sources=source_views(row.sumber) if row else (),
    )
