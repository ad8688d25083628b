"""Pictures drawn by earlier builds, kept beside the program; the folder may be deleted at any time."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from catalogue.publish.pictures import Picture, draw, intact

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
