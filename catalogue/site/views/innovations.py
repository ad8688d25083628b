"""The page of each innovation, with the history of its record in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from catalogue.assess import InnovationState
from catalogue.assess.counting import Criterion, criteria
from catalogue.assess.past.edits import Edit
from catalogue.assess.scoring import waiting
from catalogue.build import Build, Held, Link
from catalogue.common.dates import Dates
from catalogue.common.indonesian import enumerate_words, sentence
from catalogue.model import Indicator, Innovation, Word
from catalogue.model.innovation import Contact, Location
from catalogue.model.maturity import Maturity
from catalogue.propose.open_round import DeadLink, NextStep, dead_links, gains, next_step, round_text
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry, name_key
from catalogue.site.markup import qr_code, render_markdown
from catalogue.site.views import Page
from catalogue.site.views.doors import FeedbackView, Gap, feedback_view, form_address, gaps
from catalogue.site.views.fields import (
    FieldRow,
    FormRow,
    TextSection,
    abbreviations,
    form_rows,
    location_text,
    rows,
    sections,
)
from catalogue.site.views.indicators import IndicatorView, indicator_views
from catalogue.site.views.parts import Card, LifeView, ReportView, cards, cards_as_given, developments, life, reports
from catalogue.site.views.services import Row, ServiceView, glance, service_view
from catalogue.site.views.sharing import record_card, record_description, structured
from catalogue.site.views.standing import OtherYear, PastView, StepView, innovation_steps, other_years, past_view

PROFILE = (
    "tahapan",
    "inisiator",
    "nama_inisiator",
    "klasifikasi",
    "jenis",
    "bentuk",
    "urusan_utama",
    "urusan_lain",
    "asta_cita",
    "pkpn",
    "tema",
    "waktu_uji_coba",
    "waktu_penerapan",
    "waktu_pengembangan",
    "pengembangan",
    "status",
)
NEEDED = {
    *("sdm", "anggaran", "alat_kerja", "pedoman_teknis", "bimtek", "regulasi"),
    *("pelaksana", "jejaring", "integrasi", "kecepatan", "replikasi"),
}
"""The facts that say what an innovation takes, for somebody who wants to copy it."""


@dataclass(frozen=True)
class InnovationView:
    """The page `/inovasi/<slug>/`: the record, and what is worked out from it."""

    slug: str
    path: str
    inovasi: Innovation
    opd: Link
    assigned: bool
    status: Word | None
    life: LifeView
    criteria: tuple[Criterion, ...]
    parts: tuple[Link, ...]
    """The innovations that are part of this one, or went into it."""
    profile: tuple[FieldRow, ...]
    service: ServiceView | None
    """How a citizen uses it; None where citizens do not."""
    glance: tuple[Row, ...]
    abbreviations: tuple[tuple[str, str], ...]
    further_abbreviations: tuple[tuple[str, str], ...]
    """Those of the service that the name and the summary do not have."""
    feedback: FeedbackView
    sections: tuple[TextSection, ...]
    requirements: Markup
    contact: Contact | None
    instead: str
    """Whose contact it is where the innovation has none of its own."""
    gaps: tuple[Gap, ...]
    step: str
    steps: tuple[StepView, ...]
    others: tuple[OtherYear, ...]
    past: PastView
    round: str
    rubric_address: str
    next: NextStep | None
    scores: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]
    needed: tuple[Indicator, ...]
    """The indicators whose facts say what it takes to do the same."""
    proved: int
    waiting: int
    form: tuple[FormRow, ...]
    dead_links: tuple[DeadLink, ...]
    reports: tuple[ReportView, ...]
    developments: tuple[tuple[str, str], ...]
    location: str
    map: str | None
    related: tuple[Card, ...]
    alike: tuple[Card, ...]
    dates: Dates
    changes: ChangesView
    form_address: str
    code: Markup | None
    structured: dict[str, Any] | None
    held: Held | None
    """Its newest file is faulty, and this is an earlier one."""


def pages(build: Build) -> Iterator[Page]:
    """Make a page an innovation."""
    for entry in build.catalogue.innovations.values():
        yield _page(build, entry)


def page_at(build: Build, address: str) -> Page | None:
    """Return the page of one innovation, without going through all others."""
    entry = build.catalogue.innovations.get(address.removeprefix("inovasi/").rstrip("/"))
    return _page(build, entry) if entry and address == address_of(entry) else None


def address_of(entry: InnovationEntry) -> str:
    """Return the address of the page of an innovation."""
    return f"inovasi/{entry.id}/"


def _page(build: Build, entry: InnovationEntry) -> Page:
    record, card = entry.record, record_card(build, entry)
    return Page(
        address=address_of(entry),
        template="innovation.html",
        view=partial(_view, build, entry, card.address),
        title=record.nama,
        description=record_description(build, entry),
        path=entry.path,
        section="inovasi",
        card=card,
    )


def _view(build: Build, entry: InnovationEntry, picture: str) -> InnovationView:
    record = entry.record
    state = build.assessment.innovations[entry.id]
    rubric = build.assessment.rubric
    related = [slug for slug in record.terkait if slug in build.catalogue.innovations]
    contact, instead = _contact(build, entry)
    adds = gains(build, entry.id)
    lived, used = life(build, entry), service_view(build, entry)
    first, then = _abbreviations(build, record, used)
    return InnovationView(
        slug=entry.id,
        path=entry.path,
        inovasi=record,
        opd=build.opd_link(entry.opd),
        assigned=entry.opd != UNASSIGNED,
        status=build.word("status-data", record.status_data),
        life=lived,
        criteria=criteria(record, build.catalogue.words("urusan")),
        parts=tuple(build.innovation_link(entry.id) for entry in build.catalogue.joined.get(entry.id, ())),
        profile=rows(build, record, PROFILE),
        service=used,
        glance=glance(build, entry, lived, used),
        abbreviations=first,
        further_abbreviations=then,
        feedback=feedback_view(build, entry, contact),
        sections=sections(build, record),
        requirements=render_markdown(record.syarat_replikasi),
        contact=contact,
        instead=instead,
        gaps=gaps(entry),
        step=state.step,
        steps=innovation_steps(build, entry),
        others=other_years(build, entry.id),
        past=past_view(build),
        round=round_text(state, rubric),
        rubric_address=f"rubrik/{rubric.tahun}/",
        next=None if build.closed else next_step(state, rubric, adds),
        scores=_scores(build, state),
        indicators=indicator_views(build, entry, adds),
        needed=tuple(found.indicator for found in state.indicators if found.stated and found.indicator.id in NEEDED),
        proved=sum(bool(found.evidence) for found in state.indicators),
        waiting=len(waiting(state)),
        form=form_rows(build, entry),
        dead_links=tuple(dead_links(build, entry)),
        reports=reports(build, entry),
        developments=developments(record),
        location=location_text(record.lokasi) if record.lokasi else "",
        map=_map(record.lokasi),
        related=cards(build, related),
        alike=cards_as_given(build, (slug for slug in build.alike[entry.id] if slug not in related)),
        dates=build.dates(entry.id),
        changes=changes(build, entry),
        form_address=form_address(entry.id),
        code=qr_code(build.url(address_of(entry))) if build.site_url else None,
        structured=structured(build, entry, picture),
        held=next((one for one in build.held if one.path == entry.path), None),
    )


def _abbreviations(
    build: Build, record: Innovation, used: ServiceView | None
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Explain the abbreviations of name and summary, and those that only the service has."""
    told, known = f"{record.nama}. {record.ringkasan}", record.kepanjangan or ""
    service = " ".join(part.html.striptags() for part in used.parts) if used else ""
    first = abbreviations(build, told, f"{known} {service}")
    then = abbreviations(build, service, f"{known} {told}")
    return first, tuple(pair for pair in then if pair not in first)


def _contact(build: Build, entry: InnovationEntry) -> tuple[Contact | None, str]:
    """Choose the innovation's own office, else the agency's, that of the agency above it, or the coordinator's."""
    if entry.record.kontak:
        return entry.record.kontak, ""
    agency = None if entry.opd == UNASSIGNED else build.catalogue.opds.get(entry.opd)
    above = build.catalogue.opds.get(agency.record.induk or "") if agency else None
    for office in (agency, above):
        if office and office.record.kontak:
            return office.record.kontak, office.record.nama
    return build.catalogue.region.kontak, build.catalogue.region.koordinator


def _map(location: Location | None) -> str | None:
    if location is None or location.lintang is None or location.bujur is None:
        return None
    return f"https://www.openstreetmap.org/?mlat={location.lintang}&mlon={location.bujur}"


def photo_address(entry: InnovationEntry, file: str) -> str:
    """Return where the picture of an innovation is published."""
    return f"inovasi/{entry.id}/{file}"


def _scores(build: Build, state: InnovationState) -> tuple[tuple[str, str], ...]:
    if not build.period.publikasi.kematangan:
        return ()
    return tuple((name, f"{score.normalize():f}".replace(".", ",")) for name, score in state.scores.items())


SHOWN = 12
NAMED = 6
"""So many fields of one change are named; the rest are counted."""
FACT = "kematangan."
UNKNOWN = "isian yang sudah tidak dipakai"


@dataclass(frozen=True)
class ChangeView:
    """One change: when, as far as that is known, what, who proposed it, and where it can be seen whole."""

    day: date | None
    text: str
    proposer: Link | None
    address: str | None
    place: str


@dataclass(frozen=True)
class ChangesView:
    """The latest changes of a record; `older` are not shown, `address` lists them all."""

    shown: tuple[ChangeView, ...]
    older: int
    address: str | None


def changes(build: Build, entry: InnovationEntry) -> ChangesView:
    """Tell how a record came to be what it is, and what went into it."""
    joined = sorted(build.catalogue.joined.get(entry.id, ()), key=name_key)
    merged = (other for other in joined if other.record.digabung_ke == entry.id)
    named = {entry.id: "", **{other.id: f"{other.record.nama}, sebelum digabung: " for other in merged}}
    edits = [(edit, name) for slug, name in named.items() for edit in build.past.edits.get(slug, ())]
    found = sorted(edits, key=lambda pair: pair[0].commit.arrival.latest, reverse=True)
    address = build.hosting.history(entry.path)
    return ChangesView(tuple(_change(build, *pair) for pair in found[:SHOWN]), max(0, len(found) - SHOWN), address)


def _change(build: Build, edit: Edit, name: str) -> ChangeView:
    address, place = _address(build, edit)
    named = edit.commit.proposer
    proposer = build.opd_link(named) if named and named in build.catalogue.opds else None
    return ChangeView(edit.commit.day, f"{name}{_text(build, edit)}", proposer, address, place)


def _address(build: Build, edit: Edit) -> tuple[str | None, str]:
    if edit.commit.proposal:
        return build.hosting.proposal(edit.commit.proposal), f"usulan nomor {edit.commit.proposal}"
    return build.hosting.commit(edit.commit.id), "perubahan lengkap"


def _text(build: Build, edit: Edit) -> str:
    parts = list(_parts(build, edit))
    return sentence("; ".join(parts)) if parts else "Isi catatan saat itu tidak terbaca program ini."


def _parts(build: Build, edit: Edit) -> Iterator[str]:
    if edit.new:
        yield "dicatat dalam katalog"
    if edit.former:
        yield f"dipindahkan dari {build.opd_link(edit.former).text}"
    for names, done in ((edit.filled, "diisi"), (edit.changed, "diubah"), (edit.emptied, "dikosongkan")):
        facts = [name.removeprefix(FACT) for name in names if name.startswith(FACT)]
        if fields := _enumerated(_field(name) for name in names if not name.startswith(FACT)):
            yield f"{fields} {done}"
        if facts:
            yield f"fakta atau bukti tentang {_enumerated(map(_indicator, facts))} {done}"
    for year in edit.reviewed:
        yield f"pemeriksaan {build.catalogue.region.koordinator} untuk periode {year} diperbarui"


def _enumerated(labels: Iterable[str]) -> str:
    listed = list(dict.fromkeys(labels))
    rest = len(listed) - NAMED
    return enumerate_words([*listed[:NAMED], f"{rest} isian lain"] if rest > 0 else listed)


def _field(name: str) -> str:
    """Name a field as its reader does; a former version may hold any name."""
    known = Innovation.model_fields.get(name)
    return (known.title or name).lower() if known else UNKNOWN


def _indicator(name: str) -> str:
    known = Maturity.model_fields.get(name)
    return (known.title or name).lower() if known else UNKNOWN
