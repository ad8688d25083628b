"""Words and their roots, the same way here and in the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from Stemmer import Stemmer

from catalogue.read.catalogue import Catalogue

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
