"""What the abbreviations in a text stand for, by the synonyms of the search and the names of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from catalogue.build import Build

SHORT = re.compile(r"\b[A-Z][A-Z0-9]{1,7}\b")
LINKING = ("dan", "atau", "serta", "di", "ke")
"""Words of which an abbreviation takes no letter."""


def abbreviations(build: Build, text: str, known: str = "") -> tuple[tuple[str, str], ...]:
    """Return each abbreviation of a text with its words, but for those that the text or what is `known` writes out."""
    meanings = _meanings(build.catalogue.synonyms.padanan, tuple(_agencies(build)))
    written = f"{text} {known}".casefold()
    found = ((short, meanings.get(short, "")) for short in dict.fromkeys(SHORT.findall(text)))
    return tuple((short, full) for short, full in found if full and full.casefold() not in written)


def _agencies(build: Build) -> Iterator[tuple[str, str]]:
    for entry in build.catalogue.opds.values():
        if entry.record.singkatan:
            yield entry.record.singkatan, entry.record.nama


@lru_cache(maxsize=2)
def _meanings(groups: tuple[tuple[str, ...], ...], agencies: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return what each abbreviation stands for; one of two meanings is left out."""
    found: dict[str, set[str]] = {}
    for group in (*groups, *agencies):
        for short in filter(SHORT.fullmatch, group):
            if full := _written_out(short, group):
                found.setdefault(short, set()).add(full)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _written_out(short: str, group: Iterable[str]) -> str:
    """Return the phrase of a group whose words begin with the letters of the abbreviation."""
    return next((phrase for phrase in group if " " in phrase and _initials(phrase).startswith(short.casefold())), "")


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in phrase.casefold().split() if word not in LINKING)
