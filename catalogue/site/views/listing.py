"""The list of all innovations, with ways to narrow it, and the pieces from which the browser shows results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.build import Build
from catalogue.model.innovation import Contact
from catalogue.search.index import CARDS_A_PIECE, FOLDER, by_use, version
from catalogue.site.views import Page, Paging, paged, ready
from catalogue.site.views.doors import LAPOR
from catalogue.site.views.facets import FacetLink, facet_links, theme_links
from catalogue.site.views.parts import Card, amount, cards, cards_as_given
from catalogue.site.views.services import ChannelView, urgent_channels

SIZE = 20
"""Innovations on a page, as many as the script shows of its results: few enough to look through on a phone."""


@dataclass(frozen=True)
class Filter:
    """One facet as a group of links, which the script turns into a group of boxes."""

    id: str
    label: str
    index: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True)
class Help:
    """Who helps when the search does not: emergency numbers, the complaint system, the coordinator."""

    urgent: tuple[ChannelView, ...]
    complaint: str
    contact: Contact | None


@dataclass(frozen=True)
class ListingView:
    """A page of the list; the first, `/inovasi/`, is where the search happens.

    `numbers` are those by which the index knows the innovations of the cards.
    """

    cards: tuple[Card, ...]
    numbers: tuple[int, ...]
    paging: Paging
    amount: str
    filters: tuple[Filter, ...]
    version: str
    help: Help | None
    """For the page with the search."""


@dataclass(frozen=True)
class CardsView:
    """Cards without a page around them."""

    cards: tuple[Card, ...]
    version: str


@dataclass(frozen=True)
class NotFoundView:
    """The page shown for an address that does not exist."""

    themes: tuple[FacetLink, ...]
    version: str


def pages(build: Build) -> Iterator[Page]:
    """Make the list, the cards of the search, and the page for addresses that lead nowhere."""
    listed = by_use(build.catalogue, build.today)
    numbers = {entry.id: number for number, entry in enumerate(build.catalogue.by_name)}
    mark = version(build.catalogue)
    filters = tuple(Filter(f.id, f.label, f"{f.id}/", facet_links(f)) for f in build.facets)
    description = f"{amount(listed)} {build.catalogue.region.nama}, yang dapat dipakai dan terbaru lebih dahulu."
    for address, entries, paging in paged("inovasi/", listed, SIZE):
        shown = [(numbers[entry.id], entry.id) for entry in entries]
        make = partial(_list, build, shown, paging, filters if paging.number == 1 else (), mark)
        title = f"Inovasi dan petunjuk{paging.title}"
        yield Page(address, "listing.html", make, title, description, section="inovasi")
    yield from _pieces(build, mark)
    missing = NotFoundView(theme_links(build), mark)
    yield Page(
        "404.html", "404.html", ready(missing), "Halaman tidak ditemukan", "Halaman tidak ditemukan.", listed=False
    )


def _list(
    build: Build, shown: list[tuple[int, str]], paging: Paging, filters: tuple[Filter, ...], mark: str
) -> ListingView:
    help = Help(urgent_channels(build), LAPOR, build.catalogue.region.kontak) if paging.number == 1 else None
    return ListingView(
        cards_as_given(build, (slug for _, slug in shown)),
        tuple(number for number, _ in shown),
        paging,
        amount(build.catalogue.by_name),
        filters,
        mark,
        help,
    )


def _pieces(build: Build, mark: str) -> Iterator[Page]:
    """Make the cards from which the script shows results, a few in a file, numbered as the index numbers them."""
    slugs = [entry.id for entry in build.catalogue.by_name]
    for number, start in enumerate(range(0, len(slugs), CARDS_A_PIECE)):
        address, make = (
            f"{FOLDER}kartu/{number}.txt",
            partial(_cards, build, slugs[start : start + CARDS_A_PIECE], mark),
        )
        yield Page(address, "cards.txt", make, "", "", listed=False, shown_on="inovasi/")


def _cards(build: Build, slugs: Iterable[str], mark: str) -> CardsView:
    return CardsView(cards(build, slugs), mark)
