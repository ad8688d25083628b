"""From the catalogue to the pieces of the index: which terms stand where, and how they are spelt."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.collection import Catalogue
from catalogue.search.coding import gaps
from catalogue.search.fields import TIERS, Found, find_terms
from catalogue.search.synonyms import Thesaurus, groups
from catalogue.search.words import Language, words_of

PIECE = 40_000
"""Characters of one piece of the index, about a third of that on the wire."""
SPELLING_PIECE = 16_000
MANY = 8_000
"""Words from which on those that occur once, and in no name, are not offered as corrections."""
SHORTEST = 4
"""Letters of the shortest word that is offered as a correction."""
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
    thesaurus = Thesaurus(language, members)
    found = [find_terms(catalogue, entry, language, thesaurus) for entry in catalogue.by_name]
    terms = list(_pieces(_entries(language, found), PIECE))
    spelling = list(_pieces(_spelling(catalogue, found), SPELLING_PIECE))
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


def _postings(found: Iterable[Found]) -> dict[str, str]:
    """Write for each term which innovations have it: a digit for the place, then the numbers, the best place first."""
    places: dict[str, list[list[int]]] = {}
    for number, one in enumerate(found):
        for term, tier in one.tiers.items():
            if term not in places:
                places[term] = [[] for _ in range(TIERS + 1)]
            places[term][tier].append(number)
    return {
        term: "".join(f"{tier}{gaps(tiers[tier])}" for tier in range(TIERS, 0, -1) if tiers[tier])
        for term, tiers in places.items()
    }


def _entries(language: Language, found: Sequence[Found]) -> dict[str, str]:
    """Add to the terms, after marks, what the browser's rules cannot know.

    Under a rule-made stem stand the roots that it stands for, and under a root the other stems that stand for it.
    """
    postings = _postings(found)
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


def _spelling(catalogue: Catalogue, found: Sequence[Found]) -> dict[str, str]:
    """Weigh the words that may be offered as corrections, as they are written, by how many innovations have them."""
    counts = Counter(word for one in found for word in one.words if len(word) >= SHORTEST and not word.isdigit())
    if len(counts) > MANY:
        names = {word for entry in catalogue.by_name for word in words_of(entry.record.nama)}
        counts = Counter({word: count for word, count in counts.items() if count > 1 or word in names})
    return {word: str(min(9, count.bit_length())) for word, count in counts.items()}


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
