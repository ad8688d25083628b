"""A page to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from catalogue.common.card import Card


@dataclass(frozen=True)
class Page:
    """One page: its address below the site, its template, and what makes the view that fills it.

    The view is made when the page is written and kept nowhere, for there may be very many. `path` is the file in the
    repository from which the page is made; `listed` is false for pages that are not for search engines, such as
    redirects; `shown_on` is the page that a fragment of a page is put into; `card` is shown with a link to the page.
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
    language: str = "id"

    @property
    def file(self) -> str:
        names_file = bool(self.address) and not self.address.endswith("/")
        return self.address if names_file else f"{self.address}index.html"


def ready(view: object) -> Callable[[], object]:
    """Return what gives a view that is made already."""
    return lambda: view
