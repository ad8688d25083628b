"""Which texts are about the same thing: the words they share, rare ones counting more."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt

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


def nearest(texts: Mapping[str, Iterable[str]], most: int = 3) -> dict[str, tuple[str, ...]]:
    """Return for each text, given as its terms, the names of those most like it, the likest first."""
    compared = _Compared(texts)
    return {name: compared.closest(name, most) for name in compared.terms}


def words(text: str) -> set[str]:
    """Return the words of a text that may tell it from others."""
    return {word for word in re.findall(r"[a-z0-9]{4,}", text.casefold()) if word not in COMMON}


class _Compared:
    """Texts by their rarest terms, and terms by the texts that hold them."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        documents = {name: frozenset(terms) for name, terms in texts.items()}
        frequency = Counter(term for terms in documents.values() for term in terms)
        self._weights = {term: log(len(documents) / n) ** 2 for term, n in frequency.items() if 2 <= n <= WIDEST}
        self.terms = {name: self._heaviest(terms) for name, terms in documents.items()}
        self._lengths = {name: sqrt(sum(map(self._weights.__getitem__, terms))) for name, terms in self.terms.items()}
        self._holders: dict[str, list[str]] = defaultdict(list)
        for name, terms in self.terms.items():
            for term in terms:
                self._holders[term].append(name)

    def _heaviest(self, terms: Iterable[str]) -> list[str]:
        known = [term for term in terms if self._weights.get(term)]
        return sorted(known, key=lambda term: (-self._weights[term], term))[:TERMS]

    def closest(self, name: str, most: int) -> tuple[str, ...]:
        shared: dict[str, float] = defaultdict(float)
        for term in self.terms[name]:
            for other in self._holders[term]:
                shared[other] += self._weights[term]
        shared.pop(name, None)
        alike = {other: weight / (self._lengths[name] * self._lengths[other]) for other, weight in shared.items()}
        close = (other for other, value in alike.items() if value >= LEAST)
        return tuple(sorted(close, key=lambda other: (-alike[other], other))[:most])
