"""The cells of a workbook as texts with their places, and whether each is what its column asks for.

Nothing is computed, guessed or fetched.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from catalogue.common.findings import Span
from catalogue.model.grammar import YEARS, address_meant, date_meant, either, number_meant, serial_day
from catalogue.model.reference.tables import Column
from catalogue.model.types import DIGITS
from catalogue.propose.layout import Choices
from catalogue.propose.marks import Block, Loose, Marks, marks_of
from catalogue.propose.package import COLUMNS, DAMAGED, ROWS, Refused, examine
from catalogue.read.characters import visible

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


PASTE = "Salin selnya, lalu tempel di tempat yang sama sebagai nilai."
RETYPE = "Kosongkan selnya, lalu ketik isinya."
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
"""The sign before what looks like the number of a character and is none, which is left where a text is in its cell."""
NAMED = {"theme 0": "FFFFFF", "theme 1": "000000", "indexed 1": "FFFFFF", "indexed 9": "FFFFFF"}
"""Other names of white and black."""
UNSEEN = "Ubah warna huruf atau format selnya agar terlihat bila memang diusulkan; bila tidak, kosongkan selnya."


@dataclass(frozen=True)
class Cell:
    """A filled cell: its text, and whether it was typed as a text; `fault` says why it cannot be used.

    `link` is the address that it leads to.
    """

    text: str
    span: Span
    typed: bool = True
    fault: str = ""
    help: str = ""
    shape: str = "text"
    """What the workbook says it is: text, number, date, yearless, time or answer."""
    link: str = ""
    shown: str | None = None
    """What a person sees of a number, where that is worked out."""
    changed: bool = False
    """Whether its format shows another number than it holds."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its filled cells by row and column, from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: frozenset[int] = frozenset()
    """The rows that a filter or a person has hidden."""
    folded: frozenset[int] = frozenset()
    """The columns that are hidden."""
    joined: tuple[Block, ...] = ()
    """Blocks of cells that are joined into one."""
    away: bool = False
    """Whether the sheet itself is hidden."""
    loose: tuple[Loose, ...] = ()
    """What lies on it and in no cell."""

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell, filled or not."""
        return Span(row, column, row, column + 1, self.name)


def read_cells(content: bytes) -> list[Sheet]:
    """Read every sheet of a workbook; raise Refused when it is damaged or holds more than cells."""
    archive = examine(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(content, marks_of(archive)))
    except Refused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file leads it to
        raise Refused(DAMAGED) from error


def _sheets(content: bytes, marks: Mapping[str, Marks]) -> Iterator[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415  slow to import, and a build reads no workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        rows: dict[int, dict[int, Cell]] = {}
        told = marks.get(sheet.title, Marks())
        for number, row in enumerate(sheet.iter_rows(max_row=ROWS, max_col=COLUMNS), start=1):
            cells = {found.span.column: found for cell in row if (found := _cell(cell, sheet.title, told))}
            if cells:
                rows[number] = cells
        away = sheet.sheet_state != "visible"
        unseen = (frozenset(told.hidden), frozenset(told.folded))
        yield Sheet(sheet.title, rows, *unseen, tuple(told.joined), away, tuple(told.loose))


def _cell(cell: Any, sheet: str, marks: Marks) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not visible(value).strip()):
        return None
    span = Span(cell.row, cell.column, cell.row, cell.column + 1, sheet)
    if cell.data_type == "f":
        return Cell("", span, fault="sel berisi rumus", help=PASTE)
    if cell.data_type == "e":
        return Cell(str(value), span, fault=f"sel berisi galat `{value}`", help=RETYPE)
    found = _told(value, cell.number_format or "General", span)
    if not (found.text if found.shown is None else found.shown).strip() or _unseen(cell.font, cell.fill):
        return Cell(found.text, span, fault="isi sel ini tidak terlihat", help=UNSEEN)
    link = marks.links.get((cell.row, cell.column), "")
    return replace(found, link=link) if link else found


def _told(value: Any, number_format: str, span: Span) -> Cell:
    """Write a value of a cell as data files have it, and say what it is; a date as far as its format shows it."""
    if isinstance(value, str):
        text = visible(ESCAPED.sub("_", value)).replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
        return Cell(shown_text(text, number_format), span)
    if isinstance(value, bool):
        return Cell("ya" if value else "tidak", span, typed=False, shape="answer")
    if isinstance(value, dt.datetime | dt.date):
        text, shape = shown_date(value.date() if isinstance(value, dt.datetime) else value, number_format)
        return Cell(text, span, typed=False, shape=shape)
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        shown = shown_number(number, number_format)
        text = plain(number * 100**shown.percent)
        return Cell(text, span, typed=False, shape="number", shown=shown.text, changed=shown.changed)
    return Cell(str(value), span, typed=False, shape="time")


def _unseen(font: Any, fill: Any) -> bool:
    """Tell whether letters have the colour of what is behind them."""
    behind = _colour(fill.fgColor) if fill is not None and fill.patternType == "solid" else "FFFFFF"
    return font is not None and font.color is not None and _colour(font.color) == behind


def _colour(colour: Any) -> str:
    """Return a colour in the way in which white and black are the same however they are named."""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    name = f"{colour.type} {getattr(colour, colour.type, None)}"
    return f"{name} {colour.tint}" if colour.tint else NAMED.get(name, name)


SHAPES = {
    "number": "angka",
    "date": "tanggal",
    "yearless": "tanggal",
    "time": "jam atau lama waktu",
    "answer": "TRUE atau FALSE",
}
"""What Excel makes of a text that looks like one of these."""
WANTED = {
    "text": (
        "teks",
        "Ketik ulang selnya dengan tanda petik tunggal di depan, misalnya `'5/3`; tanda itu tidak terbaca.",
    ),
    "number": ("angka", "Beri selnya format Umum, lalu ketik ulang angkanya."),
    "date": ("tanggal", "Beri selnya format Teks, lalu ketik ulang, misalnya `2025-07-01`."),
    "answer": ("ya atau tidak", "Beri selnya format Teks, lalu ketik `ya` atau `tidak`."),
}
DIALLED = "telepon"
"""A number that begins with a zero or a plus, neither of which a number of a workbook keeps."""


def mistaken(cell: Cell, column: Column) -> tuple[str, str] | None:
    """Say what is wrong with a cell and how to mend it; None when its kind fits its column."""
    if cell.fault:
        return cell.fault, cell.help
    wanted = _wanted(column)
    if wanted == "date" and cell.shape == "yearless":
        message = f"sel ini menampilkan tanggal tanpa tahun, yang oleh Excel dianggap `{cell.text}`"
        return message, "Beri selnya format Teks, lalu ketik ulang dengan tahunnya, misalnya `2025-07-01`."
    if wanted == "number" and cell.changed:
        message = f"sel ini menampilkan `{cell.shown}`, padahal isinya `{cell.text}`"
        return message, "Beri selnya format Umum, lalu ketik angka yang dimaksud selengkapnya."
    if cell.shape == "text" or _fits(cell, column, wanted):
        return None
    what, help = WANTED[wanted]
    return f"Excel membaca sel ini sebagai {SHAPES[cell.shape]} (`{cell.text}`), padahal isinya {what}", help


def _wanted(column: Column) -> str:
    if column.kind in ("integer", "number") or column.or_word:
        return "number"
    return {"day": "date"}.get(column.kind, column.kind)


def _fits(cell: Cell, column: Column, wanted: str) -> bool:
    """Tell whether a value that is no text is what a column asks for."""
    if cell.shape != "number":
        return cell.shape == wanted
    if wanted != "text":
        return wanted == "number" or (wanted == "date" and "." not in cell.text)
    whole = "." not in cell.text or "%" in (cell.shown or "")
    exact = len(cell.text) <= DIGITS and cell.shown is not None
    return exact and (whole or bool(column.vocabulary)) and not column.name.endswith(DIALLED)


def written(text: str, column: Column, choices: Choices | None) -> str:
    """Return a single value as it would stand in a data file."""
    text = text.strip()
    if choices:
        return choices.word(text)
    if column.or_word and "-".join(text.lower().split()) == column.or_word:
        return column.or_word
    if column.kind in ("integer", "number") or column.or_word:
        return text if column.asks and either(text) else number_meant(text, whole=column.kind == "integer") or text
    if column.address:
        return address_meant(text) or text
    meant = date_meant(text) or serial_day(text) if column.kind in ("date", "day") else ""
    return meant if meant and (column.kind == "date" or len(meant) == len("2025-07-01")) else text


def pieces(text: str, column: Column) -> list[str]:
    """Split the items of a list in one cell; names of choices may hold commas and spaces, nothing else does."""
    if column.kind == "integer":
        text = YEARS.sub(r"\1-\2", text)  # a stretch of years is told as one item, whatever its blanks
    separator = r"[;\n]" if column.vocabulary else r"[;,\s]"
    return [piece.strip() for piece in re.split(separator, text) if piece.strip()]
