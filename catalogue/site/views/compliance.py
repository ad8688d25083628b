"""The compliance page of a period: every obliged agency with its state, the rule behind it and the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from catalogue.assess import STEPS, Assessment, BasicService, OpdState, TargetCondition
from catalogue.assess.past.past import Marker
from catalogue.assess.result import VERDICTS
from catalogue.assess.scoring import waiting_count
from catalogue.build import Build, Link
from catalogue.common.indonesian import range_text, sentence
from catalogue.model import Opd
from catalogue.model.period import Target, Window
from catalogue.read.catalogue import UNASSIGNED
from catalogue.site.views.facets import word_link
from catalogue.site.views.page import Page
from catalogue.site.views.program import Bar, funnel, standings
from catalogue.site.views.sharing import page_card
from catalogue.site.views.standing import DueView, MarkView, PastView, mark_view, marker, past_view
from catalogue.site.views.trend import TrendView, trend_view


@dataclass(frozen=True)
class AgencyRow:
    """An agency with its state in the period: `mark` is that of the step it stands on, `due` the target's."""

    opd: Opd
    state: OpdState
    verdict: str
    order: int
    rank: int
    mark: MarkView | None
    due: DueView
    reason: str
    carriers: tuple[Link, ...]
    units: tuple[Link, ...]


@dataclass(frozen=True)
class Standing:
    """How many agencies stand alike, and the reason that most of them share; a row states another."""

    words: str
    count: int
    reason: str


@dataclass(frozen=True)
class NotCounted:
    """An agency outside the denominator that may have to be in it, and the question that is open."""

    name: str
    address: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class AffairRow:
    """A basic-service affair: who covers it and who could."""

    affair: BasicService
    address: str
    eligible: tuple[Link, ...]
    recorded: tuple[Link, ...]
    could: tuple[Link, ...]


@dataclass(frozen=True)
class StepCount:
    """A step and the number of innovations and agencies that stand on it."""

    id: str
    number: int
    innovations: int
    agencies: int


@dataclass(frozen=True)
class ComplianceView:
    """The page `/kepatuhan/<year>/`, and `/kepatuhan/` for the current period.

    It is `climbing` once an innovation of some agency stands above the lowest step.
    """

    year: int
    current: bool
    changeable: bool | None
    years: tuple[Link, ...]
    obliged: int
    standings: tuple[Standing, ...]
    innovations: int
    leads: int
    funnel: tuple[Bar, ...]
    target: Target
    conditions: tuple[TargetCondition, ...]
    due: DueView
    window: Window
    window_text: str
    past: PastView
    waiting: int
    trend: TrendView
    rows: tuple[AgencyRow, ...]
    climbing: bool
    not_counted: tuple[NotCounted, ...]
    affairs: tuple[AffairRow, ...]
    affairs_needed: int
    affairs_met: int
    steps: tuple[StepCount, ...]
    unassigned: tuple[Link, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the page of each period, and the current one's again at the address without a year."""
    region = build.catalogue.region
    for year, assessment in build.assessments.items():
        addresses = [f"kepatuhan/{year}/"] + (["kepatuhan/"] if year == build.period.tahun else [])
        description = f"{region.program.nama} {year} di {region.nama}: {_told(assessment)}."
        for address in addresses:
            yield Page(
                address,
                "compliance.html",
                partial(_view, build, assessment),
                f"Kepatuhan {year}",
                description,
                build.catalogue.periods[year].path,
                card=page_card(build, f"{region.program.nama} {year}", sentence(_told(assessment))),
                section="program",
            )


def _told(assessment: Assessment) -> str:
    """Say where the agencies stand, as the page does, for messengers and search engines."""
    told = ", ".join(f"{count} {words.lower()}" for words, count in standings(assessment))
    return f"dari {len(assessment.obliged)} OPD, {told}" if told else "belum ada OPD yang wajib"


def _view(build: Build, assessment: Assessment) -> ComplianceView:
    period, marks = assessment.period, marker(build, assessment)
    common = _common(assessment)
    rows = sorted(
        (_row(build, marks, state, common) for state in assessment.obliged), key=lambda r: r.opd.nama.casefold()
    )
    return ComplianceView(
        year=period.tahun,
        current=period.tahun == build.period.tahun,
        changeable=period.open_on(build.today),
        years=tuple(Link(str(year), f"kepatuhan/{year}/") for year in sorted(build.assessments)),
        obliged=len(assessment.obliged),
        standings=tuple(Standing(words, count, common.get(words, "")) for words, count in standings(assessment)),
        innovations=assessment.funnel[STEPS[0]],
        leads=assessment.leads,
        funnel=funnel(assessment),
        target=period.target,
        conditions=assessment.conditions,
        due=mark_view(build, marks.deadline(period.target.langkah)).due,
        window=period.jendela,
        window_text=range_text(period.jendela.mulai, period.jendela.selesai),
        past=past_view(build),
        waiting=waiting_count(assessment),
        trend=trend_view(build, assessment),
        rows=tuple(rows),
        climbing=any(row.rank > 0 for row in rows),
        not_counted=_not_counted(build),
        affairs=tuple(_affair(build, state) for state in assessment.urusan),
        affairs_needed=assessment.rubric.rumus.urusan_dasar_minimum,
        affairs_met=sum(bool(state.terpenuhi) for state in assessment.urusan),
        steps=_steps(assessment),
        unassigned=build.innovation_links(entry.id for entry in build.catalogue.by_opd[UNASSIGNED]),
    )


def _common(assessment: Assessment) -> dict[str, str]:
    """Return the reason of each standing that most of its agencies share."""
    counted = Counter((VERDICTS[state.why], state.reason) for state in assessment.obliged)
    return {words: reason for (words, reason), count in reversed(counted.most_common()) if count > 1}


def _row(build: Build, marks: Marker, state: OpdState, common: Mapping[str, str]) -> AgencyRow:
    record = build.catalogue.opds[state.opd].record
    carriers = [build.catalogue.innovations[slug] for slug in state.carriers]
    units = dict.fromkeys(entry.opd for entry in carriers if entry.opd != state.opd)
    return AgencyRow(
        opd=record,
        state=state,
        verdict=VERDICTS[state.why],
        order=list(VERDICTS).index(state.why),
        rank=-1 if state.step is None else STEPS.index(state.step),
        mark=mark_view(build, marks.opd(state, state.step)) if state.step else None,
        due=mark_view(build, marks.opd(state, marks.assessment.period.target.langkah)).due,
        reason="" if common.get(VERDICTS[state.why]) == state.reason else state.reason,
        carriers=build.innovation_links(state.carriers),
        units=build.opd_links(units),
    )


def _not_counted(build: Build) -> tuple[NotCounted, ...]:
    """Name the agencies without a parent that are not counted because something about them is open."""
    found = [
        NotCounted(entry.record.nama, f"opd/{id}/", entry.record.perlu_konfirmasi)
        for id, entry in build.catalogue.opds.items()
        if not entry.record.wajib and entry.record.induk is None and entry.record.perlu_konfirmasi
    ]
    return tuple(sorted(found, key=lambda row: row.name.casefold()))


def _affair(build: Build, state: BasicService) -> AffairRow:
    word = build.word("urusan", state.kode)
    return AffairRow(
        affair=state,
        address=word_link(build, "urusan", word).address if word else "urusan/",
        eligible=build.innovation_links(state.inovasi_layak),
        recorded=build.innovation_links(s for s in state.inovasi_tercatat if s not in state.inovasi_layak),
        could=build.opd_links(state.opd_pengampu),
    )


def _steps(assessment: Assessment) -> tuple[StepCount, ...]:
    return tuple(
        StepCount(
            id=step,
            number=number,
            innovations=sum(state.counts and state.step == step for state in assessment.innovations.values()),
            agencies=sum(state.step == step for state in assessment.obliged),
        )
        for number, step in enumerate(STEPS, start=1)
    )
