"""Markdown of records as safe HTML, reduced to a short list of harmless elements; no word of the text is swallowed.

A page's address can be a code too that a camera reads from paper: a QR code (ISO/IEC 18004), as SVG within the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import pairwise

import comrak
import nh3
from markupsafe import Markup, escape

ELEMENTS = {
    *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "a", "blockquote", "code", "pre"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}, "th": {"align"}, "td": {"align"}}
SCHEMES = {"http", "https", "mailto", "tel"}
RECORDS = nh3.Cleaner(tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener")
"""Made once: making it takes longer than cleaning a text."""
FIRST_HEADING = 3
"""Texts stand below a heading of the second level, so theirs begin at the third."""
REMEMBERED = 1_000
"""So many texts are kept in each form: several pages and files want those of a record, soon one after the other."""

EXTENSIONS = comrak.ExtensionOptions()
"""What GitHub adds to Markdown, for reviewers read the same texts there; boxes to tick would lose their tick."""
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.autolink = True
TYPOGRAPHY = comrak.ParseOptions()
TYPOGRAPHY.smart = True
AS_TEXT = comrak.RenderOptions()
"""HTML stands on the page as it was written."""
AS_TEXT.escape = True
PLACED = comrak.RenderOptions()
PLACED.escape = PLACED.sourcepos = True

DEFINITION = re.compile(r"^([ \t>*+-]{0,12})\[(?=[^\]\n]+\]:)", re.MULTILINE)
"""What Markdown takes for the address of a footnote, and shows nowhere."""
BETWEEN_DIGITS = re.compile(r"([*~])(?<=[0-9].)(?=[0-9])")
"""A product or a range, and no emphasis."""
CODE = ("`", "~~~", "\n    ", "\n\t")
"""Signs of code; the last two begin a line."""
NUMBERED = re.compile(r"^[ \t>*+-]*([0-9]{1,9})[.)](?=[ \t])", re.MULTILINE)
SWALLOWS = ("]:", "|", "```", "~~~")
"""Signs of what Markdown may leave out: definitions, cells beyond the last column, the language of a code."""


@lru_cache(REMEMBERED)
def render_markdown(text: str | None) -> Markup:
    """Render GitHub-flavoured Markdown; what it would swallow is shown as text, and no link leads to another scheme."""
    if not text:
        return Markup("")
    html = _pictures_named(_rendered(text))
    if _has(SWALLOWS, text) and _swallowed(text, html):
        html = _as_written(text)
    return Markup(RECORDS.clean(_shifted(html)))  # noqa: S704  sanitised here


def _rendered(text: str) -> str:
    if not _has(CODE, f"\n{text}"):
        text = BETWEEN_DIGITS.sub(r"\\\1", DEFINITION.sub(r"\1\\[", text) if "]:" in text else text)
    numbers = [int(found[1]) for line in text.split("\n") if (found := NUMBERED.match(line))]
    if len(set(numbers)) < 2 or all(after in (1, before + 1) for before, after in pairwise(numbers)):
        return comrak.render_markdown(text, EXTENSIONS, TYPOGRAPHY, AS_TEXT)
    lines = text.encode().split(b"\n")
    html = comrak.render_markdown(text, EXTENSIONS, TYPOGRAPHY, PLACED)
    return re.sub(
        r'<li data-sourcepos="(\d+):(\d+)-', lambda at: f'<li{_value(lines, int(at[1]), int(at[2]))} data-at="', html
    )


def _has(signs: tuple[str, ...], text: str) -> bool:
    """Tell whether a text has one of these signs; looking for each is far quicker than for a pattern of all."""
    return any(sign in text for sign in signs)


def _value(lines: list[bytes], line: int, column: int) -> str:
    """Return the attribute that keeps the number which its writer gave an item."""
    number = re.match(rb"[0-9]{1,9}(?=[.)])", lines[line - 1][column - 1 :])
    return f' value="{int(number[0])}"' if number else ""


def _pictures_named(html: str) -> str:
    """Put the description of a picture in its place, or its address; raw HTML is no element here any more."""
    return re.sub(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>', lambda image: image[2] or image[1], html)


def _swallowed(text: str, html: str) -> bool:
    """Tell whether letters or digits of a text are not in what is shown of it, but for targets of links."""
    written = re.sub(r"\]\([^)\n]*\)", "]", NUMBERED.sub("", text))
    shown = Counter(filter(str.isalnum, unescape(re.sub("<[^>]*>", "", html))))
    return bool(Counter(filter(str.isalnum, unescape(written))) - shown)


def _as_written(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", str(escape(text)))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>' + chr(10))}</p>" for paragraph in paragraphs)


PROSE_ELEMENTS = ELEMENTS | {"h1", "h2", "div", "span", "dl", "dt", "dd", "sup", "sub", "img", "abbr", "kbd"}
PROSE_ATTRIBUTES = {
    **ATTRIBUTES,
    "*": {"id", "class", "lang"},
    "img": {"src", "alt", "width", "height"},
    "abbr": {"title"},
}


def clean_prose(html: str) -> Markup:
    """Reduce a rendered prose page to harmless elements; its anchors, classes and languages stay.

    A code block or a table that is wider than the window can be scrolled by keyboard; pictures wait until they come
    near.
    """
    clean = nh3.clean(html, tags=PROSE_ELEMENTS, attributes=PROSE_ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    shown = clean.replace("<pre>", '<pre tabindex="0">').replace("<img ", '<img loading="lazy" ')
    shown = shown.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Markup(shown)  # noqa: S704  sanitised above


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


MASK = 3
"""A fixed mask spares the search for the prettiest one; every mask can be read."""
QUIET = 4
"""Modules of the quiet zone that readers need around a code."""
DARK = re.compile(b"\x01+")


def qr_code(url: str) -> Markup:
    """Draw the QR code of an address as an SVG element, one unit a module."""
    import segno  # noqa: PLC0415  slow to start, and only pages of innovations show a code

    rows = segno.make_qr(url, error="m", mask=MASK, boost_error=False).matrix
    size, path = len(rows) + 2 * QUIET, "".join(_strokes(rows)).removeprefix("m0 0")
    drawn = f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="M{QUIET} {QUIET}.5{path}"/></svg>'
    return Markup(drawn)  # noqa: S704  no text of ours is in it


def _strokes(rows: Sequence[bytes | bytearray]) -> Iterator[str]:
    """Yield each run of dark modules as a stroke through their middles, from where the one before it ended.

    The first begins where the drawing does: every code has a finder in its corner.
    """
    here, line = 0, 0
    for number, row in enumerate(rows):
        for run in DARK.finditer(row):
            start, end = run.span()
            yield f"m{start - here} {number - line}h{end - start}"
            here, line = end, number
