"""How a card is drawn: letters in shades of one ground, in sixteen colours.

Letters of one typeface and size are each drawn once and put down wherever they are needed. The basic layout knows no
pairs of letters and gives every letter whole pixels, so that a line put together from letters has the same pixels as
one drawn at once, in a tenth of the time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from catalogue.common.card import Card, CardKind

KEPT = 1_000
"""Letters of one size that stay drawn; no alphabet has more, but a record may hold what is no word."""
Letter = tuple[int, int, int, Image.Image | None]
"""How far a letter moves the next one on, where it is put, and its shades; a space has none."""


class Letters:
    """The letters of one font."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self._font = font
        self._known = lru_cache(maxsize=KEPT)(self._drawn)

    def width(self, text: str) -> int:
        """Return how many pixels a line is wide."""
        return sum(letter[0] for letter in self._letters(text))

    def write(self, draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, fill: int) -> None:
        """Write a line with its upper left corner at a place."""
        x, y = place
        for advance, left, top, shades in self._letters(text):
            if shades:
                draw.bitmap((x + left, y + top), shades, fill)
            x += advance

    def _letters(self, text: str) -> Iterator[Letter]:
        return map(self._known, text)

    def _drawn(self, character: str) -> Letter:
        left, top, right, bottom = map(int, self._font.getbbox(character))
        advance = int(self._font.getlength(character))
        if right <= left or bottom <= top:
            return advance, 0, 0, None
        shades = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(shades).text((-left, -top), character, font=self._font, fill=255)
        return advance, left, top, shades


@cache
def letters(weight: str, size: int) -> Letters:
    """Return the letters of a weight of the site's typeface, of a size in pixels."""
    file = files("catalogue.publish.pictures") / "vendor/plus-jakarta-sans" / f"{weight}.ttf"
    return Letters(ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC))


LEADING = 1.18
"""The distance between lines, of their size."""


def fitted(text: str, sizes: Sequence[int], room: tuple[int, int]) -> tuple[int, list[str]]:
    """Choose the largest letters with which a text fits its room; what is still too long is cut."""
    width, height = room
    for size in sizes:
        lines = list(lines_of(text, letters("bold", size), width))
        if len(lines) * size * LEADING <= height:
            return size, lines
    return size, at_most(int(height / (size * LEADING)), lines, letters("bold", size), width)


def at_most(most: int, lines: list[str], font: Letters, width: int) -> list[str]:
    """Keep so many lines; the last takes in the rest, cut."""
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), font, width)]


def lines_of(text: str, font: Letters, width: int) -> Iterator[str]:
    """Break a text into lines between its words."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.width(longer) > width:
            yield cut(line, font, width)
            line = word
        else:
            line = longer
    yield cut(line, font, width)


def cut(text: str, font: Letters, width: int) -> str:
    """Shorten a line that is wider than its room."""
    if font.width(text) <= width:
        return text
    while text and font.width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


SIZE = (1200, 630)
PAPER, STEP = (255, 254, 251), (245, 184, 46)
GROUNDS: Mapping[CardKind, tuple[int, int, int]] = {
    "layanan": (6, 88, 76),
    "inovasi": (11, 63, 58),
    "petunjuk": (66, 71, 78),
    "opd": (27, 50, 96),
    "halaman": (77, 38, 70),
}
TITLES: Mapping[CardKind, str] = {
    "layanan": "Layanan",
    "inovasi": "Inovasi",
    "petunjuk": "Petunjuk, belum tentu inovasi",
    "opd": "OPD",
    "halaman": "",
}
SHADES = 14
"""Steps from the ground to white, for the edges of letters; with two more colours a pixel takes four bits."""
PAPER_SHADE, STEP_COLOUR = SHADES - 1, SHADES
TO_SHADES = [round(value * PAPER_SHADE / 255) for value in range(256)]
LEFT, RIGHT = 72, 72
ROOM = SIZE[0] - LEFT - RIGHT
"""How wide a line may be."""
SENTENCE_SIZES = (64, 56, 50, 44, 38, 34)
SENTENCE_END = 414
"""Where the room for the sentence ends, which takes the largest letters that fit."""
QUIET = 205
"""Brightness of what is said beside the sentence, of 255."""
RUNS = 3
"""Look for runs only (Z_RLE of zlib): flat shades take no more bytes that way, and two thirds of the time."""


def paint(card: Card) -> bytes:
    """Draw a card as a PNG of sixteen colours."""
    text = _common(card.kind, card.catalogue, card.note).copy()
    _write(ImageDraw.Draw(text), card)
    ground = _ground(card.kind).copy()
    ground.paste(text.point(TO_SHADES))
    out = io.BytesIO()
    ground.save(out, "PNG", bits=4, compress_type=RUNS)
    return out.getvalue()


def _write(draw: ImageDraw.ImageDraw, card: Card) -> None:
    y = 116
    name = letters("bold", 38)
    for line in at_most(2, list(lines_of(card.name, name, ROOM)), name, ROOM):
        name.write(draw, (LEFT, y), line, QUIET)
        y += 46
    y += 16
    size, lines = fitted(card.sentence, SENTENCE_SIZES, (ROOM, SENTENCE_END - y))
    for line in lines:
        letters("bold", size).write(draw, (LEFT, y), line, 255)
        y += round(size * LEADING)
    for weight, height, top, text in (("bold", 27, 428, card.state), ("medium", 27, 468, card.owner)):
        font = letters(weight, height)
        font.write(draw, (LEFT, top), cut(text, font, ROOM), QUIET)


@lru_cache(maxsize=len(GROUNDS))
def _common(kind: CardKind, catalogue: str, note: str) -> Image.Image:
    """Write what all cards of a kind say."""
    text = Image.new("L", (SIZE[0], 540))
    draw = ImageDraw.Draw(text)
    font = letters("bold", 28)
    font.write(draw, (LEFT, 56), cut(" · ".join(filter(None, (TITLES[kind], catalogue))), font, ROOM), 255)
    letters("medium", 24).write(draw, (LEFT, 508), note, QUIET)
    return text


@cache
def _ground(kind: CardKind) -> Image.Image:
    """Draw what all cards of a kind share: the ground, and a mark along its lower edge."""
    band = GROUNDS[kind]
    ramp = [tuple(round(a + (255 - a) * shade / PAPER_SHADE) for a in band) for shade in range(SHADES - 1)]
    palette = [channel for colour in (*ramp, PAPER, STEP) for channel in colour]
    ground = Image.new("P", SIZE, 0)
    ground.putpalette(palette)
    draw = ImageDraw.Draw(ground)
    for box, colour in MARKS[kind]:
        draw.rectangle(box, fill=colour)
    return ground


Mark = tuple[tuple[int, int, int, int], int]


def _steps() -> Iterator[Mark]:
    """Draw the ladder that innovations climb."""
    width, height = SIZE
    for step in range(5):
        left = step * width // 5
        yield (left, height - 26 - 15 * step, left + width // 5 - 1, height), PAPER_SHADE
    yield (4 * width // 5, height - 86, width, height - 75), STEP_COLOUR


def _row(count: int, size: tuple[int, int], top: int) -> Iterator[Mark]:
    """Draw equal boxes from one margin to the other, the first in colour."""
    pitch = (SIZE[0] - LEFT - RIGHT - size[0]) / (count - 1)
    for number in range(count):
        left = LEFT + round(number * pitch)
        yield (left, top, left + size[0], top + size[1]), PAPER_SHADE if number else STEP_COLOUR


def _bars(*widths: int) -> Iterator[Mark]:
    """Draw a bar below the other, the first in colour."""
    for number, width in enumerate(widths):
        top = 562 + 18 * number
        yield (LEFT, top, LEFT + width, top + 9), PAPER_SHADE if number else STEP_COLOUR


MARKS: Mapping[CardKind, tuple[Mark, ...]] = {
    "layanan": (((0, 572, SIZE[0], SIZE[1]), STEP_COLOUR),),
    "inovasi": tuple(_steps()),
    "petunjuk": tuple(_row(18, (34, 7), 592)),
    "opd": tuple(_row(24, (28, 28), 570)),
    "halaman": tuple(_bars(1056, 700, 320)),
}
"""What tells the kinds of cards apart where they are shown too small to be read."""
