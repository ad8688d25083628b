"""A ZIP file of submissions and their photographs, as the desk saves it: unpacked whole, or refused in words."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator

from catalogue.common.findings import Finding, Place, fault
from catalogue.propose.package import BROKEN
from catalogue.read.files import PHOTO_BYTES, PICTURES, SIZE_LIMIT

ENDING = ".zip"
TEXTS = (".yaml", ".yml", ".txt")
ARCHIVE_LIMIT = 10 * 1024 * 1024
"""Bytes of the archive; what it holds is hardly larger, since photographs don't shrink."""
UNPACKED = 2 * ARCHIVE_LIMIT
PARTS, NAME = 500, 240
"""So many files in it, and characters of a name."""
OUTSIDE = "Simpan lagi dari /meja/, atau masukkan isinya satu per satu tanpa ZIP."
FEWER = "Simpan lagi dari /meja/, yang membaginya, atau masukkan berkasnya satu per satu tanpa ZIP."
ASIDE = "__MACOSX/"
"""Where a computer of Apple's puts what it knows of the files."""


def unpacked(name: str, content: bytes) -> list[tuple[str, bytes]] | Finding:
    """Return the files of an archive by their names in it, or what keeps all of it from being read."""
    if len(content) > ARCHIVE_LIMIT:
        return _refused(name, f"ZIP ini lebih besar dari {ARCHIVE_LIMIT // 1024 // 1024} MiB", FEWER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith(ASIDE)]
            if reason := next(_reasons(parts), ""):
                return _refused(name, reason, FEWER if len(parts) > PARTS else OUTSIDE)
            return [(part.filename, _read(archive, part)) for part in parts]
    except BROKEN:
        return _refused(name, "ZIP ini rusak atau terpotong", "Minta dikirim lagi, atau simpan lagi dari /meja/.")


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read one file as far as a byte beyond its limit, whatever the archive says of its size."""
    with archive.open(part) as stream:
        return stream.read((PHOTO_BYTES if part.filename.casefold().endswith(PICTURES) else SIZE_LIMIT) + 1)


def _reasons(parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield what makes an archive unlike what the desk saves, the gravest first."""
    if len(parts) > PARTS:
        yield f"ZIP ini memuat {len(parts)} berkas, paling banyak {PARTS}"
    if sum(part.file_size for part in parts) > UNPACKED:
        yield "isi ZIP ini jauh lebih besar dari ukurannya"
    if any(part.flag_bits & 1 for part in parts):
        yield "ZIP ini bersandi"
    names = [part.filename for part in parts]
    for name in names:
        if (
            len(name) > NAME
            or not name.isprintable()
            or "\\" in name
            or ".." in name.split("/")
            or name.startswith("/")
        ):
            yield f"nama berkas `{name[:NAME]!a}` di dalam ZIP ini tidak dapat dipakai"
        elif not name.casefold().endswith((*TEXTS, *PICTURES)):
            yield f"`{name}` di dalam ZIP ini bukan kiriman (.yaml, .txt) dan bukan foto (.jpg, .png, .webp)"
    if len({name.casefold() for name in names}) < len(names):
        yield "ZIP ini memuat dua berkas bernama sama"
    if any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
        yield "ZIP ini memuat tautan ke berkas lain"
    if not any(name.casefold().endswith(TEXTS) for name in names):
        yield "ZIP ini tidak memuat kiriman, hanya foto atau tidak berisi"


def _refused(name: str, message: str, help: str) -> Finding:
    return fault("berkas-tidak-terbaca", Place(name), message, help)
