"""The first half of the pipeline, in its order: files, nodes, records, catalogue, rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.cache import cache_folder
from catalogue.collection import Catalogue, Entry, InnovationEntry
from catalogue.collection import Path as At
from catalogue.decode import Decoded, decode, known_keys, record_from
from catalogue.findings import Finding, Place, Severity, Span, arrange, count
from catalogue.keeping import NOTHING, ONCE, Keeper
from catalogue.memory import uncollected
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
from catalogue.readings import Places, Readings, packed, readings, unpacked, values_of
from catalogue.readings import Reading as Packed
from catalogue.rules import Abandoned, Check, check, look_closer
from catalogue.source import Location, Reading, Source, content_id, read_catalogue, to_source
from catalogue.workers import processes, spread

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

MANY, SLICE = 200, 50
"""From how many new texts on they are read on all cores, and how many at once."""

NO_ECOSYSTEM = Entry("ecosystem", "ekosistem.yaml", Ecosystem(nama="Ekosistem"))
NO_ADDRESSES = Entry("addresses", "alamat.yaml", Addresses())
"""What stands in for a file that is missing, or could not be read."""


@dataclass(frozen=True)
class Loaded:
    """A checkout as read: the catalogue when one could be assembled, all findings, and the texts for the reports.

    `complete` is false while the rules that compare everything with everything have not looked at it.
    """

    catalogue: Catalogue | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, Source]
    beside: frozenset[str]
    complete: bool = True

    @property
    def publishable(self) -> bool:
        return self.catalogue is not None and not count(self.findings, Severity.GALAT)


@dataclass
class _Assembly:
    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))
    declared: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in MODELS})
    findings: list[Finding] = field(default_factory=list)
    before: Readings = field(default_factory=Readings)
    read: Mapping[str, Packed | None] = field(default_factory=dict)
    keeper: Keeper = ONCE

    def vocabularies(self) -> dict[str, Vocabulary]:
        entries = tuple(self.entries["vocabulary"])
        return self.keeper.recall("lists", "", entries, lambda: {entry.id: entry.record for entry in entries})


@dataclass(frozen=True)
class _Outcome:
    """What became of one text: its record, if it could be read, and what is wrong with it."""

    entry: Entry[Any] | None
    findings: tuple[Finding, ...] = ()


def load(
    root: Path,
    fallback: Path = HOME,
    day: Callable[[str], date] | None = None,
    before: Readings | None = None,
    processes: int = 1,
    *,
    keeper: Keeper = ONCE,
    hurried: bool = False,
) -> Loaded:
    """Read, decode, link and check the catalogue at `root`.

    `day` gives today in a time zone; without it nothing is measured against the calendar. `before` spares the work
    for texts that were read before, `keeper` all work on what stayed the same. `hurried` leaves slow rules for later.
    """
    with uncollected():
        return assemble(read_catalogue(root, fallback, keeper), day, before, processes, keeper=keeper, hurried=hurried)


def load_again(root: Path, environ: Mapping[str, str], day: Callable[[str], date] | None = None) -> Loaded:
    """Load the catalogue at `root` with the help of what an earlier run has read, on all processors."""
    with readings(cache_folder(environ)) as before:
        return load(root, day=day, before=before, processes=processes(environ))


def finish(loaded: Loaded, day: Callable[[str], date], keeper: Keeper, abandoned: Callable[[], bool]) -> bool:
    """Let the slow rules look at what was loaded in a hurry; tell whether they add to the faults of a file.

    What they find is kept, and part of what is loaded next, unless they are `abandoned` before they are done.
    """
    catalogue = loaded.catalogue
    if loaded.complete or catalogue is None:
        return False
    today = day(catalogue.region.zona_waktu)
    try:
        found = look_closer(Check(catalogue, {}, today=today, keeper=keeper, abandoned=abandoned))
    except Abandoned:
        return False
    return not found.isdisjoint(one.place.path for one in loaded.findings if one.severity is Severity.GALAT)


def assemble(
    reading: Reading,
    day: Callable[[str], date] | None = None,
    before: Readings | None = None,
    processes: int = 1,
    *,
    keeper: Keeper = ONCE,
    hurried: bool = False,
) -> Loaded:
    """Decode, link and check sources, wherever they come from."""
    before = before or Readings()
    read = _read_all(reading.sources, before, processes, keeper)
    assembly = _Assembly(findings=list(reading.findings), before=before, read=read, keeper=keeper)
    by_kind: dict[str, list[Source]] = defaultdict(list)
    for source in reading.sources:
        by_kind[source.kind].append(source)
    for kind, model in MODELS.items():
        vocabularies = {} if kind == "vocabulary" else assembly.vocabularies()
        for source in by_kind[kind]:
            _decode(source, model, vocabularies, assembly)
    return _link(reading, assembly, day, processes, hurried=hurried)


def read_record(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Record | None:
    """Read one file that stands in no folder, such as a former version; None when today's model does not fit it."""
    from catalogue.yaml_quick import read_quickly  # noqa: PLC0415  slow to start, and most texts were read before

    source, model = to_source(location, content), MODELS[location.kind]
    if isinstance(source, Source) and (read := read_quickly(source.text, known_keys(model))):
        return record_from(read.values, model, vocabularies)
    decoded = read_decoded(location, content, vocabularies)
    return decoded.record if decoded else None


def read_decoded(location: Location, content: bytes, vocabularies: Mapping[str, Vocabulary]) -> Decoded[Record] | None:
    """Read one file with the places of its values."""
    from catalogue.yaml_nodes import parse  # noqa: PLC0415  as above

    source = to_source(location, content)
    parsed = parse(source.text, source.path) if isinstance(source, Source) else None
    if parsed is None or parsed.top is None or parsed.broken:
        return None
    return decode(parsed.top, MODELS[location.kind], location.path, vocabularies)


def _decode(source: Source, model: type[Record], vocabularies: Mapping[str, Vocabulary], assembly: _Assembly) -> None:
    assembly.declared[source.kind].add(source.id)
    keeper, given = assembly.keeper, (source, vocabularies)
    outcome: _Outcome = keeper.find("record", source.path, given)
    if outcome is NOTHING:
        outcome = keeper.keep("record", source.path, given, _decoded(source, model, vocabularies, assembly))
    assembly.findings.extend(outcome.findings)
    if outcome.entry:
        assembly.entries[source.kind].append(outcome.entry)


def _decoded(
    source: Source, model: type[Record], vocabularies: Mapping[str, Vocabulary], assembly: _Assembly
) -> _Outcome:
    if read := assembly.read.get(source.path):
        record = record_from(values_of(read), model, vocabularies)
        if record is not None:
            places = partial(Places, partial(unpacked, read))
            return _Outcome(_entry(source, record, places(), places(of_keys=True)))
    from catalogue.yaml_nodes import parse  # noqa: PLC0415  as above
    from catalogue.yaml_quick import written_down  # noqa: PLC0415  as above

    parsed = parse(source.text, source.path, known_keys(model))
    if parsed.top is None:
        return _Outcome(None, tuple(parsed.findings))
    decoded = decode(parsed.top, model, source.path, vocabularies)
    findings = tuple(parsed.without_echoes(decoded.findings))
    if decoded.record is None or parsed.broken:
        return _Outcome(None, findings)
    spans = decoded.spans
    if not parsed.findings and (written := written_down(parsed.top)):
        assembly.before.add(source, packed(written))
    return _Outcome(_entry(source, decoded.record, spans.values, spans.keys), findings)


def _entry(source: Source, record: Record, spans: Mapping[At, Span], keys: Mapping[At, Span]) -> Entry[Any]:
    if isinstance(record, Innovation):
        return InnovationEntry(source.id, source.path, record, spans, keys, content_id(source.text), source.opd)
    return Entry(source.id, source.path, record, spans, keys, content_id(source.text))


def _read_all(sources: Sequence[Source], before: Readings, processes: int, keeper: Keeper) -> dict[str, Packed | None]:
    """Return how the texts read in which there is nothing unusual, by path; where many are new, read on all cores."""
    found: dict[str, Packed | None] = {}
    for source in sources:
        known = keeper.find("reading", source.path, source)
        if known is not NOTHING:
            found[source.path] = known
        elif known := before.get(source):
            found[source.path] = keeper.keep("reading", source.path, source, known)
    new = [source for source in sources if source.path not in found]
    slices = [new[start : start + SLICE] for start in range(0, len(new), SLICE)]

    def read(number: int) -> list[tuple[Source, Packed | None]]:
        return [(source, _read_quickly(source)) for source in slices[number]]

    for part in spread(read, len(slices), processes if len(new) >= MANY else 1):
        for source, known in part:
            if known:
                before.add(source, known)
            found[source.path] = keeper.keep("reading", source.path, source, known)
    return found


def _read_quickly(source: Source) -> Packed | None:
    from catalogue.yaml_quick import read_quickly  # noqa: PLC0415  as above

    read = read_quickly(source.text, known_keys(MODELS[source.kind]))
    return packed(read) if read else None


def _link(
    reading: Reading, assembly: _Assembly, day: Callable[[str], date] | None, processes: int, *, hurried: bool
) -> Loaded:
    texts = {source.path: source for source in reading.sources}
    entries = assembly.entries
    innovations = _unique_innovations(assembly)
    catalogue, complete = None, True
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
        context = Check(catalogue, declared, reading.beside, texts, today, keeper=assembly.keeper, hurried=hurried)
        assembly.findings.extend(check(context, assembly.before.found, processes))
        complete = not context.unchecked
    assembly.findings.extend(_missing_essentials(assembly))
    return Loaded(catalogue, tuple(arrange(assembly.findings)), texts, reading.beside, complete)


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
