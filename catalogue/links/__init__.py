"""The weekly check of links: where they stand, whether they open, and what is remembered from week to week.

`check` and `network` are asked for by name: only the check itself needs what talks to the world.
"""

from catalogue.links.found import Found, found_links
from catalogue.links.memory import Failure, Memory, read_memory, remembered, written

__all__ = [
    "Failure",
    "Found",
    "Memory",
    "found_links",
    "read_memory",
    "remembered",
    "written",
]
