"""Markdown of records as safe HTML: rendered without raw HTML, then reduced to a short list of harmless elements."""

from __future__ import annotations

import re
from functools import lru_cache

import comrak
import nh3
from markupsafe import Markup, escape

ELEMENTS = {
    *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "a", "blockquote", "code", "pre"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto", "tel"}
FIRST_HEADING = 3
"""Texts stand below a heading of the second level, so theirs begin at the third."""
REMEMBERED = 1_000
"""So many texts are kept in each form: several pages and files want those of a record, soon one after the other."""

EXTENSIONS = comrak.ExtensionOptions()
"""What GitHub adds to Markdown, for reviewers read the same texts there."""
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.autolink = EXTENSIONS.tasklist = True
TYPOGRAPHY = comrak.ParseOptions()
TYPOGRAPHY.smart = True


@lru_cache(REMEMBERED)
def render_markdown(text: str | None) -> Markup:
    """Render GitHub-flavoured Markdown; whatever is not on the list of elements, attributes and schemes is dropped."""
    if not text:
        return Markup("")
    html = comrak.render_markdown(text, EXTENSIONS, TYPOGRAPHY)
    clean = nh3.clean(
        _shifted(html), tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener"
    )
    return Markup(clean)  # noqa: S704  sanitised on the line above


PROSE_ELEMENTS = ELEMENTS | {"h1", "h2", "div", "span", "dl", "dt", "dd", "sup", "sub", "img", "abbr", "kbd"}
PROSE_ATTRIBUTES = {
    **ATTRIBUTES,
    "*": {"id", "class", "lang"},
    "img": {"src", "alt", "width", "height"},
    "abbr": {"title"},
}


def clean_prose(html: str) -> Markup:
    """Reduce a rendered prose page to harmless elements; its anchors, classes and languages stay.

    A code block that is wider than the window can be scrolled by keyboard; pictures wait until they come near.
    """
    clean = nh3.clean(html, tags=PROSE_ELEMENTS, attributes=PROSE_ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    shown = clean.replace("<pre>", '<pre tabindex="0">').replace("<img ", '<img loading="lazy" ')
    return Markup(shown)  # noqa: S704  sanitised two lines above


def _shifted(html: str) -> str:
    """Move the headings of a text below the one it stands under, and skip no level on the way down."""
    used = sorted({int(level) for level in re.findall(r"<h([1-6])>", html)})
    before = FIRST_HEADING - 1

    def shift(match: re.Match[str]) -> str:
        nonlocal before
        before = min(6, before + 1, FIRST_HEADING + used.index(int(match[1])))
        return f"<h{before}>{match[2]}</h{before}>"

    return re.sub(r"<h([1-6])>(.*?)</h\1>", shift, html, flags=re.DOTALL)


def code_spans(text: str) -> Markup:
    """Set what stands between backticks as code, and each line of its own on a line; the rest stays text."""
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(coded.replace("\n", "<br>"))  # noqa: S704  escaped before the tags were set


def plain_text(text: str | None, limit: int | None = None) -> str:
    """Return the words of a Markdown text without its markup, cut at a word when `limit` characters are passed."""
    words = " ".join(render_markdown(text).striptags().split())
    if limit is None or len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
