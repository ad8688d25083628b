"""Rows put into a workbook whose sheets wait for them, as a spreadsheet's XML (ECMA-376, part 1, section 18.3.1).

XlsxWriter makes the sheets; cell by cell it takes ten times as long as the rows as text do, and keeps them all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from zipfile import ZIP_DEFLATED, ZipFile

from catalogue.reference.tables import SEPARATOR

CELL_LIMIT = 32_767
"""UTF-16 units that a cell holds; a longer text makes Excel offer a repair (Excel specifications and limits)."""
LEVEL = 4
"""How hard the parts are compressed: 6, the usual, takes twice as long and saves a twentieth."""
AT_ONCE = 100
"""Rows that are compressed at once."""
DAY_ZERO, FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
"""From where days are counted, and the first on which all spreadsheets agree: for Excel 1900 was a leap year."""
DIGITS = 15
"""Digits with which a spreadsheet counts."""
KEPT = 4_096
"""Numbers and days whose writing is kept: there are few different ones."""
_UNSAID = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Characters that XML has not, and what stands for them (ECMA-376, part 1, section 22.9.2.19)."""

STRINGS = "xl/sharedStrings.xml"
"""The part with the texts of all cells; readers make less of texts that stand in the cells themselves."""
SST = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Waiting:
    """Where rows go in a sheet: the number of its part, the row that shows their formats, and the first of them."""

    sheet: int
    pattern: int
    first: int

    @property
    def part(self) -> str:
        return f"xl/worksheets/sheet{self.sheet}.xml"


class Blank:
    """A workbook that waits for rows; the pattern of each of them is not part of what it is filled to."""

    def __init__(self, content: bytes, waiting: Iterable[Waiting]) -> None:
        places = {place.part: place for place in waiting}
        self._sheets: dict[int, _Sheet] = {}
        common = io.BytesIO()
        with ZipFile(io.BytesIO(content)) as old, ZipFile(common, "w", ZIP_DEFLATED, compresslevel=LEVEL) as new:
            for part in old.namelist():
                if place := places.get(part):
                    self._sheets[place.sheet] = _Sheet(place, old.read(part).decode())
                elif part == STRINGS:
                    self._texts = "".join(re.findall("<si>.*?</si>", old.read(part).decode(), re.DOTALL))
                else:
                    _put(new, part, [old.read(part)])
        self._common = common.getvalue()

    def filled(self, rows: Mapping[int, Iterable[Row]]) -> bytes:
        """Return the workbook with these rows, by the number of their sheet."""
        whole, texts = io.BytesIO(self._common), _Texts(self._texts.count("</si>"))
        with ZipFile(whole, "a", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            for number, sheet in self._sheets.items():
                _put(archive, sheet.place.part, map(str.encode, sheet.written(rows.get(number, ()), texts)))
            _put(archive, STRINGS, map(str.encode, (SST, self._texts, *texts.written(), "</sst>")))
        return whole.getvalue()


def _put(archive: ZipFile, part: str, pieces: Iterable[bytes]) -> None:
    """Write a part; opened by its name it bears the earliest time there is, so that two builds give the same bytes."""
    with archive.open(part, "w") as stream:
        for piece in pieces:
            stream.write(piece)


class _Texts(dict[str, int]):
    """The texts of all cells, each once; a cell holds the number of its text."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, text: str) -> int:
        number = self[text] = self._first + len(self)
        return number

    def written(self) -> Iterator[str]:
        """Yield them in pieces."""
        texts = iter(self)
        while some := list(islice(texts, AT_ONCE)):
            yield "".join(map(_item, some))


class _Sheet:
    """A sheet cut in two where its rows go."""

    def __init__(self, place: Waiting, text: str) -> None:
        self.place = place
        pattern = re.search(rf'<row r="{place.pattern}".*?</row>', text)
        assert pattern
        self._head, self._tail = text[: pattern.start()], text[pattern.end() :]
        self._columns = re.findall(r'(<c r="[A-Z]+)\d+(" s="\d+")', pattern[0])

    def written(self, rows: Iterable[Row], texts: _Texts) -> Iterator[str]:
        """Yield the text of the sheet in pieces."""
        yield self._head
        numbered = enumerate(rows, self.place.first)
        while some := list(islice(numbered, AT_ONCE)):
            yield "".join(self._row(number, row, texts) for number, row in some)
        yield self._tail

    def _row(self, number: int, row: Row, texts: _Texts) -> str:
        cells = [
            f'{start}{number}{style} t="s"><v>{texts[value]}</v></c>'
            if type(value) is str
            else f"{start}{number}{style}{_content(value, texts)}"
            for (start, style), value in zip(self._columns, row, strict=True)
            if value or (value is not None and value not in ("", ()))
        ]
        return f'<row r="{number}">{"".join(cells)}</row>' if cells else ""


def _content(value: Cell, texts: _Texts) -> str:
    """Write one value by its own type; a text stays a text whatever it begins with."""
    if isinstance(value, bool):
        return f' t="s"><v>{texts["ya" if value else "tidak"]}</v></c>'
    if isinstance(value, tuple):
        return f' t="s"><v>{texts[SEPARATOR.join(map(str, value))]}</v></c>'
    if isinstance(value, int | Decimal | date) and (counted := _counted(value)):
        return f"><v>{counted}</v></c>"
    return f' t="s"><v>{texts[str(value)]}</v></c>'


@lru_cache(KEPT)
def _counted(value: int | Decimal | date) -> str:
    """Write a number, or a day as one; nothing for what a spreadsheet would not keep as it is."""
    if isinstance(value, date):
        return str((value - DAY_ZERO).days) if value >= FIRST_DAY else ""
    return f"{float(value):.{DIGITS}g}" if exact(value) else ""


def _item(text: str) -> str:
    text = fit(text)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in text or not text.isprintable():
        text = _UNSAID.sub(_said, text)
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<si><t{kept}>{text}</t></si>"


def _said(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def exact(value: int | Decimal) -> bool:
    """Tell whether a spreadsheet, which counts in binary with 15 digits, keeps this number as it is."""
    return Decimal(format(float(value), f".{DIGITS}g")) == value


def fit(text: str) -> str:
    """Cut a text that no cell holds, and say that it was cut."""
    if len(text) * 2 <= CELL_LIMIT or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: (CELL_LIMIT - 12) * 2].decode("utf-16-le", "ignore")
    return f"{kept} (dipotong)"
