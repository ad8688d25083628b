"""The pieces that several pages share: cards, sources, and what a record is and whether it still runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.assess import STEPS
from catalogue.assess.counting import last_word, running
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text, number_text, partial_date_text
from catalogue.model import Innovation, Review, counts, kind_of
from catalogue.model.innovation import Source
from catalogue.read.catalogue import InnovationEntry, name_key
from catalogue.search.facets import year_of


@dataclass(frozen=True)
class LifeView:
    """The life of a record in words; `kind` is empty for an innovation, `banner` for what may still run."""

    lead: bool
    kind: str
    banner: str
    successor: Link | None
    runs: bool | None
    running: str
    told: str
    """Who said the newest of it, and when: `Menurut berita Maret 2017`."""


def life(build: Build, entry: InnovationEntry) -> LifeView:
    """Say what a record is and whether it is known to run."""
    record = entry.record
    kind, runs = kind_of(record), running(record, build.today)
    return LifeView(
        lead=not counts(record),
        kind="" if kind == "inovasi" else build.named("jenis-catatan", kind, "Jenis catatan belum diketahui"),
        banner=_banner(record, kind),
        successor=_successor(build, record),
        runs=runs,
        running=_running(record, runs=runs),
        told=told(record),
    )


def amount(entries: Iterable[InnovationEntry]) -> str:
    """Count records in two words: innovations of their own, and leads."""
    kinds = [counts(entry.record) for entry in entries]
    innovations, leads = sum(kinds), len(kinds) - sum(kinds)
    if not leads:
        return f"{innovations} inovasi"
    return f"{innovations} inovasi dan {leads} petunjuk" if innovations else f"{leads} petunjuk"


def told(record: Innovation) -> str:
    """Say who said the newest that is known of a record, and when."""
    said = record.pengesahan
    if said and said.diterima_oleh and last_word(record) == said.tanggal:
        return f"Menurut OPD, {day_text(said.tanggal)}"
    read = [source.tanggal for source in record.sumber if source.tanggal and source.terlihat != "tidak"]
    unread = [source.tanggal for source in record.sumber if source.tanggal]
    newest = max(read or unread, key=lambda day: day.first_day, default=None)
    beyond = "" if read else ", yang halamannya belum terlihat"
    return f"Menurut berita {partial_date_text(newest)}{beyond}" if newest else ""


def _banner(record: Innovation, kind: str | None) -> str:
    since = f" sejak {partial_date_text(record.status_sejak)}" if record.status_sejak else ""
    if record.digabung_ke or record.status == "digabung":
        return f"Inovasi ini sudah digabung{since} ke inovasi lain."
    if record.status == "berhenti":
        return f"Inovasi ini sudah berhenti{since}."
    if kind == "rencana":
        return "Baru berupa rencana; belum ada sumber yang menyatakan sudah berjalan."
    return ""


def _successor(build: Build, record: Innovation) -> Link | None:
    slug = record.digabung_ke or record.bagian_dari
    return build.innovation_link(slug) if slug and slug in build.catalogue.innovations else None


def _running(record: Innovation, *, runs: bool | None) -> str:
    if runs:
        return "Masih berjalan"
    return "Tidak berjalan lagi" if runs is False else "Belum dipastikan masih berjalan"


@dataclass(frozen=True)
class ReportView:
    """A period in which the innovation was reported: the step it reached, the day, and what the Ministry said."""

    year: int
    step: str
    day: str
    outcome: str


def developments(record: Innovation) -> tuple[tuple[str, str], ...]:
    """Return when an innovation was developed before and what was new, the newest first."""
    ordered = sorted(record.pengembangan_lama, key=lambda item: item.waktu.last_day, reverse=True)
    return tuple((partial_date_text(item.waktu), item.uraian) for item in ordered)


def reports(build: Build, entry: InnovationEntry) -> tuple[ReportView, ...]:
    """Return every period in which an innovation was reported, the newest first."""
    return tuple(sorted(_reports(build, entry), key=lambda report: -report.year))


def _reports(build: Build, entry: InnovationEntry) -> Iterator[ReportView]:
    for year in build.assessments:
        found = build.catalogue.reviews.get((year, entry.id))
        if found and found.record.pelaporan:
            assessment = build.assessments[year]
            shown = assessment.period.publikasi.kematangan
            yield ReportView(
                year,
                assessment.innovations[entry.id].step,
                day_text(found.record.pelaporan.tanggal),
                _outcome(found.record, shown=shown),
            )


def _outcome(review: Review, *, shown: bool) -> str:
    """Say what the Ministry decided; its score only where scores are public."""
    found = review.hasil
    if found is None:
        return ""
    score = f"Skor {number_text(found.skor)}." if shown and found.skor is not None else ""
    return " ".join(filter(None, (found.keputusan or "", score)))


SEEN = {"sebagian": "hanya sebagian isinya yang terbaca", "tidak": "halamannya belum terlihat"}
"""What is said of a source that nobody has read to its end."""


@dataclass(frozen=True)
class SourceView:
    """A source as readers see it: what it is, when it appeared, where it can be read."""

    title: str
    address: str | None
    host: str
    date: str
    note: str
    quote: str
    seen: str
    archive: str | None


def source_view(source: Source) -> SourceView:
    """Show a source; one without a title is called by its host."""
    host = (urlsplit(source.tautan).hostname or "").removeprefix("www.") if source.tautan else ""
    return SourceView(
        title=source.judul or host or "Tanpa judul",
        address=source.tautan,
        host=host if source.judul else "",
        date=partial_date_text(source.tanggal) if source.tanggal else "",
        note=source.catatan or "",
        quote=source.kutipan or "",
        seen=SEEN.get(source.terlihat or "", ""),
        archive=source.arsip,
    )


@dataclass(frozen=True)
class Card:
    """An innovation in a list."""

    slug: str
    name: str
    expansion: str
    summary: str
    opd: Link
    step: str
    year: str
    confirmed: bool
    kind: str
    told: str
    ended: str

    @property
    def address(self) -> str:
        return f"inovasi/{self.slug}/"


@dataclass(frozen=True)
class Download:
    """A published file as the page of open data lists it."""

    address: str
    title: str
    description: str
    media_type: str
    size: int
    """Bytes."""


def cards(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations, by name."""
    entries = [build.catalogue.innovations[slug] for slug in slugs]
    return tuple(_card(build, entry) for entry in sorted(entries, key=name_key))


def cards_as_given(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations whose order says something."""
    return tuple(_card(build, build.catalogue.innovations[slug]) for slug in slugs)


def _card(build: Build, entry: InnovationEntry) -> Card:
    record = entry.record
    year = year_of(record)
    known = life(build, entry)
    step = build.assessment.innovations[entry.id].step
    return Card(
        slug=entry.id,
        name=record.nama,
        expansion=record.kepanjangan or "",
        summary=record.ringkasan,
        opd=build.opd_link(entry.opd),
        step=step,
        year=str(year) if year else "",
        confirmed=step != STEPS[0],
        kind=known.kind,
        told=known.told,
        ended=known.banner,
    )
