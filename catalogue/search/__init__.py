"""The search index: what the browser needs to find an innovation by its words, in pieces small enough to fetch.

Terms are the roots of words, found here with a dictionary; the browser, which has none, strips affixes by rule and
is told wherever that gives something else. `templates/assets/search.js` is the other half.
"""

from catalogue.search.fields import find_all, read_found
from catalogue.search.index import Index, build_index, columns, version

__all__ = [
    "CARDS_A_PIECE",
    "FOLDER",
    "Index",
    "build_index",
    "columns",
    "find_all",
    "read_found",
    "version",
]

FOLDER = "cari/"
"""Where the pieces are."""
CARDS_A_PIECE = 8
"""Innovations in one piece of ready cards: results are spread over the alphabet, so that most of a piece is waste."""
