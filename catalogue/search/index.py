"""From the catalogue to the pieces of the index: which terms stand where, and how they are spelt."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from catalogue.collection import Catalogue
from catalogue.search.coding import gaps
from catalogue.search.fields import find_terms
from catalogue.search.synonyms import Thesaurus, groups
from catalogue.search.words import Language

PIECE = 16_000
"""Characters of one piece of the index, about 10 KB on the wire: a query fetches one or two a word."""
SPELLING_PIECE = 16_000
MOST_WORDS = 20_000
"""Words that are offered as corrections: all of a city's, and the commonest of a nation's."""
SHORTEST = 4
"""Letters of the shortest word that is offered as a correction."""
Places = dict[str, dict[int, list[int]]]
"""The numbers of the innovations that have a term, by the place where it stands."""
ROOTS, STEMS = "!", "/"
"""Begin what follows the places of a term; no place is written with them."""


@dataclass(frozen=True)
class Index:
    """The index in pieces; `starts` names the first key of each.

    Innovations are numbered by name, as `Catalogue.by_name` lists them; `version` changes when they do.
    """

    version: str
    common: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    terms: tuple[Mapping[str, str], ...]
    starts: tuple[str, ...]
    spelling: tuple[str, ...]
    spelling_starts: tuple[str, ...]


def build_index(catalogue: Catalogue) -> Index:
    """Index every innovation."""
    members = groups(catalogue)
    language = Language(catalogue.synonyms.kata_umum)
    places, counts = _collect(catalogue, language, Thesaurus(language, members))
    terms = list(_pieces(_entries(language, _postings(places)), PIECE))
    spelling = list(_pieces(_spelling(counts), SPELLING_PIECE))
    return Index(
        version=version(catalogue),
        common=tuple(sorted(language.common)),
        groups=tuple(members),
        terms=tuple(dict(piece) for piece in terms),
        starts=tuple(piece[0][0] for piece in terms),
        spelling=tuple(" ".join(f"{word}{weight}" for word, weight in piece) for piece in spelling),
        spelling_starts=tuple(piece[0][0] for piece in spelling),
    )


def version(catalogue: Catalogue) -> str:
    """Return a mark that changes whenever a number stands for another innovation, or for another group of words."""
    numbering = [entry.id for entry in catalogue.by_name]
    return hashlib.sha256(repr((numbering, groups(catalogue))).encode()).hexdigest()[:10]


def _collect(catalogue: Catalogue, language: Language, thesaurus: Thesaurus) -> tuple[Places, Counter[str]]:
    """Note where each term stands, and count the innovations that have each word."""
    places: Places = defaultdict(lambda: defaultdict(list))
    counts: Counter[str] = Counter()
    for number, entry in enumerate(catalogue.by_name):
        found = find_terms(catalogue, entry, language, thesaurus)
        counts.update(found.words)
        for term, tier in found.tiers.items():
            places[term][tier].append(number)
    return places, counts


def _postings(places: Places) -> dict[str, str]:
    """Write for each term which innovations have it: a digit for the place, then the numbers, the best place first."""
    return {
        term: "".join(f"{tier}{gaps(tiers[tier])}" for tier in sorted(tiers, reverse=True))
        for term, tiers in places.items()
    }


def _entries(language: Language, postings: Mapping[str, str]) -> dict[str, str]:
    """Add to the terms, after marks, what the browser's rules cannot know.

    Under a rule-made stem stand the roots that it stands for, and under a root the other stems that stand for it.
    """
    roots: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for stem, meant in language.exceptions().items():
        for root in filter(postings.__contains__, meant):
            roots.setdefault(stem, []).append(root)
            stems.setdefault(root, []).append(stem)
    return {
        key: postings.get(key, "") + _listed(ROOTS, roots.get(key)) + _listed(STEMS, stems.get(key))
        for key in postings.keys() | roots.keys()
    }


def _listed(mark: str, words: Iterable[str] | None) -> str:
    return f"{mark}{' '.join(words)}" if words else ""


def _spelling(counts: Mapping[str, int]) -> dict[str, str]:
    """Weigh the words that may be offered as corrections, as they are written, by how many innovations have them."""
    offered = [(-count, word) for word, count in counts.items() if len(word) >= SHORTEST and not word.isdigit()]
    return {word: str(min(9, (-rank).bit_length())) for rank, word in nsmallest(MOST_WORDS, offered)}


def _pieces(entries: Mapping[str, str], size: int) -> Iterator[list[tuple[str, str]]]:
    """Cut what is listed by word into pieces of about `size` characters, in the order of the words."""
    piece: list[tuple[str, str]] = []
    length = 0
    for entry in sorted(entries.items()):
        piece.append(entry)
        length += len(entry[0]) + len(entry[1])
        if length >= size:
            yield piece
            piece, length = [], 0
    if piece:
        yield piece
