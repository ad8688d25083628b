"""What templates write is escaped, and a piece that is kept serves every page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.site.jinja import configure, environment
from catalogue.site.templating import Pieces
from catalogue.site.views import Page, ready
from tests.hostile import PAYLOADS
from tests.trees import HERE

VALUES = (*PAYLOADS, "&<>\"'", "&amp;&#34;", "", Markup("<b>&amp;</b>"), 12, None, ["<"], ("'",), {"&": "<"}, 1.5, True)


class Named(str):
    """A text of a class of its own."""


@pytest.mark.parametrize("value", [*VALUES, Named("<i>")], ids=repr)
def test_values_are_escaped_as_ever(value: object) -> None:
    """Whatever is written, wherever it stands in a template, is escaped once and only once."""
    env = Environment()
    configure(env, preview=False)
    template = env.from_string(
        "{% macro told(it) %}<p>{{ it }}</p>{% endmacro %}{% set kept %}{{ value }}{% endset %}"
        "{{ value }}|{{ told(value) }}|{{ kept }}|{% filter trim %}{{ value }}{% endfilter %}|{{ '<' ~ value }}"
    )
    text = escape(value)
    expected = f"{text}|<p>{text}</p>|{text}|{text.strip()}|&lt;{text}"
    assert template.render(value=value) == expected


def test_what_is_not_there_is_a_fault() -> None:
    """A name that nobody gave never becomes an empty text."""
    env = Environment()
    configure(env, preview=False)
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()


STARTS = {"": "./", "a/": "../", "a/b/": "../../", "a/c/": "../../", "404.html": "/katalog/"}
"""Pages, and the address of the first one as seen from each."""


def test_a_piece_leads_to_the_same_from_everywhere(tmp_path: Path) -> None:
    """Written for one page it also serves others, whatever their depth; what it is given decides what it is."""
    (tmp_path / "partials").mkdir()
    (tmp_path / "page.html").write_text("{% for way in view %}{{ piece('door', way=way) }}{% endfor %}")
    (tmp_path / "partials/door.html").write_text("<a href=\"{{ url('') }}\">{{ way }}</a> {{ url('x/?y&z') }}\n")
    loaded = load(HERE / "mini")
    made = produce(loaded, settings(loaded, HERE / "mini", date(2026, 11, 24), {}), HERE / "mini", HOME / "templates")
    renderer = replace(made.renderer, site_url="https://contoh.go.id/katalog/", addresses=None)
    env = environment(tmp_path, preview=False)
    for address, start in STARTS.items():
        page = Page(address, "page.html", ready(("<i>", 1, True, "<i>")), "", "")
        there = f"{start.removeprefix('./')}x/?y&amp;z"
        doors = [f'<a href="{start}">{text}</a> {there}' for text in ("&lt;i&gt;", "1", "True", "&lt;i&gt;")]
        assert renderer.render(env, page) == "".join(doors)


def test_of_many_pieces_the_newest_stay() -> None:
    """They are written again when they were forgotten, and never more of them stay than there is room for."""
    pieces, made = Pieces(most=10), list[str]()

    def written(text: str) -> str:
        made.append(text)
        return text

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "bbbb", "aaaa", "d" * 20, "d" * 20, "aaaa"):
        assert pieces.recall(text, partial(written, text)) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb", "aaaa", "d" * 20, "aaaa"]
