"""The list of pages: every page of the catalogue is named here or in the view modules this list joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from catalogue.build import Build
from catalogue.site.views import (
    agencies,
    compliance,
    desk,
    desk_review,
    ecosystem,
    facets,
    federation,
    home,
    innovations,
    listing,
    news,
    open_data,
    previewing,
    program,
    projection,
    proposing,
    queue,
    rubrics,
    rule_pages,
    services,
    statistics,
    timeline,
)
from catalogue.site.views.page import Page
from catalogue.site.views.parts import Download

PAGES: tuple[Callable[[Build], Iterator[Page]], ...] = (
    home.pages,
    services.pages,
    listing.pages,
    innovations.pages,
    agencies.pages,
    facets.pages,
    federation.pages,
    ecosystem.pages,
    news.pages,
    statistics.pages,
    program.pages,
    compliance.pages,
    queue.pages,
    desk.pages,
    desk_review.pages,
    timeline.pages,
    projection.pages,
    rubrics.pages,
    proposing.pages,
    previewing.pages,
    rule_pages.pages,
)

LAST: tuple[Callable[[Build, Sequence[Download]], Iterator[Page]], ...] = (open_data.pages,)
"""What states how large published files are, and is made when they are there."""


def page_at(build: Build, address: str) -> Page | None:
    """Return the page at an address where that can be told without making others; of most pages it cannot."""
    return innovations.page_at(build, address)


def pages(build: Build) -> Iterator[Page]:
    """Yield every page of the catalogue but the last."""
    for make in PAGES:
        yield from make(build)


def last_pages(build: Build, downloads: Sequence[Download] = ()) -> Iterator[Page]:
    """Yield the pages that are made when everything else is written."""
    for make in LAST:
        yield from make(build, downloads)
