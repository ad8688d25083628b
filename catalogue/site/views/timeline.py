"""The timeline of every period: what is open, what comes, how long it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from catalogue.build import Build
from catalogue.common.indonesian import days_text, number_text, range_text
from catalogue.model import Period, Stage
from catalogue.model.innovation import Source
from catalogue.site.views import Page

STATES = {
    "selesai": "Selesai",
    "berjalan": "Sedang berjalan",
    "mendatang": "Akan datang",
    "perkiraan": "Perkiraan katalog",
}
"""A stage that no document dates is a guess: it is never over, never open and never counted to."""


@dataclass(frozen=True)
class StageView:
    """A stage of the timeline as of today.

    It `verb` on the day `counted`, which is `left`; of one that is over nothing is counted.
    """

    stage: Stage
    state: str
    state_text: str
    dates: str
    verb: str
    counted: date
    left: str


@dataclass(frozen=True)
class PeriodTimeline:
    """The stages of one year."""

    year: int
    current: bool
    stages: tuple[StageView, ...]
    now: tuple[StageView, ...]
    following: StageView | None
    drafts: int
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class TimelineView:
    """The page `/linimasa/`: the current period first."""

    periods: tuple[PeriodTimeline, ...]
    subscription: str
    late: str
    """What one more innovation brings the index at the most, lost by whoever comes too late; empty where none can."""


def stage_view(stage: Stage, today: date) -> StageView:
    """Say of a stage where it stands today."""
    state = _state(stage, today)
    counted = stage.mulai if state == "mendatang" else stage.selesai
    return StageView(
        stage=stage,
        state=state,
        state_text=STATES[state],
        dates=range_text(stage.mulai, stage.selesai),
        verb=_verb(stage, state),
        counted=counted,
        left="" if state in ("selesai", "perkiraan") else days_text(today, counted),
    )


def _state(stage: Stage, today: date) -> str:
    if not stage.resmi:
        return "perkiraan"
    if stage.selesai < today:
        return "selesai"
    return "berjalan" if stage.mulai <= today else "mendatang"


def _verb(stage: Stage, state: str) -> str:
    """Say what happens on the day that is counted to; of a stage of one day nothing but that it comes."""
    if stage.mulai == stage.selesai or state == "perkiraan":
        return ""
    return "mulai" if state == "mendatang" else "berakhir"


def _timeline(period: Period, build: Build) -> PeriodTimeline:
    stages = sorted(period.linimasa, key=lambda stage: (stage.mulai, stage.selesai, stage.id))
    return PeriodTimeline(
        year=period.tahun,
        current=period.tahun == build.period.tahun,
        stages=tuple(stage_view(stage, build.today) for stage in stages),
        now=tuple(stage_view(s, build.today) for s in stages if s.resmi and s.mulai <= build.today <= s.selesai),
        following=next((stage_view(s, build.today) for s in stages if s.resmi and s.mulai > build.today), None),
        drafts=sum(not stage.resmi for stage in stages),
        notes=period.catatan,
        sources=period.sumber,
    )


def pages(build: Build) -> Iterator[Page]:
    """Make the timeline page."""
    periods = [_timeline(entry.record, build) for entry in build.catalogue.periods.values()]
    periods.sort(key=lambda period: (not period.current, -period.year))
    yield Page(
        address="linimasa/",
        template="timeline.html",
        view=partial(_view, build, tuple(periods)),
        title="Linimasa pelaporan",
        description=f"Tahap pelaporan inovasi {build.catalogue.region.nama} tahun demi tahun, dengan sisa harinya.",
        path=build.catalogue.periods[build.period.tahun].path,
        section="program",
    )


def _view(build: Build, periods: tuple[PeriodTimeline, ...]) -> TimelineView:
    return TimelineView(periods, _subscription(build), _late(build))


def _late(build: Build) -> str:
    if build.closed or not build.period.publikasi.indeks:
        return ""
    return number_text(max(gain.tambahan for gain in build.advice.inovasi_tambahan["klaim"].menurut_kematangan), 2)


def _subscription(build: Build) -> str:
    """Return the address of the calendar as Google's subscription link takes it; empty while the site has none."""
    if not build.site_url:
        return ""
    return f"webcal://{build.site_url.partition('://')[2]}linimasa.ics"
