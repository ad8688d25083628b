"""Pictures made for the site: cards that messengers show with a link, the poster, and what is published of photographs.

Cards and posters are named after everything they show, so one that was drawn before need not be drawn again. Many are
drawn on all cores.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from catalogue.common.card import Card, Poster
from catalogue.common.parallel import parallel_map

MANY, SLICE = 200, 32
"""From how many pictures on they are drawn on all cores, and how many at once."""
Picture = Card | Poster
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw(pictures: Iterable[Picture], processes: int = 1) -> Iterator[tuple[Picture, bytes]]:
    """Yield pictures with what was drawn, as it gets done; the bytes are the same however the work was shared."""
    wanted = list(pictures)
    slices = [wanted[start : start + SLICE] for start in range(0, len(wanted), SLICE)]

    def drawn(number: int) -> tuple[int, list[bytes]]:
        return number, [painted(picture) for picture in slices[number]]

    for number, contents in parallel_map(drawn, len(slices), processes if len(wanted) >= MANY else 1):
        yield from zip(slices[number], contents, strict=True)


def painted(picture: Picture) -> bytes:
    """Draw one picture."""
    from catalogue.publish.pictures.painting import paint  # noqa: PLC0415  slow to import, and most are drawn already
    from catalogue.publish.pictures.poster_painting import paint_poster  # noqa: PLC0415  imports Pillow, which is slow

    return paint_poster(picture) if isinstance(picture, Poster) else paint(picture)


def intact(content: bytes) -> bool:
    """Tell whether a PNG is whole: its signature, the checksum of every chunk, and its end (PNG specification, 5)."""
    if not content.startswith(SIGNATURE):
        return False
    at, kind = len(SIGNATURE), b""
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 8 + length
        if crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4]):
            return False
        at = end + 4
    return at == len(content) and kind == b"IEND"


WIDEST = 1600
"""Pixels of the longer side that are published; no page shows more."""
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


def published_photo(content: bytes) -> bytes:
    """Return the pixels of a sound picture, upright and no larger than a page shows, and nothing else of it.

    A phone writes into a photograph where and when it was taken and with which device; none of that is published.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415  slow to import, and few records have a photograph

    from catalogue.read.photo import opened  # noqa: PLC0415  imports Pillow, which is slow

    with opened(content) as picture:
        kind = str(picture.format)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((WIDEST, WIDEST))
        mode = "RGB" if kind == "JPEG" or not upright.has_transparency_data else "RGBA"
        bare = Image.new(mode, upright.size)
        bare.paste(upright.convert(mode))
    out = io.BytesIO()
    bare.save(out, kind, **SAVING[kind])
    return out.getvalue()
