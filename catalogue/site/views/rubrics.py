"""The Ministry's rubric of each year, readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.assess.scoring import highest_scores
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.model import Indicator, Rubric
from catalogue.model.innovation import Source
from catalogue.model.rubric import Band, Formula, Participation
from catalogue.site.views import Page, ready
from catalogue.site.views.fields import label


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
    rounds: Participation | None
    spd: tuple[Indicator, ...]
    indicators: tuple[Indicator, ...]
    sources: tuple[Source, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the list of rubrics and a page for each."""
    entries = sorted(build.catalogue.rubrics.values(), key=lambda entry: -entry.record.tahun)
    years = tuple(Link(str(entry.record.tahun), f"rubrik/{entry.record.tahun}/") for entry in entries)
    views = [_view(entry.record, years) for entry in entries]
    intro = "Rubrik penilaian Indeks Inovasi Daerah yang dipakai katalog ini, tahun demi tahun."
    listed = ready(views)
    yield Page("rubrik/", "rubrics.html", listed, "Rubrik penilaian", intro, section="rujukan")
    for entry, view in zip(entries, views, strict=True):
        description = f"Indikator, bobot, tingkat, dan bukti menurut {view.name}."
        yield Page(
            f"rubrik/{view.year}/", "rubric.html", ready(view), view.name, description, entry.path, section="rujukan"
        )


def _view(rubric: Rubric, years: tuple[Link, ...]) -> RubricView:
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
        rounds=rubric.keikutsertaan,
        spd=rubric.spd,
        indicators=rubric.indikator,
        sources=rubric.sumber,
    )
