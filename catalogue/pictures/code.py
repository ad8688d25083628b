"""The code that a camera reads: a page's address as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

MASK = 3
"""A fixed mask spares the search for the prettiest one; every mask can be read."""
SCALE = 6
"""Pixels of one module: enough for paper, and no larger as a file."""


@dataclass(frozen=True)
class Code:
    """The code of one address."""

    url: str

    @property
    def address(self) -> str:
        """Name the code after what it says and by what it was drawn."""
        return f"gambar/{hashlib.sha256(repr((_version(), SCALE, self.url)).encode()).hexdigest()[:16]}.png"

    def draw(self) -> bytes:
        """Draw the code as a black and white PNG, with the quiet zone that readers need."""
        out = io.BytesIO()
        import segno  # noqa: PLC0415  slow to start, and most codes are drawn already

        segno.make_qr(self.url, error="m", mask=MASK, boost_error=False).save(out, kind="png", scale=SCALE)
        return out.getvalue()


@cache
def _version() -> str:
    return version("segno")
