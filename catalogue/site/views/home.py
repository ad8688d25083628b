"""The home page: where the programme stands, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import OpdState
from catalogue.build import Build
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.model import Stage
from catalogue.site.views.cards import cards_as_given
from catalogue.site.views.facets import FacetLink, theme_links
from catalogue.site.views.page import Page
from catalogue.site.views.parts import Card
from catalogue.site.views.timeline import StageView, stage_view

SHOWN = 3
SERVICES = "layanan-warga"
"""The theme of what citizens can use."""


@dataclass(frozen=True)
class Tile:
    """An obliged agency as one mark."""

    short: str
    name: str
    address: str
    met: bool
    step: str


@dataclass(frozen=True)
class Countdown:
    """The stage that ends next, or else begins next, and how many days are left."""

    stage: str
    days: int
    event: str
    draft: bool


@dataclass(frozen=True)
class HomeView:
    """The page `/`."""

    innovations: int
    agencies: int
    unassigned: int
    tiles: tuple[Tile, ...]
    met: int
    threshold: str
    threshold_draft: bool
    countdown: Countdown | None
    stages: tuple[StageView, ...]
    next_stage: StageView | None
    themes: tuple[FacetLink, ...]
    services: str
    recent: tuple[Card, ...]
    documented: tuple[Card, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the home page."""
    yield Page(
        address="",
        template="home.html",
        view=partial(_view, build),
        title="Beranda",
        description=f"Inovasi yang dijalankan {build.catalogue.region.pemerintah}: apa, oleh siapa, dan sejauh mana.",
    )


def _view(build: Build) -> HomeView:
    assessment = build.assessment
    coming = sorted(
        (stage for stage in build.period.linimasa if stage.mulai > build.today),
        key=lambda stage: (stage.mulai, stage.id),
    )
    recent, themes = _recent(build), theme_links(build)
    return HomeView(
        innovations=len(build.catalogue.innovations),
        agencies=len(build.catalogue.opds),
        unassigned=len(build.catalogue.by_opd[UNASSIGNED]),
        tiles=tuple(
            sorted((_tile(build, state) for state in assessment.obliged), key=lambda tile: tile.short.casefold())
        ),
        met=len(assessment.fulfilled),
        threshold=build.period.ambang.langkah,
        threshold_draft=build.period.ambang.status == "rancangan",
        countdown=_countdown(build, coming),
        stages=tuple(stage_view(stage, build.today) for stage in build.running_stages),
        next_stage=stage_view(coming[0], build.today) if coming else None,
        themes=themes,
        services=next((theme.address for theme in themes if theme.id == SERVICES), "inovasi/"),
        recent=cards_as_given(build, recent),
        documented=cards_as_given(build, _documented(build, recent)),
    )


def _countdown(build: Build, coming: list[Stage]) -> Countdown | None:
    if build.running_stages:
        stage = build.running_stages[0]
        return Countdown(stage.nama, (stage.selesai - build.today).days, "berakhir", stage.status == "rancangan")
    if coming:
        stage = coming[0]
        return Countdown(stage.nama, (stage.mulai - build.today).days, "mulai", stage.status == "rancangan")
    return None


def _tile(build: Build, state: OpdState) -> Tile:
    record = build.catalogue.opds[state.opd].record
    return Tile(record.singkatan or record.nama, record.nama, f"opd/{state.opd}/", state.met, state.step or "")


def _recent(build: Build) -> list[str]:
    """Take the innovations that began last; the day a file changed says little while everything is new."""
    dated = [entry for entry in build.catalogue.innovations.values() if entry.record.waktu_penerapan]
    return [entry.id for entry in sorted(dated, key=_began, reverse=True)[:SHOWN]]


def _began(entry: InnovationEntry) -> tuple[str, str]:
    began = entry.record.waktu_penerapan
    assert began is not None
    return (began.last_day.isoformat(), entry.id)


def _documented(build: Build, shown: list[str]) -> list[str]:
    """Take the innovations whose records say most, fields before sources, without those shown already."""
    entries = [entry for entry in build.catalogue.innovations.values() if entry.id not in shown]
    return [entry.id for entry in sorted(entries, key=lambda entry: (-_filled(entry), entry.id))[:SHOWN]]


def _filled(entry: InnovationEntry) -> int:
    record = entry.record
    return sum(bool(getattr(record, name)) for name in type(record).model_fields) * 10 + len(record.sumber)
