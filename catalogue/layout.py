"""Where one value after the other stands in a document that was read quickly."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from catalogue.decode import Path
from catalogue.findings import Span


class Layout:
    """Finds values and keys; what is in a mapping or list is counted when it is first asked for."""

    def __init__(self, values: Any, places: array[int]) -> None:
        self._places = places
        self._top = values
        self._inside: dict[Path, dict[str | int, tuple[Any, int]]] = {}

    def find(self, path: Path, *, of_key: bool) -> Span | None:
        """Return where a value or its key stands; None where there is none."""
        found = self._found(path)
        if found is None or (of_key and not (path and isinstance(path[-1], str))):
            return None
        at = 4 * (found[1] - of_key)
        line, column, end_line, end_column = self._places[at : at + 4]
        return Span(line + 1, column + 1, end_line + 1, end_column + 1)

    def _found(self, path: Path) -> tuple[Any, int] | None:
        """Return a value, and how many places come before its own."""
        if not path:
            return self._top, 0
        above = path[:-1]
        if above not in self._inside:
            around = self._found(above)
            self._inside[above] = dict(_held(*around)) if around else {}
        return self._inside[above].get(path[-1])


def _held(value: Any, at: int) -> Iterator[tuple[str | int, tuple[Any, int]]]:
    """Yield what a mapping or list holds, each with the number of places before its own."""
    at += 1
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, (item, at + 1)
            at += 1 + _size(item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield index, (item, at)
            at += _size(item)


def _size(value: Any) -> int:
    """Count the places of a value and all that is in it."""
    if type(value) is str:
        return 1
    items = value.values() if isinstance(value, dict) else value
    size = 1 + len(value) if isinstance(value, dict) else 1
    for item in items:
        size += 1 if type(item) is str else _size(item)
    return size
