"""Two changes of one record joined field by field: what only one side changed is taken, what both did is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from catalogue.common.findings import START
from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, value_at
from catalogue.propose.beginnings import fields, marks
from catalogue.propose.tidy import mapping_of, put, with_items, with_values
from catalogue.read.yaml.tree import Mapping as Document
from catalogue.read.yaml.tree import Node, Scalar, Sequence

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
