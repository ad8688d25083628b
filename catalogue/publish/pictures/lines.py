"""Lines of a text in a room of a picture, in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.publish.pictures.letters import Letters, letters

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
