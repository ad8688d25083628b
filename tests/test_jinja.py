"""What templates write is what Jinja and MarkupSafe would write, only sooner."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from catalogue.jinja import configure, escaped
from tests.hostile import PAYLOADS

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
    assert escaped(value) == text
    assert template.render(value=value) == expected


def test_what_is_not_there_is_a_fault() -> None:
    """A name that nobody gave never becomes an empty text."""
    env = Environment()
    configure(env, preview=False)
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()
