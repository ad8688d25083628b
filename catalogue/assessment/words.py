"""Counting words as the Ministry's form does: runs of letters and digits, whatever the markup around them."""

from __future__ import annotations

import re

_LINK = re.compile(r"\]\([^)]*\)|<https?:[^>]*>|https?://\S+")
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")


def count_words(text: str | None) -> int:
    """Count the words of a Markdown text; addresses of links are no words."""
    return len(_WORD.findall(_LINK.sub("] ", text or "")))
