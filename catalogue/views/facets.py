"""The catalogue by every facet: the page of its values, and the innovations of each value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from catalogue.collection import InnovationEntry
from catalogue.facets import UNKNOWN, Facet, Value, affair_slug
from catalogue.model import Word
from catalogue.views.cards import cards, name_key
from catalogue.views.page import Page, ready
from catalogue.views.paging import SIZE, Paging, paged
from catalogue.views.parts import Card, Link
from catalogue.views.site import Site

AGENCY = "opd"
"""The facet whose pages say more than which innovations there are; `views/agencies.py` makes them."""

TITLES = {
    "urusan": "Urusan pemerintahan",
    "pelayanan-dasar": "Pelayanan dasar",
    "tema": "Tema",
    "tahun": "Tahun",
    "bentuk": "Bentuk inovasi",
    "jenis": "Jenis inovasi",
    "tahapan": "Tahapan inovasi",
    "langkah": "Langkah",
    "status": "Status inovasi",
    "status-data": "Status data",
}

INTROS = {
    "urusan": "Inovasi menurut urusan pemerintahan yang paling pokok baginya (UU 23/2014 Pasal 12).",
    "pelayanan-dasar": "Inovasi menurut apakah urusan utamanya urusan wajib pelayanan dasar (UU 23/2014 Pasal 12 "
    "ayat (1)).",
    "tahun": "Inovasi menurut tahun mulai diterapkan; bila itu belum diketahui, tahun mulai diuji coba.",
    "bentuk": "Inovasi menurut tiga bentuk inovasi daerah (PP 38/2017).",
    "jenis": "Inovasi menurut apakah layanannya memakai aplikasi atau sistem.",
    "tahapan": "Inovasi menurut sejauh mana sudah dijalankan.",
    "langkah": "Inovasi menurut langkah kesiapannya pada periode yang berjalan.",
    "status": "Inovasi menurut apakah masih berjalan.",
    "status-data": "Inovasi menurut asal keterangannya.",
}


@dataclass(frozen=True)
class FacetLink:
    """A value of a facet with the number of its innovations."""

    text: str
    address: str
    count: int
    note: str = ""
    id: str = ""


@dataclass(frozen=True)
class FacetGroup:
    """Values under one heading."""

    title: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True)
class FacetIndex:
    """The page of all values of a facet."""

    intro: str
    groups: tuple[FacetGroup, ...]


@dataclass(frozen=True)
class FacetView:
    """The page of one value: its innovations, with the agencies that hold it and how they came to be listed."""

    kind: str
    up: Link
    intro: str
    note: str
    total: int
    cards: tuple[Card, ...]
    paging: Paging
    narrow: str
    besides: tuple[Card, ...]
    besides_title: str
    agencies: tuple[Link, ...]
    feed: str


def facet_links(facet: Facet) -> tuple[FacetLink, ...]:
    """List the values that some innovation has, with their numbers."""
    return tuple(_link(facet, value) for value in facet.used)


def theme_links(site: Site) -> tuple[FacetLink, ...]:
    """List the themes that have innovations."""
    facet = next(facet for facet in site.facets if facet.id == "tema")
    return tuple(link for link in facet_links(facet) if link.id != UNKNOWN)


def pages(site: Site) -> Iterator[Page]:
    """Make the index and the pages of each facet."""
    for facet in site.facets:
        if facet.id == AGENCY:
            continue
        yield _index(site, facet)
        for value in facet.values:
            if value.id != UNKNOWN or value in facet.used:
                yield from _pages(site, facet, value)


def _link(facet: Facet, value: Value) -> FacetLink:
    return FacetLink(value.text, facet.address(value.id), len(facet.members.get(value.id, ())), value.note, value.id)


def _index(site: Site, facet: Facet) -> Page:
    intro = INTROS.get(facet.id) or site.catalogue.vocabularies[facet.id].keterangan or ""
    groups = _affair_groups(site, facet) if facet.id == "urusan" else [FacetGroup("", _shown(facet))]
    view = FacetIndex(intro, tuple(groups))
    return Page(f"{facet.id}/", "facets.html", ready(view), TITLES[facet.id], intro, section="inovasi")


def _shown(facet: Facet) -> tuple[FacetLink, ...]:
    return tuple(_link(facet, value) for value in facet.values if value.id != UNKNOWN or value in facet.used)


def _affair_groups(site: Site, facet: Facet) -> Iterator[FacetGroup]:
    vocabulary = site.catalogue.vocabularies["urusan"]
    links = {link.id: link for link in _shown(facet)}
    for id, title in vocabulary.golongan.items():
        yield FacetGroup(title, tuple(links[affair_slug(word)] for word in vocabulary.butir if word.golongan == id))
    if UNKNOWN in links:
        yield FacetGroup("Urusan belum diketahui", (links[UNKNOWN],))


def _pages(site: Site, facet: Facet, value: Value) -> Iterator[Page]:
    word = _affair(site, facet, value)
    title = _title(facet, value)
    members = facet.members.get(value.id, ())
    besides = sorted(_crossing(site, word), key=name_key) if word else []
    bare = replace(facet, members={})  # what a page shows follows from its own entries
    for address, entries, paging in paged(facet.address(value.id), [*members, *besides]):
        yield Page(
            address,
            "facet.html",
            partial(_view, site, bare, value, entries, paging, total=len(members)),
            f"{title}{paging.title}",
            f"{len(members)} inovasi {site.catalogue.region.nama}: {facet.label.lower()} {value.text}.",
            section="inovasi",
        )


def _view(
    site: Site, facet: Facet, value: Value, entries: tuple[InnovationEntry, ...], paging: Paging, *, total: int
) -> FacetView:
    word = _affair(site, facet, value)
    own = max(0, total - SIZE * (paging.number - 1))
    return FacetView(
        kind=facet.label,
        up=Link(f"Semua {facet.label.lower()}", f"{facet.id}/"),
        intro=_intro(facet, value, word),
        note=(word.keterangan or "") if word else "",
        total=total,
        cards=cards(site, (entry.id for entry in entries[:own])),
        paging=paging,
        narrow=f"inovasi/?{facet.id}={value.id}",
        besides=cards(site, (entry.id for entry in entries[own:])),
        besides_title="Beririsan dengan urusan ini",
        agencies=tuple(_holders(site, word)) if word and paging.number == 1 else (),
        feed=_feed(facet, value),
    )


def _affair(site: Site, facet: Facet, value: Value) -> Word | None:
    return _affairs(site).get(value.id) if facet.id == "urusan" else None


def _feed(facet: Facet, value: Value) -> str:
    """Return where the feed of a theme is; other facets have none."""
    return f"{facet.address(value.id)}feed.xml" if facet.id == "tema" and value.id != UNKNOWN else ""


def _title(facet: Facet, value: Value) -> str:
    """Name a page so that its title says what it is of, even without its way there."""
    alone = facet.id in {"urusan", "tema", "bentuk", "pelayanan-dasar", "status-data"} and value.id != UNKNOWN
    return value.text if alone else f"{facet.label.split()[0]} {value.text[:1].lower()}{value.text[1:]}"


def _intro(facet: Facet, value: Value, word: Word | None) -> str:
    if word:
        return f"{'Urusan wajib pelayanan dasar. ' if word.pelayanan_dasar else ''}{word.dasar or ''}"
    return value.note


def _affairs(site: Site) -> dict[str, Word]:
    return {affair_slug(word): word for word in site.catalogue.words("urusan").values()}


def _crossing(site: Site, word: Word) -> Iterator[InnovationEntry]:
    return (entry for entry in site.catalogue.innovations.values() if word.id in entry.record.urusan_lain)


def _holders(site: Site, word: Word) -> Iterator[Link]:
    return (site.opd_link(id) for id, entry in site.catalogue.opds.items() if word.id in entry.record.urusan)
