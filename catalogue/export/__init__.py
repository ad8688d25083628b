"""The published files for machines: one module a format; adding one is adding it to `EXPORTS`.

`dcat` comes last because it describes all others. A listing costs little; the contents are made by the processes that
write them, all files of a module by the same one, which gathers once what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import escape

from catalogue.build import Build
from catalogue.export.api import api
from catalogue.export.badge import badge
from catalogue.export.calendar import calendar
from catalogue.export.dcat import dcat
from catalogue.export.feed import feed
from catalogue.export.file import Description, Export, Measure
from catalogue.export.records import records, schemas, settings
from catalogue.export.search import search
from catalogue.export.table import table
from catalogue.export.template import template

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
        yield _sitemap(build, addresses)
    yield _robots(build)


def _sitemap(build: Build, addresses: Iterable[str]) -> Export:
    """Make the sitemap (sitemaps.org, version 0.9); only innovations carry a date, because only theirs is known."""
    changed = {f"inovasi/{slug}/": day for slug in build.catalogue.innovations if (day := build.dates(slug).changed)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address in addresses:
        since = f"<lastmod>{changed[address].isoformat()}</lastmod>" if address in changed else ""
        lines.append(f"<url><loc>{escape(build.url(address), quote=False)}</loc>{since}</url>")
    return Export("sitemap.xml", ("\n".join([*lines, "</urlset>"]) + "\n").encode(), "application/xml")


def _robots(build: Build) -> Export:
    """Make robots.txt (RFC 9309)."""
    if build.internal:
        return Export("robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    sitemap = f"\nSitemap: {build.url('sitemap.xml')}\n" if build.site_url else ""
    text = f"User-agent: *\nAllow: /\n{sitemap}"
    return Export("robots.txt", text.encode(), "text/plain")
