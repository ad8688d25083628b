"""A data file in its normal form: the model's order of keys, plain quoting, two spaces, nothing else changed.

No value changes and no comment is lost: both are compared before and after, and what cannot be kept is refused. Values
can be replaced, added or taken out; every other value and every comment stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Tree
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalogue.common.findings import START, Severity, count
from catalogue.model import Record
from catalogue.propose.tidy.fresh import emit
from catalogue.propose.tidy.outline import Outline, Part, Unsure, outline, write
from catalogue.read.characters import CONTROL, split_lines, visible
from catalogue.read.decode import decode, is_blank, known_keys
from catalogue.read.yaml import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from catalogue.read.yaml.nodes import Parsed

__all__ = ["Tidied", "Unsure", "mapping_of", "put", "tidy", "with_items", "with_values"]


@dataclass(frozen=True)
class Tidied:
    """The normal form of a text, or why it has none; `mended` counts the faults of syntax that were mended."""

    text: str | None
    refusal: str = ""
    mended: int = 0


def tidy(text: str, model: type[Record]) -> Tidied:
    """Return the normal form of a file that holds a record of this model."""
    try:
        base, mended = _readable(text, model)
        known = known_keys(model)
        before = outline(base, known)
        result = write(before, model)
        after = outline(result, known)
        _compare(before, after)
    except Unsure as reason:
        return Tidied(None, str(reason))
    return Tidied(result, mended=mended)


def _readable(text: str, model: type[Record]) -> tuple[str, int]:
    """Return the text as it is meant, and how many faults were mended for that."""
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to start, and pages need only how texts are written

    if CONTROL.search(text):
        raise Unsure("ada aksara kendali")
    parsed = parse(text, "", known_keys(model))
    faults = count(parsed.findings, Severity.GALAT)
    if parsed.mended is None or parsed.top is None:
        raise Unsure(f"perbaiki dahulu {faults} galat yang dilaporkan `build.py check`")
    if faults and _doubtful(parsed, parsed.top, model):
        raise Unsure("belum tentu perbaikannya seperti yang dimaksud")
    return "\n".join(split_lines(visible(parsed.mended))), faults


def _doubtful(parsed: Parsed, top: Mapping, model: type[Record]) -> bool:
    """Tell whether a mended line holds what its model does not know, so that the mend was none."""
    later = decode(top, model, "").findings
    return any(found.place.span.line in parsed.broken for found in later if found.rule != "wajib-diisi")


def _compare(before: Outline, after: Outline) -> None:
    if _values(before.top) != _values(after.top):
        raise Unsure("ada nilai yang akan berubah")
    if Counter(before.comments) != Counter(after.comments):
        raise Unsure("ada komentar yang akan hilang")


def _values(node: Node) -> object:
    """Return what a node holds, in an order of its own, so that only a changed value makes a difference."""
    if isinstance(node, Scalar):
        return (node.text, node.empty)
    if isinstance(node, Sequence):
        return [_values(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.text: _values(value) for key, value in node.items}


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
