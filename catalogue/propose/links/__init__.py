"""The weekly check of links: where they stand, whether they open, and what is remembered from week to week.

`check`, `memory` and `network` are asked for by name: only the check itself needs what talks to the world.
"""

from catalogue.propose.links.found import Found, found_links

__all__ = ["Found", "found_links"]
