"""The pieces that several pages share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.assess import STEPS
from catalogue.build import Build, Link
from catalogue.common.indonesian import partial_date_text
from catalogue.model.innovation import Source
from catalogue.propose.work import Step, ladder
from catalogue.read.catalogue import InnovationEntry, name_key
from catalogue.search.facets import year_of
from catalogue.site.views.life import life

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


def source_views(sources: Iterable[Source]) -> tuple[SourceView, ...]:
    """Prepare a list of sources; one without a title is called by its host."""
    return tuple(_source(source) for source in sources)


def _source(source: Source) -> SourceView:
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
    ladder: tuple[Step, ...]
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
        ladder=ladder(step),
        year=str(year) if year else "",
        confirmed=step != STEPS[0],
        kind=known.kind,
        told=known.told,
        ended=known.banner,
    )
