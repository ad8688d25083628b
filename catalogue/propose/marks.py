"""What a sheet says beside its cells: what is hidden, joined or linked, and pictures, boxes and comments."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.propose.layout import REPORT
from catalogue.propose.package import COLUMNS, ROWS, Refused, main_part, position, refuse_doctype


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
        parser.StartDoctypeDeclHandler = refuse_doctype
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


MOST = 10_000
"""So many joined blocks, links and loose things of a sheet are minded."""
BESIDE_CELLS = re.compile(r".*/(?:drawing|comments|threadedComment)", re.IGNORECASE)
"""Relations of a sheet that lead to what lies on it and in no cell."""
Element = tuple[str, dict[str, str]]


class Block(NamedTuple):
    """Cells that are joined into one: its first and last column, its first and last row."""

    column: int
    last_column: int
    row: int
    last_row: int


class Relation(NamedTuple):
    """Where a part leads to, and what it finds there."""

    target: str
    kind: str


@dataclass
class Marks:
    """The marks of one sheet: hidden rows, hidden columns, joined blocks; links by row and column; loose things."""

    hidden: set[int] = field(default_factory=set)
    folded: set[int] = field(default_factory=set)
    joined: list[Block] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)


def marks_of(archive: zipfile.ZipFile) -> Mapping[str, Marks]:
    """Return the marks of each sheet of an examined workbook by its title."""
    main = main_part(archive)
    parts = _relations(archive, main)
    titles = [(told.get("name", ""), told.get("id", "")) for tag, told in _elements(archive, main) if tag == "sheet"]
    return {title: _marks(archive, parts[id].target) for title, id in titles if id in parts}


def _marks(archive: zipfile.ZipFile, part: str) -> Marks:
    found, targets = Marks(), _relations(archive, part)
    found.loose += loose_things(archive, (one.target for one in targets.values() if BESIDE_CELLS.fullmatch(one.kind)))
    for tag, told in _elements(archive, part):
        if tag == "row" and told.get("hidden") in ("1", "true") and told.get("r", "").isdecimal():
            found.hidden.add(int(told["r"]))
        elif tag == "col" and told.get("hidden") in ("1", "true"):
            found.folded |= _columns(told)
        elif tag == "mergeCell" and len(found.joined) < MOST:
            found.joined += _block(told.get("ref", ""))
        elif tag == "hyperlink" and len(found.links) < MOST and told.get("id") in targets:
            found.links[position(told.get("ref", "").split(":")[0])] = targets[told["id"]].target
    return found


def _columns(told: Mapping[str, str]) -> set[int]:
    """Return the numbers of the columns that one element describes, as far as a proposal reaches."""
    first, last = told.get("min", ""), told.get("max", "")
    return set(range(int(first), min(int(last), COLUMNS) + 1)) if first.isdecimal() and last.isdecimal() else set()


def _block(reference: str) -> list[Block]:
    """Return a joined block, as far as a proposal reaches."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return [Block(left, min(right, COLUMNS), top, min(bottom, ROWS))] if left <= COLUMNS else []


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """Return where the relations of a part lead, by their names."""
    folder, name = posixpath.split(part)
    targets = {}
    for tag, told in _elements(archive, f"{folder}/_rels/{name}.rels"):
        if tag == "Relationship":
            target = told.get("Target", "")
            outside = told.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            targets[told.get("Id", "")] = Relation(target if outside else inside, told.get("Type", ""))
    return targets


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[Element]:
    """Yield the elements that matter here, their names and those of their attributes without namespace."""
    if part not in archive.namelist():
        return
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("sheet", "row", "col", "mergeCell", "hyperlink", "Relationship") and (
            tag != "row" or "hidden" in attributes
        ):
            found.append((tag, {key.rpartition(" ")[2]: value for key, value in attributes.items()}))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(archive.read(part), True)
    except expat.ExpatError as error:
        raise Refused(f"bagian `{part}` di dalam berkas rusak") from error
    yield from found
