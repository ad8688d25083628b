"""Letters of one typeface and size, each drawn once and put down wherever it is needed, and lines made of them.

The basic layout knows no pairs of letters and gives every letter whole pixels, so that a line put together from
letters has the same pixels as one drawn at once, in a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

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
