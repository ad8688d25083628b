"""The one Jinja environment of prose and catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catalogue.assess.result import GUESS
from catalogue.common.indonesian import day_text, gain_text, number_text, partial_date_text
from catalogue.propose.open_round import ladder
from catalogue.site.markup import code_spans
from catalogue.site.views.parts import source_view

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


def environment(templates: Path, *, preview: bool, still: bool = False) -> Environment:
    """Return an environment for the templates in a folder."""
    env = Environment(loader=FileSystemLoader(templates), autoescape=True)
    configure(env, preview=preview)
    if still:
        env.globals["content_policy"] = still_policy()
    return env


def configure(env: Environment, *, preview: bool) -> None:
    """Set an environment that MkDocs or we made to what our templates are written for."""
    env.autoescape = True
    env.auto_reload = preview  # or the file of a template is looked at whenever a page names it
    env.optimized = False  # what it works out beforehand is less than that takes: a build renders each thing once
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters["number"] = number_text
    env.filters["gain"] = gain_text
    env.filters["day"] = day_text
    env.filters["partial_date"] = partial_date_text
    env.filters["source"] = source_view
    env.filters["ladder"] = ladder
    env.filters["ticks"] = code_spans
    env.filters["connecting"] = connecting
    env.globals["guess"] = GUESS
    env.globals["content_policy"] = content_policy(preview=preview)
