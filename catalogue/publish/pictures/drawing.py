"""Drawing many cards, on all cores when there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

from catalogue.common.card import Card
from catalogue.common.parallel import parallel_map

MANY, SLICE = 200, 32
"""From how many pictures on they are drawn on all cores, and how many at once."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw(cards: Iterable[Card], processes: int = 1) -> Iterator[tuple[Card, bytes]]:
    """Yield cards with what was drawn, as it gets done; the bytes are the same however the work was shared."""
    wanted = list(cards)
    slices = [wanted[start : start + SLICE] for start in range(0, len(wanted), SLICE)]

    from catalogue.publish.pictures.painting import paint  # noqa: PLC0415  slow to import, and most cards are drawn already

    def drawn(number: int) -> tuple[int, list[bytes]]:
        return number, [paint(card) for card in slices[number]]

    for number, contents in parallel_map(drawn, len(slices), processes if len(wanted) >= MANY else 1):
        yield from zip(slices[number], contents, strict=True)


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
