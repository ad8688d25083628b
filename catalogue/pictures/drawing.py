"""Drawing many pictures, on all cores when there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from zlib import crc32

from catalogue.pictures.card import Card
from catalogue.pictures.code import Code

Picture = Card | Code
MANY = 200
"""Fewer than these are drawn sooner than other processes are started."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw(pictures: Iterable[Picture]) -> Iterator[bytes]:
    """Draw pictures in their order; the bytes are the same however many processes share the work."""
    wanted = list(pictures)
    if len(wanted) < MANY:
        yield from map(_draw, wanted)
        return
    try:
        pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
    except (ImportError, OSError):  # some containers give no shared memory to make a lock in
        yield from map(_draw, wanted)
        return
    with pool:
        yield from pool.map(_draw, wanted, chunksize=32)


def _draw(picture: Picture) -> bytes:
    return picture.draw()


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
