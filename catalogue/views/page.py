"""A page to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

from catalogue.pictures import Card


@dataclass(frozen=True)
class Page:
    """One page: its address below the site, its template, and the view that fills it.

    `path` is the file in the repository from which the page is made; `listed` is false for pages that are not for
    search engines, such as redirects; `shown_on` is the page that a mere piece of a page is put into; `card` is shown
    with a link to the page.
    """

    address: str
    template: str
    view: object
    title: str
    description: str
    path: str | None = None
    updated: date | None = None
    listed: bool = True
    section: str = ""
    shown_on: str | None = None
    card: Card | None = None
    language: str = "id"

    def whole(self) -> Page:
        """Return the page with its view made."""
        return self

    @property
    def file(self) -> str:
        names_file = bool(self.address) and not self.address.endswith("/")
        return self.address if names_file else f"{self.address}index.html"


@dataclass(frozen=True)
class LaterPage(Page):
    """A page whose view is made each time it is asked for, and kept nowhere: there may be very many."""

    make: Callable[[], object] = object

    def __post_init__(self) -> None:
        self.__dict__.pop("view")

    def whole(self) -> Page:
        """Return the page with its view made."""
        return Page(**{name.name: getattr(self, name.name) for name in fields(Page)})

    def __getattr__(self, name: str) -> object:
        if name == "view":
            return self.make()
        raise AttributeError(name)
