"""The catalogue by affair, by theme and by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.model import Word
from catalogue.views.cards import cards, year_of
from catalogue.views.page import Page
from catalogue.views.parts import Card, Link
from catalogue.views.site import Site


@dataclass(frozen=True)
class FacetLink:
    """A value of a facet with the number of its innovations."""

    text: str
    address: str
    count: int
    note: str = ""


@dataclass(frozen=True)
class FacetGroup:
    """Values under one heading."""

    title: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True)
class FacetIndex:
    """The page of all values of a facet; `loose` are innovations without a value."""

    intro: str
    groups: tuple[FacetGroup, ...]
    loose_title: str = ""
    loose: tuple[Card, ...] = ()


@dataclass(frozen=True)
class FacetView:
    """The page of one value: its innovations, with the agencies that hold it and how they came to be listed."""

    kind: str
    up: Link
    intro: str
    note: str
    cards: tuple[Card, ...]
    besides: tuple[Card, ...]
    besides_title: str
    agencies: tuple[Link, ...]


def theme_links(site: Site) -> tuple[FacetLink, ...]:
    """List the themes that have innovations."""
    links = [
        FacetLink(word.nama, f"tema/{word.id}/", len(_with_theme(site, word.id)), word.keterangan or "")
        for word in site.catalogue.words("tema").values()
    ]
    return tuple(link for link in links if link.count)


def affair_links(site: Site) -> tuple[FacetLink, ...]:
    """List the affairs that are some innovation's main affair."""
    links = [_affair_link(site, word) for word in site.catalogue.words("urusan").values()]
    return tuple(link for link in links if link.count)


def year_links(site: Site) -> tuple[FacetLink, ...]:
    """List the years in which innovations began, newest first."""
    found: dict[int, int] = {}
    for entry in site.catalogue.innovations.values():
        if year := year_of(entry.record):
            found[year] = found.get(year, 0) + 1
    return tuple(FacetLink(str(year), f"tahun/{year}/", found[year]) for year in sorted(found, reverse=True))


def pages(site: Site) -> Iterator[Page]:
    """Make the index and the pages of each facet."""
    yield from _affairs(site)
    yield from _themes(site)
    yield from _years(site)


def _affair_link(site: Site, word: Word) -> FacetLink:
    note = "Pelayanan dasar" if word.pelayanan_dasar else ""
    return FacetLink(word.nama, _affair_address(word), len(_with_affair(site, word.id)), note)


def _affair_address(word: Word) -> str:
    return f"urusan/{word.slug or word.id}/"


def _with_affair(site: Site, id: str) -> list[str]:
    return [slug for slug, entry in site.catalogue.innovations.items() if entry.record.urusan_utama == id]


def _with_theme(site: Site, id: str) -> list[str]:
    return [slug for slug, entry in site.catalogue.innovations.items() if id in entry.record.tema]


def _affairs(site: Site) -> Iterator[Page]:
    vocabulary = site.catalogue.vocabularies["urusan"]
    groups = tuple(
        FacetGroup(title, tuple(_affair_link(site, word) for word in vocabulary.butir if word.golongan == id))
        for id, title in vocabulary.golongan.items()
    )
    unknown = [slug for slug, entry in site.catalogue.innovations.items() if not entry.record.urusan_utama]
    intro = "Inovasi menurut urusan pemerintahan yang paling pokok baginya (UU 23/2014 Pasal 12)."
    yield _index(
        "urusan/", "Urusan pemerintahan", FacetIndex(intro, groups, "Urusan belum diketahui", cards(site, unknown))
    )
    for word in vocabulary.butir:
        yield _affair_page(site, word)


def _affair_page(site: Site, word: Word) -> Page:
    also = [slug for slug, entry in site.catalogue.innovations.items() if word.id in entry.record.urusan_lain]
    holders = [site.opd_link(id) for id, entry in site.catalogue.opds.items() if word.id in entry.record.urusan]
    found = cards(site, _with_affair(site, word.id))
    basic = "Urusan wajib pelayanan dasar. " if word.pelayanan_dasar else ""
    view = FacetView(
        kind="Urusan",
        up=Link("Semua urusan", "urusan/"),
        intro=f"{basic}{word.dasar or ''}",
        note=word.keterangan or "",
        cards=found,
        besides=cards(site, also),
        besides_title="Beririsan dengan urusan ini",
        agencies=tuple(holders),
    )
    description = f"{len(found)} inovasi {site.catalogue.region.nama} pada urusan {word.nama}."
    return Page(_affair_address(word), "facet.html", view, word.nama, description, section="inovasi")


def _themes(site: Site) -> Iterator[Page]:
    vocabulary = site.catalogue.vocabularies["tema"]
    loose = [slug for slug, entry in site.catalogue.innovations.items() if not entry.record.tema]
    group = FacetGroup("", theme_links(site))
    index = FacetIndex(vocabulary.keterangan or "", (group,), "Belum bertema", cards(site, loose))
    yield _index("tema/", "Tema", index)
    for word in vocabulary.butir:
        found = cards(site, _with_theme(site, word.id))
        view = FacetView("Tema", Link("Semua tema", "tema/"), word.keterangan or "", "", found, (), "", ())
        description = f"{len(found)} inovasi {site.catalogue.region.nama} bertema {word.nama}."
        yield Page(f"tema/{word.id}/", "facet.html", view, word.nama, description, section="inovasi")


def _years(site: Site) -> Iterator[Page]:
    links = year_links(site)
    loose = [slug for slug, entry in site.catalogue.innovations.items() if year_of(entry.record) is None]
    intro = "Inovasi menurut tahun mulai diterapkan; bila itu belum diketahui, tahun mulai diuji coba."
    index = FacetIndex(intro, (FacetGroup("", links),), "Tahun belum diketahui", cards(site, loose))
    yield _index("tahun/", "Tahun", index)
    for link in links:
        slugs = [slug for slug, entry in site.catalogue.innovations.items() if str(year_of(entry.record)) == link.text]
        view = FacetView(
            "Tahun",
            Link("Semua tahun", "tahun/"),
            "Tahun mulai diterapkan atau diuji coba.",
            "",
            cards(site, slugs),
            (),
            "",
            (),
        )
        description = f"{link.count} inovasi {site.catalogue.region.nama} yang dimulai pada {link.text}."
        yield Page(link.address, "facet.html", view, f"Tahun {link.text}", description, section="inovasi")


def _index(address: str, title: str, view: FacetIndex) -> Page:
    return Page(address, "facets.html", view, title, view.intro, section="inovasi")
