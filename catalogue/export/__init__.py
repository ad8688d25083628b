"""The published files for machines: one module a format; adding one is adding it to `EXPORTS`.

`dcat` comes last because it describes all others. A listing costs little; the contents are made by the processes that
write them, all files of a module by the same one, which gathers once what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from catalogue.build import Build
from catalogue.export.api import api
from catalogue.export.badge import badge
from catalogue.export.calendar import calendar
from catalogue.export.crawlers import robots, sitemap
from catalogue.export.dcat import dcat
from catalogue.export.feed import feed
from catalogue.export.records import records
from catalogue.export.schemas import schemas
from catalogue.export.search import search
from catalogue.export.settings import settings
from catalogue.export.table import table
from catalogue.export.template import template
from catalogue.export.types import Description, Export, Measure

__all__ = [
    "EXPORTS",
    "LATER",
    "Description",
    "Export",
    "Measure",
    "described",
    "exports",
    "indexes",
]

EXPORTS = (table, template, api, records, settings, feed, calendar, badge, schemas)
LATER = (search,)
"""What nothing names: it is not even listed before it is made."""


def exports(build: Build) -> Iterator[Export]:
    """Yield every published file, in the order in which `/data/` lists them; making their contents is another step."""
    made = tuple(export for make in EXPORTS for export in make(build))
    yield from made
    yield dcat(build, made)


def described(files: Iterable[Export], measure: Callable[[str], Measure]) -> Iterator[Export]:
    """Yield the files that state the measures of others, made as soon as those before them are written."""
    for file in files:
        if isinstance(file.made, Description):
            yield replace(file, made=file.made.write(measure))


def indexes(build: Build, addresses: Iterable[str]) -> Iterator[Export]:
    """Yield what tells search engines of the pages; a sitemap has nothing to say while the site has no address."""
    if build.site_url:
        yield sitemap(build, addresses)
    yield robots(build)
