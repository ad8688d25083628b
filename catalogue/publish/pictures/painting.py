"""How a card is drawn: letters in shades of one ground, in sixteen colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, lru_cache

from PIL import Image, ImageDraw

from catalogue.common.card import Card
from catalogue.publish.pictures.letters import Letters, letters

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
RUNS = 3
"""Look for runs only (Z_RLE of zlib): flat shades take no more bytes that way, and two thirds of the time."""


def paint(card: Card) -> bytes:
    """Draw a card as a PNG of sixteen colours."""
    text = _common(card.catalogue, card.note).copy()
    _write(ImageDraw.Draw(text), card)
    ground = _ground().copy()
    ground.paste(text.point(TO_SHADES))
    out = io.BytesIO()
    ground.save(out, "PNG", bits=4, compress_type=RUNS)
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, card: Card) -> None:
    size, lines = _fitted(card.name)
    y = 142
    for line in lines:
        letters("bold", size).write(draw, (LEFT, y), line, 255)
        y += round(size * LEADING)
    owner = letters("medium", 36)
    owner.write(draw, (LEFT, y + 22), _cut(card.owner, owner), QUIET)


@lru_cache(maxsize=4)
def _common(catalogue: str, note: str) -> Image.Image:
    """Write what all cards of a catalogue say."""
    text = Image.new("L", (SIZE[0], 540))
    draw = ImageDraw.Draw(text)
    letters("bold", 34).write(draw, (LEFT, 56), catalogue, 255)
    letters("medium", 26).write(draw, (LEFT, 494), note, QUIET)
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


def _fitted(name: str) -> tuple[int, list[str]]:
    """Choose the largest letters with which a name fits its room; what is still too long is cut."""
    for size in NAME_SIZES:
        lines = list(_lines(name, letters("bold", size)))
        if len(lines) * size * LEADING <= NAME_HEIGHT:
            return size, lines
    most = int(NAME_HEIGHT / (size * LEADING))
    return size, [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), letters("bold", size))]


def _lines(text: str, font: Letters) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and not _fits(longer, font):
            yield _cut(line, font)
            line = word
        else:
            line = longer
    yield _cut(line, font)


def _cut(text: str, font: Letters) -> str:
    """Shorten a line that is wider than the card."""
    if _fits(text, font):
        return text
    while text and not _fits(f"{text}…", font):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _fits(text: str, font: Letters) -> bool:
    return font.width(text) <= SIZE[0] - LEFT - RIGHT
