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
MANY = 100
"""When more texts than this have changed, all are gone through anew."""
LEAST = 0.15
"""Texts less alike than this (cosine, 0 to 1) are strangers."""


def words(text: str) -> set[str]:
    """Return the words of a text that may tell it from others."""
    return {word for word in re.findall(r"[a-z0-9]{4,}", text.casefold()) if word not in COMMON}


class Holders:
    """Which texts, given as their terms, hold each term."""

    def __init__(self, texts: Mapping[str, Collection[str]]) -> None:
        self._texts = texts
        self.holders: dict[str, list[str]] = defaultdict(list)
        for name, terms in texts.items():
            for term in terms:
                self.holders[term].append(name)

    def changed(self, texts: Mapping[str, Collection[str]]) -> set[str]:
        """Return the names of the texts that came, went or hold other terms since."""
        came = {name for name, terms in texts.items() if self._texts.get(name) is not terms}
        return came | (self._texts.keys() - texts.keys())


class Nearest(Mapping[str, tuple[str, ...]]):
    """For each text, given as its terms, the names of those most like it, the likest first; found when asked for.

    `before` are texts most of which are the same objects; only what differs from them is gone through.
    """

    def __init__(self, texts: Mapping[str, Collection[str]], before: Holders | None = None, most: int = 3) -> None:
        self._texts, self._most = texts, most
        self._before = before or Holders(texts)
        self._changed = self._before.changed(texts)
        if len(self._changed) > MANY:
            self._before, self._changed = Holders(texts), set()
        self._found: dict[str, tuple[str, ...]] = {}
        self._heaviest: dict[str, list[str]] = {}
        self._weights: dict[str, float] = {}
        self._lengths: dict[str, float] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._found:
            self._found[name] = self._closest(name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def _closest(self, name: str) -> tuple[str, ...]:
        shared: dict[str, float] = defaultdict(float)
        for term in self._terms(name):
            for other in self._holders(term):
                if term in self._terms(other):
                    shared[other] += self._weight(term)
        shared.pop(name, None)
        alike = {other: weight / (self._length(name) * self._length(other)) for other, weight in shared.items()}
        close = (other for other, value in alike.items() if value >= LEAST)
        return tuple(sorted(close, key=lambda other: (-alike[other], other))[: self._most])

    def _terms(self, name: str) -> list[str]:
        """Return the terms of a text that are compared, the rarest first."""
        if name not in self._heaviest:
            known = [term for term in self._texts[name] if self._weight(term)]
            self._heaviest[name] = sorted(known, key=lambda term: (-self._weight(term), term))[:TERMS]
        return self._heaviest[name]

    def _weight(self, term: str) -> float:
        if term not in self._weights:
            known = len(self._before.holders.get(term, ()))
            times = known if known > WIDEST + MANY else len(self._holders(term))
            self._weights[term] = log(len(self._texts) / times) ** 2 if 2 <= times <= WIDEST else 0.0
        return self._weights[term]

    def _holders(self, term: str) -> list[str]:
        kept = self._before.holders.get(term, ())
        if not self._changed:
            return list(kept)
        changed = [name for name in self._changed if term in self._texts.get(name, ())]
        return [*(name for name in kept if name not in self._changed), *changed]

    def _length(self, name: str) -> float:
        if name not in self._lengths:
            self._lengths[name] = sqrt(sum(map(self._weight, self._terms(name))))
        return self._lengths[name]
