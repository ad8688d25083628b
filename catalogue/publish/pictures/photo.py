"""What is published of a photograph.

A phone writes into a photograph where and when it was taken and with which device. None of that is published: only
the pixels are, turned the right way up.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps

from catalogue.read.photo import opened

WIDEST = 1600
"""Pixels of the longer side that are published; no page shows more."""
SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


def published_photo(content: bytes) -> bytes:
    """Return the pixels of a sound picture, upright and no larger than a page shows, and nothing else of it."""
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
