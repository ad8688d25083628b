"""The pictures that are shown with a link and sent of the programme, as what they say."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from typing import Literal

STYLE = 3
"""Raised when cards come to look or to be written differently, so that none of the old ones is kept."""

CardKind = Literal["layanan", "inovasi", "petunjuk", "opd", "halaman"]


@dataclass(frozen=True)
class Card:
    """What one card says: the sentence for which somebody opens the page, what it is about, and whose it is."""

    kind: CardKind
    name: str
    sentence: str
    state: str
    owner: str
    catalogue: str
    note: str = ""

    @property
    def address(self) -> str:
        """Name the card after all that it shows and by what it was drawn."""
        return picture_address(STYLE, *astuple(self))

    @property
    def told(self) -> str:
        """Say in words what the card shows."""
        said = (self.name, self.sentence, self.state, self.owner)
        return ". ".join(text.rstrip(".…") for text in said if text) + "."


def picture_address(style: object, *shown: object) -> str:
    """Name a picture after what it shows, how, and by what it was drawn."""
    named = repr((style, _drawn_by(), *shown))
    return f"gambar/{hashlib.sha256(named.encode()).hexdigest()[:16]}.png"


@cache
def _drawn_by() -> str:
    """Return the version of Pillow, on which the pixels depend."""
    return version("pillow")


LOOK = 1
"""Raised when posters come to look differently, so that none of the old ones is kept."""


@dataclass(frozen=True)
class Poster:
    """What the picture says; a number is written with what it counts, a step with how many reached it."""

    programme: str
    finding: str
    day: str
    numbers: tuple[tuple[str, str], ...]
    funnel_title: str
    funnel: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]

    @property
    def address(self) -> str:
        """Name the poster after all that it shows and by what it was drawn."""
        return picture_address(("poster", LOOK), *astuple(self))

    @property
    def told(self) -> str:
        """Say in words what the poster shows."""
        numbers = "; ".join(f"{number} {what}" for number, what in self.numbers)
        steps = ", ".join(f"{name} {count}" for name, count in self.funnel)
        said = (self.finding, self.day, numbers, f"{self.funnel_title}: {steps}")
        return ". ".join(text.rstrip(".") for text in said if text) + "."
