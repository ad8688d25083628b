"""The search index, for the site's own script: its shape is no promise to others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from catalogue.exports.types import Context, Export
from catalogue.facets import facets
from catalogue.search import CARDS_A_PIECE, FOLDER, build_index, columns


def search(context: Context) -> Iterator[Export]:
    """Make what the browser fetches first, the facets, and the pieces of the index."""
    index = build_index(context.catalogue, context.found)
    head = {"version": index.version, "count": len(context.catalogue.innovations)}
    start = {
        **head,
        "cards": CARDS_A_PIECE,
        "common": " ".join(index.common),
        "groups": index.groups,
        "terms": index.starts,
        "spelling": index.spelling_starts,
    }
    assessment = context.assessments[context.period.tahun]
    filters = columns(context.catalogue, facets(context.catalogue, assessment))
    yield _piece("indeks.json", start)
    yield _piece("saringan.json", {**head, "facets": filters})
    for number, entries in enumerate(index.terms):
        yield _piece(f"kata/{number}.json", {**head, "entries": entries})
    for number, words in enumerate(index.spelling):
        yield _piece(f"ejaan/{number}.json", {**head, "words": words})


def _piece(name: str, body: dict[str, Any]) -> Export:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Export(FOLDER + name, content.encode(), "application/json")
