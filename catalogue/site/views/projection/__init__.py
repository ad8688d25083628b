"""The pages `/indeks/<year>/`: the projection in three readings, the public SPD values, the published results.

Advice and simulator stand only on the page of the round that can still be changed, which is also `/indeks/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from catalogue.assess import READINGS, Assessment, Index, InnovationState, SpdValue
from catalogue.assess.result import READING_NAMES
from catalogue.assess.scoring import highest_scores
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.model import Indicator
from catalogue.model.innovation import Source
from catalogue.model.period import PlannedIndex, SpdRow
from catalogue.model.rubric import Band, Formula
from catalogue.model.types import number_in
from catalogue.site.views import Page
from catalogue.site.views.advice import CityAdvice, city_advice
from catalogue.site.views.plots import Plot
from catalogue.site.views.projection.readings import (
    ReadingView,
    ResultView,
    charts,
    readings,
    results,
    ruler,
    told,
)
from catalogue.site.views.sharing import page_card

SHORTEST = 4
"""Least characters of the mark that stands for an innovation in a shared address."""


def simulator(build: Build, assessment: Assessment) -> dict[str, object]:
    """Return everything the simulator needs; it asks for nothing more."""
    target = assessment.period.target_rpjmd
    marks = short_marks(assessment.innovations)
    affairs = {slug: place for place, found in enumerate(assessment.urusan, start=1) for slug in found.inovasi_tercatat}
    return {
        **formula_data(assessment),
        "target": _plain(target.nilai) if target and target.nilai is not None else None,
        "bacaan": [(reading, READING_NAMES[reading]) for reading in READINGS],
        "urusan": [found.nama for found in assessment.urusan],
        "inovasi": [
            [
                marks[state.slug],
                build.innovation_link(state.slug).text,
                build.opd_short(state.opd),
                affairs.get(state.slug, 0),
                int(state.eligible),
                *(levels(state, reading) for reading in READINGS),
            ]
            for state in assessment.innovations.values()
            if state.counts
        ],
    }


def formula_data(assessment: Assessment) -> dict[str, object]:
    """Return the formula of the index, its bands, and the rows that it adds up."""
    formula = assessment.rubric.rumus
    return {
        "rumus": {
            "pembagi": formula.pembagi_minimum,
            "bobot": _plain(formula.bobot_jumlah),
            "batas": formula.batas_jumlah,
            "urusan": formula.urusan_dasar_minimum,
            "maksimum": _plain(formula.total_maksimum),
        },
        "kategori": [
            [band.nama, _plain(band.minimum)] for band in sorted(assessment.rubric.kategori, key=lambda b: b.minimum)
        ],
        "indikator": [_indicator(indicator) for indicator in assessment.rubric.indikator],
        "spd": [[*_indicator(row.indicator), row.tingkat or 0] for row in assessment.index.spd],
    }


def short_marks(slugs: Iterable[str]) -> dict[str, str]:
    """Give each innovation a short mark that stays the same from build to build, as long as no two would share it."""
    full = {
        slug: "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(slug.encode()).hexdigest())
        for slug in slugs
    }
    length = SHORTEST
    while len({mark[:length] for mark in full.values()}) < len(full):
        length += 1
    return {slug: mark[:length] for slug, mark in full.items()}


def _indicator(indicator: Indicator) -> list[object]:
    levels = sorted(indicator.level, key=lambda level: level.level)
    return [indicator.nomor, indicator.nama, _plain(indicator.bobot), [[level.level, level.teks] for level in levels]]


def levels(state: InnovationState, reading: str) -> str:
    """Write the levels that a reading counts; empty when all are 0."""
    digits = "".join(str(part.level if part.scores[reading] else 0) for part in state.indicators)
    return digits if digits.strip("0") else ""


def _plain(value: Decimal) -> str:
    return f"{value:f}"


SIMULATOR = "indeks/simulasi.json"
"""Grows with the catalogue, and so is fetched by who comes to the simulator."""


@dataclass(frozen=True)
class SpdRowView:
    """A row of the SPD with what is known of it; `open_points` is what it could still add."""

    row: SpdValue
    value: str
    open_points: Decimal
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ProjectionView:
    """The page `/indeks/<year>/`; `current` where it is that of the round that asks somebody to act."""

    year: int
    current: bool
    closed: bool
    years: tuple[Link, ...]
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
    advice: CityAdvice | None
    simulator: str
    """Where the data of the simulator are; nowhere where single scores are not published."""
    charts: tuple[tuple[int, Plot], ...]
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
        sources=row.sumber if row else (),
    )
