"""Pictures made for the site: the card that messengers show with a link, and the code that a camera reads.

A card is named after everything it shows, so one that was drawn before need not be drawn again.
"""

from catalogue.card import Card
from catalogue.pictures.code import code
from catalogue.pictures.drawing import draw, intact

__all__ = ["Card", "code", "draw", "intact"]
