"""The weekly check of links: where they stand, whether they open, and what is remembered from week to week."""

from catalogue.links.check import check_all
from catalogue.links.found import Found, found_links
from catalogue.links.memory import Failure, Memory, read_memory, remembered, written
from catalogue.links.network import Network

__all__ = [
    "Failure",
    "Found",
    "Memory",
    "Network",
    "check_all",
    "found_links",
    "read_memory",
    "remembered",
    "written",
]
