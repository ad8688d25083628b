"""What lies on a sheet and in no cell of it: pictures, boxes of text, diagrams and comments, none of which are read."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.propose.layout import REPORT
from catalogue.propose.other_files import Refused
from catalogue.propose.package import position

MOST = 10_000
"""So many of them are counted on a sheet."""


class Loose(NamedTuple):
    """A thing on a sheet: what it is, and the row and column at which it begins."""

    kind: str
    row: int
    column: int


HELP = {
    "gambar": "Simpan gambarnya sebagai berkas, lampirkan bersama berkas Excel ini, lalu sebut pada lembar Foto.",
    "kotak teks": "Salin tulisannya ke sel yang sesuai bila ikut diusulkan.",
    "grafik": "Tulis angkanya pada sel yang sesuai, atau lampirkan grafiknya sebagai bukti.",
    "komentar": "Salin isinya ke sel yang sesuai bila ikut diusulkan.",
}
"""What to do with each kind."""
SHAPES = {"pic": "gambar", "sp": "kotak teks", "graphicFrame": "grafik"}
REMARKS = ("comment", "threadedComment")


def loose_things(archive: zipfile.ZipFile, parts: Iterable[str]) -> Iterator[Loose]:
    """Yield what lies in the drawings and comments of a sheet; one that cannot be read counts as a single picture."""
    known = set(archive.namelist())
    for part in parts:
        if part in known and part.endswith(".xml"):
            yield from _Part(archive.read(part)).found


class _Part:
    """Reads one drawing, or one list of comments."""

    def __init__(self, content: bytes) -> None:
        self.found: list[Loose] = []
        self.inside = ""
        self.authors: list[str] = []
        self.at = {"row": "0", "col": "0"}
        self.anchored = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            self.found = [Loose("gambar", 1, 1)]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "author":
            self.inside = tag
            self.authors.append("")
        elif tag in REMARKS and not self._reported(attributes.get("authorId", "")):
            self._note("komentar", *_position(attributes.get("ref", "")))
        elif tag == "from":
            self.anchored, self.at = True, {"row": "", "col": ""}
        elif self.anchored and tag in self.at:
            self.inside = tag
        elif tag in SHAPES:
            self._note(SHAPES[tag], 1 + _number(self.at["row"]), 1 + _number(self.at["col"]))

    def _reported(self, author: str) -> bool:
        """Tell whether the program itself wrote a comment, in a report that came back."""
        number = _number(author) if author else len(self.authors)
        return number < len(self.authors) and self.authors[number] == REPORT

    def _end(self, name: str) -> None:
        self.inside = ""
        self.anchored = self.anchored and not name.endswith(" from")

    def _text(self, text: str) -> None:
        if self.inside == "author":
            self.authors[-1] += text[:100]
        elif self.inside:
            self.at[self.inside] += text[:8]

    def _note(self, kind: str, row: int, column: int) -> None:
        if len(self.found) < MOST:
            self.found.append(Loose(kind, row, column))


def _refuse(*_: object) -> None:
    raise Refused("berkas memuat deklarasi XML yang tidak dipakai berkas Excel")


def _number(text: str) -> int:
    return int(text[:7]) if text[:7].isdecimal() else 0


def _position(reference: str) -> tuple[int, int]:
    try:
        return position(reference)
    except Refused:
        return 1, 1


def unread_things(sheet: str, things: Iterable[Loose], path: str) -> Iterator[Finding]:
    """Say of each kind how many of it lie on a sheet, at the first."""
    ordered = sorted(dict.fromkeys(things), key=lambda one: (one.row, one.column))
    for kind, number in Counter(one.kind for one in ordered).items():
        first = next(one for one in ordered if one.kind == kind)
        span = Span(first.row, first.column, first.row, first.column + 1, sheet)
        what = f"{kind} di sini" if number == 1 else f"{number} {kind}, yang pertama di sini,"
        message = f"{what} tidak dibaca"
        yield Finding("bentuk-salah", Severity.PERINGATAN, Place(path, span), message, HELP[kind])
