"""The root of an Indonesian word, by a dictionary: affixes come off in the order in which grammar puts them on."""

from __future__ import annotations

import re
from collections.abc import Iterator

SYLLABLES = 3
"""Vowels of the shortest word that can have an affix: a root has two."""
DEPTH = 3
"""Prefixes of the longest chain, as in *mem-per-ke-*."""
VOWELS = "aeiou"
_PARTICLES = re.compile(r"(?:lah|kah|tah|pun)?$")
_POSSESSIVES = re.compile(r"(?:ku|mu|nya)?$")
_NASAL = re.compile(r"[mp]e(nge|ny|ng|n|m|)(.+)")
_PLAIN = re.compile(r"(?:di|ke|se|ber|be|bel(?=ajar)|ter|te|per|pel(?=ajar))(.{3,})")
_SWALLOWED = {"ny": ("s", "ny"), "ng": ("", "k"), "n": ("t", "n"), "m": ("m", "p"), "nge": ("",), "": ("",)}
"""The letters that a nasal prefix may have taken the place of before a vowel, the likeliest first."""


class Roots:
    """The roots that the dictionary of the Sastrawi stemmer lists.

    Its own stemmer, whose rules these are, takes fifty times as long a word; the index of a large catalogue would
    cost more than all its pages.
    """

    def __init__(self) -> None:
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415  slow to start, seldom needed

        self._words = frozenset(StemmerFactory().get_words())

    def of(self, word: str) -> str:
        """Return the root of a word; one that has none in the dictionary is its own."""
        if word in self._words or sum(letter in VOWELS for letter in word) < SYLLABLES:
            return word
        for start in _endings_off(word):
            for root in _beginnings_off(start, DEPTH):
                if root in self._words:
                    return root
        return word


def _endings_off(word: str) -> Iterator[str]:
    """Yield a word without its suffixes, from the likeliest reading on: *-kan* belongs to verbs, *-an* to nouns."""
    bare = _POSSESSIVES.sub("", _PARTICLES.sub("", word))
    first, second = ("kan", "an") if word.startswith(("di", "m")) else ("an", "kan")
    for start in dict.fromkeys((bare, word)):
        for suffix in (first, second, "", "i"):
            if start.endswith(suffix):
                yield start.removesuffix(suffix)


def _beginnings_off(word: str, depth: int) -> Iterator[str]:
    """Yield a word, then what is left of it without one prefix, without two, and so on."""
    yield word
    if depth:
        for rest in (*_plain_off(word), *_nasal_off(word)):
            yield from _beginnings_off(rest, depth - 1)


def _nasal_off(word: str) -> Iterator[str]:
    found = _NASAL.fullmatch(word)
    if not found:
        return
    for nasal, taken in _SWALLOWED.items():
        rest = word[2:].removeprefix(nasal)
        if word[2:].startswith(nasal) and len(rest) > 1:
            yield from (letters + rest for letters in (taken if rest[0] in VOWELS else ("",)))


def _plain_off(word: str) -> Iterator[str]:
    found = _PLAIN.fullmatch(word)
    if found:
        yield found[1]
