"""The code that a camera reads from paper: a page's address as a QR code (ISO/IEC 18004), as SVG within the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

MASK = 3
"""A fixed mask spares the search for the prettiest one; every mask can be read."""
QUIET = 4
"""Modules of the quiet zone that readers need around a code."""
DARK = re.compile(b"\x01+")


def code(url: str) -> Markup:
    """Draw the QR code of an address as an SVG element, one unit a module."""
    import segno  # noqa: PLC0415  slow to start, and only pages of innovations show a code

    rows = segno.make_qr(url, error="m", mask=MASK, boost_error=False).matrix
    size, path = len(rows) + 2 * QUIET, "".join(_strokes(rows)).removeprefix("m0 0")
    drawn = f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="M{QUIET} {QUIET}.5{path}"/></svg>'
    return Markup(drawn)  # noqa: S704  no text of ours is in it


def _strokes(rows: Sequence[bytes | bytearray]) -> Iterator[str]:
    """Yield each run of dark modules as a stroke through their middles, from where the one before it ended.

    The first begins where the drawing does: every code has a finder in its corner.
    """
    here, line = 0, 0
    for number, row in enumerate(rows):
        for run in DARK.finditer(row):
            start, end = run.span()
            yield f"m{start - here} {number - line}h{end - start}"
            here, line = end, number
