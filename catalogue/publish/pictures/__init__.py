"""Pictures made for the site: cards that messengers show with a link, the poster, and what is published of photographs.

Cards and posters are named after everything they show, so one that was drawn before need not be drawn again: they are
kept beside the program, in a folder that may be deleted at any time. Many are drawn on all cores.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
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

    def drawn_slice(number: int) -> tuple[int, list[bytes]]:
        return number, [painted(picture) for picture in slices[number]]

    for number, contents in parallel_map(drawn_slice, len(slices), processes if len(wanted) >= MANY else 1):
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


TAG, TAGGED = (
    "CACHEDIR.TAG",
    b"Signature: 8a477f597d28d172789f06886806bc55\n# Gambar bagikan buatan build.py; boleh dihapus.\n",
)
"""The file, and its content, by which a folder is known for a cache of ours (Cache Directory Tagging Specification)."""
BEGUN = ".gambar-"
"""How the name of a picture begins that is being kept."""
SPARE = 2_000
"""So many pictures that nobody asked for this time may stay, for other branches and catalogues."""


def drawn(pictures: Iterable[Picture], folder: Path, processes: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield each picture with its address, from the folder when a whole one is there, else drawn and kept.

    A folder that holds something and has no tag of ours is somebody else's: nothing is kept in it.
    """
    wanted = {picture.address: picture for picture in pictures}
    missing, ours = [], _is_ours(folder)
    for address, picture in wanted.items():
        known = _read(folder / Path(address).name) if ours else None
        if known is None:
            missing.append(picture)
        else:
            yield address, known
    for picture, content in draw(missing, processes):
        if ours:
            with suppress(OSError):
                _keep(folder / Path(picture.address).name, content)
        yield picture.address, content
    if ours:
        _tidy(folder, {Path(address).name for address in wanted})


def _is_ours(folder: Path) -> bool:
    """Tell whether pictures may be kept in a folder; one that is missing or empty becomes ours."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            _keep(folder / TAG, TAGGED)
        return (folder / TAG).read_bytes() == TAGGED
    except OSError:
        return False


def _read(file: Path) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if intact(content) else None


def _keep(file: Path, content: bytes) -> None:
    """Put a file in place whole, since two builds may keep the same picture at once."""
    handle, fresh = tempfile.mkstemp(prefix=BEGUN, dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(fresh, 0o644)
        os.replace(fresh, file)
    except OSError:
        os.unlink(fresh)
        raise


def _tidy(folder: Path, used: set[str]) -> None:
    """Remove pictures that nobody asked for, when there are too many; only what has a name that we give."""
    unused = [file for file in folder.iterdir() if file.name not in used and _is_picture(file.name)]
    for file in unused if len(unused) > SPARE else ():
        with suppress(OSError):
            file.unlink()


def _is_picture(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{16}\.png|\.gambar-[a-z0-9_]{8}", name) is not None
