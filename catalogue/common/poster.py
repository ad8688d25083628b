"""The picture of the programme that is sent from phone to phone: where it stands, in four numbers and the funnel."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from catalogue.common.card import picture_address

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
