"""What of an innovation can be found, how much a word counts where it stands, and which texts are about the same."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from catalogue.common.parallel import parallel_map
from catalogue.model.innovation import Service
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.search.words import MARK, Language, Thesaurus, groups

TIERS = 7
"""Places of a word, the lowest first: description, results, classification, summary, expansion, name, short name."""
LISTS = ("urusan", "tema")
"""The closed lists whose words are found where a record names them."""
CALLED = ("telepon", "loket")
"""The channels whose number or place people look for by itself."""
SHORT = 2
"""Words of a name up to which each of them is most of it."""
MANY, BATCH = 200, 50
"""From how many innovations on they are gone through on all cores, and how many at once."""


class Found(NamedTuple):
    """What can be found of one innovation, each part separated by spaces: it is written and read as it is.

    `terms` are those whose best place is each tier, the highest first; `derived` the words that are no roots, each
    followed by its root; `unwritten` the roots that only such words have.
    """

    terms: tuple[str, ...]
    derived: str
    unwritten: str

    def written(self) -> str:
        """Write it as one text."""
        return "\n".join((*self.terms, self.derived, self.unwritten))

    @property
    def roots(self) -> list[str]:
        """The roots of all words, in the order of the alphabet."""
        terms = " ".join(self.terms)
        roots = terms.split() if MARK not in terms else [term for term in terms.split() if term[0] != MARK]
        return sorted(roots)


def find_all(catalogue: Catalogue, processes: int = 1) -> Mapping[str, bytes]:
    """Return what can be found of each innovation, written and compressed, since all of it stays in memory."""
    entries = list(catalogue.innovations.values())
    batches = [entries[start : start + BATCH] for start in range(0, len(entries), BATCH)]
    language = Language(catalogue.synonyms.kata_umum, catalogue.synonyms.ejaan_singkat)
    thesaurus = Thesaurus(language, groups(catalogue))

    def find(number: int) -> list[tuple[str, bytes]]:
        found = ((entry.id, find_terms(catalogue, entry, language, thesaurus)) for entry in batches[number])
        return [(id, compressed(terms.written())) for id, terms in found]

    found: dict[str, bytes] = {}
    for done in parallel_map(find, len(batches), processes if len(entries) >= MANY else 1):
        found.update(done)
    return found


def compressed(text: str) -> bytes:
    """Make what was written a third as long."""
    return zlib.compress(text.encode(), 1)


def read_found(content: bytes) -> Found:
    """Return what was written and compressed."""
    *terms, derived, unwritten = zlib.decompress(content).decode().split("\n")
    return Found(tuple(terms), derived, unwritten)


def find_terms(catalogue: Catalogue, entry: InnovationEntry, language: Language, thesaurus: Thesaurus) -> Found:
    """Collect every term of an innovation."""
    tiers: list[list[str]] = [[] for _ in range(TIERS)]
    known: set[str] = set()
    meant: dict[str, str] = {}
    for tier, text in _fields(catalogue, entry):
        words = language.content(text)
        roots = language.roots(words)
        meant.update(zip(words, roots, strict=True))
        place = tier + 1 if tier == TIERS - 1 and len(set(roots)) <= SHORT else tier
        new = {*roots, *thesaurus.terms(roots)} - known
        tiers[TIERS - place] += new
        known |= new
    derived = {word: root for word, root in meant.items() if word != root}
    unwritten = set(derived.values()) - meant.keys()
    return Found(
        tuple(map(" ".join, tiers)),
        " ".join(chain.from_iterable(derived.items())),
        " ".join(unwritten),
    )


def texts_of(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[str]:
    """Yield every text of an innovation in which words are looked for."""
    return (text for _, text in _fields(catalogue, entry))


def _fields(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[tuple[int, str]]:
    """Yield each text with its tier, the highest first; a name is raised by one when it is short.

    What is to be brought to a service counts least: other services give it.
    """
    record = entry.record
    yield 6, record.nama
    if record.kepanjangan:
        yield 5, record.kepanjangan
    yield 4, record.ringkasan
    for text in _classification(catalogue, entry):
        yield 3, text
    service = record.layanan or Service()
    for tier, part in ((3, service.produk), (2, service.bagi), (2, service.cara), (2, service.biaya)):
        if part:
            yield tier, part.isi
    yield from ((2, channel.nilai) for channel in service.kanal if channel.jenis in CALLED)
    for told in filter(None, (record.tujuan, record.manfaat, record.hasil, record.pelajaran)):
        yield 2, told
    results = (f"{result.ukuran} {result.satuan}" for result in record.capaian)
    yield from ((2, told) for told in (*results, *(award.nama for award in record.penghargaan)))
    if service.syarat:
        yield 1, service.syarat.isi
    if record.rancang_bangun:
        yield 1, record.rancang_bangun
    for link in record.tautan:
        yield 1, link.judul


def _classification(catalogue: Catalogue, entry: InnovationEntry) -> Iterator[str]:
    record = entry.record
    owner = catalogue.opds.get(entry.opd)
    if owner:
        yield from filter(None, (owner.record.nama, owner.record.singkatan))
    for vocabulary, ids in zip(LISTS, ((record.urusan_utama, *record.urusan_lain), record.tema), strict=True):
        words = catalogue.words(vocabulary)
        yield from (words[id].nama for id in ids if id and id in words)
    yield from filter(None, (record.nama_inisiator, record.lokasi.alamat if record.lokasi else None))


COMMON = frozenset(
    (
        *("adalah", "agar", "akan", "antara", "atas", "atau", "bagi", "baik", "beberapa", "bersama", "bila", "cara"),
        *(
            "dalam",
            "dapat",
            "dari",
            "dengan",
            "dilakukan",
            "dimulai",
            "hingga",
            "inovasi",
            "juga",
            "karena",
            "kegiatan",
        ),
        *("kepada", "lain", "layanan", "lebih", "melalui", "memakai", "menjadi", "oleh", "pada", "para", "program"),
        *("secara", "sebagai", "sehingga", "seluruh", "semua", "serta", "setiap", "sudah", "telah", "tentang", "tidak"),
        *("untuk", "warga", "yaitu", "yang"),
    )
)
"""Words that nearly every record has."""
WIDEST = 40
"""A word that more texts than this share says little about any of them, and would make the work grow as the square."""
TERMS = 12
"""So many of a text's rarest words are compared."""
LEAST = 0.15
"""Texts less alike than this (cosine, 0 to 1) are strangers."""


def words(text: str) -> set[str]:
    """Return the words of a text that may tell it from others."""
    return {word for word in re.findall(r"[a-z0-9]{4,}", text.casefold()) if word not in COMMON}


class Nearest(Mapping[str, tuple[str, ...]]):
    """For each text, given as its terms, the names of those most like it, the likest first; found when asked for."""

    def __init__(self, texts: Mapping[str, Collection[str]], most: int = 3) -> None:
        self._texts, self._most = texts, most
        self._holders: dict[str, list[str]] = defaultdict(list)
        for name, terms in texts.items():
            for term in terms:
                self._holders[term].append(name)
        self._weights = {term: self._weigh(len(names)) for term, names in self._holders.items()}
        self._rarest: dict[str, dict[str, float]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        shared: dict[str, float] = defaultdict(float)
        for term, weight in self._terms(name).items():
            for other in self._holders[term]:
                if term in self._terms(other):
                    shared[other] += weight
        shared.pop(name, None)
        alike = {other: weight / (self._length(name) * self._length(other)) for other, weight in shared.items()}
        close = (other for other, value in alike.items() if value >= LEAST)
        return tuple(sorted(close, key=lambda other: (-alike[other], other))[: self._most])

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def _weigh(self, times: int) -> float:
        return log(len(self._texts) / times) ** 2 if 2 <= times <= WIDEST else 0.0

    def _terms(self, name: str) -> dict[str, float]:
        """Return the terms of a text that are compared with their weights, the rarest first."""
        if name not in self._rarest:
            known = {term: weight for term in self._texts[name] if (weight := self._weights[term])}
            first = sorted(known, key=lambda term: (-known[term], term))[:TERMS]
            self._rarest[name] = {term: known[term] for term in first}
        return self._rarest[name]

    def _length(self, name: str) -> float:
        return sqrt(sum(self._terms(name).values()))
