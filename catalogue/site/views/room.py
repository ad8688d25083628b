"""What an agency finds on its own page: its records with the answers to give, and where to begin without any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.assess import InnovationState
from catalogue.assess.counting import running
from catalogue.build import Build
from catalogue.model import Opd, kind_of
from catalogue.model.region import Example
from catalogue.propose.open_round import Kind, Task, Work, awaits_word, lacking, refusal, work_on
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.site.views.doors import form_address, message_of
from catalogue.site.views.services import whatsapp_number

SHEET = "#nota"
"""Where an answer goes while the coordinator has no address: the letter that this page prints."""
SAID = {
    "benar": ("Benar", "kami membenarkan keterangannya. Jabatan: "),
    "bukan-milik-kami": ("Bukan milik kami", "inovasi ini bukan milik kami. Pemiliknya, bila diketahui: "),
    "bukan-inovasi": ("Bukan inovasi", "yang dicatat ini bukan inovasi, karena: "),
    "berhenti": ("Sudah berhenti", "inovasi ini sudah berhenti. Sejak kapan dan mengapa: "),
}
"""The answers by the verdict that each becomes: the button, and the message that it sends."""
EXAMPLES = 5


@dataclass(frozen=True)
class Reach:
    """The office that takes answers in, its addresses as far as they are known, and the door of an issue, if any."""

    office: str
    place: str
    whatsapp: str
    mail: str
    door: Mapping[str, Any] | None


@dataclass(frozen=True)
class AnswerView:
    """One answer to a record: its button, its verdict, and where the button leads without any script."""

    label: str
    verdict: str
    address: str


@dataclass(frozen=True)
class RoomItem:
    """One record of an agency: what is asked about it, or in `note` why nothing is."""

    work: Work
    kind: Kind | None
    lead: str
    """What a record that is no innovation is called."""
    answers: tuple[AnswerView, ...]
    form: str
    note: str

    @property
    def shown(self) -> bool:
        """Whether it stands among the tasks; what waits for a word does so in any round."""
        return bool(self.kind or self.answers)


@dataclass(frozen=True)
class Beginning:
    """What an agency without any record begins with."""

    examples: tuple[Example, ...]
    own: int
    """So many of the examples, the first, are of the agency's own affairs."""


def reach(build: Build) -> Reach:
    """Return who takes answers in."""
    region = build.catalogue.region
    contact = region.kontak
    return Reach(
        office=region.koordinator,
        place=", ".join(filter(None, (contact.unit, contact.alamat))) if contact else "",
        whatsapp=(contact.whatsapp if contact else None) or "",
        mail=(contact.surel if contact else None) or "",
        door=build.hosting.issue_door,
    )


def room_item(build: Build, opd: str, entry: InnovationEntry, task: Task | None, to: Reach) -> RoomItem:
    """Show a record to an agency: a task with its answers, or what it waits for."""
    state, kind = build.assessment.innovations[entry.id], kind_of(entry.record)
    waits = awaits_word(build, entry)
    needs = lacking(state)
    return RoomItem(
        work=work_on(build, opd, entry),
        kind=task.kind if task and not build.closed else None,
        lead=build.named("jenis-catatan", kind) if kind != "inovasi" else "",
        answers=tuple(_answers(build, entry, to)) if waits else (),
        form=form_address(entry.id, needs[0].fields[0] if needs and needs[0].fields else ""),
        note="" if waits or needs else _note(build, entry, state),
    )


def _answers(build: Build, entry: InnovationEntry, to: Reach) -> Iterator[AnswerView]:
    for verdict, (label, said) in SAID.items():
        message = message_of(build, entry, label, said, mail=to.mail, number=whatsapp_number(to.whatsapp))
        yield AnswerView(label, verdict, (message.text if to.whatsapp else message.mail) or SHEET)


def _note(build: Build, entry: InnovationEntry, state: InnovationState) -> str:
    """Say why nothing is asked about a record."""
    if refused := refusal(entry.record):
        answer = build.named("putusan-tanggapan", refused, refused).lower()
        if running(entry.record, build.today) is False:
            return f"Sudah dijawab: {answer}."
        return f"Sudah dijawab: {answer}. Menunggu keputusan {build.catalogue.region.koordinator}."
    if running(entry.record, build.today) is False:
        return "Sudah berhenti atau digabung."
    return " ".join(missing.text for missing in state.missing[:2]) or "Sudah terlapor."


def beginning(build: Build, entry: Entry[Opd]) -> Beginning:
    """Choose examples for an agency: those of its affairs, then of the work of any office, then the rest."""
    rank = {id: number for number, id in enumerate(_affairs(build, entry))}
    elsewhere = [one for one in build.catalogue.examples.contoh if one.daerah != build.catalogue.region.nama]
    found = sorted(elsewhere, key=lambda one: _nearness(one, rank))[:EXAMPLES]
    return Beginning(
        examples=tuple(found),
        own=sum(one.urusan in rank for one in found),
    )


def _nearness(example: Example, rank: Mapping[str, int]) -> tuple[bool, int, bool]:
    return example.urusan not in rank, rank.get(example.urusan, 0), example.bentuk != "tata-kelola"


def _affairs(build: Build, entry: Entry[Opd]) -> tuple[str, ...]:
    """Return the affairs of an agency; a unit without any has those of its agency."""
    head = build.catalogue.opds[build.catalogue.head_of(entry.id)]
    return entry.record.urusan or head.record.urusan
