"""What a sheet says beside its cells: rows that are hidden, cells that are joined, and where cells lead to."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from catalogue.propose.loose import Loose, loose_things
from catalogue.propose.other_files import Refused
from catalogue.propose.package import COLUMNS, ROWS, main_part, position

MOST = 10_000
"""So many joined blocks and links of a sheet are minded."""
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
