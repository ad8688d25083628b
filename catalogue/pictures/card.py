"""The card that messengers and social networks show with a link, 1200 by 630 pixels (Open Graph's usual size)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import PIL

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
        shown = repr((STYLE, PIL.__version__, self.name, self.owner, self.catalogue, self.note))
        return f"gambar/{hashlib.sha256(shown.encode()).hexdigest()[:16]}.png"

    def draw(self) -> bytes:
        """Draw the card as a PNG of sixteen colours."""
        from catalogue.pictures.painting import paint  # noqa: PLC0415  slow to start, and most cards are drawn already

        return paint(self)
