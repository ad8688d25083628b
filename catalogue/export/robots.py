"""What crawlers may read: everything, unless the build is not for the public."""

from __future__ import annotations

from catalogue.build import Build
from catalogue.export.types import Export


def robots(build: Build) -> Export:
    """Make robots.txt (RFC 9309)."""
    if build.internal:
        return Export("robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    sitemap = f"\nSitemap: {build.url('sitemap.xml')}\n" if build.site_url else ""
    text = f"User-agent: *\nAllow: /\n{sitemap}"
    return Export("robots.txt", text.encode(), "text/plain")
