"""What of a faulty record can be read, so that the rules see it in the same round as the faults of its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from catalogue.common.findings import START
from catalogue.model import Innovation, Vocabulary
from catalogue.read.decode import Path, Spans, is_blank, plain
from catalogue.read.yaml.tree import Mapping as Document
from catalogue.read.yaml.tree import Node, Scalar, Sequence

ROUNDS = 8
"""So often values are taken out; what then still is no record is left alone."""
STAND_INS = {"nama": "Isian sementara", "ringkasan": "Isian sementara.", "status_data": "sumber-publik"}
"""What stands for a field that every record has, and this one not."""


@dataclass(frozen=True)
class Reduced:
    """A document that is a record, and the fields of it that are not as they were proposed."""

    document: Document
    touched: frozenset[str]

    def certain(self, place: Path) -> bool:
        """Tell whether what is said of a place holds, however the faulty values are mended."""
        return bool(place) and place[0] not in self.touched


def reduced(document: Document, vocabularies: Mapping[str, Vocabulary]) -> Reduced | None:
    """Take the values out that no record can have; None where nothing is left that is one."""
    touched: set[str] = set()
    for _ in range(ROUNDS):
        data = plain(document, (), Spans())
        try:
            Innovation.model_validate(data, context={"vocabularies": vocabularies})
        except ValidationError as error:
            places = {_faulty(data, one["loc"]) for one in error.errors(include_url=False)}
            for place in sorted(places, key=_order, reverse=True):
                if not place:
                    return None
                touched.add(str(place[0]))
                document = _without(document, place)
            document = _with_stand_ins(document)
        else:
            return Reduced(document, frozenset(touched))
    return None


def _faulty(data: Any, place: Path) -> Path:
    """Return what is to be taken out for a fault: the value, or what lacks it."""
    for depth, part in enumerate(place):
        inside = data[part] if _holds(data, part) else None
        if inside is None:
            return place[: depth or 1]
        data = inside
    return place


def _order(place: Path) -> tuple[str, ...]:
    """Return what brings the later items of a list behind the earlier ones."""
    return tuple(f"{part:05}" if isinstance(part, int) else part for part in place)


def _holds(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _without(document: Document, place: Path) -> Document:
    found = _cut(document, place)
    assert isinstance(found, Document)
    return found


def _cut(node: Node, place: Path) -> Node:
    """Return a node without what stands at a place; items without content are not counted, as the decoder does not."""
    first, *rest = place
    if isinstance(node, Document):
        pairs = [(key, _cut(value, tuple(rest)) if key.text == first and rest else value) for key, value in node.items]
        return Document([pair for pair in pairs if rest or pair[0].text != first], node.span)
    if isinstance(node, Sequence) and isinstance(first, int):
        items = [item for item in node.items if not is_blank(item)]
        kept = [_cut(item, tuple(rest)) if index == first and rest else item for index, item in enumerate(items)]
        return Sequence([item for index, item in enumerate(kept) if rest or index != first], node.span)
    return node


def _with_stand_ins(document: Document) -> Document:
    filled = {key.text for key, value in document.items if not is_blank(value)}
    missing = [name for name in STAND_INS if name not in filled]
    kept = [(key, value) for key, value in document.items if key.text not in missing]
    return Document(
        [*((Scalar(name, START), Scalar(STAND_INS[name], START)) for name in missing), *kept], document.span
    )
