"""The code that a camera reads from paper: a page's address as a QR code (ISO/IEC 18004), as SVG within the page."""

from __future__ import annotations

from markupsafe import Markup

MASK = 3
"""A fixed mask spares the search for the prettiest one; every mask can be read."""
QUIET = 4
"""Modules of the quiet zone that readers need around a code."""


def code(url: str) -> Markup:
    """Draw the QR code of an address as an SVG element, one unit a module."""
    import segno  # noqa: PLC0415  slow to start, and only pages of innovations show a code

    drawn = segno.make_qr(url, error="m", mask=MASK, boost_error=False)
    return Markup(drawn.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704  no text of ours is in it
