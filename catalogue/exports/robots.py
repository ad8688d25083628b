"""What crawlers may read: everything."""

from __future__ import annotations

from catalogue.exports.types import Context, Export


def robots(context: Context) -> Export:
    """Make robots.txt (RFC 9309)."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {context.url('sitemap.xml')}\n"
    return Export("robots.txt", text.encode(), "text/plain")
