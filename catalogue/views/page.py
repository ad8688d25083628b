"""A page to be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.pictures import Card, Picture


@dataclass(frozen=True)
class Page:
    """One page: its address below the site, its template, and the view that fills it.

    `path` is the file in the repository from which the page is made; `listed` is false for pages that are not for
    search engines, such as redirects; `shown_on` is the page that a mere piece of a page is put into; `card` is shown
    with a link to the page, `pictures` on the page itself.
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
    pictures: tuple[Picture, ...] = ()
    language: str = "id"

    @property
    def file(self) -> str:
        names_file = bool(self.address) and not self.address.endswith("/")
        return self.address if names_file else f"{self.address}index.html"
