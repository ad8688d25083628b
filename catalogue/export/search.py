"""The search index and the names for the form, for the site's own scripts: their shape is no promise to others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from catalogue.assess.counting import confirmed, is_fresh, last_word, months_before, needs_met
from catalogue.build import Build
from catalogue.export.file import Export
from catalogue.model import counts
from catalogue.read.catalogue import InnovationEntry
from catalogue.search.index import CARDS_A_PIECE, FOLDER, build_index, column, columns, gaps, use_column

RECENT = 60
"""Months for which the word of a service ranks it before others."""


def search(build: Build) -> Iterator[Export]:
    """Make the names, what the search fetches first, the facets, and the pieces of the index."""
    yield _piece("nama.json", {"inovasi": list(_names(build))})
    index = build_index(build.catalogue, build.found)
    head = {"version": index.version, "count": len(build.catalogue.innovations)}
    start = {
        **head,
        "cards": CARDS_A_PIECE,
        "weights": column([_weight(build, entry) for entry in build.catalogue.by_name]),
        "common": " ".join(index.common),
        "groups": [group.sought for group in index.groups],
        "asked": [group.asked for group in index.groups if group.one_way],
        "needs": list(_needs(build)),
        "spellings": index.spellings,
        "terms": index.starts,
        "spelling": index.spelling_starts,
    }
    filters = columns(build.catalogue, build.facets)
    yield _piece("indeks.json", start)
    yield _piece("saringan.json", {**head, "facets": filters, "use": use_column(build.catalogue, build.today)})
    for number, entries in enumerate(index.terms):
        yield _piece(f"kata/{number}.json", {**head, "entries": entries})
    for number, words in enumerate(index.spelling):
        yield _piece(f"ejaan/{number}.json", {**head, "words": words})


def _weight(build: Build, entry: InnovationEntry) -> int:
    """Rank what fits equally well: 3 for services that somebody told of in the last years, 2 for older services.

    An innovation that somebody vouches for today has 2 too, others 1, other leads 0.
    """
    word = last_word(entry.record)
    if needs_met(entry.record, build.today):
        return 3 if word and word >= months_before(build.today, RECENT) else 2
    return counts(entry.record) * (1 + (confirmed(entry.record) or is_fresh(word, build.today)))


def _needs(build: Build) -> Iterator[tuple[str, str, str, str]]:
    """Yield each need with its words and its services, for words that no record has but somebody in need types."""
    listed = build.catalogue.by_name
    for id, word in build.catalogue.words("kebutuhan").items():
        services = [number for number, entry in enumerate(listed) if id in needs_met(entry.record, build.today)]
        if services:
            yield id, word.nama, word.keterangan or "", gaps(services)


def _names(build: Build) -> Iterator[tuple[str, str, str]]:
    """Yield what the form knows other innovations by, those of an agency together."""
    for entries in build.catalogue.by_opd.values():
        yield from ((entry.id, entry.record.nama, entry.opd) for entry in entries)


def _piece(name: str, body: dict[str, Any]) -> Export:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Export(FOLDER + name, content.encode(), "application/json")
