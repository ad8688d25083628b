"""From the catalogue to the pieces of the index: which terms stand where, and how they are spelt."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.assess.counting import last_word, running
from catalogue.model import Innovation, counts
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.search.facets import Facet
from catalogue.search.fields import TIERS, find_all, read_found
from catalogue.search.words import MARK, Group, Language, exceptions, groups

FOLDER = "cari/"
"""Where the pieces are."""
CARDS_A_PIECE = 8
"""Innovations in one piece of ready cards: results are spread over the alphabet, so that most of a piece is waste."""
PIECE = 16_000
"""Characters of one piece of the index, about 10 KB on the wire: a query fetches one or two a word."""
SPELLING_PIECE = 16_000
MOST_WORDS = 20_000
"""Words that are offered as corrections: all of a city's, and the commonest of a nation's."""
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
    groups: tuple[Group, ...]
    spellings: Mapping[str, str]
    terms: tuple[Mapping[str, str], ...]
    starts: tuple[str, ...]
    spelling: tuple[str, ...]
    spelling_starts: tuple[str, ...]


@dataclass
class _Collected:
    """The places of each term as written, what each word has as its root, and how many innovations have the word."""

    postings: dict[str, str] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def build_index(catalogue: Catalogue, found: Mapping[str, bytes] | None = None) -> Index:
    """Index every innovation, by what was `found` of each where that is known."""
    synonyms, known = catalogue.synonyms, groups(catalogue)
    language = Language(synonyms.kata_umum, synonyms.ejaan_singkat)
    collected = _collect(catalogue, find_all(catalogue) if found is None else found)
    collected.roots.update(language.known(phrase for group in known for part in group for phrase in part))
    terms = list(_pieces(_entries(collected.postings, exceptions(collected.roots)), PIECE))
    spelling = list(_pieces(_spelling(collected.counts), SPELLING_PIECE))
    return Index(
        version=version(catalogue),
        common=tuple(sorted(language.common)),
        groups=tuple(known),
        spellings=language.spellings,
        terms=tuple(dict(piece) for piece in terms),
        starts=tuple(piece[0][0] for piece in terms),
        spelling=tuple(" ".join(f"{word}{weight}" for word, weight in piece) for piece in spelling),
        spelling_starts=tuple(piece[0][0] for piece in spelling),
    )


def version(catalogue: Catalogue) -> str:
    """Return a mark that changes whenever a number stands for another innovation, or for another group of words."""
    numbering = [entry.id for entry in catalogue.by_name]
    return hashlib.sha256(repr((numbering, groups(catalogue))).encode()).hexdigest()[:10]


def _collect(catalogue: Catalogue, found: Mapping[str, bytes]) -> _Collected:
    """Put together what was found of each innovation."""
    whole = _Collected()
    places: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(TIERS)]
    for number, entry in enumerate(catalogue.by_name):
        terms, derived, unwritten = read_found(found[entry.id])
        for place, standing in zip(places, terms, strict=True):
            for term in standing.split():
                place[term].append(number)
        words = derived.split()
        whole.roots.update(zip(words[::2], words[1::2], strict=True))
        whole.counts.update(words[::2])
        whole.counts.subtract(unwritten.split())
    for tier, place in zip(range(TIERS, 0, -1), places, strict=True):
        for term, numbers in place.items():
            whole.postings[term] = f"{whole.postings.get(term, '')}{tier}{gaps(numbers)}"
            whole.counts[term] += len(numbers)
    whole.counts = Counter({word: count for word, count in whole.counts.items() if count and word[0] != MARK})
    whole.roots.update((word, word) for word in whole.counts.keys() - whole.roots.keys())
    return whole


def _entries(postings: Mapping[str, str], told: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Write for each term which innovations have it, and after marks what the browser's rules cannot know.

    The places are a digit with the numbers that follow, the best first. Under a rule-made stem stand the roots that it
    stands for, and under a root the other stems that stand for it.
    """
    roots: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for stem, meant in told.items():
        for root in filter(postings.__contains__, meant):
            roots.setdefault(stem, []).append(root)
            stems.setdefault(root, []).append(stem)
    noted = {
        key: postings.get(key, "") + _listed(ROOTS, roots.get(key)) + _listed(STEMS, stems.get(key))
        for key in roots.keys() | stems.keys()
    }
    return {**postings, **noted}


def _listed(mark: str, words: Iterable[str] | None) -> str:
    return f"{mark}{' '.join(words)}" if words else ""


def _spelling(counts: Mapping[str, int]) -> dict[str, str]:
    """Weigh the words that may be offered as corrections, as they are written, by how many innovations have them."""
    offered = [(-count, word) for word, count in counts.items() if len(word) >= SHORTEST and not word.isdigit()]
    return {word: str(min(9, (-rank).bit_length())) for rank, word in sorted(offered)[:MOST_WORDS]}


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


FIRST = 63
"""The code point of digit 0: the 64 characters from `?` on need no quoting in JSON, but for one."""
DIGITS = 64
MORE = 32
"""Added to a digit of five bits when further digits follow."""
SHORT = [chr(FIRST + rest) for rest in range(MORE)]
"""The gaps that take one character, which most do."""


def gaps(numbers: Iterable[int]) -> str:
    """Write rising numbers as the gaps between them, five bits a character, the lowest first."""
    found: list[str] = []
    last = -1
    for number in numbers:
        rest = number - last - 1
        last = number
        found.append(SHORT[rest] if rest < MORE else _long(rest))
    return "".join(found)


def _long(rest: int) -> str:
    found = ""
    while rest >= MORE:
        found += chr(FIRST + MORE + rest % MORE)
        rest //= MORE
    return found + SHORT[rest]


def column(codes: Sequence[int]) -> str:
    """Write one small number a row: one character each, or two when some number needs it."""
    if all(code < DIGITS for code in codes):
        return "".join(chr(FIRST + code) for code in codes)
    return "".join(chr(FIRST + code // DIGITS) + chr(FIRST + code % DIGITS) for code in codes)


def columns(catalogue: Catalogue, facets: Sequence[Facet]) -> list[dict[str, Any]]:
    """Write each facet: the values in use, which of them each code stands for, and the code of each innovation."""
    return [_column(catalogue, facet) for facet in facets]


def _column(catalogue: Catalogue, facet: Facet) -> dict[str, Any]:
    used = [value.id for value in facet.used]
    chosen: dict[str, tuple[int, ...]] = {}
    for number, value in enumerate(used):
        for entry in facet.members[value]:
            chosen[entry.id] = (*chosen.get(entry.id, ()), number)
    sets = sorted(set(chosen.values()))
    codes = {numbers: code for code, numbers in enumerate(sets)}
    return {
        "id": facet.id,
        "values": used,
        "sets": sets,
        "column": column([codes[chosen[entry.id]] for entry in catalogue.by_name]),
    }


Place = tuple[bool, int, int]


def usable(record: Innovation, today: date) -> bool:
    """Tell whether citizens can use what a record describes, as far as anybody knows."""
    return record.layanan is not None and running(record, today) is not False


def by_use(catalogue: Catalogue, today: date) -> list[InnovationEntry]:
    """Sort innovations before leads, what is usable before the rest, and each by its newest word; then by name."""
    return sorted(catalogue.by_name, key=_place(today))


def use_column(catalogue: Catalogue, today: date) -> str:
    """Write for each innovation where it stands in that order; those alike have the same number."""
    place = _place(today)
    places = [place(entry) for entry in catalogue.by_name]
    numbers = {found: number for number, found in enumerate(sorted(set(places)))}
    return column([numbers[found] for found in places])


def _place(today: date) -> Callable[[InnovationEntry], Place]:
    def place(entry: InnovationEntry) -> Place:
        record = entry.record
        word = last_word(record)
        ended = running(record, today) is False
        return (
            not counts(record),
            0 if usable(record, today) else 1 + ended,
            -(word.year * 12 + word.month if word else 0),
        )

    return place
