"""What crawlers are told: the pages there are (sitemaps.org, version 0.9), and what they may read."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from catalogue.build import Build
from catalogue.export.types import Export


def sitemap(build: Build, addresses: Iterable[str]) -> Export:
    """Make the sitemap of these pages; only innovations carry a date, because only theirs is known."""
    changed = {f"inovasi/{slug}/": day for slug in build.catalogue.innovations if (day := build.dates(slug).changed)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address in addresses:
        since = f"<lastmod>{changed[address].isoformat()}</lastmod>" if address in changed else ""
        lines.append(f"<url><loc>{escape(build.url(address), quote=False)}</loc>{since}</url>")
    return Export("sitemap.xml", ("\n".join([*lines, "</urlset>"]) + "\n").encode(), "application/xml")


def robots(build: Build) -> Export:
    """Make robots.txt (RFC 9309)."""
    if build.internal:
        return Export("robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    sitemap = f"\nSitemap: {build.url('sitemap.xml')}\n" if build.site_url else ""
    text = f"User-agent: *\nAllow: /\n{sitemap}"
    return Export("robots.txt", text.encode(), "text/plain")
