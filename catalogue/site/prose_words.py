"""Whether a prose page shows every word of its source, of which Markdown or the sanitiser may swallow some."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from catalogue.site.markup import PROSE_ELEMENTS

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
