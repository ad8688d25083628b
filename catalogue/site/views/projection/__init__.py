"""The pages `/indeks/<year>/`: the projection in three readings, the public SPD values, the published results.

Advice and simulator stand only on the page of the round that can still be changed, which is also `/indeks/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from catalogue.assess import Assessment, Index, SpdValue
from catalogue.assess.index import highest_scores
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.model.period import PlannedIndex, SpdRow
from catalogue.model.rubric import Band, Formula
from catalogue.model.types import number_in
from catalogue.propose.open_round import RoundView, round_view
from catalogue.site.views.advice import CityAdvice, city_advice
from catalogue.site.views.page import Page
from catalogue.site.views.parts import SourceView, source_views
from catalogue.site.views.plots import Plot
from catalogue.site.views.projection.readings import (
    ReadingView,
    ResultView,
    YearChart,
    charts,
    readings,
    results,
    ruler,
    told,
)
from catalogue.site.views.projection.simulator import simulator
from catalogue.site.views.sharing import page_card

SIMULATOR = "indeks/simulasi.json"
"""Grows with the catalogue, and so is fetched by who comes to the simulator."""


@dataclass(frozen=True)
class SpdRowView:
    """A row of the SPD with what is known of it; `open_points` is what it could still add."""

    row: SpdValue
    value: str
    open_points: Decimal
    note: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class ProjectionView:
    """The page `/indeks/<year>/`; `current` where it is that of the round that asks somebody to act."""

    year: int
    current: bool
    closed: bool
    years: tuple[Link, ...]
    round: RoundView
    published: bool
    rubric: Link
    rubric_draft: bool
    readings: tuple[ReadingView, ...]
    told: str
    ruler: Plot
    formula: Formula
    index: Index
    total_innovations: int
    eligible: tuple[Link, ...]
    count_given: bool
    open_rows: int
    spd: tuple[SpdRowView, ...]
    highest: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]
    target: PlannedIndex | None
    target_sources: tuple[SourceView, ...]
    advice: CityAdvice | None
    simulator: str
    """Where the data of the simulator are; nowhere where single scores are not published."""
    charts: tuple[YearChart, ...]
    results: tuple[ResultView, ...]
    result_notes: tuple[str, ...]
    data_address: str


def pages(build: Build) -> Iterator[Page]:
    """Make the page of each period, that of the open round also without a year, and the data of its simulator."""
    for year, assessment in build.assessments.items():
        addresses = [f"indeks/{year}/"] + (["indeks/"] if year == build.period.tahun else [])
        for address in addresses:
            yield Page(
                address,
                "projection.html",
                partial(_view, build, assessment),
                f"Proyeksi Indeks Inovasi Daerah {year}",
                _description(build, assessment),
                build.catalogue.periods[year].path,
                card=page_card(build, f"Indeks Inovasi Daerah {year}", _description(build, assessment)),
                section="program",
            )

    publication = build.period.publikasi
    if publication.indeks and publication.kematangan:
        make = partial(simulator, build, build.assessment)
        yield Page(SIMULATOR, "data.txt", make, "", "", listed=False, shown_on="indeks/")


def _description(build: Build, assessment: Assessment) -> str:
    """Say what the page says of the index, for messengers and search engines."""
    year, region = assessment.period.tahun, build.catalogue.region.nama
    if not assessment.period.publikasi.indeks:
        return f"Proyeksi indeks {region} {year} tidak ditampilkan untuk umum."
    if not assessment.index.n:
        return f"Indeks {region} {year} belum dapat diproyeksikan: belum ada inovasi yang dihitung."
    low, high = (number_text(value, 2) for value in (assessment.index.rentang.bawah, assessment.index.rentang.atas))
    return f"Proyeksi katalog, bukan nilai Kementerian: indeks {region} {year} antara {low} dan {high}."


def _view(build: Build, assessment: Assessment) -> ProjectionView:
    index, rubric, period = assessment.index, assessment.rubric, assessment.period
    current = period.tahun == build.period.tahun and not build.closed
    eligible = [state.slug for state in assessment.innovations.values() if state.eligible]
    return ProjectionView(
        year=period.tahun,
        current=current,
        closed=not assessment.changeable,
        years=tuple(Link(str(year), f"indeks/{year}/") for year in sorted(build.assessments)),
        round=round_view(build),
        published=period.publikasi.indeks,
        rubric=Link(rubric.nama, f"rubrik/{rubric.tahun}/"),
        rubric_draft=rubric.status == "perkiraan",
        readings=readings(assessment),
        told=told(assessment),
        ruler=ruler(assessment),
        formula=rubric.rumus,
        index=index,
        total_innovations=sum(state.counts for state in assessment.innovations.values()),
        eligible=build.innovation_links(eligible),
        count_given=index.urusan_dasar_terpenuhi >= rubric.rumus.urusan_dasar_minimum,
        open_rows=sum(row.tingkat is None for row in index.spd),
        spd=tuple(_spd_row(assessment, row, period.spd.get(row.id)) for row in index.spd),
        highest=tuple((part, number_text(score)) for part, score in highest_scores(rubric).items()),
        bands=tuple(sorted(rubric.kategori, key=lambda band: -band.minimum)),
        target=period.target_rpjmd,
        target_sources=source_views(period.target_rpjmd.sumber) if period.target_rpjmd else (),
        advice=city_advice(build, assessment) if current and period.publikasi.indeks else None,
        simulator=SIMULATOR if current and period.publikasi.kematangan else "",
        charts=charts(build),
        results=results(build),
        result_notes=build.catalogue.results.catatan,
        data_address=f"api/v1/indeks/{period.tahun}.json",
    )


def _stated(state: SpdValue) -> str:
    """Write a value of an SPD row as readers do: a number with a comma, a word as the rubric's level says it."""
    if state.nilai is None:
        return ""
    if (number := number_in(state.nilai)) is not None:
        return number_text(number)
    texts = {level.level: level.teks for level in state.indicator.level}
    return texts.get(state.tingkat or 0, state.nilai)


def _spd_row(assessment: Assessment, state: SpdValue, row: SpdRow | None) -> SpdRowView:
    highest = state.indicator.bobot * max(level.level for level in state.indicator.level)
    points = (highest - state.score) / assessment.rubric.rumus.total_maksimum * 100
    return SpdRowView(
        row=state,
        value=_stated(state),
        open_points=points,
        note=(row.catatan or "") if row else "",
        sources=source_views(row.sumber) if row else (),
    )
