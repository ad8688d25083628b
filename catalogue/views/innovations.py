"""The page of each innovation, and the redirects from its former addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from catalogue.assessment import InnovationState
from catalogue.collection import UNASSIGNED, InnovationEntry
from catalogue.indonesian import day_text, partial_date_text
from catalogue.markup import plain_text, render_markdown
from catalogue.model import Innovation
from catalogue.model.innovation import Award, Contact, Origin
from catalogue.views.cards import cards, ladder
from catalogue.views.evidence import IndicatorView, indicator_views
from catalogue.views.fields import FieldRow, label, location_text, rows
from catalogue.views.gains import gains
from catalogue.views.page import Page
from catalogue.views.parts import Card, Link, SourceView, Step, source_views
from catalogue.views.site import Site
from catalogue.views.steps import NextStep, next_step

PROSE = ("rancang_bangun", "tujuan", "manfaat", "hasil")
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
INVITED = ("rancang_bangun", "tujuan", "manfaat", "hasil", "waktu_penerapan", "lokasi", "kontak", "foto")
"""What a reader misses most; a record without them invites its agency."""


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
    prose: tuple[tuple[str, Markup, bool], ...]
    missing: tuple[str, ...]
    year: int
    step: str
    ladder: tuple[Step, ...]
    next: NextStep | None
    scores: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]
    indicator_total: int
    awards: tuple[AwardView, ...]
    links: tuple[tuple[str, str], ...]
    video: str | None
    photos: tuple[PhotoView, ...]
    location: str
    map: str | None
    contact: Contact | None
    related: tuple[Card, ...]
    origin: Origin | None
    sources: tuple[SourceView, ...]
    notes: tuple[str, ...]
    recorded: str
    changed: str
    checked: str
    readings: bool
    source_address: str | None
    data_address: str


@dataclass(frozen=True)
class RedirectView:
    """A page at a former address."""

    target: str
    name: str


def pages(site: Site) -> Iterator[Page]:
    """Make a page an innovation, and one at each of its former addresses."""
    for entry in site.catalogue.innovations.values():
        dates = site.history.get(entry.path)
        record = entry.record
        yield Page(
            address=f"inovasi/{entry.id}/",
            template="innovation.html",
            view=_view(site, entry),
            title=record.nama,
            description=plain_text(record.ringkasan, 200),
            path=entry.path,
            updated=dates.changed if dates else None,
            section="inovasi",
        )
        for slug in record.alamat_lama:
            redirect = RedirectView(f"inovasi/{entry.id}/", record.nama)
            yield Page(f"inovasi/{slug}/", "redirect.html", redirect, record.nama, record.nama, listed=False)


def _view(site: Site, entry: InnovationEntry) -> InnovationView:
    record = entry.record
    state = site.assessment.innovations[entry.id]
    dates = site.history.get(entry.path)
    status = site.word("status-data", record.status_data)
    location = record.lokasi
    known = location and location.lintang is not None and location.bujur is not None
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
        prose=_prose(record),
        missing=tuple(label(name).lower() for name in INVITED if not getattr(record, name)),
        year=site.period.tahun,
        step=state.step,
        ladder=ladder(state.step),
        next=next_step(state, site.assessment.rubric, gains(site, entry.id)),
        scores=_scores(site, state),
        indicators=indicator_views(site, state, record),
        indicator_total=len(state.indicators),
        awards=tuple(_award(award) for award in record.penghargaan),
        links=tuple((link.judul, link.tautan) for link in record.tautan),
        video=record.video,
        photos=tuple(PhotoView(photo_address(entry, p.berkas), p.teks_alternatif, p.sumber) for p in record.foto),
        location=location_text(location) if location else "",
        map=f"https://www.openstreetmap.org/?mlat={location.lintang}&mlon={location.bujur}"
        if location and known
        else None,
        contact=record.kontak,
        related=cards(site, (slug for slug in record.terkait if slug in site.catalogue.innovations)),
        origin=record.replikasi_dari,
        sources=source_views(record.sumber),
        notes=record.catatan,
        recorded=day_text(dates.created) if dates else "",
        changed=day_text(dates.changed) if dates else "",
        checked=day_text(record.terakhir_diperiksa) if record.terakhir_diperiksa else "",
        readings=bool(record.pembacaan),
        source_address=site.source_address(entry.path),
        data_address=f"api/v1/inovasi/{entry.id}.json",
    )


def photo_address(entry: InnovationEntry, file: str) -> str:
    """Return where the picture of an innovation is published."""
    return f"inovasi/{entry.id}/{file}"


def _prose(record: Innovation) -> tuple[tuple[str, Markup, bool], ...]:
    texts = ((name, getattr(record, name)) for name in PROSE)
    return tuple((label(name), render_markdown(text), name in record.pembacaan) for name, text in texts if text)


def _scores(site: Site, state: InnovationState) -> tuple[tuple[str, str], ...]:
    if not site.period.publikasi.kematangan:
        return ()
    return tuple((name, f"{score.normalize():f}".replace(".", ",")) for name, score in state.scores.items())


def _award(award: Award) -> AwardView:
    year = partial_date_text(award.tahun) if award.tahun else ""
    return AwardView(award.nama, year, award.pemberi or "", award.tautan)
