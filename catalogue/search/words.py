"""Words and their roots, the same way here and in the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from Stemmer import Stemmer

from catalogue.read.catalogue import Catalogue
from catalogue.search.roots import Roots

LONGEST = 40
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(rf"([a-z0-9]{{2,{LONGEST}}}|[0-9])[a-z0-9]*")
"""A word or a number, of which the beginning counts; a lone letter is neither."""
_DOUBLED = re.compile(r"\b([a-z]{3,})2(?:nya|an|ku|mu|lah|kah|i)?\b", re.ASCII)
"""A word said twice, as people write it on a telephone: *anak2* for *anak-anak*."""


def words_of(text: str) -> list[str]:
    """Split a text into plain words: no capitals, accents, addresses of links, lone letters, or *2* that doubles."""
    text = _LINK.sub(" ", text) if "://" in text or "](" in text else text
    if not text.isascii():
        text = _FOREIGN.sub(_without_accents, unicodedata.normalize("NFKD", text))
    text = text.lower()
    return _WORD.findall(_DOUBLED.sub(r"\1", text) if "2" in text else text)


def _plain(words: Sequence[str]) -> list[str]:
    return [word for text in words for word in words_of(text)[:1]]


def _without_accents(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if unicodedata.category(char) != "Mn")


class _Known(dict[str, str]):
    """The root of every word seen so far, looked up once."""

    def __init__(self) -> None:
        super().__init__()
        self._dictionary = Roots()

    def __missing__(self, word: str) -> str:
        root = self[word] = self._dictionary.of(word)
        return root


class Language:
    """Roots of words, the words that are passed over, and how words are written for short."""

    def __init__(self, common: Iterable[str], spellings: Iterable[Sequence[str]] = ()) -> None:
        self.common = frozenset(word for text in common for word in words_of(text))
        self.spellings = {short: full for *shorts, full in map(_plain, spellings) for short in shorts}
        self._roots = _Known()

    def content(self, text: str) -> list[str]:
        """Return the words of a text that somebody may search for, written in full."""
        common, words = self.common, words_of(text)
        if not self.spellings.keys().isdisjoint(words):
            words = [self.spellings.get(word, word) for word in words]
        return [word for word in words if word not in common]

    def roots(self, words: Iterable[str]) -> list[str]:
        """Return the root of each word by the dictionary; a word without one is its own."""
        return list(map(self._roots.__getitem__, words))

    def known(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the words of texts with their roots."""
        words = {word for text in texts for word in self.content(text)}
        return {word: self._roots[word] for word in words}


def exceptions(roots: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what the browser makes of words where their roots by the dictionary, which are given, are others.

    The browser has no dictionary and strips affixes by rule alone.
    """
    found: dict[str, set[str]] = {}
    for root, stem in zip(roots.values(), stripped(list(roots)), strict=True):
        if stem != root:
            found.setdefault(stem, set()).add(root)
    return {stem: sorted(meant) for stem, meant in sorted(found.items())}


def stripped(words: Sequence[str]) -> list[str]:
    """Strip affixes by Snowball's rules, as the browser does."""
    return list(Stemmer("indonesian").stemWords(words))


MARK = "="
"""Begins the term of a group, which no word of a text can be."""


class Group(NamedTuple):
    """Phrases that a query may have, and those of texts that answer it; mostly the same."""

    asked: tuple[str, ...]
    sought: tuple[str, ...]

    @property
    def one_way(self) -> bool:
        """Tell whether what is asked stands for what is sought, and not the other way round."""
        return self.asked != self.sought


def groups(catalogue: Catalogue) -> list[Group]:
    """List the groups of the data file and each agency's name with its abbreviation, those of one way last."""
    named = [(entry.record.singkatan, entry.record.nama) for entry in catalogue.opds.values()]
    agencies = [(short, name) for short, name in named if short and short != name]
    mutual = [Group(phrases, phrases) for phrases in (*catalogue.synonyms.padanan, *agencies)]
    return [*mutual, *(Group(each.diketik, each.dicari) for each in catalogue.synonyms.searah)]


class Thesaurus:
    """Finds the groups of which something sought stands in a run of words."""

    def __init__(self, language: Language, known: Sequence[Group]) -> None:
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for number, group in enumerate(known):
            for phrase in group.sought:
                if roots := language.roots(language.content(phrase)):
                    self._phrases.setdefault(roots[0], []).append((roots, f"{MARK}{number}"))

    def terms(self, roots: list[str]) -> Iterator[str]:
        """Yield the term of each group of which something sought occurs."""
        present = set(roots)
        for first in self._phrases.keys() & present:
            for phrase, term in self._phrases[first]:
                if len(phrase) == 1 or (present.issuperset(phrase) and _contains(roots, phrase)):
                    yield term


def _contains(roots: list[str], phrase: list[str]) -> bool:
    at = -1
    for _ in range(roots.count(phrase[0])):
        at = roots.index(phrase[0], at + 1)
        if roots[at : at + len(phrase)] == phrase:
            return True
    return False
