"""What is read while something is made is noted, as the names of cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
