"""What crawlers may read: everything, unless the build is not for the public."""

from __future__ import annotations

from catalogue.exports.types import Context, Export


def robots(context: Context) -> Export:
    """Make robots.txt (RFC 9309)."""
    if context.internal:
        return Export("robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    text = f"User-agent: *\nAllow: /\n\nSitemap: {context.url('sitemap.xml')}\n"
    return Export("robots.txt", text.encode(), "text/plain")
