"""What crawlers may read: everything."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.exports.types import Context, Export


def robots(context: Context) -> Iterator[Export]:
    """Make robots.txt (RFC 9309)."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {context.url('sitemap.xml')}\n"
    yield Export("robots.txt", text.encode(), "text/plain")
