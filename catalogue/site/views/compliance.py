"""The compliance page of a period: every obliged agency with its state, the rule behind it and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import STEPS, Assessment, OpdState, UrusanState
from catalogue.assess.ladder import RULES
from catalogue.assess.waiting import waiting_count
from catalogue.build import Build, Link
from catalogue.read.catalogue import UNASSIGNED
from catalogue.common.indonesian import day_text, range_text
from catalogue.model.period import Threshold, Window
from catalogue.assess.past import Marker
from catalogue.site.views.facets import word_link
from catalogue.site.views.marks import (
    DueView,
    MarkView,
    PastView,
    mark_view,
    marker,
    past_view,
)
from catalogue.site.views.page import Page
from catalogue.site.views.parts import SourceView, source_views
from catalogue.propose.steps import Step, ladder
from catalogue.site.views.timeline import StageView, stage_view
from catalogue.site.views.trend import TrendView, trend_view


@dataclass(frozen=True)
class AgencyRow:
    """An agency with its state in the period: `mark` is that of the step it stands on, `due` the target's."""

    name: str
    short: str
    address: str
    met: bool
    step: str
    rank: int
    ladder: tuple[Step, ...]
    mark: MarkView | None
    due: DueView
    reason: str
    carriers: tuple[Link, ...]
    units: tuple[Link, ...]
    unconfirmed: bool


@dataclass(frozen=True)
class NotCounted:
    """An agency outside the denominator that may have to be in it, and the question that is open."""

    name: str
    address: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AffairRow:
    """A basic-service affair: who covers it and who could."""

    name: str
    address: str
    met: bool
    eligible: tuple[Link, ...]
    recorded: tuple[Link, ...]
    could: tuple[Link, ...]


@dataclass(frozen=True)
class StepCount:
    """A step with its rule and the number of innovations and agencies that stand on it."""

    id: str
    number: int
    rule: str
    innovations: int
    agencies: int


@dataclass(frozen=True)
class ComplianceView:
    """The page `/kepatuhan/<year>/`, and `/kepatuhan/` for the current period."""

    year: int
    today: str
    current: bool
    future: bool
    years: tuple[Link, ...]
    obliged: int
    met: int
    share: str
    threshold: Threshold
    threshold_rule: str
    threshold_sources: tuple[SourceView, ...]
    due: DueView
    window: Window
    window_text: str
    past: PastView
    open_agencies: tuple[Link, ...]
    next_stage: StageView | None
    waiting: int
    trend: TrendView
    rows: tuple[AgencyRow, ...]
    not_counted: tuple[NotCounted, ...]
    affairs: tuple[AffairRow, ...]
    affairs_needed: int
    affairs_met: int
    steps: tuple[StepCount, ...]
    unassigned: tuple[Link, ...]
    data_address: str
    table_address: str


def pages(build: Build) -> Iterator[Page]:
    """Make the page of each period, and the current one's again at the address without a year."""
    region = build.catalogue.region
    for year, assessment in build.assessments.items():
        addresses = [f"kepatuhan/{year}/"] + (["kepatuhan/"] if year == build.period.tahun else [])
        share = f"{len(assessment.fulfilled)} dari {len(assessment.obliged)} OPD {region.nama}"
        description = f"{share} memenuhi {region.program.nama} {year}, beserta alasannya."
        for address in addresses:
            yield Page(
                address,
                "compliance.html",
                partial(_view, build, assessment),
                f"Kepatuhan {year}",
                description,
                build.catalogue.periods[year].path,
                section="kepatuhan",
            )


def _view(build: Build, assessment: Assessment) -> ComplianceView:
    period, marks = assessment.period, marker(build, assessment)
    obliged, met = len(assessment.obliged), len(assessment.fulfilled)
    rows = tuple(sorted((_row(build, marks, state) for state in assessment.obliged), key=lambda r: r.name.casefold()))
    return ComplianceView(
        year=period.tahun,
        today=day_text(build.today),
        current=period.tahun == build.period.tahun,
        future=build.today < period.mulai,
        years=tuple(Link(str(year), f"kepatuhan/{year}/") for year in sorted(build.assessments)),
        obliged=obliged,
        met=met,
        share=f"{100 * met / obliged:.0f}" if obliged else "0",
        threshold=period.ambang,
        threshold_rule=RULES[period.ambang.langkah],
        threshold_sources=source_views(period.ambang.sumber),
        due=mark_view(build, marks.deadline(period.ambang.langkah)).due,
        window=period.jendela,
        window_text=range_text(period.jendela.mulai, period.jendela.selesai),
        past=past_view(build),
        open_agencies=tuple(Link(row.short or row.name, row.address) for row in rows if not row.met),
        next_stage=_next_stage(build, assessment),
        waiting=waiting_count(assessment),
        trend=trend_view(build, assessment),
        rows=rows,
        not_counted=_not_counted(build),
        affairs=tuple(_affair(build, state) for state in assessment.urusan),
        affairs_needed=assessment.rubric.rumus.urusan_dasar_minimum,
        affairs_met=sum(state.met for state in assessment.urusan),
        steps=_steps(assessment),
        unassigned=links(build, [entry.id for entry in build.catalogue.by_opd[UNASSIGNED]]),
        data_address=f"api/v1/kepatuhan/{period.tahun}.json",
        table_address="data/kepatuhan.csv",
    )


def _next_stage(build: Build, assessment: Assessment) -> StageView | None:
    """Return the stage with a step to reach that ends next."""
    coming = [stage for stage in assessment.period.linimasa if stage.langkah and stage.selesai >= build.today]
    return stage_view(min(coming, key=lambda stage: stage.selesai), build.today) if coming else None


def _row(build: Build, marks: Marker, state: OpdState) -> AgencyRow:
    record = build.catalogue.opds[state.opd].record
    carriers = [build.catalogue.innovations[slug] for slug in state.carriers]
    units = dict.fromkeys(entry.opd for entry in carriers if entry.opd != state.opd)
    return AgencyRow(
        name=record.nama,
        short=record.singkatan or "",
        address=f"opd/{state.opd}/",
        met=state.met,
        step=state.step or "",
        rank=-1 if state.step is None else STEPS.index(state.step),
        ladder=ladder(state.step),
        mark=mark_view(build, marks.opd(state, state.step)) if state.step else None,
        due=mark_view(build, marks.opd(state, marks.assessment.period.ambang.langkah)).due,
        reason=state.reason,
        carriers=links(build, state.carriers),
        units=tuple(build.opd_link(unit) for unit in units),
        unconfirmed=bool(carriers) and all(entry.record.status_data == "sumber-publik" for entry in carriers),
    )


def links(build: Build, slugs: Iterable[str]) -> tuple[Link, ...]:
    """Name innovations with their pages."""
    return tuple(Link(build.catalogue.innovations[slug].record.nama, f"inovasi/{slug}/") for slug in slugs)


def _not_counted(build: Build) -> tuple[NotCounted, ...]:
    """Name the agencies without a parent that are not counted because something about them is open."""
    found = [
        NotCounted(entry.record.nama, f"opd/{id}/", entry.record.perlu_konfirmasi)
        for id, entry in build.catalogue.opds.items()
        if not entry.record.wajib and entry.record.induk is None and entry.record.perlu_konfirmasi
    ]
    return tuple(sorted(found, key=lambda row: row.name.casefold()))


def _affair(build: Build, state: UrusanState) -> AffairRow:
    word = build.word("urusan", state.code)
    return AffairRow(
        name=state.name,
        address=word_link(build, "urusan", word).address if word else "urusan/",
        met=state.met,
        eligible=links(build, state.eligible),
        recorded=links(build, (slug for slug in state.recorded if slug not in state.eligible)),
        could=tuple(build.opd_link(id) for id in state.could),
    )


def _steps(assessment: Assessment) -> tuple[StepCount, ...]:
    return tuple(
        StepCount(
            id=step,
            number=number,
            rule=RULES[step],
            innovations=sum(state.step == step for state in assessment.innovations.values()),
            agencies=sum(state.step == step for state in assessment.obliged),
        )
        for number, step in enumerate(STEPS, start=1)
    )
