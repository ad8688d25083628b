"""The line of a finding as it was written, with the marked stretch, for every report that shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.common.findings import Finding, Place
from catalogue.read.characters import split_lines
from catalogue.read.files import Source

WIDTH = 110
"""Characters of a source line that are shown; around the fault when the line is longer."""

SIGNS = {"\t": "→", "\n": "⏎", "\r": "⏎", "\u00a0": "␣"}
HIDDEN = "▯"


def visible(text: str) -> str:
    """Show what a reader would miss and what would steer a terminal; no character more, none less."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else SIGNS.get(sign, HIDDEN) for sign in text)


def columns(text: str) -> int:
    """Count the columns that a text takes on a terminal: none for a combining mark, two for a wide character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A source line in three parts, the middle one marked; `number` counts from 1."""

    number: int
    before: str
    marked: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.marked + self.after


def excerpt(place: Place, sources: Mapping[str, Source]) -> Excerpt | None:
    """Return the first line of a place, cut to the window around it; None for a file that could not be read."""
    span = place.span
    text = _line(place, sources)
    if text is None:
        return None
    start = min(span.column - 1, len(text))
    end = min(span.end_column - 1, len(text)) if span.end_line == span.line else len(text)
    cut = max(0, start - WIDTH // 2) if len(text) > WIDTH else 0
    stop = min(len(text), cut + WIDTH)
    before, after = text[cut:start], text[min(end, stop) : stop]
    return Excerpt(
        number=span.line,
        before=("…" if cut else "") + visible(before),
        marked=visible(text[start : min(end, stop)]),
        after=visible(after) + ("…" if stop < len(text) else ""),
    )


def surroundings(place: Place, sources: Mapping[str, Source], reach: int = 2) -> tuple[list[Excerpt], list[Excerpt]]:
    """Return the lines before and after the line of a place, unmarked."""
    source = sources.get(place.path)
    lines = split_lines(source.text.rstrip()) if source else []
    here = place.span.line
    around = {
        number: Excerpt(number, visible(lines[number - 1][:WIDTH]), "", "")
        for number in range(max(1, here - reach), min(len(lines), here + reach) + 1)
    }
    return [around[n] for n in around if n < here], [around[n] for n in around if n > here]


def mended(finding: Finding, sources: Mapping[str, Source]) -> str | None:
    """Return the line as it should be, when the finding knows it and it is one line."""
    span, new = finding.place.span, finding.replacement
    text = _line(finding.place, sources)
    if text is None or new is None or "\n" in new or span.end_line != span.line:
        return None
    return visible(text[: span.column - 1] + new + text[span.end_column - 1 :])


def _line(place: Place, sources: Mapping[str, Source]) -> str | None:
    source = sources.get(place.path)
    lines = split_lines(source.text) if source else []
    return lines[place.span.line - 1] if place.span.line <= len(lines) else None
