"""The list of pages: every page of the catalogue is named here or in the view modules this list joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from catalogue.build import Build
from catalogue.site.views import (
    Page,
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
    rule_pages.pages,
)


def pages(build: Build) -> Iterator[Page]:
    """Yield every page of the catalogue but the last."""
    for make in PAGES:
        yield from make(build)


def last_pages(build: Build, downloads: Sequence[Download] = ()) -> Iterator[Page]:
    """Yield what states how large published files are, and is made when they are there."""
    return open_data.pages(build, downloads)
