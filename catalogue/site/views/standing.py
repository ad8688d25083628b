"""Where an innovation and an agency stand on the ladder: every step with its day, change, conditions and lines.

A mark is put into words: since when, by which change, and whether it was in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.assess import ROUNDS, STEPS, Assessment, Requirement
from catalogue.assess.ladder import RULES
from catalogue.assess.past.past import Mark, Marker, began_with
from catalogue.build import Build
from catalogue.common.indonesian import day_text, days_text
from catalogue.history import Commit, Doubt, Gap
from catalogue.model import Opd
from catalogue.read.catalogue import Entry, InnovationEntry

GAPS: dict[Gap, str] = {
    "dangkal": "riwayat repositori terpotong",
    "tanpa-git": "riwayat Git tidak tersedia",
    "git-gagal": "Git gagal membaca riwayat",
}
"""Why nothing is known of the time before, as part of a sentence."""
DOUBTS: dict[Doubt, str] = {
    "jam": "jam komputer pada perubahan ini atau di sekitarnya keliru",
    "penggabungan": "penggabungan ini tidak menunjukkan kapan isinya terbit",
    "ditulis-ulang": "perubahan ini ditulis ulang sesudah dibuat",
    "isi-hilang": "isi sebelumnya tidak ada dalam salinan repositori ini",
    "dua-berkas": "catatan ini pernah ada dalam dua berkas sekaligus",
}
"""Why the day of a change is not known."""
BEFORE = "batas waktu lewat sebelum katalog dimulai"
KEEPING = {
    "tepat-waktu": ("met", "Tepat waktu"),
    "terlambat": ("waiting", "Terlambat {days} hari"),
    "belum": ("open", "Belum"),
    "tidak-diketahui": ("info", "Ketepatan waktu belum dapat dinilai"),
    "tanpa-tenggat": ("info", "Tanpa batas waktu"),
}
"""The icon and the words of each answer."""


@dataclass(frozen=True)
class DueView:
    """The deadline of a step, and how it was kept; `left` is empty unless it is still to be counted."""

    stage: str
    day: str
    iso: str
    draft: bool
    former: str
    icon: str
    text: str
    left: str
    why: str
    rank: int
    undated: bool
    """No document sets a deadline."""


@dataclass(frozen=True)
class MarkView:
    """A step with the day it was reached; `why` says what is not known of it."""

    step: str
    rule: str
    held: bool
    day: str
    iso: str
    why: str
    since_start: bool
    change: str
    change_address: str | None
    due: DueView


@dataclass(frozen=True)
class PastView:
    """What is known of the past as a whole: why nothing is, when the catalogue began, what could not be read."""

    gap: str
    began: str
    unreadable: int


def marker(build: Build, assessment: Assessment) -> Marker:
    """Return what marks the steps of a period."""
    return Marker(build.catalogue, assessment, build.past, build.today)


def mark_view(build: Build, mark: Mark) -> MarkView:
    """Put a mark into words."""
    change = mark.change
    return MarkView(
        step=mark.step,
        rule=RULES[mark.step],
        held=mark.held,
        day=day_text(mark.day) if mark.day else "",
        iso=mark.day.isoformat() if mark.day else "",
        why=_unknown(build, mark.change) if mark.held and not mark.day else "",
        since_start=began_with(build.past, mark) and mark.day == (change and change.day),
        change=change.id[:8] if change else "",
        change_address=build.hosting.commit(change.id) if change else None,
        due=_due(build, mark),
    )


def _unknown(build: Build, change: Commit | None) -> str:
    """Say why a day is not known."""
    if change and change.arrival.doubt:
        return DOUBTS[change.arrival.doubt]
    return GAPS[build.past.gap] if build.past.gap else "belum masuk riwayat Git"


def _due(build: Build, mark: Mark) -> DueView:
    stage, kept = mark.stage, mark.punctuality
    icon, text = KEEPING[kept.keadaan]
    former = [extension.selesai_semula for extension in stage.perpanjangan] if stage else []
    return DueView(
        stage=stage.nama if stage else "",
        day=day_text(stage.selesai) if stage else "",
        iso=stage.selesai.isoformat() if stage else "",
        draft=bool(stage and not stage.resmi),
        former=", ".join(day_text(day) for day in sorted(former)),
        icon=icon,
        text=text.format(days=kept.hari),
        left=days_text(build.today, stage.selesai) if stage and kept.keadaan == "belum" else "",
        why=_why(build, mark),
        rank=_rank(mark),
        undated=kept.keadaan == "tanpa-tenggat",
    )


def _why(build: Build, mark: Mark) -> str:
    began, stage = build.past.began_on, mark.stage
    if mark.punctuality.keadaan == "tidak-diketahui" and not mark.day:
        return _unknown(build, mark.change) if mark.held else "belum dapat dinilai"
    late = mark.punctuality.keadaan in {"tidak-diketahui", "belum"}
    return BEFORE if late and began and stage and stage.selesai < began else ""


def _rank(mark: Mark) -> int:
    """Order the answers from kept to open; what is late, by how much."""
    kept = mark.punctuality
    order = {"tepat-waktu": 0, "terlambat": 1, "tidak-diketahui": 8_000, "belum": 9_000, "tanpa-tenggat": 9_500}
    return order[kept.keadaan] + (kept.hari or 0 if kept.keadaan == "terlambat" else 0)


def past_view(build: Build) -> PastView:
    """Say what is known of the past as a whole."""
    past = build.past
    return PastView(
        gap=GAPS[past.gap] if past.gap else "",
        began=day_text(past.began_on) if past.began_on else "",
        unreadable=past.unreadable,
    )


FACTS = "kematangan."
"""How the name of a field begins that is an indicator."""


@dataclass(slots=True)
class ConditionView:
    """A condition of a step; that of an indicator names the `indicator` of the list, others the line that decides.

    `field` is what the form is to open at where the agency can mend it.
    """

    requirement: Requirement
    indicator: str
    place: PlaceView | None
    field: str


@dataclass(slots=True)
class StepView:
    """A step of an innovation with its conditions."""

    mark: MarkView
    conditions: tuple[ConditionView, ...]


@dataclass(slots=True)
class OtherYear:
    """How an innovation or an agency stands in a period that is not the current one."""

    year: int
    step: str


@dataclass(slots=True)
class AgencyStanding:
    """The mark of an agency in the current period, and the decisions on which it rests."""

    threshold: str
    past: PastView
    marks: tuple[MarkView, ...]
    basis: tuple[BasisView, ...]
    others: tuple[OtherYear, ...]


def innovation_steps(build: Build, entry: InnovationEntry) -> tuple[StepView, ...]:
    """Show every step of an innovation in the current period."""
    marks, state = marker(build, build.assessment), build.assessment.innovations[entry.id]
    conditions: dict[str, list[ConditionView]] = {step: [] for step in STEPS}
    for found in state.requirements:
        conditions[found.step].append(_condition(build, entry, found))
    return tuple(
        StepView(mark_view(build, marks.innovation(entry.id, step)), tuple(conditions[step])) for step in STEPS
    )


def other_years(build: Build, slug: str) -> tuple[OtherYear, ...]:
    """Show the step of an innovation in every other period."""
    others = (found for year, found in build.assessments.items() if year != build.period.tahun)
    return tuple(OtherYear(found.period.tahun, found.innovations[slug].step) for found in others)


def agency_standing(build: Build, entry: Entry[Opd]) -> AgencyStanding:
    """Show how an agency got its mark in the current period."""
    marks, state = marker(build, build.assessment), build.assessment.opds[entry.id]
    others = (found for year, found in build.assessments.items() if year != build.period.tahun)
    return AgencyStanding(
        threshold=build.period.target.langkah,
        past=past_view(build),
        marks=tuple(mark_view(build, marks.opd(state, step)) for step in STEPS),
        basis=tuple(_basis(build, entry)),
        others=tuple(OtherYear(found.period.tahun, found.opds[entry.id].step or "") for found in others),
    )


def _condition(build: Build, entry: InnovationEntry, found: Requirement) -> ConditionView:
    first = found.fields[0] if found.fields else ""
    if first.startswith(FACTS):
        return ConditionView(found, first.removeprefix(FACTS), None, "")
    mends = not found.met and found.step == "layak" and found.fields != ROUNDS
    return ConditionView(found, "", _place(build, entry, found), first if mends else "")


def _place(build: Build, entry: InnovationEntry, found: Requirement) -> PlaceView:
    """Find the line on which a condition was decided: in Bappeda's file for reports, else in the record."""
    if found.fields == ROUNDS:
        return _reports(build, entry)
    if found.step != "terlapor":
        paths = [tuple(name.split(".")) for name in found.fields or ("nama",)]
        written = (path for path in paths if path in entry.keys or path in entry.spans)
        return find(build, entry, *(next(written, paths[0]) if len(paths) > 1 else paths[0]))
    review = build.catalogue.reviews.get((build.period.tahun, entry.id))
    if review is None:
        return PlaceView(f"periods/{build.period.tahun}/reviews/{entry.id}.yaml", 0, None)
    return find(build, review, "pelaporan")


def _reports(build: Build, entry: InnovationEntry) -> PlaceView:
    """Find the last report of the years before, or without any the rubric that limits how many there may be."""
    earlier = build.assessment.innovations[entry.id].earlier
    if earlier:
        return find(build, build.catalogue.reviews[earlier[-1], entry.id], "pelaporan")
    return find(build, build.catalogue.periods[build.period.tahun], "rubrik")


def _basis(build: Build, opd: Entry[Opd]) -> Iterator[BasisView]:
    """Name what was decided of the agency and the period: the obligation, the threshold, the window, the deadlines."""
    period = build.catalogue.periods[build.period.tahun]
    yield BasisView("Wajib memiliki inovasi", find(build, opd, "wajib"))
    yield BasisView(f"Syarat target: langkah {period.record.target.langkah}", find(build, period, "target", "langkah"))
    yield BasisView("Rentang waktu penerapan", find(build, period, "jendela"))
    for index, stage in enumerate(period.record.linimasa):
        if stage.langkah:
            text = f"Batas waktu {stage.langkah}: {stage.nama}"
            yield BasisView(text, find(build, period, "linimasa", index, "selesai"))


@dataclass(frozen=True)
class PlaceView:
    """A line of a data file, 0 while the file or its line is still to be written; `address` needs a repository."""

    path: str
    line: int
    address: str | None


@dataclass(frozen=True)
class BasisView:
    """Something decided outside the innovations, and where it stands."""

    text: str
    place: PlaceView


def find(build: Build, entry: Entry[Any], *path: str | int) -> PlaceView:
    """Show where the value at a path of field names stands, or the nearest value around it."""
    place = entry.found(*path)
    if place is None:
        return PlaceView(entry.path, 0, build.hosting.file(entry.path))
    return PlaceView(place.path, place.span.line, build.line_address(place.path, place.span.line))
