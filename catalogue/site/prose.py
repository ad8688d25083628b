"""The prose of `docs/` in the catalogue's terms: what it says of the city, where it leads, and its mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from textwrap import shorten
from typing import Any

from markupsafe import Markup

from catalogue.build import Build, Link
from catalogue.check import RULES
from catalogue.common.indonesian import day_text
from catalogue.site.markup import PROSE_ELEMENTS, clean_prose
from catalogue.site.templating import DeadLink, Renderer
from catalogue.site.views import Page, ready

WORD = re.compile(r"[^\W_]+")
UNSHOWN = re.compile(
    r"(?s:<!--.*?-->)"  # a remark for those who write
    rf"|</?(?:{'|'.join(sorted(PROSE_ELEMENTS))})\b(?:\s[^<>]*)?/?>"
    r"|\{:[^{}\n]*\}|\{[ ]*(?=[#.]|[\w-]+=)[^{}\n]*\}"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<?(?=\S*[/#@.])\S+[^\n]*$"
    r"|\[\^[^\]\n]+\]"
    r"|(?<=\])\([^)\n]*\)|(?<=\])\[[^\]\n]*\]"
    r"|^[ ]*(?:```+|~~~+)[ ]*[\w+-]*[ ]*$"
    r"|^[ ]*!!![ ][\w -]+"
    r"|^[ >*+-]*[0-9]+[.)](?=[ \t])",
    re.MULTILINE,
)
"""What nobody expects to read on the page: remarks, attributes, targets, names of languages, numbers of lists."""


class Swallowed(Exception):
    """A page would not show words of its source; the message says which, where, and what to do."""


@dataclass(frozen=True)
class Source:
    """Where prose comes from: its path, its file, and the Markdown of that with everything filled in."""

    path: str
    file: str
    markdown: str


def require_shown(source: Source, html: str) -> None:
    """Raise Swallowed when a page lacks words of its source."""
    if lost := lost_words(source.markdown, html):
        raise Swallowed(
            f"{source.path} baris {_line_of(lost, source.file)}: `{' '.join(lost)}` tidak tampil pada halaman. "
            "Apit bagian itu dengan tanda petik terbalik agar tampil seperti yang tertulis."
        )


def lost_words(markdown: str, html: str) -> list[str]:
    """Return the words of a text, in its order, that a page made of it shows less often than they were written."""
    pictures = " ".join(re.findall(r' alt="([^"]*)"', html))
    apart, joined = (unescape(f"{re.sub(r'<[^>]*>', gap, html)} {pictures}") for gap in (" ", ""))
    written, shown = (WORD.findall(text) for text in (unescape(UNSHOWN.sub(" ", markdown)), apart))
    needed = Counter(written)
    lost = {word for word in needed - Counter(shown) if joined.count(word) < needed[word]}
    return [word for word in dict.fromkeys(written) if word in lost]


def _line_of(words: list[str], file: str) -> int:
    lines = [set(WORD.findall(line)) for line in file.split("\n")]
    return 1 + max(range(len(lines)), key=lambda index: len(lines[index].intersection(words)))


FIELD_GUIDE = "panduan/isian/"
"""The page of prose that stands among what is looked up."""
INTERNAL = "katalog:"
"""How prose names a page of the catalogue while MkDocs, which does not know the catalogue, checks its links."""


@dataclass(frozen=True)
class Prose:
    """A page from `docs/`: its heading, the HTML below it and the anchors of its chapters."""

    heading: Markup
    content: Markup
    toc: tuple[Link, ...]


@dataclass(frozen=True)
class ProseRenderer:
    """What prose needs of the catalogue; `addresses` are the pages and files that it may lead to."""

    build: Build
    renderer: Renderer
    addresses: frozenset[str]

    def fill(self, markdown: str) -> str:
        """Fill in what a prose page says of the region, the period, the rubric and the numbers.

        The prose comes by pull request too, so its expressions run in a sandbox; what they say is text, never markup.
        """
        from jinja2 import StrictUndefined  # noqa: PLC0415  slow to import, and only prose with expressions needs it
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  slow to import, seldom needed

        env = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=True)
        return env.from_string(markdown).render(**self._said(), url=lambda there: f"{INTERNAL}{there}", day=day_text)

    def context(
        self, title: str, html: str, address: str, source: Source, toc: Iterable[Any], *, language: str
    ) -> dict[str, Any]:
        """Return the variables for a prose page's template, in the terms of every other page.

        Raise DeadLink when the prose leads to a page of the catalogue that does not exist, Swallowed when words of it
        would not be seen.
        """
        anchors = tuple(Link(Markup(item.title).striptags(), item.url) for item in toc)  # noqa: S704  to take its tags off
        whole = clean_prose(self._resolve(html, address))
        require_shown(source, whole)
        heading, end, content = whole.partition("</h1>")
        prose = Prose(heading + end, content, anchors)
        page = Page(
            address=address,
            template="main.html",
            view=ready(prose),
            title=title,
            description=shorten(content.partition("</p>")[0].striptags() or title, 200, placeholder="…"),
            path=source.path,
            section="rujukan" if address == FIELD_GUIDE else address.partition("/")[0],
            language=language,
        )
        return self.renderer.context(page)

    def _said(self) -> dict[str, Any]:
        catalogue = self.build.catalogue
        counts = {
            "inovasi": len(catalogue.innovations),
            "belum_dibenarkan": sum(state.rank == 0 for state in self.build.assessment.innovations.values()),
            "opd": len(catalogue.opds),
            "opd_wajib": len(self.build.assessment.obliged),
            "aturan": len(RULES),
        }
        return {
            "region": catalogue.region,
            "period": self.build.period,
            "rubric": self.build.assessment.rubric,
            "counts": counts,
            "host": self.build.hosting,
        }

    def _resolve(self, html: str, here: str) -> str:
        def relative(match: re.Match[str]) -> str:
            if match[1] not in self.addresses:
                raise DeadLink(f"tautan ke halaman `{match[1]}` yang tidak ada pada {here}")
            return f'href="{self.renderer.relative(here, match[1])}'

        return re.sub(rf'href="{INTERNAL}([^"#]*)', relative, html)
