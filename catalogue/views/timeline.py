"""The timeline of every period: what is open, what comes, how long it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalogue.indonesian import day_text, days_text, range_text
from catalogue.model import Period, Stage
from catalogue.model.period import Extension
from catalogue.views.page import Page
from catalogue.views.parts import SourceView, source_views
from catalogue.views.site import Site

STATES = {"selesai": "Selesai", "berjalan": "Sedang berjalan", "mendatang": "Akan datang"}


@dataclass(frozen=True)
class StageView:
    """A stage of the timeline as of today."""

    name: str
    state: str
    state_text: str
    dates: str
    remaining: str
    end: date
    draft: bool
    actor: str
    step: str
    explanation: str
    note: str
    extensions: tuple[str, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class PeriodTimeline:
    """The stages of one year."""

    year: int
    current: bool
    stages: tuple[StageView, ...]
    drafts: int
    notes: tuple[str, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class TimelineView:
    """The page `/linimasa/`: the current period first."""

    periods: tuple[PeriodTimeline, ...]
    today: str


def stage_view(stage: Stage, today: date) -> StageView:
    """Say of a stage where it stands today."""
    state = _state(stage, today)
    return StageView(
        name=stage.nama,
        state=state,
        state_text=STATES[state],
        dates=range_text(stage.mulai, stage.selesai),
        remaining=_remaining(stage, state, today),
        end=stage.selesai,
        draft=stage.status == "rancangan",
        actor=stage.pelaku,
        step=stage.langkah or "",
        explanation=stage.penjelasan or "",
        note=stage.catatan or "",
        extensions=tuple(_extension(found) for found in stage.perpanjangan),
        sources=source_views(stage.sumber),
    )


def _state(stage: Stage, today: date) -> str:
    if stage.selesai < today:
        return "selesai"
    return "berjalan" if stage.mulai <= today else "mendatang"


def _remaining(stage: Stage, state: str, today: date) -> str:
    if state == "selesai":
        return ""
    if state == "mendatang":
        return f"mulai {days_text(today, stage.mulai)}"
    return f"berakhir {days_text(today, stage.selesai)}"


def _extension(extension: Extension) -> str:
    announced = f", diumumkan {day_text(extension.diumumkan)}" if extension.diumumkan else ""
    return f"Semula berakhir {day_text(extension.selesai_semula)}{announced}."


def _timeline(period: Period, site: Site) -> PeriodTimeline:
    stages = sorted(period.linimasa, key=lambda stage: (stage.mulai, stage.selesai, stage.id))
    return PeriodTimeline(
        year=period.tahun,
        current=period.tahun == site.period.tahun,
        stages=tuple(stage_view(stage, site.today) for stage in stages),
        drafts=sum(stage.status == "rancangan" for stage in stages),
        notes=period.catatan,
        sources=source_views(period.sumber),
    )


def pages(site: Site) -> Iterator[Page]:
    """Make the timeline page."""
    periods = [_timeline(entry.record, site) for entry in site.catalogue.periods.values()]
    periods.sort(key=lambda period: (not period.current, -period.year))
    yield Page(
        address="linimasa/",
        template="timeline.html",
        view=TimelineView(tuple(periods), day_text(site.today)),
        title="Linimasa pelaporan",
        description=f"Tahap pelaporan inovasi {site.catalogue.region.nama} tahun demi tahun, dengan sisa harinya.",
        path=site.catalogue.periods[site.period.tahun].path,
        section="linimasa",
    )
