"""The one Jinja environment of prose and catalogue."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalogue.assess.verdicts import GUESS
from catalogue.common.indonesian import day_text, gain_text, number_text, partial_date_text
from catalogue.site.content_policy import connecting, content_policy, still_policy
from catalogue.site.markup import code_spans


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
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters["number"] = number_text
    env.filters["gain"] = gain_text
    env.filters["day"] = day_text
    env.filters["partial_date"] = partial_date_text
    env.filters["ticks"] = code_spans
    env.filters["connecting"] = connecting
    env.globals["guess"] = GUESS
    env.globals["content_policy"] = content_policy(preview=preview)
