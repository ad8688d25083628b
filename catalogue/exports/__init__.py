"""The published files for machines: one module a format; adding one is adding it to `EXPORTS`.

`dcat` comes last because it describes all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.exports.api import api
from catalogue.exports.badge import badge
from catalogue.exports.calendar import calendar
from catalogue.exports.dcat import dcat
from catalogue.exports.feed import feed
from catalogue.exports.oembed import oembed
from catalogue.exports.records import records
from catalogue.exports.robots import robots
from catalogue.exports.schemas import schemas
from catalogue.exports.search import search
from catalogue.exports.sitemap import sitemap
from catalogue.exports.table import table
from catalogue.exports.template import template
from catalogue.exports.types import Context, Export

__all__ = ["EXPORTS", "LATER", "Context", "Export", "exports", "indexes"]

EXPORTS = (table, template, api, records, feed, calendar, badge, oembed, schemas)
LATER = (search,)
"""What no page names, and what therefore need not be ready before the pages: each is made beside them."""


def exports(context: Context) -> Iterator[Export]:
    """Yield every published file, in the order in which `/data/` lists them."""
    made = tuple(export for make in EXPORTS for export in make(context))
    yield from made
    yield dcat(context, made)


def indexes(context: Context, addresses: Iterable[str]) -> Iterator[Export]:
    """Yield what tells search engines of the pages."""
    yield sitemap(context, addresses)
    yield robots(context)
