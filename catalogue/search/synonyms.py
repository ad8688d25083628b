"""Words and phrases that mean the same become one further term, so that any of them finds all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from catalogue.read.catalogue import Catalogue
from catalogue.search.words import Language

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
