"""Pictures drawn by earlier builds, kept beside the program; the folder may be deleted at any time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from catalogue.common.card import Card
from catalogue.publish.pictures import draw, intact

SPARE = 2_000
"""So many pictures that nobody asked for this time may stay, for other branches and catalogues."""


def drawn(pictures: Iterable[Card], folder: Path, processes: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield each picture with its address, from the folder when a whole one is there, else drawn and kept."""
    wanted = {picture.address: picture for picture in pictures}
    missing = []
    for address, picture in wanted.items():
        known = _read(folder / Path(address).name)
        if known is None:
            missing.append(picture)
        else:
            yield address, known
    for picture, content in draw(missing, processes):
        with suppress(OSError):
            _keep(folder / Path(picture.address).name, content)
        yield picture.address, content
    _tidy(folder, {Path(address).name for address in wanted})


def _read(file: Path) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return content if intact(content) else None


def _keep(file: Path, content: bytes) -> None:
    """Put a file in place whole, since two builds may keep the same picture at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(prefix=".", dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.replace(fresh, file)


def _tidy(folder: Path, used: set[str]) -> None:
    if not folder.is_dir():
        return
    unused = [file for file in folder.iterdir() if file.name not in used]
    for file in unused if len(unused) > SPARE else ():
        file.unlink(missing_ok=True)
