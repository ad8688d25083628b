"""The first half of the pipeline, in its order: files, nodes, records, catalogue, rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.check import RULES, Check, Extent, check, check_again
from catalogue.check.checking import TOPICS
from catalogue.common.findings import Finding, Place, Severity, arrange, count
from catalogue.common.memo import Memo, recall
from catalogue.common.phrases import phrase
from catalogue.common.program import HOME
from catalogue.model import Addresses, Ecosystem, Examples, Results, Synonyms, Vocabulary
from catalogue.read.catalogue import Catalogue, Entry, InnovationEntry
from catalogue.read.catalogue import Path as ValuePath
from catalogue.read.files import Reading, Source, read_catalogue
from catalogue.read.records import MODELS, Reduced, decode_source

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
    parts: list[tuple[Entry[Any], Reduced]] = field(default_factory=list)

    def vocabularies(self) -> dict[str, Vocabulary]:
        return {entry.id: entry.record for entry in self.entries["vocabulary"]}


def load(
    root: Path,
    fallback: Path = HOME,
    day: Callable[[str], date] | None = None,
    *,
    extent: Extent = Extent.ALL,
    only: Sequence[str] = (),
    changed: frozenset[str] = frozenset(),
    memo: Memo | None = None,
) -> Loaded:
    """Read, decode, link and check the catalogue at `root`.

    `day` gives today in a time zone; without it nothing is measured against the calendar. With `only` no other
    innovation is read than those in these files or folders; of the others the names are known. `changed` are the paths
    that a proposal changes.
    """
    return assemble(read_catalogue(root, fallback, only), day, extent=extent, changed=changed, memo=memo)


def assemble(
    reading: Reading,
    day: Callable[[str], date] | None = None,
    *,
    extent: Extent = Extent.ALL,
    changed: frozenset[str] = frozenset(),
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
            make = partial(decode_source, source, model, vocabularies)
            outcome = recall(memo, ("record", source.path), (source, vocabularies), make)
            assembly.findings.extend(outcome.findings)
            if outcome.entry:
                assembly.entries[kind].append(outcome.entry)
            elif outcome.part:
                assembly.parts.append(outcome.part)
    return _link(reading, assembly, day, partial(_findings, extent=extent, changed=changed, memo=memo))


Judge = Callable[[Check], Iterable[Finding]]


def _findings(context: Check, *, extent: Extent, changed: frozenset[str], memo: Memo | None) -> Iterable[Finding]:
    context = replace(context, changed=changed)
    return check_again(context, memo) if memo and extent is Extent.FAULTS else check(context, extent)


def _link(reading: Reading, assembly: _Assembly, day: Callable[[str], date] | None, judge: Judge) -> Loaded:
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
            receipts={_year(entry): entry for entry in entries["receipts"]},
            synonyms=entries["synonyms"][0].record if entries["synonyms"] else Synonyms(nama="Padanan"),
            examples=entries["examples"][0].record if entries["examples"] else Examples(nama="Contoh"),
            ecosystem=next(iter(entries["ecosystem"]), NO_ECOSYSTEM),
            addresses=next(iter(entries["addresses"]), NO_ADDRESSES),
            results=entries["results"][0].record if entries["results"] else Results(),
        )
        declared = {kind: frozenset(ids) for kind, ids in assembly.declared.items()}
        today = day(catalogue.region.zona_waktu) if day else None
        context = Check(catalogue, declared, reading.beside, texts, today, owners=reading.owners)
        assembly.findings.extend(judge(context))
        assembly.findings.extend(_of_parts(assembly, context, judge))
    assembly.findings.extend(_missing_essentials(assembly))
    return Loaded(catalogue, tuple(arrange(assembly.findings)), texts, reading.beside)


def _of_parts(assembly: _Assembly, context: Check, judge: Judge) -> Iterator[Finding]:
    """Yield what the rules find in what can be read of faulty records, where it holds however these are mended."""
    parts = {entry.path: (entry, part) for entry, part in assembly.parts}
    if not parts:
        return
    known, whole = set(assembly.findings), context.catalogue.innovations
    tried = {entry.id: entry for entry, _ in parts.values() if isinstance(entry, InnovationEntry)}
    catalogue = replace(context.catalogue, innovations={**tried, **whole})
    others = {path: source for path, source in context.sources.items() if path not in parts}  # lines were read before
    for found in judge(replace(context, catalogue=catalogue, sources=others)):
        entry, part = parts.get(found.place.path, (None, None))
        if entry and part and found not in known and certain(found, part, entry.path_at(found.place.span)):
            yield found


def certain(found: Finding, part: Reduced, place: ValuePath) -> bool:
    """Tell whether what is found in a part of a record at a place of it holds, however its faulty values are mended."""
    return RULES[found.rule].topic == TOPICS["privacy"] or part.certain(place)


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
