"""How the picture of the programme is drawn: upright as a phone is held, in sixteen colours, in large letters."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from catalogue.common.card import Poster
from catalogue.publish.pictures.painting import LEADING, at_most, cut, fitted, letters, lines_of

SIZE = (1080, 1350)
PAPER, INK, ACCENT, STEP = (255, 254, 251), (22, 32, 29), (11, 95, 85), (245, 184, 46)
SHADES = 14
"""Steps from paper to ink, for the edges of letters; with two more colours a pixel takes four bits."""
INK_SHADE, ACCENT_COLOUR, STEP_COLOUR = SHADES - 1, SHADES, SHADES + 1
TO_SHADES = [round(value * INK_SHADE / 255) for value in range(256)]
EDGE = 64
ROOM = SIZE[0] - 2 * EDGE
QUIET = 190
"""Darkness of what is said beside the numbers, of 255."""
FINDING_SIZES, FINDING_TOP, FINDING_END = (76, 68, 60, 52, 46), 120, 372
NUMBERS_TOP, NUMBER_HEIGHT, NUMBER_WIDTH = 444, 206, 452
FUNNEL_TOP, ROW = 862, 56
COUNT_RIGHT, BAR_LEFT, BAR_HEIGHT = 496, 524, 34
NOTES_TOP = 1266


def paint_poster(poster: Poster) -> bytes:
    """Draw a poster as a PNG of sixteen colours."""
    text, ground = Image.new("L", SIZE), Image.new("P", SIZE)
    _write(ImageDraw.Draw(text), poster)
    ground.putpalette(_palette())
    ground.paste(text.point(TO_SHADES))
    _mark(ImageDraw.Draw(ground), poster)
    out = io.BytesIO()
    ground.save(out, "PNG", bits=4, optimize=True)
    return out.getvalue()


def _palette() -> list[int]:
    way = [(paper, ink - paper) for paper, ink in zip(PAPER, INK, strict=True)]
    ramp = [tuple(round(start + far * shade / INK_SHADE) for start, far in way) for shade in range(SHADES)]
    return [channel for colour in (*ramp, ACCENT, STEP) for channel in colour]


def _write(draw: ImageDraw.ImageDraw, poster: Poster) -> None:
    small, bold = letters("medium", 34), letters("bold", 34)
    bold.write(draw, (EDGE, 56), cut(poster.programme, bold, ROOM), QUIET)
    size, lines = fitted(poster.finding, FINDING_SIZES, (ROOM, FINDING_END - FINDING_TOP))
    for row, line in enumerate(lines):
        letters("bold", size).write(draw, (EDGE, FINDING_TOP + round(row * size * LEADING)), line, 255)
    small.write(draw, (EDGE, FINDING_END + 12), cut(poster.day, small, ROOM), QUIET)
    for place, (number, what) in enumerate(poster.numbers):
        _number(draw, _corner(place), number, what)
    bold.write(draw, (EDGE, FUNNEL_TOP), cut(poster.funnel_title, bold, ROOM), 255)
    for place, (name, count) in enumerate(poster.funnel):
        top = _row(place)
        small.write(draw, (EDGE, top), cut(name, small, COUNT_RIGHT - EDGE - 90), 255)
        bold.write(draw, (COUNT_RIGHT - bold.width(str(count)), top), str(count), 255)
    small = letters("medium", 28)
    for row, line in enumerate(poster.notes):
        small.write(draw, (EDGE, NOTES_TOP + 36 * row), cut(line, small, ROOM), QUIET)


def _number(draw: ImageDraw.ImageDraw, place: tuple[int, int], number: str, what: str) -> None:
    left, top = place
    letters("bold", 80).write(draw, (left, top + 12), cut(number, letters("bold", 80), NUMBER_WIDTH), 255)
    font = letters("medium", 32)
    for row, line in enumerate(at_most(2, list(lines_of(what, font, NUMBER_WIDTH)), font, NUMBER_WIDTH)):
        font.write(draw, (left, top + 110 + 37 * row), line, QUIET)


def _corner(place: int) -> tuple[int, int]:
    """Return where the number of a place stands: two beside each other, two below."""
    return EDGE + place % 2 * (ROOM - NUMBER_WIDTH), NUMBERS_TOP + place // 2 * NUMBER_HEIGHT


def _row(place: int) -> int:
    return FUNNEL_TOP + 56 + place * ROW


def _mark(draw: ImageDraw.ImageDraw, poster: Poster) -> None:
    """Draw the rules above the numbers, and the bars of the funnel."""
    for place in range(len(poster.numbers)):
        left, top = _corner(place)
        draw.rectangle((left, top, left + NUMBER_WIDTH, top + 7), fill=STEP_COLOUR)
    most = max((count for _, count in poster.funnel), default=0)
    for place, (_, count) in enumerate(poster.funnel):
        if count:
            top = _row(place) + 5
            width = max(4, round((SIZE[0] - EDGE - BAR_LEFT) * count / most))
            draw.rectangle((BAR_LEFT, top, BAR_LEFT + width - 1, top + BAR_HEIGHT), fill=ACCENT_COLOUR)
