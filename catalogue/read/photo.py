"""Photographs that came with a record: what they really are."""

from __future__ import annotations

import io
import warnings

from PIL import ExifTags, Image, UnidentifiedImageError

from catalogue.read.files import PHOTO_BYTES

PIXELS = 40_000_000
"""As many as the cameras of phones give; a picture that unpacks into far more is made to exhaust a computer."""
TYPES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
Fault = tuple[str, str]
"""What is wrong with a picture, and how to mend it."""


def photo_fault(suffix: str, content: bytes) -> Fault | None:
    """Tell why a picture cannot be published; its name must say what it is."""
    if len(content) > PHOTO_BYTES:
        return "gambar lebih besar dari 5 MiB", "Kecilkan gambarnya, misalnya menjadi selebar 1600 piksel."
    try:
        with opened(content) as picture:
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


def tells_place(content: bytes) -> bool:
    """Tell whether a picture says where it was taken."""
    with opened(content) as picture:
        return bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))


def opened(content: bytes) -> Image.Image:
    """Open a picture of one of the types that are published."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Image.open(io.BytesIO(content), formats=sorted(set(TYPES.values())))
