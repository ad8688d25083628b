"""One file becomes a record: by the fast reader where it is ordinary, else by the strict parser with its findings.

What of a faulty record can be read is kept, so that the rules see it in the same round as the faults of its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from catalogue.common.findings import START, Finding, Span
from catalogue.model import (
    Addresses,
    Ecosystem,
    Examples,
    Innovation,
    Opd,
    Period,
    Receipts,
    Record,
    Region,
    Results,
    Review,
    Rubric,
    Synonyms,
    Vocabulary,
)
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.read.catalogue import Path as At
from catalogue.read.decode import (
    Decoded,
    LazySpans,
    Path,
    Spans,
    decode,
    is_blank,
    known_keys,
    plain,
    record_from,
    upper_of,
)
from catalogue.read.files import Location, Source, content_id, to_source
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml import Node, Scalar, Sequence

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


MODELS: dict[str, type[Record]] = {
    "vocabulary": Vocabulary,
    "synonyms": Synonyms,
    "examples": Examples,
    "ecosystem": Ecosystem,
    "addresses": Addresses,
    "region": Region,
    "opd": Opd,
    "rubric": Rubric,
    "results": Results,
    "period": Period,
    "innovation": Innovation,
    "review": Review,
    "receipts": Receipts,
}
"""What each kind of file holds; the closed lists come first because the others are checked against them."""


@dataclass(frozen=True)
class Outcome:
    """What became of one text: its record, if it could be read, and what is wrong with it."""

    entry: Entry[Any] | None
    findings: tuple[Finding, ...] = ()
    part: tuple[Entry[Any], Reduced] | None = None
    """Of an innovation with faulty values: what can be read of it."""


def read_record(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Record | None:
    """Read one file that stands in no folder, such as a former version; None when today's model does not fit it."""
    from catalogue.read.yaml.fast import read_fast  # noqa: PLC0415  slow to import

    source, model = to_source(location, content), MODELS[location.kind]
    if isinstance(source, Source) and (read := read_fast(source.text, known_keys(model))):
        return record_from(read.values, model, vocabularies)
    decoded = read_decoded(location, content, vocabularies)
    return decoded.record if decoded else None


def read_decoded(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Decoded[Record] | None:
    """Read one file with the places of its values."""
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to import

    source = to_source(location, content)
    parsed = parse(source.text, source.path) if isinstance(source, Source) else None
    if parsed is None or parsed.top is None or parsed.broken:
        return None
    return decode(parsed.top, MODELS[location.kind], location.path, vocabularies)


def decode_source(source: Source, model: type[Record], vocabularies: Mapping[str, Vocabulary]) -> Outcome:
    """Read a file of the catalogue as a record of its model, with every finding."""
    from catalogue.read.yaml.fast import read_fast  # noqa: PLC0415  slow to import

    if read := read_fast(source.text, known_keys(model)):
        record = record_from(read.values, model, vocabularies)
        if record is not None:
            upper = upper_of(*read)
            spans, keys = (LazySpans(source.text, model, upper, of_keys) for of_keys in (False, True))
            return Outcome(_entry(source, record, spans, keys))
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to import, and most files are ordinary

    parsed = parse(source.text, source.path, known_keys(model))
    if parsed.top is None:
        return Outcome(None, tuple(parsed.findings))
    decoded = decode(parsed.top, model, source.path, vocabularies)
    findings = tuple(parsed.without_echoes(decoded.findings))
    if decoded.record is None or parsed.broken:
        readable = model is Innovation and not parsed.broken
        return Outcome(None, findings, _part(source, parsed.top, vocabularies) if readable else None)
    return Outcome(_entry(source, decoded.record, decoded.spans.values, decoded.spans.keys), findings)


def _part(source: Source, top: Document, vocabularies: Mapping[str, Vocabulary]) -> tuple[Entry[Any], Reduced] | None:
    """Read what is left of a record without its faulty values, at its places in the file."""
    found = reduced(top, vocabularies)
    decoded = decode(found.document, Innovation, source.path, vocabularies) if found else None
    if found is None or decoded is None or decoded.record is None:
        return None
    return _entry(source, decoded.record, decoded.spans.values, decoded.spans.keys), found


def _entry(source: Source, record: Record, spans: Mapping[At, Span], keys: Mapping[At, Span]) -> Entry[Any]:
    if isinstance(record, Innovation):
        return InnovationEntry(source.id, source.path, record, spans, keys, content_id(source.text), source.opd)
    return Entry(source.id, source.path, record, spans, keys, content_id(source.text))
