"""What of an innovation can be found, and how much a word counts where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.collection import Catalogue, InnovationEntry
from catalogue.search.synonyms import Thesaurus
from catalogue.search.words import Language

TIERS = 7
"""Places of a word, the lowest first: description, results, classification, summary, expansion, name, short name."""
SHORT = 2
"""Words of a name up to which each of them is most of it."""


@dataclass(frozen=True)
class Found:
    """The terms of one innovation with the best place of each, and the words as they are written."""

    tiers: dict[str, int]
    words: set[str]


def find_terms(catalogue: Catalogue, entry: InnovationEntry, language: Language, thesaurus: Thesaurus) -> Found:
    """Collect every term of an innovation."""
    tiers: dict[str, int] = {}
    seen: set[str] = set()
    for tier, text in reversed(list(_fields(catalogue, entry))):
        words = language.content(text)
        roots = language.roots(words)
        place = tier + 1 if tier == TIERS - 1 and len(set(roots)) <= SHORT else tier
        tiers.update(dict.fromkeys(roots, place))
        tiers.update(dict.fromkeys(thesaurus.terms(roots), place))
        seen.update(words)
    return Found(tiers, seen)


def texts_of(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[str]:
    """Yield every text of an innovation in which words are looked for."""
    return (text for _, text in _fields(catalogue, entry))


def _fields(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[tuple[int, str]]:
    """Yield each text with its tier, the highest first; a name is raised by one when it is short."""
    record = entry.record
    yield 6, record.nama
    if record.kepanjangan:
        yield 5, record.kepanjangan
    yield 4, record.ringkasan
    for text in _classification(catalogue, entry):
        yield 3, text
    for told in filter(None, (record.tujuan, record.manfaat, record.hasil)):
        yield 2, told
    for award in record.penghargaan:
        yield 2, award.nama
    if record.rancang_bangun:
        yield 1, record.rancang_bangun
    for link in record.tautan:
        yield 1, link.judul


def _classification(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[str]:
    record = entry.record
    owner = catalogue.opds.get(entry.opd)
    if owner:
        yield from filter(None, (owner.record.nama, owner.record.singkatan))
    for vocabulary, ids in (("urusan", (record.urusan_utama, *record.urusan_lain)), ("tema", record.tema)):
        words = catalogue.words(vocabulary)
        yield from (words[id].nama for id in ids if id and id in words)
    yield from filter(None, (record.nama_inisiator, record.lokasi.alamat if record.lokasi else None))
