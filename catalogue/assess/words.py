"""Counting words as a word processor does: what stands between spaces, whatever the markup around it."""

from __future__ import annotations

import re
from functools import lru_cache

ADDRESS = re.compile(r"\]\([^)]{0,2000}\)|<https?:[^>]{0,2000}>|https?://\S+")
NUMBERING = re.compile(r"^[ \t>]*\d{1,9}[.)][ \t]", re.MULTILINE)
TEXTS = 50_000
"""So many texts are counted once for all periods; as many as there may be files."""
WORD = re.compile(r"[^\W_]\S*")
"""From the first letter or digit of what stands between spaces to its end."""


@lru_cache(TEXTS)
def count_words(text: str | None) -> int:
    """Count the words of a Markdown text.

    `dan/atau`, `38/2017` and `Rp1.500.000` are one word each; signs on their own, the numbers of a list and the
    addresses of links are none.
    """
    return len(WORD.findall(shown(text or "")))


def shown(text: str, numbering: str = "") -> str:
    """Return a text without the addresses of its links, and with something else for the numbers of its lists."""
    if "http" in text or "](" in text:
        text = ADDRESS.sub("] ", text)
    return NUMBERING.sub(numbering, text)
