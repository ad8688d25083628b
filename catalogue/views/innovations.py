"""The page of each innovation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from catalogue.assessment import InnovationState
from catalogue.collection import UNASSIGNED, InnovationEntry
from catalogue.indonesian import day_text, partial_date_text
from catalogue.markup import plain_text
from catalogue.model.innovation import Award, Location, Origin
from catalogue.pictures import Card as PictureCard
from catalogue.pictures import code
from catalogue.views.cards import cards, cards_as_given, ladder
from catalogue.views.changes import ChangesView, changes
from catalogue.views.doors import form_address, report_address
from catalogue.views.evidence import IndicatorView, indicator_views
from catalogue.views.fields import FieldRow, location_text, rows
from catalogue.views.gains import gains
from catalogue.views.gaps import Gap, asked, gaps
from catalogue.views.page import Page
from catalogue.views.parts import Card, Link, SourceView, Step, source_views
from catalogue.views.replication import Replication, replication
from catalogue.views.rounds import ReportView, developments, reports
from catalogue.views.sections import TextSection, sections
from catalogue.views.site import Site
from catalogue.views.steps import NextStep, next_step, round_text
from catalogue.views.structured import structured

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


@dataclass(frozen=True)
class AwardView:
    """A recognition."""

    name: str
    year: str
    giver: str
    address: str | None


@dataclass(frozen=True)
class PhotoView:
    """A picture, published beside the page."""

    address: str
    alternative: str
    credit: str


@dataclass(frozen=True)
class InnovationView:
    """The page `/inovasi/<slug>/`."""

    name: str
    expansion: str
    summary: str
    opd: Link
    assigned: bool
    confirmed: bool
    data_status: str
    data_status_explained: str
    profile: tuple[FieldRow, ...]
    beneficiaries: str
    sections: tuple[TextSection, ...]
    replication: Replication
    gaps: tuple[Gap, ...]
    asked: int
    year: int
    step: str
    ladder: tuple[Step, ...]
    round: str
    next: NextStep | None
    reports: tuple[ReportView, ...]
    developments: tuple[tuple[str, str], ...]
    scores: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]
    indicator_total: int
    awards: tuple[AwardView, ...]
    links: tuple[tuple[str, str], ...]
    video: str | None
    photos: tuple[PhotoView, ...]
    location: str
    map: str | None
    related: tuple[Card, ...]
    alike: tuple[Card, ...]
    origin: Origin | None
    sources: tuple[SourceView, ...]
    notes: tuple[str, ...]
    recorded: str
    changed: str
    changes: ChangesView
    checked: str
    readings: bool
    form_address: str
    report_address: str | None
    data_address: str
    code: Markup
    structured: dict[str, Any]


def pages(site: Site) -> Iterator[Page]:
    """Make a page an innovation."""
    for entry in site.catalogue.innovations.values():
        yield _page(site, entry)


def page_at(site: Site, address: str) -> Page | None:
    """Return the page of one innovation, without going through all others."""
    entry = site.catalogue.innovations.get(address.removeprefix("inovasi/").rstrip("/"))
    return _page(site, entry) if entry and address == address_of(entry) else None


def address_of(entry: InnovationEntry) -> str:
    """Return the address of the page of an innovation."""
    return f"inovasi/{entry.id}/"


def _page(site: Site, entry: InnovationEntry) -> Page:
    dates = site.history.get(entry.path)
    record = entry.record
    return Page(
        address=address_of(entry),
        template="innovation.html",
        view=partial(_view, site, entry),
        title=record.nama,
        description=plain_text(record.ringkasan, 200),
        path=entry.path,
        updated=dates.changed if dates else None,
        section="inovasi",
        card=_card(site, entry),
    )


def _card(site: Site, entry: InnovationEntry) -> PictureCard:
    return site.card_of(entry.record.nama, site.opd_link(entry.opd).text)


def _view(site: Site, entry: InnovationEntry) -> InnovationView:
    record = entry.record
    state = site.assessment.innovations[entry.id]
    dates = site.history.get(entry.path)
    status = site.word("status-data", record.status_data)
    indicators = indicator_views(site, state, record)
    related = [slug for slug in record.terkait if slug in site.catalogue.innovations]
    return InnovationView(
        name=record.nama,
        expansion=record.kepanjangan or "",
        summary=record.ringkasan,
        opd=site.opd_link(entry.opd),
        assigned=entry.opd != UNASSIGNED,
        confirmed=record.status_data == "dikonfirmasi-opd",
        data_status=status.nama if status else record.status_data,
        data_status_explained=(status.keterangan or "") if status else "",
        profile=rows(site, record, PROFILE),
        beneficiaries=record.penerima_manfaat or "",
        sections=sections(site, record),
        replication=replication(site, state, entry),
        gaps=gaps(entry),
        asked=asked(),
        year=site.period.tahun,
        step=state.step,
        ladder=ladder(state.step),
        round=round_text(state, site.assessment.rubric),
        reports=reports(site, entry),
        developments=developments(record),
        next=next_step(state, site.assessment.rubric, gains(site, entry.id)),
        scores=_scores(site, state),
        indicators=indicators,
        indicator_total=len(state.indicators),
        awards=tuple(_award(award) for award in record.penghargaan),
        links=tuple((link.judul, link.tautan) for link in record.tautan),
        video=record.video,
        photos=_photos(entry),
        location=location_text(record.lokasi) if record.lokasi else "",
        map=_map(record.lokasi),
        related=cards(site, related),
        alike=cards_as_given(site, (slug for slug in site.alike[entry.id] if slug not in related)),
        origin=record.replikasi_dari,
        sources=source_views(record.sumber),
        notes=record.catatan,
        recorded=day_text(dates.created) if dates else "",
        changed=day_text(dates.changed) if dates else "",
        changes=changes(site, entry),
        checked=day_text(record.terakhir_diperiksa) if record.terakhir_diperiksa else "",
        readings=bool(record.pembacaan),
        form_address=form_address(entry.id),
        report_address=report_address(site, entry.id),
        data_address=f"api/v1/inovasi/{entry.id}.json",
        code=code(site.site_url + address_of(entry)),
        structured=structured(site, entry, _card(site, entry).address),
    )


def _map(location: Location | None) -> str | None:
    if location is None or location.lintang is None or location.bujur is None:
        return None
    return f"https://www.openstreetmap.org/?mlat={location.lintang}&mlon={location.bujur}"


def _photos(entry: InnovationEntry) -> tuple[PhotoView, ...]:
    found = entry.record.foto
    return tuple(PhotoView(photo_address(entry, one.berkas), one.teks_alternatif, one.sumber) for one in found)


def photo_address(entry: InnovationEntry, file: str) -> str:
    """Return where the picture of an innovation is published."""
    return f"inovasi/{entry.id}/{file}"


def _scores(site: Site, state: InnovationState) -> tuple[tuple[str, str], ...]:
    if not site.period.publikasi.kematangan:
        return ()
    return tuple((name, f"{score.normalize():f}".replace(".", ",")) for name, score in state.scores.items())


def _award(award: Award) -> AwardView:
    year = partial_date_text(award.tahun) if award.tahun else ""
    return AwardView(award.nama, year, award.pemberi or "", award.tautan)
