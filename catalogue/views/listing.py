"""The list of all innovations, with ways to narrow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.collection import UNASSIGNED
from catalogue.views.cards import cards
from catalogue.views.facets import FacetLink, affair_links, theme_links, year_links
from catalogue.views.page import Page
from catalogue.views.parts import Card
from catalogue.views.site import Site


@dataclass(frozen=True)
class ListingView:
    """The page `/inovasi/`."""

    cards: tuple[Card, ...]
    agencies: tuple[FacetLink, ...]
    affairs: tuple[FacetLink, ...]
    themes: tuple[FacetLink, ...]
    years: tuple[FacetLink, ...]


@dataclass(frozen=True)
class NotFoundView:
    """The page shown for an address that does not exist."""

    themes: tuple[FacetLink, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the list, and the page for addresses that lead nowhere."""
    view = ListingView(
        cards=cards(site, site.catalogue.innovations),
        agencies=_agencies(site),
        affairs=affair_links(site),
        themes=theme_links(site),
        years=year_links(site),
    )
    description = f"{len(view.cards)} inovasi {site.catalogue.region.nama}, menurut nama, OPD, urusan, tema, dan tahun."
    yield Page("inovasi/", "listing.html", view, "Semua inovasi", description, section="inovasi")
    missing = NotFoundView(theme_links(site))
    yield Page("404.html", "404.html", missing, "Halaman tidak ditemukan", "Halaman tidak ditemukan.", listed=False)


def _agencies(site: Site) -> tuple[FacetLink, ...]:
    found = [
        FacetLink(site.opd_short(id), f"opd/{id}/", len(entries))
        for id, entries in site.catalogue.by_opd.items()
        if entries and id != UNASSIGNED
    ]
    found.sort(key=lambda link: link.text.casefold())
    waiting = len(site.catalogue.by_opd[UNASSIGNED])
    return (*found, FacetLink("Belum ditetapkan", f"opd/{UNASSIGNED}/", waiting)) if waiting else tuple(found)
