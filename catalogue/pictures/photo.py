"""Photographs that came with a record: what they really are, and what of them is published.

A phone writes into a photograph where and when it was taken and with which device. None of that is published: only
the pixels are, turned the right way up.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

PHOTO_BYTES = 5 * 1024 * 1024
PIXELS = 40_000_000
"""As many as the cameras of phones give; a picture that unpacks into far more is made to exhaust a computer."""
WIDEST = 1600
"""Pixels of the longer side that are published; no page shows more."""
TYPES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}

Fault = tuple[str, str]
"""What is wrong with a picture, and how to mend it."""


def photo_fault(suffix: str, content: bytes) -> Fault | None:
    """Tell why a picture cannot be published; its name must say what it is."""
    if len(content) > PHOTO_BYTES:
        return "gambar lebih besar dari 5 MiB", "Kecilkan gambarnya, misalnya menjadi selebar 1600 piksel."
    try:
        with _opened(content) as picture:
            kind, (width, height), frames = picture.format, picture.size, getattr(picture, "n_frames", 1)
            if width * height <= PIXELS:
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, UnidentifiedImageError):
        return "isi berkas bukan gambar yang utuh", "Unggah ulang gambarnya sebagai JPEG, PNG, atau WebP."
    if width * height > PIXELS:
        return (
            f"gambar berukuran {width} kali {height} piksel",
            "Kecilkan gambarnya, misalnya menjadi selebar 1600 piksel.",
        )
    if kind != TYPES[suffix] or frames > 1:
        return (
            f"isi berkas bukan satu gambar berjenis {TYPES[suffix]}",
            "Simpan ulang dengan jenis dan akhiran yang sama.",
        )
    return None


def published_photo(content: bytes) -> bytes:
    """Return the pixels of a sound picture, upright and no larger than a page shows, and nothing else of it."""
    with _opened(content) as picture:
        kind = str(picture.format)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((WIDEST, WIDEST))
        mode = "RGB" if kind == "JPEG" or not upright.has_transparency_data else "RGBA"
        bare = Image.new(mode, upright.size)
        bare.paste(upright.convert(mode))
    out = io.BytesIO()
    bare.save(out, kind, **SAVING[kind])
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Image.open(io.BytesIO(content), formats=sorted(set(TYPES.values())))
