"""What a cell shows of its value by its number format (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(
    r'(?P<quoted>"[^"]*"?)|\\(?P<escaped>.)|(?P<blank>[_*].)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])'
    r"|(?P<general>general|standard)|(?P<exponent>e[+-]0+)|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
SCALED = re.compile(r"[0-9]|\b(?:ribu|rb|juta|jt|mil[iy]y?ar|triliun|lusin|kodi)\b", re.IGNORECASE)
"""Words and figures in a format that make another number of what stands before them."""
CLOCK = re.compile(r"\[?h+\]?[^a-z0-9]*m*|m+[^a-z0-9]*s+|\[?[hs]+\]?|\[m+\]|am/pm|a/p")
"""Hours, seconds, and the minutes beside them, which are written with the letter of months."""


class Token(NamedTuple):
    """A piece of a format: what kind it is, and its text."""

    kind: str
    text: str


@dataclass(frozen=True)
class Shown:
    """What a cell shows of a number: its text, None when that is not worked out, and how it scales the number."""

    text: str | None
    percent: int = 0
    changed: bool = False
    """Whether the shown number is another one than the cell holds."""


def shown_number(value: Decimal, number_format: str) -> Shown:
    """Return what a cell of this format shows of a number."""
    tokens, bare = _section(value, number_format)
    kinds = [token.kind for token in tokens]
    percent = sum(token == ("sign", "%") for token in tokens)
    words = "".join(token.text for token in tokens if token.kind in ("quoted", "escaped", "currency", "other"))
    thousands = _thousands(tokens)
    changed = bool(thousands or SCALED.search(words))
    if "exponent" in kinds or Token("sign", "/") in tokens or Token("sign", "@") in tokens:
        return Shown(None if "/" in number_format else plain(bare), percent, changed)
    scaled = bare * 100**percent / Decimal(1000) ** thousands
    return Shown("".join(_written(tokens, scaled)).strip(), percent, changed)


def shown_text(text: str, number_format: str) -> str:
    """Return what a cell of this format shows of a text."""
    sections = _sections(number_format)
    own = sections[3] if len(sections) > 3 else next((one for one in sections if Token("sign", "@") in one), None)
    if own is None:
        return text
    return "".join(text if token == ("sign", "@") else token.text for token in own if token.kind != "bracket")


def shown_date(day: date, number_format: str) -> tuple[str, str]:
    """Write a day as far as a format shows it, and say which of date, time and yearless that is."""
    tokens = _sections(number_format)[0]
    letters = "".join(t.text for t in tokens if t.kind in ("other", "bracket", "sign", "exponent")).lower()
    bare = re.sub(r"\[(?:\$|black|blue|cyan|green|magenta|red|white|yellow|color)[^\]]*\]", "", letters)
    parts = set(CLOCK.sub(" ", bare))
    if parts & {"y", "e", "b"}:
        return (day.isoformat() if "d" in parts else f"{day:%Y-%m}" if "m" in parts else f"{day:%Y}"), "date"
    if parts & {"d", "m"}:
        return day.isoformat(), "yearless"
    return day.isoformat(), "time" if CLOCK.search(bare) else "date"


def plain(number: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(512)
def _sections(number_format: str) -> tuple[tuple[Token, ...], ...]:
    sections: list[list[Token]] = [[]]
    for match in TOKEN.finditer(number_format):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "other" and text == ";":
            sections.append([])
        else:
            sections[-1].append(Token(kind, text.strip('"') if kind == "quoted" else "" if kind == "blank" else text))
    return tuple(map(tuple, sections))


def _section(value: Decimal, number_format: str) -> tuple[tuple[Token, ...], Decimal]:
    """Return the section that a number falls into, and the number as that writes it."""
    sections = _sections(number_format)[:3]
    for section in sections:
        if condition := next(filter(None, (CONDITION.fullmatch(token.text) for token in section)), None):
            if _holds(value, condition[1], Decimal(condition[2])):
                return section, value
        elif any(CONDITION.fullmatch(token.text) for one in sections for token in one):
            return section, value
    if len(sections) > 1 and value < 0:
        return sections[1], -value
    return (sections[2] if len(sections) > 2 and value == 0 else sections[0]), value


def _holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    tests = {"<": value < limit, ">": value > limit, "=": value == limit}
    return value != limit if sign == "<>" else any(tests[one] for one in sign)


def _thousands(tokens: tuple[Token, ...]) -> int:
    """Count the commas right behind the last figure of the whole part, each of which leaves three figures out."""
    core = "".join("0" if token.kind == "digit" else token.text for token in tokens if token.kind in ("digit", "sign"))
    return sum(len(found) for found in re.findall(r"0(,+)(?=\.|[^0,.]*$)", core))


def _written(tokens: tuple[Token, ...], value: Decimal) -> Iterator[str]:
    """Yield the pieces that a section writes: figures from the right into their places, the rest as it stands."""
    if not any(token.kind in ("digit", "general") for token in tokens):
        yield from (token.text for token in tokens if token.kind not in ("bracket", "sign"))
        return
    point = next((index for index, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    behind = [index for index in places if index > point]
    general = any(token.kind == "general" for token in tokens)
    rounded = value if general else value.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    whole, _, rest = format(abs(rounded), "f").partition(".")
    figures = _figures(tokens, [index for index in places if index < point], whole.lstrip("0"))
    figures |= dict(zip(behind, rest, strict=False))
    yield "-" if rounded < 0 else ""
    for index, token in enumerate(tokens):
        if token.kind == "general":
            yield plain(abs(value))
        elif token.kind == "digit":
            yield figures[index]
        elif token == ("sign", ".") and behind:
            yield "."
        elif token.kind not in ("bracket", "sign") or token == ("sign", "%"):
            yield token.text


def _figures(tokens: tuple[Token, ...], places: list[int], whole: str) -> dict[int, str]:
    """Put the figures of the whole part into their places; those that no place is left for stand in the first."""
    found: dict[int, str] = {}
    for index in reversed(places):
        found[index] = whole[-1:] or ("0" if tokens[index].text == "0" else "")
        whole = whole[:-1]
    if places:
        found[places[0]] = whole + found[places[0]]
    return found
