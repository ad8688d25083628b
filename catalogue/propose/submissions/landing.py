"""What a submission makes of the catalogue, checked as part of it, and the list of what was taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalogue.common.findings import START, Finding, Place, Severity, arrange, count
from catalogue.model import Innovation
from catalogue.model.submission import Receipt, Receipts, Way
from catalogue.pipeline import Loaded, assemble
from catalogue.propose.tidy import Unsure, mapping_of, with_items, with_values
from catalogue.propose.tidy.emit import emit
from catalogue.read.catalogue import Catalogue, Path
from catalogue.read.files import Reading, Source, locate
from catalogue.read.records import decode_source
from catalogue.read.yaml.tree import Mapping as Document
from catalogue.read.yaml.tree import Node, Scalar, Sequence

Day = Callable[[str], date]
"""Gives today in a time zone."""
Files = Mapping[str, str | None]
"""The new texts of files; None for one that goes."""
MANNERS: Mapping[Way, str] = {"whatsapp": "pesan", "surel": "surel", "kertas": "surat"}
"""How a confirmation was given, by the way it came; what is not named came by the form."""
At = Callable[[str, Path], Place]
"""Tells where in the submission stands what became a value of a file."""


@dataclass(frozen=True)
class Applied:
    """What became of one submission.

    `opd` and `innovations` are whose it is and what it speaks of; `settled` tells that nobody has to decide anything.
    """

    files: Files
    findings: tuple[Finding, ...]
    opd: str = ""
    innovations: tuple[str, ...] = ()
    settled: bool = True

    @property
    def acceptable(self) -> bool:
        return not count(self.findings, Severity.GALAT)


def refused(findings: Iterable[Finding]) -> Applied:
    """Make what becomes of a submission that cannot be applied."""
    return Applied({}, tuple(arrange(findings)))


def with_files(loaded: Loaded, files: Files, day: Day | None) -> Loaded:
    """Return the catalogue as it is with these files."""
    sources = {path: source for path, source in loaded.sources.items() if path not in files}
    for path, text in files.items():
        if text is not None and (place := locate(path)):
            sources[path] = Source(place.kind, path, text, place.id, place.opd, place.year)
    return assemble(Reading(tuple(sources[path] for path in sorted(sources)), loaded.beside, ()), day)


def checked(loaded: Loaded, files: Files, day: Day | None, at: At | None = None) -> Iterator[Finding]:
    """Yield what is found in the files and was not before, at its place in the submission, or else in the file."""
    after = with_files(loaded, files, day)
    known = {_mark(found) for found in loaded.findings}
    entries = {entry.path: entry for entry in after.catalogue.innovations.values()} if after.catalogue else {}

    def here(place: Place) -> Place:
        entry = entries.get(place.path)
        if at is None:
            return place
        return at(place.path, entry.path_at(place.span) if entry else ()) if place.path in files else place

    for found in after.findings:
        places = {found.place.path, found.related.path if found.related else ""}
        if _mark(found) not in known and (places & set(files) or found.severity is Severity.GALAT):
            related = here(found.related) if found.related else None
            yield replace(found, place=here(found.place), related=related, replacement=None)


def rules_of(loaded: Loaded, day: Day | None) -> Callable[[str, str], Iterator[Finding]]:
    """Return what tells what is found in a file that the catalogue would have."""

    def found_in(path: str, text: str) -> Iterator[Finding]:
        after = with_files(loaded, {path: text}, day)
        return (found for found in after.findings if found.place.path == path)

    return found_in


def _mark(found: Finding) -> tuple[str, str, str]:
    """Return what a finding keeps when lines move."""
    return found.rule, found.place.path, found.message


def record_of(text: str, path: str, loaded: Loaded) -> Innovation | None:
    """Read a text as the record that it would be at a path; None where it is none."""
    place = locate(path)
    assert loaded.catalogue
    assert place
    source = Source(place.kind, path, text, place.id, place.opd)
    entry = decode_source(source, Innovation, loaded.catalogue.vocabularies).entry
    return entry.record if entry else None


def taken_in(text: str, path: str, loaded: Loaded) -> str:
    """Return a record whose confirmation the coordinator took in; one that nobody confirmed stays as it is.

    What was read out of sources and awaited the agency's word is no longer marked as such.
    """
    record = record_of(text, path, loaded)
    assert loaded.catalogue
    if record is None or record.pengesahan is None or record.pengesahan.diterima_oleh:
        return text
    gone = [("pembacaan",)] if record.pembacaan else []
    received = mapping_of({"diterima_oleh": loaded.catalogue.region.koordinator})
    fresh = mapping_of({"status_data": Scalar("dikonfirmasi-opd", START), "pengesahan": received})
    return with_values(text, Innovation, fresh, (("status_data",), ("pengesahan", "diterima_oleh")), gone)


def confirmation(day: date, office: str, received: Way | None) -> Document:
    """Make what says that an office of the agency confirmed a record on a day."""
    manner = MANNERS.get(received, "formulir") if received else "formulir"
    return mapping_of({"tanggal": Scalar(day.isoformat(), START), "jabatan": office, "cara": Scalar(manner, START)})


def unsure(name: str, path: str, reason: Unsure, place: Place) -> Finding:
    """Say that a file cannot be changed by this program."""
    message = f"`{path}` tidak dapat diubah dengan sendirinya: {reason}"
    help = "Minta koordinator menulis perubahan ini pada berkas itu."
    return Finding("bentuk-salah", Severity.GALAT, place, message, help)


HEADER = "# yaml-language-server: $schema=../../docs/skema/penerimaan.schema.json\n"


def receipt(number: str, applied: Applied, way: Way, today: date, coordinator: str) -> Receipt:
    """Make the line about a submission that becomes part of the catalogue."""
    return Receipt(
        nomor=number,
        tanggal=today,
        lewat=way,
        opd=applied.opd or None,
        inovasi=applied.innovations,
        keadaan="terbit" if applied.settled else "diperiksa",
        diterima_oleh=coordinator,
    )


def known_receipt(catalogue: Catalogue, number: str) -> Receipt | None:
    """Return the line that a number already has, in whatever round."""
    lines = (line for entry in catalogue.receipts.values() for line in entry.record.penerimaan)
    return next((line for line in lines if line.nomor == number), None)


def with_receipts(loaded: Loaded, year: int, fresh: Iterable[Receipt]) -> tuple[str, str]:
    """Return the path and the text of the list of a year with more lines; raise Unsure where it cannot be kept."""
    path, items = f"periods/{year}/penerimaan.yaml", Sequence([_node(line) for line in fresh], START)
    if path in loaded.sources:
        return path, with_items(loaded.sources[path].text, Receipts, "penerimaan", items)
    return path, HEADER + emit(Document([(Scalar("penerimaan", START), items)], START), Receipts)


def _node(line: Receipt) -> Node:
    plain = {"tanggal", "lewat", "keadaan", "opd"}
    values: dict[str, Node | str] = {}
    for name in Receipt.model_fields:
        value = getattr(line, name)
        if name == "inovasi" and value:
            values[name] = Sequence([Scalar(slug, START) for slug in value], START)
        elif value:
            values[name] = Scalar(str(value), START) if name in plain else str(value)
    return mapping_of(values)
