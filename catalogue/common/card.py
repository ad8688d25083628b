"""The card that messengers and social networks show with a link, 1200 by 630 pixels (Open Graph's usual size)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

STYLE = 2
"""Raised when cards come to look or to be written differently, so that none of the old ones is kept."""


@dataclass(frozen=True)
class Card:
    """What one card says: the name of an innovation, whose it is, whose catalogue this is, and a note."""

    name: str
    owner: str
    catalogue: str
    note: str = ""

    @property
    def address(self) -> str:
        """Name the card after all that it shows and by what it was drawn."""
        shown = repr((STYLE, _drawn_by(), self.name, self.owner, self.catalogue, self.note))
        return f"gambar/{hashlib.sha256(shown.encode()).hexdigest()[:16]}.png"


@cache
def _drawn_by() -> str:
    """Return the version of Pillow, on which the pixels depend."""
    return version("pillow")
