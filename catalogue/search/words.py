"""Words and their roots, the same way here and in the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import snowballstemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

LONGEST = 40
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """Split a text into plain words: lower case, no accents, no addresses of links, no lone letters."""
    text = _LINK.sub(" ", text) if "://" in text or "](" in text else text
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) != "Mn")
    found = _WORD.findall(text.lower())
    return [word[:LONGEST] for word in found if len(word) > 1 or word.isdigit()]


class Language:
    """Roots of words, each looked up once, and the words that are passed over."""

    def __init__(self, common: Iterable[str]) -> None:
        self.common = frozenset(word for text in common for word in words_of(text))
        self._by_rule = snowballstemmer.stemmer("indonesian").stemWord
        self._known: dict[str, tuple[str, str]] = {}

    @cached_property
    def _dictionary(self) -> Any:
        return StemmerFactory().create_stemmer()

    def root(self, word: str) -> str:
        """Return the root by the dictionary; a word without affixes is its own."""
        known = self._known.get(word)
        if known is None:
            stem = self._by_rule(word)
            known = self._known[word] = (stem, word if stem == word else self._dictionary.stem(word) or word)
        return known[1]

    def content(self, text: str) -> Iterator[str]:
        """Yield the words of a text that somebody may search for."""
        return (word for word in words_of(text) if word not in self.common)

    def exceptions(self) -> dict[str, list[str]]:
        """Return what the browser's rules make of words seen so far where the dictionary says otherwise.

        The browser strips affixes by the same rules as the first half of `root`, without the dictionary.
        """
        found: dict[str, set[str]] = {}
        for stem, root in self._known.values():
            if stem != root:
                found.setdefault(stem, set()).add(root)
        return {stem: sorted(roots) for stem, roots in sorted(found.items())}
