"""What is read while something is made is noted, as the names of cells; what is remembered notes it again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Made = TypeVar("Made")

_noted: set[str] | None = None


@contextmanager
def noting() -> Iterator[set[str]]:
    """Give the cells that are read while the block runs."""
    global _noted  # noqa: PLW0603  what is read far below the view has no other way up
    before, _noted = _noted, set()
    try:
        yield _noted
    finally:
        _noted = before


def note(cell: str) -> None:
    """Note that a cell is read, where somebody wants to know."""
    if _noted is not None:
        _noted.add(cell)


class Remembered:
    """Remembers what several pages show, so that it is made once; the oldest of it is forgotten."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[Hashable, tuple[Any, frozenset[str]]] = {}

    def recall(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made of this name before, else make it; what it was made from is noted either way."""
        known = self._kept.pop(name, None)
        if known is None:
            with noting() as cells:
                known = make(), frozenset(cells)
            if len(self._kept) >= self.most:
                del self._kept[next(iter(self._kept))]
        self._kept[name] = known
        for cell in known[1]:
            note(cell)
        made: Made = known[0]
        return made
