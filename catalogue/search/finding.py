"""What can be found of all innovations: looked for on all cores, and remembered by all that goes into it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping
from typing import Any

from catalogue.collection import Catalogue, InnovationEntry
from catalogue.search.fields import LISTS, TIERS, compressed, find_terms
from catalogue.search.synonyms import Thesaurus, groups
from catalogue.search.words import Language
from catalogue.workers import spread

MANY, SLICE = 200, 50
"""From how many new innovations on they are gone through on all cores, and how many at once."""
SPARE = 2_000
"""So much may stay remembered of innovations that are not there now, for other branches."""


def common_mark(catalogue: Catalogue) -> str:
    """Return the mark of what goes into the terms of all innovations alike: agencies, closed lists and synonyms."""
    agencies = [(id, entry.record.nama, entry.record.singkatan) for id, entry in catalogue.opds.items()]
    lists = [(name, [(id, word.nama) for id, word in catalogue.words(name).items()]) for name in LISTS]
    shared = (agencies, lists, catalogue.synonyms.kata_umum, groups(catalogue))
    return hashlib.blake2b(repr(shared).encode(), digest_size=8).hexdigest()


def find_all(catalogue: Catalogue, memory: MutableMapping[str, Any], processes: int = 1) -> Mapping[str, bytes]:
    """Return what can be found of each innovation, as it is written and compressed: all of it stays in memory.

    `memory` holds what was found before by the same program under the same mark, and is brought up to date.
    """
    entries = catalogue.innovations.values()
    keys = {entry.id: f"{entry.opd}/{entry.content}" if entry.content else "" for entry in entries}
    found = {id: memory[key] for id, key in keys.items() if key and _looks_found(memory.get(key))}
    new = [entry for entry in entries if entry.id not in found]
    slices = [new[start : start + SLICE] for start in range(0, len(new), SLICE)]
    language = Language(catalogue.synonyms.kata_umum)
    thesaurus = Thesaurus(language, groups(catalogue))

    def look(number: int) -> list[tuple[str, str]]:
        return [(entry.id, _find(catalogue, entry, language, thesaurus)) for entry in slices[number]]

    for done in spread(look, len(slices), processes if len(new) >= MANY else 1):
        found.update(done)
    memory.update((keys[entry.id], found[entry.id]) for entry in new if keys[entry.id])
    if len(memory) > 2 * len(keys) + SPARE:
        for stale in memory.keys() - keys.values():
            del memory[stale]
    return {id: compressed(text) for id, text in found.items()}


def _find(catalogue: Catalogue, entry: InnovationEntry, language: Language, thesaurus: Thesaurus) -> str:
    return find_terms(catalogue, entry, language, thesaurus).written()


def _looks_found(remembered: object) -> bool:
    """Tell whether what was remembered has the parts of what is found; anything else is as good as nothing."""
    return isinstance(remembered, str) and remembered.count("\n") == TIERS + 1
