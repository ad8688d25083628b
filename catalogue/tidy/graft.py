"""One value of a document replaced or added; every other value and every comment stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalogue.decode import is_blank, known_keys
from catalogue.findings import START
from catalogue.model import Record
from catalogue.tidy.emit import emit
from catalogue.tidy.outline import Outline, Part, Unsure, outline
from catalogue.tidy.writer import write
from catalogue.yaml_tree import Mapping, Node, Scalar, Sequence

Path = tuple[str | int, ...]


def with_value(text: str, model: type[Record], path: tuple[str, ...], value: Node) -> str:
    """Return the normal form of a document with this value at a path of keys; raise Unsure when that loses anything."""
    known = known_keys(model)
    node = value
    for key in reversed(path):
        node = Mapping([(Scalar(key, START), node)], START)
    assert isinstance(node, Mapping)
    before = outline(text, known)
    others, comments = _others(before, path), Counter(before.comments)
    _join(before.parts, outline(emit(node, model), known).parts)
    result = write(before, model)
    after = outline(result, known)
    if _others(after, path) != others or Counter(after.comments) != comments:
        raise Unsure("ada isian lain atau komentar yang akan ikut berubah")
    return result


def _join(parts: list[Part], fresh: list[Part]) -> None:
    """Put new entries among those there are; of an entry that is there, the comments stay."""
    for new in fresh:
        old = next((part for part in parts if part.key and new.key and part.key.text == new.key.text), None)
        if old is None:
            parts.append(new)
        elif not isinstance(new.node, Mapping) or not isinstance(old.node, Mapping):
            old.node, old.lines, old.parts = new.node, new.lines, new.parts
        elif old.node.flow:
            raise Unsure("isian di sekitarnya ditulis dalam kurung kurawal")
        else:
            _join(old.parts, new.parts)


def _others(document: Outline, path: Path) -> dict[Path, str]:
    """Return every value but those at or below a path."""
    return {here: text for here, text in _leaves(document.top, ()) if here[: len(path)] != path}


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
