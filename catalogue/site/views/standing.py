"""Where an innovation and an agency stand on the ladder: every step with its day, change, conditions and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.assess import ROUNDS, STEPS, Requirement
from catalogue.build import Build
from catalogue.common.findings import Place
from catalogue.model import Opd
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.site.views.marks import MarkView, PastView, mark_view, marker, past_view

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


def place_view(build: Build, place: Place) -> PlaceView:
    """Show a place with the address at which it can be read."""
    return PlaceView(place.path, place.span.line, build.line_address(place.path, place.span.line))


def find(build: Build, entry: Entry[Any], *path: str | int) -> PlaceView:
    """Show where the value at a path of field names stands, or the nearest value around it."""
    place = entry.found(*path)
    return place_view(build, place) if place else PlaceView(entry.path, 0, build.hosting.file(entry.path))
