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
QUIET = 4
"""Modules of the quiet zone that readers need around a code."""
SHADES = bytes([255, 0]).ljust(256, b"\0")
"""A light module is white, a dark one black."""


@dataclass(frozen=True)
class Code:
    """The code of one address."""

    url: str

    @property
    def address(self) -> str:
        """Name the code after what it says and by what it was drawn."""
        return f"gambar/{hashlib.sha256(repr((_versions(), SCALE, self.url)).encode()).hexdigest()[:16]}.png"

    def draw(self) -> bytes:
        """Draw the code as a black and white PNG with its quiet zone."""
        import segno  # noqa: PLC0415  slow to start, and most codes are drawn already
        from PIL import Image  # noqa: PLC0415  as above

        modules = segno.make_qr(self.url, error="m", mask=MASK, boost_error=False).matrix
        side = len(modules) + 2 * QUIET
        beside, beyond = bytes(QUIET), bytes(QUIET * side)
        dark = beyond + b"".join(beside + row + beside for row in modules) + beyond
        picture = Image.frombytes("L", (side, side), dark.translate(SHADES))
        large = picture.resize((side * SCALE, side * SCALE), Image.Resampling.NEAREST).convert("1")
        out = io.BytesIO()
        large.save(out, "PNG")
        return out.getvalue()


@cache
def _versions() -> tuple[str, str]:
    return version("segno"), version("pillow")
