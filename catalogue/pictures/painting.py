"""How a card is drawn: letters in shades of one ground, in sixteen colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from catalogue.pictures.card import Card

SIZE = (1200, 630)
BAND, PAPER, STEP = (11, 63, 58), (255, 254, 251), (245, 184, 46)
SHADES = 14
"""Steps from the ground to white, for the edges of letters; with two more colours a pixel takes four bits."""
PAPER_SHADE, STEP_COLOUR = SHADES - 1, SHADES
TO_SHADES = [round(value * PAPER_SHADE / 255) for value in range(256)]
LEFT, RIGHT = 72, 72
NAME_SIZES = (88, 76, 66, 56, 48)
NAME_HEIGHT = 275
"""The room for the name, which takes the largest letters that fit."""
LEADING = 1.16
QUIET = 190
"""Brightness of what is said beside the name, of 255."""


def paint(card: Card) -> bytes:
    """Draw a card as a PNG of sixteen colours."""
    text = _common(card.catalogue, card.note).copy()
    _write(ImageDraw.Draw(text), card)
    ground = _ground().copy()
    ground.paste(text.point(TO_SHADES))
    out = io.BytesIO()
    ground.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, card: Card) -> None:
    size, lines = _fitted(card.name)
    y = 142
    for line in lines:
        draw.text((LEFT, y), line, font=_font("bold", size), fill=255)
        y += round(size * LEADING)
    draw.text((LEFT, y + 22), _cut(card.owner, _font("medium", 36)), font=_font("medium", 36), fill=QUIET)


@lru_cache(maxsize=4)
def _common(catalogue: str, note: str) -> Image.Image:
    """Write what all cards of a catalogue say."""
    text = Image.new("L", (SIZE[0], 540))
    draw = ImageDraw.Draw(text)
    draw.text((LEFT, 56), catalogue, font=_font("bold", 34), fill=255)
    draw.text((LEFT, 494), note, font=_font("medium", 26), fill=QUIET)
    return text


@cache
def _ground() -> Image.Image:
    """Draw what all cards share: the ground, and the five steps along its lower edge."""
    ramp = [tuple(round(a + (255 - a) * shade / PAPER_SHADE) for a in BAND) for shade in range(SHADES - 1)]
    palette = [channel for colour in (*ramp, PAPER, STEP) for channel in colour]
    ground = Image.new("P", SIZE, 0)
    ground.putpalette(palette)
    draw = ImageDraw.Draw(ground)
    for step in range(5):
        left, top = step * SIZE[0] // 5, SIZE[1] - 26 - 15 * step
        draw.rectangle((left, top, left + SIZE[0] // 5 - 1, SIZE[1]), fill=PAPER_SHADE)
        if step == 4:
            draw.rectangle((left, top, SIZE[0], top + 11), fill=STEP_COLOUR)
    return ground


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    file = files("catalogue.pictures") / "vendor/plus-jakarta-sans" / f"{weight}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


def _fitted(name: str) -> tuple[int, list[str]]:
    """Choose the largest letters with which a name fits its room; what is still too long is cut."""
    for size in NAME_SIZES:
        lines = list(_lines(name, _font("bold", size)))
        if len(lines) * size * LEADING <= NAME_HEIGHT:
            return size, lines
    most = int(NAME_HEIGHT / (size * LEADING))
    return size, [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), _font("bold", size))]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and not _fits(longer, font):
            yield _cut(line, font)
            line = word
        else:
            line = longer
    yield _cut(line, font)


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Shorten a line that is wider than the card."""
    if _fits(text, font):
        return text
    while text and not _fits(f"{text}…", font):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fits(text: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(text) <= SIZE[0] - LEFT - RIGHT
