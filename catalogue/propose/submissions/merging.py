"""Two changes of one record joined field by field: what only one side changed is taken, what both did is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.common.findings import START
from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, value_at
from catalogue.propose.beginnings import fields, marks
from catalogue.propose.tidy import with_values
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
    """The fields of a submission that are to be written into what is published, and those to be emptied."""

    fresh: Document
    filled: tuple[Path, ...]
    gone: tuple[Path, ...]
    clashes: tuple[Clash, ...]

    def written(self, text: str) -> str:
        """Return a published text with the fields; raise Unsure where something else would be lost."""
        if not (self.filled or self.gone):
            return text
        return with_values(text, Innovation, self.fresh, self.filled, self.gone)


def merge(began: Innovation | None, theirs: Side, own: Side) -> Merge:
    """Join a submission with what was published since it began; without its beginning every difference is a clash."""
    b, t, o = (marks(one) if one else {} for one in (began, theirs.record, own.record))
    clashes: list[Clash] = []
    tree: dict[str, Any] = {}
    filled: list[Path] = []
    gone: list[Path] = []
    numbers = _numbers(began, theirs.record, own.record)
    for name, place in fields().items():
        if o.get(name) == t.get(name) or (began is not None and o.get(name) == b.get(name)):
            continue
        sides = tuple(value_at(one, place) for one in (theirs.record, own.record))
        if began is not None and t.get(name) == b.get(name):
            node = _node(own.top, place)
        else:
            node = _appended(began, theirs, own, place)
            if node is None:
                clashes.append(Clash(name, place, value_at(began, place) if began else None, *sides))
                continue
        if node is None:
            gone.append(place)
        else:
            filled.append(place)
            _put(tree, place, node if place == (SOURCES,) else _renumbered(node, numbers, place[-1] == SOURCES))
    return Merge(_mapping(tree), tuple(filled), tuple(gone), tuple(clashes))


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


def _appended(began: Innovation | None, theirs: Side, own: Side, place: Path) -> Node | None:
    """Join two lists to which both sides only added items; None for anything else."""
    if began is None:
        return None
    b, t, o = (value_at(one, place) or () for one in (began, theirs.record, own.record))
    if not all(isinstance(one, tuple) for one in (b, t, o)) or t[: len(b)] != b or o[: len(b)] != b:
        return None
    nodes = [_node(side.top, place) for side in (theirs, own)]
    both = [node.items if isinstance(node, Sequence) else [] for node in nodes]
    added = [node for node, item in zip(both[1], o, strict=True) if item not in t]
    return Sequence([*both[0], *added], START)


def _numbers(began: Innovation | None, theirs: Innovation, own: Innovation) -> Mapping[str, str]:
    """Return the new number of each source of a submission, where those that others added stand before its own."""
    b, t, o = (one.sumber if one else () for one in (began, theirs, own))
    if began is None or t == b or t[: len(b)] != b or o[: len(b)] != b:
        return {}
    whole = [*t, *(item for item in o if item not in t)]
    return {str(number): str(whole.index(item) + 1) for number, item in enumerate(o, 1)}


def _renumbered(node: Node, numbers: Mapping[str, str], named: bool = False) -> Node:
    """Name sources by their new numbers, wherever a value says on which it rests."""
    if isinstance(node, Scalar):
        return Scalar(numbers.get(node.text, node.text), START, node.style) if named else node
    if isinstance(node, Sequence):
        return Sequence([_renumbered(item, numbers, named) for item in node.items], START)
    pairs = ((key, _renumbered(value, numbers, key.text == SOURCES)) for key, value in node.items)
    return Document(list(pairs), START)


def _put(tree: dict[str, Any], place: Path, node: Node) -> None:
    for part in place[:-1]:
        tree = tree.setdefault(part, {})
    tree[place[-1]] = node


def _mapping(tree: Mapping[str, Any]) -> Document:
    nodes = ((key, _mapping(value) if isinstance(value, dict) else value) for key, value in tree.items())
    return Document([(Scalar(key, START), node) for key, node in nodes], START)


def lost_comments(own: str, *others: str) -> Iterator[str]:
    """Yield the comments of a text that none of the others has."""
    known = {line.strip() for text in others for line in text.splitlines()}
    for line in own.splitlines():
        if line.lstrip().startswith("#") and line.strip() not in known:
            yield line.strip()
