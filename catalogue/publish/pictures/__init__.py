"""Pictures made for the site: the card that messengers show with a link, and what is published of photographs.

A card is named after everything it shows, so one that was drawn before need not be drawn again.
"""

from catalogue.publish.pictures.drawing import draw, intact

__all__ = ["draw", "intact"]
