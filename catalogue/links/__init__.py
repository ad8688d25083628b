"""The weekly check of links: where they stand, whether they open, and what is remembered from week to week.

`check` and `network` are asked for by name: only the check itself needs what talks to the world.
"""

from catalogue.link_memory import (
    Failure,
    Memory,
    read_memory,
    remembered,
    written,
)
from catalogue.links.found import Found, found_links

__all__ = [
    "Failure",
    "Found",
    "Memory",
    "found_links",
    "read_memory",
    "remembered",
    "written",
]
