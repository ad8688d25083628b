"""The Ministry's rubric of each year, readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess.index import highest_scores
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.model import Indicator, Rubric
from catalogue.model.rubric import Band, Formula
from catalogue.site.views.fields import label
from catalogue.site.views.page import Page, ready
from catalogue.site.views.parts import SourceView, source_views


@dataclass(frozen=True)
class RubricRow:
    """An indicator with its levels."""

    id: str
    number: str
    name: str
    variable: str
    mandatory: bool
    weight: str
    levels: tuple[tuple[int, str, str], ...]
    evidence: str
    files: str
    note: str


@dataclass(frozen=True)
class RubricView:
    """The page `/rubrik/<year>/`."""

    year: int
    name: str
    draft: bool
    years: tuple[Link, ...]
    confidence: tuple[str, ...]
    changes: tuple[str, ...]
    formula: Formula
    highest: tuple[tuple[str, str], ...]
    bands: tuple[Band, ...]
    profile: tuple[str, ...]
    words: int
    rounds: int | None
    rounds_confidence: str
    rounds_sources: tuple[SourceView, ...]
    spd: tuple[RubricRow, ...]
    indicators: tuple[RubricRow, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class RubricsView:
    """The page `/rubrik/`."""

    rubrics: tuple[RubricView, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the list of rubrics and a page for each."""
    entries = sorted(build.catalogue.rubrics.values(), key=lambda entry: -entry.record.tahun)
    years = tuple(Link(str(entry.record.tahun), f"rubrik/{entry.record.tahun}/") for entry in entries)
    views = [_view(entry.record, years) for entry in entries]
    intro = "Rubrik penilaian Indeks Inovasi Daerah yang dipakai katalog ini, tahun demi tahun."
    listed = ready(RubricsView(tuple(views)))
    yield Page("rubrik/", "rubrics.html", listed, "Rubrik penilaian", intro, section="rujukan")
    for entry, view in zip(entries, views, strict=True):
        description = f"Indikator, bobot, tingkat, dan bukti menurut {view.name}."
        yield Page(
            f"rubrik/{view.year}/", "rubric.html", ready(view), view.name, description, entry.path, section="rujukan"
        )


def _view(rubric: Rubric, years: tuple[Link, ...]) -> RubricView:
    rounds = rubric.keikutsertaan
    return RubricView(
        year=rubric.tahun,
        name=rubric.nama,
        draft=rubric.status == "perkiraan",
        years=years,
        confidence=rubric.keyakinan,
        changes=rubric.perubahan,
        formula=rubric.rumus,
        highest=tuple((part, number_text(score)) for part, score in highest_scores(rubric).items()),
        bands=tuple(sorted(rubric.kategori, key=lambda band: -band.minimum)),
        profile=tuple(label(name) for name in rubric.profil.isian_wajib),
        words=rubric.profil.kata_minimum,
        rounds=rounds.maksimum if rounds else None,
        rounds_confidence=rounds.keyakinan if rounds else "",
        rounds_sources=source_views(rounds.sumber) if rounds else (),
        spd=tuple(_row(indicator) for indicator in rubric.spd),
        indicators=tuple(_row(indicator) for indicator in rubric.indikator),
        sources=source_views(rubric.sumber),
    )


def _row(indicator: Indicator) -> RubricRow:
    return RubricRow(
        id=indicator.id,
        number=indicator.nomor,
        name=indicator.nama,
        variable=indicator.variabel,
        mandatory=indicator.wajib,
        weight=number_text(indicator.bobot),
        levels=tuple((level.level, level.teks, _points(indicator, level.level)) for level in indicator.level),
        evidence=indicator.bukti or "",
        files=", ".join(indicator.berkas),
        note=indicator.catatan or "",
    )


def _points(indicator: Indicator, level: int) -> str:
    return number_text(indicator.bobot * Decimal(level))
