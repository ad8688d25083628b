"""What the templates show: small frozen objects made by pure functions from the catalogue and its assessments.

Each is shown on a page to be written, which stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from catalogue.build import Link
from catalogue.common.card import Card, Poster


@dataclass(frozen=True)
class Page:
    """One page: its address below the site, its template, and what makes the view that fills it.

    The view is made when the page is written and kept nowhere, for there may be very many. `path` is the file in the
    repository from which the page is made; `listed` is false for pages that are not for search engines, such as
    redirects; `shown_on` is the page that a fragment of a page is put into; `card` is shown with a link to the page,
    `poster` on it.
    """

    address: str
    template: str
    view: Callable[[], object]
    title: str
    description: str
    path: str | None = None
    listed: bool = True
    section: str = ""
    shown_on: str | None = None
    card: Card | None = None
    poster: Poster | None = None
    language: str = "id"

    @property
    def file(self) -> str:
        names_file = bool(self.address) and not self.address.endswith("/")
        return self.address if names_file else f"{self.address}index.html"


def ready(view: object) -> Callable[[], object]:
    """Return what gives a view that is made already."""
    return lambda: view


T = TypeVar("T")
SIZE = 60
"""Innovations on a page: all of a small city's on one, and few enough for a slow line."""
NEAR = 1
"""Pages named before and after the current one, besides the first and the last."""


@dataclass(frozen=True)
class Paging:
    """Where a page stands in its list; `links` has None where pages are left out."""

    number: int
    last: int
    total: int
    links: tuple[Link | None, ...]

    @property
    def current(self) -> str:
        return str(self.number)

    @property
    def first(self) -> str:
        """The address where the list begins."""
        return next(link.address for link in self.links if link)

    @property
    def title(self) -> str:
        """What distinguishes the page's title from that of the first."""
        return f", halaman {self.number}" if self.number > 1 else ""


def paged(address: str, entries: Sequence[T], size: int = SIZE) -> Iterator[tuple[str, tuple[T, ...], Paging]]:
    """Cut a list into pages and yield the address, the entries and the place of each; an empty list is one page."""
    pieces = [tuple(entries[start : start + size]) for start in range(0, len(entries), size)] or [()]
    for number, piece in enumerate(pieces, 1):
        links = tuple(_links(address, number, len(pieces)))
        yield _address(address, number), piece, Paging(number, len(pieces), len(entries), links)


def _address(address: str, number: int) -> str:
    return address if number == 1 else f"{address}halaman/{number}/"


def _links(address: str, number: int, last: int) -> Iterator[Link | None]:
    named = sorted({1, last, *range(max(1, number - NEAR), min(last, number + NEAR) + 1)})
    for before, page in zip([0, *named], named, strict=False):
        if page - before > 1:
            yield None
        yield Link(str(page), _address(address, page))
