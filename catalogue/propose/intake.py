"""Proposals out of a workbook: checked by the same rules as files, and all of them or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalogue.common.findings import START, Finding, Place, Severity, arrange, count
from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, value_at
from catalogue.pipeline import Loaded, assemble, certain
from catalogue.propose.beginnings import Marks, fields, marks, shown
from catalogue.propose.cells import read_cells
from catalogue.propose.drafts import Draft, Reading, read_drafts
from catalogue.propose.layout import agencies
from catalogue.propose.package import Refused
from catalogue.propose.rows import TEMPLATE
from catalogue.propose.tidy import Unsure, mapping_of, put, with_values
from catalogue.propose.tidy.fresh import emit, target_path
from catalogue.read.catalogue import UNASSIGNED, Catalogue, InnovationEntry
from catalogue.read.catalogue import Path as ValuePath
from catalogue.read.decode import Spans, decode, is_blank
from catalogue.read.files import Reading as SourceReading
from catalogue.read.files import Source
from catalogue.read.records import Reduced, reduced
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml import Node

LATEST = "Unduh lagi berkas isian dari halaman OPD, lalu tulis perubahannya di sana."


@dataclass(frozen=True)
class Update:
    """The text of a file with what a row changed, that of before where it changed nothing, and what was found."""

    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class RowProposal:
    """A record as a row of the workbook `name` has it, with its cells.

    `began` is what the row was made from, None where the workbook does not say.
    """

    name: str
    draft: Draft
    record: Innovation
    spans: Spans
    began: Marks | None

    def fault(self, message: str, help: str, severity: Severity = Severity.GALAT) -> Finding:
        """Make a finding at the row."""
        return Finding("bentuk-salah", severity, Place(self.name, self.draft.span), message, help)


def update(wanted: RowProposal, source: Source, entry: InnovationEntry) -> Update:
    """Lay a row onto a file.

    Where nobody knows what the row was made from, what it leaves empty stays as it is.
    """
    own, now, began = marks(wanted.record), marks(entry.record), wanted.began
    told = wanted.draft.told
    shown = (field for field in fields() if told is None or field in told)
    changed = [field for field in shown if _changed(field, own, now, began)]
    clashes = [field for field in changed if began is not None and now.get(field) != began.get(field)]
    if clashes:
        return Update(source.text, tuple(_clash(wanted, field, entry) for field in clashes))
    if not changed:
        return Update(source.text)
    try:
        text = _written(wanted.draft.document(), source.text, [fields()[field] for field in changed], own)
    except Unsure as reason:
        message = f"`{source.path}` tidak dapat diubah dengan sendirinya: {reason}"
        help = f"Tulis perubahannya pada berkas itu: {', '.join(map(_key, changed))}."
        return Update(source.text, (wanted.fault(message, help),))
    return Update(text, () if began is not None else (_unknown(wanted, source, changed),))


def _changed(field: str, own: Marks, now: Marks, began: Marks | None) -> bool:
    """Tell whether a row wants a field otherwise than it is."""
    if own.get(field) == now.get(field):
        return False
    return field in own if began is None else own.get(field) != began.get(field)


def _written(document: Document, text: str, places: list[Path], own: Marks) -> str:
    fresh: dict[str, Any] = {}
    gone = [place for place in places if ".".join(place) not in own]
    for place in places:
        if place not in gone:
            put(fresh, place, _node(document, place))
    filled = [place for place in places if place not in gone]
    return with_values(text, Innovation, mapping_of(fresh), filled, gone)


def _node(document: Node, place: Path) -> Node:
    """Return what a document holds at a place, which is filled."""
    for part in place:
        assert isinstance(document, Document)
        document = next(value for key, value in document.items if key.text == part)
    assert not is_blank(document)
    return document


def _clash(wanted: RowProposal, field: str, entry: InnovationEntry) -> Finding:
    place = fields()[field]
    theirs, own = (shown(value_at(one, place)) for one in (entry.record, wanted.record))
    message = f"`{_key(field)}` sudah berubah sejak berkas Excel ini diunduh: yang terbit {theirs}, di sini {own}"
    help = f"Bila yang terbit yang benar, kembalikan sel ini seperti yang terbit. Bila isian ini yang benar: {LATEST}"
    return Finding(
        "bentuk-salah",
        Severity.GALAT,
        Place(wanted.name, wanted.spans.nearest(place)),
        message,
        help,
        Place(entry.path),
    )


def _unknown(wanted: RowProposal, source: Source, changed: list[str]) -> Finding:
    message = (
        f"berkas Excel ini tidak mencatat keadaan semula `{source.path}`; yang diganti: "
        f"{', '.join(f'`{_key(field)}`' for field in changed)}, dan yang kosong di sini tetap seperti yang terbit"
    )
    help = f"Periksa perubahannya sebelum dikirim, karena yang terbit mungkin lebih baru. Lain kali: {LATEST}"
    return wanted.fault(message, help, Severity.PERINGATAN)


def _key(field: str) -> str:
    """Return the name of a field as the workbook writes it."""
    return field.replace(".", "_")


def unreadable(wanted: RowProposal, path: str) -> Update:
    """Say that a file which is there cannot be compared with a row."""
    message = f"`{path}` yang sudah ada belum dapat dibaca, sehingga perubahannya tidak dapat dibandingkan"
    return Update("", (wanted.fault(message, "Perbaiki dahulu berkas itu menurut `build.py check`."),))


Day = Callable[[str], date]
"""Gives today in a time zone."""

LINE_TO_ADD = re.compile(r"^Tambahkan `[a-z_]+: \.\.\.`\.")
"""How a finding asks for a line of a file."""
HEADER = "# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n"


@dataclass(frozen=True)
class Intake:
    """What a workbook gives: the files to write by path, those of them that exist already, and the findings.

    `unchanged` are the files of which the workbook changes nothing.
    """

    files: Mapping[str, str]
    replaced: frozenset[str]
    findings: tuple[Finding, ...]
    unchanged: tuple[str, ...] = ()

    @property
    def acceptable(self) -> bool:
        return bool(self.files or self.unchanged) and not count(self.findings, Severity.GALAT)


@dataclass(frozen=True)
class Proposal:
    """A draft with the file that it would become, and the cells of its values."""

    draft: Draft
    source: Source
    spans: Spans
    reduced: Reduced | None = None
    """Where it is only what can be read of a faulty draft: what was taken out of it."""


def take_in(
    content: bytes,
    name: str,
    loaded: Loaded,
    *,
    opd: str | None = None,
    overwrite: bool = False,
    day: Day | None = None,
) -> Intake:
    """Read the proposals in a workbook and check them as part of the catalogue."""
    try:
        sheets = read_cells(content)
    except Refused as reason:
        return Intake({}, frozenset(), (_refusal(name, reason),))
    catalogue = loaded.catalogue
    assert catalogue is not None
    reading = read_drafts(sheets, name, catalogue.vocabularies, agencies(catalogue), opd)
    findings = [*reading.findings, *_taken(reading, name, loaded, catalogue, overwrite)]
    proposals: list[Proposal] = []
    trials: list[Proposal] = []
    for number, draft in enumerate(reading.drafts):
        decoded = decode(draft.document(), Innovation, name, catalogue.vocabularies)
        findings += [_at_row(found, draft) for found in decoded.findings]
        if decoded.record and draft.named:
            began = reading.beginnings.get(draft.id)
            wanted = RowProposal(name, draft, decoded.record, decoded.spans, began)
            made = _made(wanted, loaded) if overwrite or began is not None else _fresh(draft)
            findings += made.findings
            proposals.append(
                Proposal(draft, Source("innovation", _path(draft), made.text, draft.id, draft.opd), decoded.spans)
            )
        else:
            trials += _trial(draft, number, name, catalogue)
    findings += _rule_findings(name, loaded, [*proposals, *trials], day)
    sources = {proposal.source.path: proposal.source.text for proposal in proposals}
    same = [path for path, text in sources.items() if path in loaded.sources and loaded.sources[path].text == text]
    files = {path: text for path, text in sources.items() if path not in same}
    replaced = frozenset(path for path in files if path in loaded.sources)
    return Intake(files, replaced, tuple(arrange(findings)), tuple(same))


def _trial(draft: Draft, number: int, name: str, catalogue: Catalogue) -> Iterator[Proposal]:
    """Yield what can be read of a draft that is faulty or nobody's, so that the rules are told in the same round."""
    found = reduced(draft.document(), catalogue.vocabularies)
    decoded = decode(found.document, Innovation, name, catalogue.vocabularies) if found else None
    if found and decoded and decoded.record:
        known = catalogue.innovations.get(draft.id)
        opd = draft.opd or (known.opd if known else UNASSIGNED)
        id = draft.id or f"isian-{number}"
        text = HEADER + emit(found.document, Innovation)
        source = Source("innovation", target_path(f"{opd}/{id}"), text, id, opd)
        yield Proposal(draft, source, decoded.spans, found)


def _fresh(draft: Draft) -> Update:
    return Update(HEADER + emit(draft.document(), Innovation))


def _made(wanted: RowProposal, loaded: Loaded) -> Update:
    """Return the file that a row makes, or that it makes of the one there is."""
    path = _path(wanted.draft)
    if path not in loaded.sources:
        return _fresh(wanted.draft)
    assert loaded.catalogue
    entry = loaded.catalogue.innovations.get(wanted.draft.id)
    return update(wanted, loaded.sources[path], entry) if entry and entry.path == path else unreadable(wanted, path)


def _at_row(finding: Finding, draft: Draft) -> Finding:
    """Place at its row what is said of a document as a whole; a cell is filled in, and gets no line of a file."""
    whole = finding.place.span == START
    finding = replace(finding, help=LINE_TO_ADD.sub("Isi selnya.", finding.help))
    return replace(finding, place=Place(finding.place.path, draft.span)) if whole else finding


def _path(draft: Draft) -> str:
    return target_path(f"{draft.opd}/{draft.id}")


def _refusal(name: str, reason: Refused) -> Finding:
    return Finding("berkas-tidak-terbaca", Severity.GALAT, Place(name), str(reason), reason.help)


def _taken(reading: Reading, name: str, loaded: Loaded, catalogue: Catalogue, overwrite: bool) -> Iterator[Finding]:
    """Report drafts whose name is taken, and what overwriting would lose."""
    for draft in filter(lambda one: one.named, reading.drafts):
        path, place = _path(draft), Place(name, draft.span)
        known = catalogue.innovations.get(draft.id)
        if path in loaded.sources and not overwrite and draft.id not in reading.beginnings:
            help = "Pakai nama berkas lain; bila memang catatan itu yang diubah, tambahkan `--replace`."
            yield Finding("slug-ganda", Severity.GALAT, place, f"`{path}` sudah ada", help)
        elif path in loaded.sources and reading.missing and draft.told is None:
            message = f"`{path}` akan kehilangan isian yang tidak ada pada berkas Excel ini: {reading.missing[0]}"
            yield Finding("bentuk-salah", Severity.GALAT, place, message, TEMPLATE)
        elif known and known.path != path:
            message = f"nama berkas `{draft.id}` sudah dipakai inovasi lain"
            help = f"Isi nama berkas lain, misalnya `{draft.id}-{draft.opd}`."
            yield Finding("slug-ganda", Severity.GALAT, place, message, help, Place(known.path), "dipakai di sini")


def _rule_findings(name: str, loaded: Loaded, proposals: Iterable[Proposal], day: Day | None) -> Iterator[Finding]:
    """Check the catalogue with the new files in it, and show what is found in them at the cells they came from."""
    new = {proposal.source.path: proposal for proposal in proposals}
    sources = {**loaded.sources, **{path: proposal.source for path, proposal in new.items()}}
    checked = assemble(SourceReading(tuple(sources[path] for path in sorted(sources)), loaded.beside, ()), day)
    entries = {entry.path: entry for entry in checked.catalogue.innovations.values()} if checked.catalogue else {}

    def value_path(place: Place) -> ValuePath:
        entry = entries.get(place.path)
        return entry.path_at(place.span) if entry else ()

    def holds(found: Finding) -> bool:
        part = new[found.place.path].reduced if found.place.path in new else None
        return part is None or certain(found, part, value_path(found.place))

    def here(place: Place) -> Place:
        if place.path not in new:
            return place
        proposal, path = new[place.path], value_path(place)
        return Place(name, proposal.spans.nearest(path) if path else proposal.draft.span)

    for found in checked.findings:
        places = {found.place.path, found.related.path if found.related else ""}
        if places & set(new) and found not in loaded.findings and holds(found):
            related = here(found.related) if found.related else None
            yield replace(found, place=here(found.place), related=related, replacement=None)
