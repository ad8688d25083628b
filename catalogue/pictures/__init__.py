"""Pictures made for the site: the card that messengers show with a link, and the code that a camera reads.

A picture is named after everything it shows, so one that was drawn before need not be drawn again.
"""

from catalogue.pictures.card import Card
from catalogue.pictures.code import Code
from catalogue.pictures.drawing import Picture, draw, intact

__all__ = ["Card", "Code", "Picture", "draw", "intact"]
