"""What a record began with when somebody took it to change, so that an older copy undoes nothing that is newer.

Each field has a short mark. It was changed where it has another mark than at the beginning, and changed since where the
published record has. A workbook keeps the marks of its rows on a hidden sheet. What only one side changed is taken,
what both did is asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

import orjson

from catalogue.common.findings import START
from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, tables, value_at
from catalogue.propose.cells import Sheet
from catalogue.propose.layout import BEGINNINGS, FORMER_BEGINNINGS, MAIN
from catalogue.propose.tidy import mapping_of, put, with_items, with_values
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml import Node, Scalar, Sequence

HEADING = ("nama_berkas", "sidik")
TEXTS = "*"
"""In the place of a file name: what follows are the marks of labels and helps of the workbook."""
SHOWN = 80
"""Characters of a value that a message shows."""
LENGTH = 10
"""Hexadecimal digits of a mark: whoever forges one deceives only themselves."""

Marks = Mapping[str, str]
"""The mark of each filled field of a record, by the name of the field."""


@cache
def fields() -> Mapping[str, Path]:
    """Return the place of every field that a workbook holds, whole lists among them, by its name."""
    main, *lists = tables(Innovation, MAIN)
    places = [*(column.path for column in main.columns), *(place for table in lists for place in table.lists)]
    return {".".join(place): place for place in places}


def marks(record: Innovation) -> Marks:
    """Return the marks of a record."""
    found = ((name, value_at(record, place)) for name, place in fields().items())
    return {name: _mark(value) for name, value in found if value not in (None, ())}


def _mark(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, default=_json, option=orjson.OPT_SORT_KEYS)).hexdigest()[:LENGTH]


def _json(value: Any) -> Any:
    return value.__dict__ if hasattr(value, "__dict__") else str(value)


def written(record: Innovation) -> str:
    """Write the marks of a record for a cell."""
    return " ".join(f"{name}={mark}" for name, mark in marks(record).items())


def beginnings(sheets: Mapping[str, Sheet]) -> Mapping[str, Marks]:
    """Return the marks that a workbook has kept, by the name of the record; `sheets` are found by their small names."""
    sheet = sheets.get(BEGINNINGS) or sheets.get(FORMER_BEGINNINGS.casefold())
    return dict(_kept(sheet)) if sheet else {}


def _kept(sheet: Sheet) -> Iterator[tuple[str, Marks]]:
    for cells in sheet.rows.values():
        if 1 in cells and 2 in cells and "=" in cells[2].text:
            pairs = (pair.partition("=") for pair in cells[2].text.split())
            yield cells[1].text, {name: mark for name, _, mark in pairs}


def texts_kept(sheets: Mapping[str, Sheet]) -> frozenset[str]:
    """Return the marks of the labels and helps that a workbook was made with."""
    sheet = sheets.get(BEGINNINGS)
    rows = sheet.rows.values() if sheet else ()
    lines = (cells[2].text for cells in rows if 1 in cells and 2 in cells and cells[1].text == TEXTS)
    return frozenset(mark for line in lines for mark in line.split())


def shown(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, tuple):
        plain = all(isinstance(item, str) for item in value)
        return f"`{'; '.join(value)[:SHOWN]}`" if value and plain else f"{len(value)} butir"
    text = "" if value is None else " ".join(str(value).split()).replace("`", "\u00b4")
    return f"`{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}`" if text else "kosong"


SOURCES = "sumber"
"""The list whose items are named by their numbers."""


@dataclass(frozen=True)
class Side:
    """A record with the nodes that it was read from."""

    record: Innovation
    top: Document


@dataclass(frozen=True)
class Clash:
    """A field that both sides changed, each in its own way; `before` is None where nobody knows what it was."""

    name: str
    place: Path
    before: Any
    theirs: Any
    own: Any


@dataclass(frozen=True)
class Merge:
    """The fields of a submission that are to be written into what is published, and those to be emptied.

    `added` are items to be put at the end of a list, whose own comments stay.
    """

    fresh: Document
    filled: tuple[Path, ...]
    gone: tuple[Path, ...]
    added: Mapping[str, Sequence]
    clashes: tuple[Clash, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are changed."""
        return (*(".".join(path) for path in (*self.filled, *self.gone)), *self.added)

    def written(self, text: str) -> str:
        """Return a published text with the fields; raise Unsure where something else would be lost."""
        if self.filled or self.gone:
            text = with_values(text, Innovation, self.fresh, self.filled, self.gone)
        for key, items in self.added.items():
            text = with_items(text, Innovation, key, items) if items.items else text
        return text


def merge(began: Innovation | None, theirs: Side, own: Side) -> Merge:
    """Join a submission with what was published since it began; without its beginning every difference is a clash."""
    b, t, o = (marks(one) if one else {} for one in (began, theirs.record, own.record))
    clashes: list[Clash] = []
    tree: dict[str, Any] = {}
    filled: list[Path] = []
    gone: list[Path] = []
    added: dict[str, Sequence] = {}
    numbers = _numbers(began, theirs.record, own.record)
    for name, place in fields().items():
        if o.get(name) == t.get(name) or (began is not None and o.get(name) == b.get(name)):
            continue
        node = _node(own.top, place)
        if (items := _added(began, theirs, own, place)) is not None:
            added[place[0]] = _renumbered(items, numbers)
        elif began is None or t.get(name) != b.get(name):
            before, *sides = (value_at(one, place) if one else None for one in (began, theirs.record, own.record))
            clashes.append(Clash(name, place, before, *sides))
        elif node is None:
            gone.append(place)
        else:
            filled.append(place)
            named = place[-1] == SOURCES and len(place) > 1
            put(tree, place, _renumbered(node, numbers, named=named))
    return Merge(mapping_of(tree), tuple(filled), tuple(gone), added, tuple(clashes))


def _node(top: Node, place: Path) -> Node | None:
    """Return what stands at a place, None where nothing is written."""
    for part in place:
        assert isinstance(top, Document)
        found = next((value for key, value in top.items if key.text == part), None)
        if found is None or (isinstance(found, Scalar) and found.empty):
            return None
        top = found
    return _plain(top)


def _plain(node: Node) -> Node:
    """Return a node without the signs of a block, so that it can be written anew in any place."""
    if isinstance(node, Scalar):
        return Scalar(node.text, START, '"') if node.style in ("|", ">") else node
    if isinstance(node, Sequence):
        return Sequence([_plain(item) for item in node.items], START)
    return Document([(key, _plain(value)) for key, value in node.items], START)


def _added(began: Innovation | None, theirs: Side, own: Side, place: Path) -> Sequence | None:
    """Return what a submission put at the end of a list to which others at most added too; None for anything else."""
    if began is None or len(place) > 1:
        return None
    b, t, o = (value_at(one, place) for one in (began, theirs.record, own.record))
    if not all(isinstance(one, tuple) for one in (b, t, o)):
        return None
    if t[: len(b)] != b or o[: len(b)] != b or len(o) == len(b):
        return None
    node = _node(own.top, place)
    assert isinstance(node, Sequence)
    return Sequence([item for item, value in zip(node.items, o, strict=True) if value not in t], START)


def _numbers(began: Innovation | None, theirs: Innovation, own: Innovation) -> Mapping[str, str]:
    """Return the new number of each source of a submission, where those that others added stand before its own."""
    b, t, o = (one.sumber if one else () for one in (began, theirs, own))
    if began is None or t == b or t[: len(b)] != b or o[: len(b)] != b:
        return {}
    whole = [*t, *(item for item in o if item not in t)]
    return {str(number): str(whole.index(item) + 1) for number, item in enumerate(o, 1)}


NodeType = TypeVar("NodeType", bound=Node)


def _renumbered(node: NodeType, numbers: Mapping[str, str], *, named: bool = False) -> NodeType:
    """Name sources by their new numbers, wherever a value says on which it rests."""
    if isinstance(node, Scalar):
        return replace(node, text=numbers.get(node.text, node.text)) if named else node
    if isinstance(node, Sequence):
        return replace(node, items=[_renumbered(item, numbers, named=named) for item in node.items])
    pairs = [(key, _renumbered(value, numbers, named=key.text == SOURCES)) for key, value in node.items]
    return replace(node, items=pairs)


def lost_comments(own: str, *others: str) -> Iterator[str]:
    """Yield the comments of a text that none of the others has."""
    known = {line.strip() for text in others for line in text.splitlines()}
    for line in own.splitlines():
        if line.lstrip().startswith("#") and line.strip() not in known:
            yield line.strip()
