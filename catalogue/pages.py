"""The list of pages: every page of the catalogue is named here or in the view modules this list joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalogue.views import (
    agencies,
    compliance,
    components,
    ecosystem,
    embeds,
    facets,
    federation,
    home,
    innovations,
    listing,
    open_data,
    previewing,
    projection,
    proposals,
    proposing,
    queue,
    rubrics,
    rule_pages,
    statistics,
    style,
    timeline,
    trace,
)
from catalogue.views.page import Page
from catalogue.views.site import Site

PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.pages,
    listing.pages,
    innovations.pages,
    agencies.pages,
    facets.pages,
    federation.pages,
    embeds.pages,
    ecosystem.pages,
    statistics.pages,
    compliance.pages,
    trace.pages,
    queue.pages,
    proposals.pages,
    timeline.pages,
    projection.pages,
    rubrics.pages,
    open_data.pages,
    proposing.pages,
    previewing.pages,
    rule_pages.pages,
    style.pages,
    components.pages,
)


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of the catalogue."""
    for make in PAGES:
        yield from make(site)
