"""How much of a long text is shown: each section has a share that no other takes, and says what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.read.excerpt import visible

LIMIT = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""
TEXT_LIMIT = 500
"""Characters of one text that people wrote."""
NAMES = 700
"""Characters of names beside each other."""
REST = 80
"""Characters kept for the line that says what is left out."""


@dataclass(frozen=True)
class Section:
    """Rows below a heading; `share` is how many characters they have in any case, `unit` what one row is.

    `unnamed` counts the files that the rows do not name.
    """

    title: str
    rows: Sequence[str]
    share: int
    unit: str
    opening: str = ""
    unnamed: int = 0

    @property
    def size(self) -> int:
        return sum(len(row) + 1 for row in self.rows)


@dataclass(frozen=True)
class Fitted:
    """Sections as text, and what they leave out."""

    texts: tuple[str, ...]
    cut: tuple[str, ...]


def fit(sections: Sequence[Section], limit: int = LIMIT) -> Fitted:
    """Write sections within a limit; what one of them does not need goes to those that do, the first ones first."""
    shares = [min(section.size, section.share) for section in sections]
    spare = max(0, limit - sum(shares) - sum(len(each.title) + len(each.opening) + REST for each in sections))
    texts, cut = list[str](), list[str]()
    for section, share in zip(sections, shares, strict=True):
        more = min(spare, section.size - share)
        spare -= more
        rows, left = _rows(section, share + more)
        if rows or section.opening:
            opening = [f"{section.opening}\n"] if section.opening else []
            texts.append("\n".join([f"## {section.title}\n", *opening, *rows]).rstrip("\n") + "\n")
        if left:
            cut.append(f"{left} {section.unit}")
        elif section.unnamed:
            cut.append(f"{section.unnamed} nama berkas")
    return Fitted(tuple(texts), tuple(cut))


def _rows(section: Section, room: int) -> tuple[list[str], int]:
    """Return the rows for which there is room, and how many are left out."""
    if section.size <= room:
        return list(section.rows), 0
    shown = list[str]()
    for row in section.rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    left = len(section.rows) - len(shown)
    return [*shown, f"- … dan {left} {section.unit} lagi"], left


def listed(words: Sequence[str], room: int = NAMES) -> tuple[str, int]:
    """Write words beside each other as far as there is room, the first in any case; and tell how many are left out."""
    shown = list[str]()
    for word in words:
        room -= len(word) + 2
        if shown and room < 0:
            break
        shown.append(word)
    left = len(words) - len(shown)
    return ", ".join([*shown, *([f"… dan {left} lagi"] if left else [])]), left


def code(text: str) -> str:
    """Write a text as code in one line, whatever it contains; signs that nobody sees are shown."""
    line = visible(" ".join(text.split()))
    line = line if len(line) <= TEXT_LIMIT else f"{line[: TEXT_LIMIT - 1]}…"
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def within(lines: Sequence[str], most: int, unit: str) -> Iterator[str]:
    """Yield lines, and instead of those beyond the most one that counts them."""
    yield from lines[:most]
    if len(lines) > most:
        yield f"  - … dan {len(lines) - most} {unit} lagi"
