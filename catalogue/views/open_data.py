"""What may be taken away: the files for programs and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.views.page import Page
from catalogue.views.parts import Download
from catalogue.views.site import Site


@dataclass(frozen=True)
class OpenDataView:
    """The page `/data/`; the files it names are those that `exports` publishes under these addresses."""

    years: tuple[int, ...]
    example: str
    downloads: tuple[Download, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the page of open data."""
    years = tuple(sorted(site.catalogue.periods, reverse=True))
    view = OpenDataView(years, next(iter(site.catalogue.innovations), ""), site.downloads)
    description = "Seluruh isi katalog sebagai CSV, JSON, umpan, dan kalender, dengan lisensi CC BY 4.0."
    yield Page("data/", "open_data.html", view, "Data terbuka", description, section="data")
