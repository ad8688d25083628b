"""Pictures made for the site: cards that messengers show with a link, the poster, and what is published of photographs.

Cards and posters are named after everything they show, so one that was drawn before need not be drawn again.
"""

from catalogue.publish.pictures.drawing import Picture, draw, intact, painted

__all__ = ["Picture", "draw", "intact", "painted"]
