"""Which texts are about the same thing: the words they share, rare ones counting more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
