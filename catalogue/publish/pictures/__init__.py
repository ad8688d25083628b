"""Pictures made for the site: cards that messengers show with a link, the poster, and what is published of photographs.

Cards and posters are named after everything they show, so one that was drawn before need not be drawn again. Many are
drawn on all cores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    from catalogue.publish.pictures.poster_painting import paint_poster  # noqa: PLC0415

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
