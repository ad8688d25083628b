"""Receipt numbers: what was sent has a number that both sides can work out from it."""

from __future__ import annotations

import hashlib
import unicodedata

from catalogue.read.characters import split_lines

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, which has no letter that is read as a digit."""


def receipt_number(text: str) -> str:
    """Return the number of a text; ends of lines, blanks at their ends and blank lines at the end don't count."""
    lines = (line.rstrip() for line in split_lines(unicodedata.normalize("NFC", text)))
    return number_of("\n".join(lines).rstrip("\n").encode("utf-8", "surrogatepass"))


def number_of(content: bytes) -> str:
    """Return the number of a file that is no text."""
    bits = int.from_bytes(hashlib.sha256(content).digest()[:5])
    letters = "".join(LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"
