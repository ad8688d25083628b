"""The first half of the pipeline, in its order: files, nodes, records, catalogue, rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.collection import Catalogue, Entry, InnovationEntry
from catalogue.collection import Path as At
from catalogue.decode import Decoded, LazySpans, decode, known_keys, record_from
from catalogue.findings import Finding, Place, Severity, Span, arrange, count
from catalogue.memo import Memo, recall
from catalogue.model import (
    Addresses,
    Ecosystem,
    Innovation,
    Opd,
    Period,
    Record,
    Region,
    Results,
    Review,
    Rubric,
    Synonyms,
    Vocabulary,
)
from catalogue.phrases import phrase
from catalogue.rules import Check, Extent, check
from catalogue.source import Location, Reading, Source, content_id, read_catalogue, to_source

HOME = Path(__file__).resolve().parent.parent
"""The checkout of this program; what another catalogue lacks is taken from here."""

MODELS: dict[str, type[Record]] = {
    "vocabulary": Vocabulary,
    "synonyms": Synonyms,
    "ecosystem": Ecosystem,
    "addresses": Addresses,
    "region": Region,
    "opd": Opd,
    "rubric": Rubric,
    "results": Results,
    "period": Period,
    "innovation": Innovation,
    "review": Review,
}
"""What each kind of file holds; the closed lists come first because the others are checked against them."""

NO_ECOSYSTEM = Entry("ecosystem", "ekosistem.yaml", Ecosystem(nama="Ekosistem"))
NO_ADDRESSES = Entry("addresses", "alamat.yaml", Addresses())
"""What stands in for a file that is missing, or could not be read."""


@dataclass(frozen=True)
class Loaded:
    """A checkout as read: the catalogue when one could be assembled, the findings, and the texts for the reports."""

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    beside: frozenset[str]

    @property
    def publishable(self) -> bool:
        return self.catalogue is not None and not count(self.findings, Severity.GALAT)


@dataclass
class _Assembly:
    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    declared: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in MODELS})
    findings: list[Finding] = field(default_factory=list)

    def vocabularies(self) -> dict[str, Vocabulary]:
        return {entry.id: entry.record for entry in self.entries["vocabulary"]}


@dataclass(frozen=True)
class _Outcome:
    """What became of one text: its record, if it could be read, and what is wrong with it."""

    entry: Entry[Any] | None
    findings: tuple[Finding, ...] = ()


def load(
    root: Path,
    fallback: Path = HOME,
    day: Callable[[str], date] | None = None,
    *,
    extent: Extent = Extent.ALL,
    only: Sequence[str] = (),
    memo: Memo | None = None,
) -> Loaded:
    """Read, decode, link and check the catalogue at `root`.

    `day` gives today in a time zone; without it nothing is measured against the calendar. With `only` no other
    innovation is read than those in these files or folders; of the others the names are known.
    """
    return assemble(read_catalogue(root, fallback, only), day, extent=extent, memo=memo)


def assemble(
    reading: Reading,
    day: Callable[[str], date] | None = None,
    *,
    extent: Extent = Extent.ALL,
    memo: Memo | None = None,
) -> Loaded:
    """Decode, link and check sources, wherever they come from."""
    assembly = _Assembly(findings=list(reading.findings))
    for location in reading.unread:
        assembly.declared[location.kind].add(location.id)
    by_kind: dict[str, list[Source]] = defaultdict(list)
    for source in reading.sources:
        by_kind[source.kind].append(source)
    for kind, model in MODELS.items():
        vocabularies = {} if kind == "vocabulary" else assembly.vocabularies()
        for source in by_kind[kind]:
            assembly.declared[kind].add(source.id)
            make = partial(_decoded, source, model, vocabularies)
            outcome = recall(memo, ("record", source.path), (source, vocabularies), make)
            assembly.findings.extend(outcome.findings)
            if outcome.entry:
                assembly.entries[kind].append(outcome.entry)
    return _link(reading, assembly, day, extent)


def read_record(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Record | None:
    """Read one file that stands in no folder, such as a former version; None when today's model does not fit it."""
    from catalogue.yaml_fast import read_fast  # noqa: PLC0415  slow to import

    source, model = to_source(location, content), MODELS[location.kind]
    if isinstance(source, Source) and (read := read_fast(source.text, known_keys(model))):
        return record_from(read.values, model, vocabularies)
    decoded = read_decoded(location, content, vocabularies)
    return decoded.record if decoded else None


def read_decoded(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Decoded[Record] | None:
    """Read one file with the places of its values."""
    from catalogue.yaml_nodes import parse  # noqa: PLC0415  slow to import

    source = to_source(location, content)
    parsed = parse(source.text, source.path) if isinstance(source, Source) else None
    if parsed is None or parsed.top is None or parsed.broken:
        return None
    return decode(parsed.top, MODELS[location.kind], location.path, vocabularies)


def _decoded(source: Source, model: type[Record], vocabularies: Mapping[str, Vocabulary]) -> _Outcome:
    from catalogue.yaml_fast import read_fast  # noqa: PLC0415  slow to import

    if read := read_fast(source.text, known_keys(model)):
        record = record_from(read.values, model, vocabularies)
        if record is not None:
            spans, keys = LazySpans(source.text, model), LazySpans(source.text, model, of_keys=True)
            return _Outcome(_entry(source, record, spans, keys))
    from catalogue.yaml_nodes import parse  # noqa: PLC0415  slow to import, and most files are ordinary

    parsed = parse(source.text, source.path, known_keys(model))
    if parsed.top is None:
        return _Outcome(None, tuple(parsed.findings))
    decoded = decode(parsed.top, model, source.path, vocabularies)
    findings = tuple(parsed.without_echoes(decoded.findings))
    if decoded.record is None or parsed.broken:
        return _Outcome(None, findings)
    return _Outcome(_entry(source, decoded.record, decoded.spans.values, decoded.spans.keys), findings)


def _entry(source: Source, record: Record, spans: Mapping[At, Span], keys: Mapping[At, Span]) -> Entry[Any]:
    if isinstance(record, Innovation):
        return InnovationEntry(source.id, source.path, record, spans, keys, content_id(source.text), source.opd)
    return Entry(source.id, source.path, record, spans, keys, content_id(source.text))


def _link(reading: Reading, assembly: _Assembly, day: Callable[[str], date] | None, extent: Extent) -> Loaded:
    texts = {source.path: source for source in reading.sources}
    entries = assembly.entries
    innovations = _unique_innovations(assembly)
    catalogue = None
    if entries["region"] and entries["period"] and entries["rubric"]:
        catalogue = Catalogue(
            region=entries["region"][0].record,
            vocabularies=assembly.vocabularies(),
            opds={entry.id: entry for entry in entries["opd"]},
            innovations=innovations,
            rubrics={entry.id: entry for entry in entries["rubric"]},
            periods={int(entry.id): entry for entry in entries["period"]},
            reviews={(_year(entry), entry.id): entry for entry in entries["review"]},
            synonyms=entries["synonyms"][0].record if entries["synonyms"] else Synonyms(nama="Padanan"),
            ecosystem=next(iter(entries["ecosystem"]), NO_ECOSYSTEM),
            addresses=next(iter(entries["addresses"]), NO_ADDRESSES),
            results=entries["results"][0].record if entries["results"] else Results(),
        )
        declared = {kind: frozenset(ids) for kind, ids in assembly.declared.items()}
        today = day(catalogue.region.zona_waktu) if day else None
        assembly.findings.extend(check(Check(catalogue, declared, reading.beside, texts, today), extent))
    assembly.findings.extend(_missing_essentials(assembly))
    return Loaded(catalogue, tuple(arrange(assembly.findings)), texts, reading.beside)


def _year(entry: Entry[Any]) -> int:
    return int(entry.path.split("/")[1])


def _unique_innovations(assembly: _Assembly) -> dict[str, InnovationEntry]:
    unique: dict[str, InnovationEntry] = {}
    found = [entry for entry in assembly.entries["innovation"] if isinstance(entry, InnovationEntry)]
    for entry in sorted(found, key=lambda entry: (entry.id, entry.path)):
        if entry.id not in unique:
            unique[entry.id] = entry
            continue
        message, help = phrase("slug-ganda", id=entry.id), phrase("slug-ganda/perbaikan", id=entry.id, opd=entry.opd)
        related = Place(unique[entry.id].path)
        assembly.findings.append(
            Finding("slug-ganda", Severity.GALAT, Place(entry.path), message, help, related, "dipakai di sini")
        )
    return unique


def _missing_essentials(assembly: _Assembly) -> list[Finding]:
    needed = {"region": "region.yaml", "period": "periods/<tahun>/period.yaml", "rubric": "rubrics/<nama>.yaml"}
    help = "Tambahkan berkas itu; contohnya ada pada panduan pengelola."
    return [
        Finding("letak-berkas", Severity.GALAT, Place(path), f"`{path}` tidak ada", help)
        for kind, path in needed.items()
        if not assembly.declared[kind]
    ]
