"""Values of a document replaced, added or taken out; every other value and every comment stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Tree
from typing import Any

from catalogue.common.findings import START
from catalogue.model import Record
from catalogue.propose.tidy.emit import emit
from catalogue.propose.tidy.outline import Outline, Part, Unsure, outline, write
from catalogue.read.characters import split_lines, visible
from catalogue.read.decode import is_blank, known_keys
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]


def with_values(
    text: str, model: type[Record], fresh: Mapping, paths: Collection[Path], gone: Collection[Path] = ()
) -> str:
    """Return the normal form of a document with fresh values at these paths, and without what stood at others."""
    known = known_keys(model)
    before = outline("\n".join(split_lines(visible(text))), known)
    others, comments = _others(before, (*paths, *gone)), Counter(before.comments)
    if fresh.items:
        _join(before.parts, outline(emit(fresh, model), known).parts)
    for path in gone:
        before.below += _take_out(before.parts, path)
    result = write(before, model)
    after = outline(result, known)
    if _others(after, (*paths, *gone)) != others or Counter(after.comments) != comments:
        raise Unsure("ada isian lain atau komentar yang akan ikut berubah")
    return result


def with_items(text: str, model: type[Record], key: str, items: Sequence) -> str:
    """Return the normal form of a document with more items in one of its lists; raise Unsure as `with_values` does."""
    known = known_keys(model)
    before = outline("\n".join(split_lines(visible(text))), known)
    others, comments, held = _others(before, ((key,),)), Counter(before.comments), _texts(before.top, key)
    document = Mapping([(Scalar(key, START), items)], START)
    fresh = outline(emit(document, model), known).parts
    old = next((part for part in before.parts if part.key and part.key.text == key and not is_blank(part.node)), None)
    if old is None:
        _join(before.parts, fresh)
    else:
        _append(old, fresh[0])
    result = write(before, model)
    after = outline(result, known)
    whole = _texts(after.top, key) == [*held, *_texts(document, key)]
    if not whole or _others(after, ((key,),)) != others or Counter(after.comments) != comments:
        raise Unsure("ada isian lain atau komentar yang akan ikut berubah")
    return result


def _append(part: Part, fresh: Part) -> None:
    """Put items behind those of a list, which is written as a block from then on."""
    parts = [*_items(part), *_items(fresh)]
    assert isinstance(part.node, Sequence)
    part.node, part.parts = Sequence(part.node.items, part.node.span), parts


def _items(part: Part) -> list[Part]:
    if not isinstance(part.node, Sequence):
        raise Unsure("isiannya bukan daftar")
    return [Part(None, item) for item in part.node.items] if part.node.flow else part.parts


def _texts(top: Mapping, key: str) -> list[list[tuple[Path, str]]]:
    """Return what each item of a list holds."""
    found = next((value for name, value in top.items if name.text == key), None)
    return [sorted(_leaves(item, ())) for item in found.items] if isinstance(found, Sequence) else []


def _join(parts: list[Part], fresh: list[Part]) -> None:
    """Put new entries among those there are; of an entry that is there, the comments stay."""
    for new in fresh:
        old = next((part for part in parts if part.key and new.key and part.key.text == new.key.text), None)
        if old is None:
            parts.append(new)
        elif not isinstance(new.node, Mapping) or not isinstance(old.node, Mapping):
            old.node, old.lines, old.parts = new.node, new.lines, new.parts
        else:
            _open(old, old.node)
            _join(old.parts, new.parts)


def _open(part: Part, node: Mapping) -> None:
    """Write a mapping in brackets as a block, so that it has entries to put others among."""
    if node.flow:
        part.node = Mapping(node.items, node.span)
        part.parts = [Part(key, value) for key, value in node.items]


def _take_out(parts: list[Part], path: Path) -> list[str]:
    """Take out an entry where there is one, and return its comments for the end of the block around it."""
    part = next((part for part in parts if part.key and part.key.text == path[0]), None)
    if part and path[1:]:
        part.below += _take_out(part.parts, path[1:])
    elif part:
        parts.remove(part)
        return [comment for comment in (*part.above, part.beside) if comment]
    return []


def _others(document: Outline, paths: Collection[Path]) -> dict[Path, str]:
    """Return every value but those at or below some paths."""
    found = _leaves(document.top, ())
    return {here: text for here, text in found if not any(here[: len(path)] == path for path in paths)}


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    if is_blank(node):
        return
    if isinstance(node, Scalar):
        yield path, node.text
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _leaves(item, (*path, index))
    else:
        for key, value in node.items:
            yield from _leaves(value, (*path, key.text))


def put(tree: dict[str, Any], place: tuple[str, ...], node: Node) -> None:
    """Set a value in a tree of keys, in which what stands above it may be missing."""
    for part in place[:-1]:
        tree = tree.setdefault(part, {})
    tree[place[-1]] = node


def mapping_of(tree: Tree[str, Any]) -> Mapping:
    """Make a mapping of nodes and texts out of a tree of keys."""
    return Mapping([(Scalar(key, START), _node_of(value)) for key, value in tree.items()], START)


def _node_of(value: Any) -> Node:
    if isinstance(value, dict):
        return mapping_of(value)
    node: Node = Scalar(value, START, '"') if isinstance(value, str) else value
    return node
