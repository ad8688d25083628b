"""A page to be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Page:
    """One page: its address below the site, its template, and the view that fills it.

    `path` is the file in the repository from which the page is made; `listed` is false for pages that are not for
    search engines, such as redirects.
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

    @property
    def file(self) -> str:
        return self.address if self.address.endswith(".html") else f"{self.address}index.html"
