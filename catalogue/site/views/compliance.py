"""The compliance page of a period: every obliged agency with its state, the rule behind it and the reason.

Its months stand there as a table and as lines, computed when the site is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from math import ceil

from catalogue.assess import READINGS, STEPS, Assessment, BasicService, OpdState, TargetCondition
from catalogue.assess.past.past import Marker
from catalogue.assess.past.trend import Point
from catalogue.assess.result import READING_NAMES, VERDICTS
from catalogue.assess.scoring import waiting_count
from catalogue.build import Build, Link
from catalogue.common.indonesian import MONTHS, number_text, range_text, sentence
from catalogue.model import Opd
from catalogue.model.period import Target, Window
from catalogue.read.catalogue import UNASSIGNED
from catalogue.site.views import Page
from catalogue.site.views.facets import word_link
from catalogue.site.views.program import Bar, funnel, standings
from catalogue.site.views.sharing import page_card
from catalogue.site.views.standing import DueView, MarkView, PastView, mark_view, marker, past_view


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


WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 150, 16, 30
"""The picture and its margins; the right one holds the names of the lines."""
LABEL = 15
"""The least distance between the names of two lines."""


@dataclass(frozen=True)
class Dot:
    """A point of a line, in the picture's measures."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Line:
    """A line with its name, which stands at its end; `dash` tells it apart without colour."""

    name: str
    dash: str
    dots: tuple[Dot, ...]
    label_y: int

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True)
class Chart:
    """A picture of lines; `ticks` are heights and `months` places along the bottom, each with its words."""

    id: str
    title: str
    lines: tuple[Line, ...]
    ticks: tuple[Dot, ...]
    months: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True)
class Scale:
    """What a picture shows, up to which value, and with how many decimals."""

    id: str
    title: str
    top: Decimal
    places: int


@dataclass(frozen=True)
class TrendView:
    """The months of a period; `readings` is empty when the index is not public, `charts` before the second month."""

    rows: tuple[Point, ...]
    steps: tuple[str, ...]
    readings: tuple[str, ...]
    charts: tuple[Chart, ...]


def trend_view(build: Build, assessment: Assessment) -> TrendView:
    """Show how the target and the index came to where they are."""
    points = build.past.trend.get(assessment.period.tahun, ())
    readings = READINGS if assessment.period.publikasi.indeks else ()
    return TrendView(
        rows=tuple(points),
        steps=STEPS,
        readings=tuple(READING_NAMES[name] for name in readings),
        charts=tuple(_charts(points, readings, len(assessment.obliged))) if len(points) > 1 else (),
    )


def _charts(points: Sequence[Point], readings: Sequence[str], obliged: int) -> list[Chart]:
    met = {"memenuhi target": [Decimal(point.terpenuhi) for point in points]}
    title = f"OPD yang memenuhi target, dari {obliged}"
    charts = [_chart(Scale("opd", title, Decimal(max(obliged, 1)), 0), points, met)]
    projected = [(point, point.iid) for point in points if point.iid and None not in point.iid.values()]
    if readings and len(projected) > 1:
        lines = {
            READING_NAMES[name]: [value for _, iid in projected if (value := iid[name]) is not None]
            for name in readings
        }
        top = max(Decimal(10), *(value for values in lines.values() for value in values))
        scale = Scale("indeks", "Proyeksi indeks", ceil(top / 10) * Decimal(10), 2)
        charts.append(_chart(scale, [point for point, _ in projected], lines))
    return charts


def _chart(scale: Scale, points: Sequence[Point], lines: dict[str, list[Decimal]]) -> Chart:
    across = [_x(point.tanggal, points[0].tanggal, points[-1].tanggal) for point in points]
    drawn = {
        name: tuple(
            Dot(x, _y(value, scale.top), number_text(value, scale.places))
            for x, value in zip(across, values, strict=True)
        )
        for name, values in lines.items()
    }
    labels = _apart({name: dots[-1].y for name, dots in drawn.items()})
    return Chart(
        id=scale.id,
        title=scale.title,
        lines=tuple(
            Line(name, dash, dots, labels[name])
            for (name, dots), dash in zip(drawn.items(), ("", "7 4", "2 4"), strict=False)
        ),
        ticks=tuple(
            Dot(LEFT, _y(value, scale.top), number_text(value)) for value in (Decimal(0), scale.top / 2, scale.top)
        ),
        months=tuple(
            Dot(x, HEIGHT - 8, MONTHS[point.tanggal.month - 1][:3]) for x, point in zip(across, points, strict=True)
        ),
    )


def _x(day: date, first: date, last: date) -> int:
    return LEFT + round((WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1))


def _y(value: Decimal, top: Decimal) -> int:
    return TOP + round((HEIGHT - TOP - BOTTOM) * (1 - value / top))


def _apart(ends: dict[str, int]) -> dict[str, int]:
    """Move the names of lines that end close together, the lowest first."""
    free = HEIGHT - BOTTOM + LABEL
    placed = {}
    for name, y in sorted(ends.items(), key=lambda item: -item[1]):
        free = min(y, free - LABEL)
        placed[name] = free
    return placed
