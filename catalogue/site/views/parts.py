"""The pieces that several pages share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.build import Link
from catalogue.common.indonesian import partial_date_text
from catalogue.model.innovation import Source
from catalogue.propose.steps import Step

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
