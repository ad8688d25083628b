"""Words and phrases that mean the same become one further term, so that any of them finds all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalogue.read.catalogue import Catalogue
from catalogue.search.words import Language

MARK = "="
"""Begins the term of a group, which no word of a text can be."""


def groups(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """List the groups of the data file, and each agency's name with its abbreviation."""
    named = [(entry.record.singkatan, entry.record.nama) for entry in catalogue.opds.values()]
    agencies = [(short, name) for short, name in named if short and short != name]
    return [*catalogue.synonyms.padanan, *agencies]


class Thesaurus:
    """Finds the groups whose members stand in a run of words."""

    def __init__(self, language: Language, members: Sequence[Iterable[str]]) -> None:
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for number, group in enumerate(members):
            for phrase in group:
                if roots := language.roots(language.content(phrase)):
                    self._phrases.setdefault(roots[0], []).append((roots, f"{MARK}{number}"))

    def terms(self, roots: list[str]) -> Iterator[str]:
        """Yield the term of each group of which a member occurs."""
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
