"""What a browser may do on our pages: the site's own files, and nothing that a record could bring along.

A static host lets us set no headers, so the policy stands in a `meta` element. Markup of a record is made harmless
before (`markup`, autoescape); this is the second wall, for the day when the first has a hole.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

ALLOWED: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "kartu",
}
"""Directives of Content Security Policy 3 and Trusted Types; `kartu` is what `search.js` calls its ready cards."""

STILL: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
}
"""What a browser may do on a page that shows a proposal: nothing runs, and nothing is sent."""

PREVIEW: Mapping[str, str] = {"script-src": "'self' 'unsafe-inline'"}
"""The preview of MkDocs reloads pages by a script that it writes into them."""


def content_policy(*, preview: bool = False) -> Markup:
    """Return the policy of a page; all else holds in the preview too, so that it shows what would be refused."""
    return _written({**ALLOWED, **PREVIEW} if preview else ALLOWED)


def still_policy() -> Markup:
    """Return the policy of a page that shows a proposal."""
    return _written(STILL)


def _written(allowed: Mapping[str, str]) -> Markup:
    return Markup("; ".join(" ".join(rule) for rule in allowed.items()))  # noqa: S704  made of the constants above


def connecting(policy: str, host: str) -> Markup:
    """Let a page, besides what its policy allows, ask this one host."""
    return Markup(policy.replace("connect-src 'self'", f"connect-src 'self' {host}"))  # noqa: S704  both are ours
