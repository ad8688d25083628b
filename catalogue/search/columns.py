"""The facets as columns, one code an innovation, so that the browser can filter and count ten thousand at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.read.catalogue import Catalogue
from catalogue.search.coding import column
from catalogue.search.facets import Facet


def columns(catalogue: Catalogue, facets: Sequence[Facet]) -> list[dict[str, Any]]:
    """Write each facet: the values in use, which of them each code stands for, and the code of each innovation."""
    return [_column(catalogue, facet) for facet in facets]


def _column(catalogue: Catalogue, facet: Facet) -> dict[str, Any]:
    used = [value.id for value in facet.used]
    chosen: dict[str, tuple[int, ...]] = {}
    for number, value in enumerate(used):
        for entry in facet.members[value]:
            chosen[entry.id] = (*chosen.get(entry.id, ()), number)
    sets = sorted(set(chosen.values()))
    codes = {numbers: code for code, numbers in enumerate(sets)}
    return {
        "id": facet.id,
        "values": used,
        "sets": sets,
        "column": column([codes[chosen[entry.id]] for entry in catalogue.by_name]),
    }
