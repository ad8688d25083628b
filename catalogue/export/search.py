"""The search index and the names for the form, for the site's own scripts: their shape is no promise to others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from catalogue.assess.counting import confirmed, is_fresh, last_word
from catalogue.build import Build
from catalogue.export.types import Export
from catalogue.model import counts
from catalogue.read.catalogue import InnovationEntry
from catalogue.search import CARDS_A_PIECE, FOLDER, build_index, columns
from catalogue.search.index import column
from catalogue.search.order import usable, use_column


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
        "groups": index.groups,
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
    """Rank what fits equally well: 2 for what citizens can use and for an innovation that somebody vouches for today.

    1 for other innovations, 0 for other leads.
    """
    word = last_word(entry.record)
    if usable(entry.record, build.today):
        return 2
    return counts(entry.record) * (1 + (confirmed(entry.record) or is_fresh(word, build.today)))


def _names(build: Build) -> Iterator[tuple[str, str, str]]:
    """Yield what the form knows other innovations by, those of an agency together."""
    for entries in build.catalogue.by_opd.values():
        yield from ((entry.id, entry.record.nama, entry.opd) for entry in entries)


def _piece(name: str, body: dict[str, Any]) -> Export:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Export(FOLDER + name, content.encode(), "application/json")
