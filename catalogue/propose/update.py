"""A row of a workbook laid onto the record that there is: only what was changed in the workbook is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.common.findings import Finding, Place, Severity
from catalogue.model import Innovation
from catalogue.model.reference.tables import Path, value_at
from catalogue.propose.beginnings import Marks, fields, marks, shown
from catalogue.propose.drafts import Draft
from catalogue.propose.tidy import Unsure, mapping_of, put, with_values
from catalogue.read.catalogue import InnovationEntry
from catalogue.read.decode import Spans, is_blank
from catalogue.read.files import Source
from catalogue.read.yaml.tree import Mapping as Document
from catalogue.read.yaml.tree import Node

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
