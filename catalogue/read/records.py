"""One file becomes a record: by the fast reader where it is ordinary, else by the strict parser with its findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.common.findings import Finding, Span
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
    decode,
    known_keys,
    record_from,
    upper_of,
)
from catalogue.read.files import Location, Source, content_id, to_source
from catalogue.read.reduced import Reduced, reduced
from catalogue.read.yaml.tree import Mapping as Document

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
