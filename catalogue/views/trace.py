"""How an agency got its mark: every step with its day and change, every condition with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assessment import ROUNDS, STEPS, Assessment, InnovationState, OpdState, Requirement
from catalogue.collection import InnovationEntry
from catalogue.past import Marker
from catalogue.views.marks import MarkView, PastView, mark_view, marker, past_view
from catalogue.views.page import Page
from catalogue.views.paging import SHEETS, Paging, paged
from catalogue.views.parts import Link
from catalogue.views.places import BasisView, PlaceView, find
from catalogue.views.site import Site


@dataclass(frozen=True)
class ConditionView:
    """A condition of a step, whether it holds, and where that stands."""

    step: str
    met: bool
    text: str
    place: PlaceView


@dataclass(frozen=True)
class InnovationTrace:
    """An innovation of the agency or of a unit below it; `carries` when the agency's mark rests on it."""

    link: Link
    owner: Link | None
    step: str
    carries: bool
    marks: tuple[MarkView, ...]
    conditions: tuple[ConditionView, ...]


@dataclass(frozen=True)
class TraceView:
    """The page `/kepatuhan/<year>/opd/<id>/`, or one that continues its list."""

    year: int
    agency: Link
    short: str
    met: bool
    step: str
    reason: str
    threshold: str
    past: PastView
    marks: tuple[MarkView, ...]
    innovations: tuple[InnovationTrace, ...]
    paging: Paging
    basis: tuple[BasisView, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the pages of each obliged agency in each period."""
    for year, assessment in site.assessments.items():
        marks = marker(site, assessment)
        for state in assessment.obliged:
            name = site.catalogue.opds[state.opd].record.nama
            address = f"kepatuhan/{year}/opd/{state.opd}/"
            for at, piece, paging in paged(address, _slugs(site, assessment, state), SHEETS):
                yield Page(
                    at,
                    "trace.html",
                    partial(_view, site, marks, state.opd, piece, paging),
                    f"Jejak penilaian {name} {year}{paging.title}",
                    f"Langkah {name} pada {year}: aturan, tanggal, perubahan, dan baris berkas di baliknya.",
                    site.catalogue.opds[state.opd].path,
                    section="kepatuhan",
                )


def _slugs(site: Site, assessment: Assessment, state: OpdState) -> list[str]:
    entries = [entry for unit in site.catalogue.with_units(state.opd) for entry in site.catalogue.by_opd[unit]]
    entries.sort(key=lambda entry: (-assessment.innovations[entry.id].rank, entry.record.nama.casefold()))
    return [entry.id for entry in entries]


def _view(site: Site, marks: Marker, opd: str, piece: tuple[str, ...], paging: Paging) -> TraceView:
    assessment, record = marks.assessment, site.catalogue.opds[opd].record
    state = assessment.opds[opd]
    return TraceView(
        year=assessment.period.tahun,
        agency=site.opd_link(state.opd),
        short=record.singkatan or record.nama,
        met=state.met,
        step=state.step or "",
        reason=state.reason,
        threshold=assessment.period.ambang.langkah,
        past=past_view(site),
        marks=tuple(mark_view(site, marks.opd(state, step)) for step in STEPS),
        innovations=tuple(_innovation(site, marks, assessment.innovations[slug], state) for slug in piece),
        paging=paging,
        basis=tuple(_basis(site, assessment, state)),
    )


def _innovation(site: Site, marks: Marker, state: InnovationState, of: OpdState) -> InnovationTrace:
    entry = site.catalogue.innovations[state.slug]
    return InnovationTrace(
        link=Link(entry.record.nama, f"inovasi/{state.slug}/"),
        owner=None if entry.opd == of.opd else site.opd_link(entry.opd),
        step=state.step,
        carries=state.slug in of.carriers,
        marks=tuple(mark_view(site, marks.innovation(state.slug, step)) for step in STEPS),
        conditions=tuple(
            ConditionView(found.step, found.met, found.text, _place(site, marks.assessment.period.tahun, entry, found))
            for found in state.requirements
        ),
    )


def _place(site: Site, year: int, entry: InnovationEntry, found: Requirement) -> PlaceView:
    """Find the line on which a condition was decided: in Bappeda's file from *terverifikasi* on, else in the record."""
    if found.fields == ROUNDS:
        return _reports(site, year, entry)
    if found.step not in {"terverifikasi", "terlapor"}:
        paths = [tuple(name.split(".")) for name in found.fields or ("nama",)]
        written = (path for path in paths if path in entry.keys or path in entry.spans)
        return find(site, entry, *(next(written, paths[0]) if len(paths) > 1 else paths[0]))
    review = site.catalogue.reviews.get((year, entry.id))
    if review is None:
        return PlaceView(f"periods/{year}/reviews/{entry.id}.yaml", 0, None)
    keys = [name.split(".")[1] for name in found.fields]
    return find(site, review, *(["verifikasi", *keys] if keys else ["pelaporan"]))


def _reports(site: Site, year: int, entry: InnovationEntry) -> PlaceView:
    """Find the last report of the years before, or without any the rubric that limits how many there may be."""
    earlier = site.assessments[year].innovations[entry.id].earlier
    if earlier:
        return find(site, site.catalogue.reviews[earlier[-1], entry.id], "pelaporan")
    return find(site, site.catalogue.periods[year], "rubrik")


def _basis(site: Site, assessment: Assessment, state: OpdState) -> Iterator[BasisView]:
    """Name what was decided of the agency and the period: the obligation, the threshold, the window, the deadlines."""
    opd, period = site.catalogue.opds[state.opd], site.catalogue.periods[assessment.period.tahun]
    yield BasisView("Wajib memiliki inovasi", find(site, opd, "wajib"))
    yield BasisView(f"Ambang target: {period.record.ambang.langkah}", find(site, period, "ambang", "langkah"))
    yield BasisView("Rentang waktu penerapan", find(site, period, "jendela"))
    for index, stage in enumerate(period.record.linimasa):
        if stage.langkah:
            text = f"Tenggat {stage.langkah}: {stage.nama}"
            yield BasisView(text, find(site, period, "linimasa", index, "selesai"))
