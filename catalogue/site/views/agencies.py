"""The agencies and their units: the tree, a page for each, and the innovations that wait for an owner.

On its own page an agency finds its records with the answers to give, and where to begin without any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from catalogue.assess import InnovationState, OpdState
from catalogue.assess.counting import running
from catalogue.assess.result import VERDICTS
from catalogue.build import Build, Link
from catalogue.model import Opd, kind_of
from catalogue.model.region import Example
from catalogue.propose.open_round import (
    Kind,
    Task,
    Tasks,
    Work,
    agency_entries,
    agency_tasks,
    awaits_word,
    lacking,
    refusal,
    tasks_of,
    work_on,
    workbook_address,
)
from catalogue.read.catalogue import UNASSIGNED, Entry, InnovationEntry, name_key
from catalogue.site.views import Page, Paging, paged, ready
from catalogue.site.views.advice.evidence import AgencyAdvice, agency_advice
from catalogue.site.views.doors import form_address, message_of, new_address
from catalogue.site.views.facets import word_link
from catalogue.site.views.parts import Card, amount, cards
from catalogue.site.views.services import whatsapp_number
from catalogue.site.views.sharing import agency_card
from catalogue.site.views.standing import AgencyStanding, agency_standing

Asked = Mapping[str, Task | None]
"""What is asked of the agency of each innovation."""


@dataclass(frozen=True)
class Branch:
    """An agency in the tree, with its units."""

    name: str
    short: str
    address: str
    kind: str
    own: int
    total: int
    tasks: int
    units: tuple[Branch, ...]


@dataclass(frozen=True)
class AgenciesView:
    """The page `/opd/`."""

    groups: tuple[tuple[str, tuple[Branch, ...]], ...]
    """Those of each kind."""
    total: int
    obliged: int
    unassigned: int


@dataclass(frozen=True)
class Badge:
    """The badge of an agency for which the target holds, and the markup by which another site shows it."""

    address: str
    text: str
    code: str


@dataclass(frozen=True)
class AgencyView:
    """The page `/opd/<id>/`, or one that continues its list; only the first has more than the list."""

    id: str
    opd: Opd
    kind: str
    status: str
    parent: Link | None
    affairs: tuple[Link, ...]
    units: tuple[Branch, ...]
    tasks: Tasks
    proposes: bool
    """A new innovation is among its tasks."""
    items: tuple[RoomItem, ...]
    beginning: Beginning | None
    reach: Reach
    paging: Paging
    state: OpdState
    verdict: str
    carriers: tuple[Link, ...]
    standing: AgencyStanding
    advice: AgencyAdvice | None
    workbook: Link
    """The spreadsheet with its records, named after the agency whose units share it; there is none without records."""
    new_address: str
    badge: Badge | None


@dataclass(frozen=True)
class UnassignedView:
    """The page `/opd/belum-ditetapkan/`, or one that continues its list."""

    cards: tuple[Card, ...]
    amount: str
    paging: Paging


def pages(build: Build) -> Iterator[Page]:
    """Make the tree, the page of every agency and unit, and the waiting room."""
    asked = tasks_of(build)
    view = partial(_tree, build, asked)
    description = (
        f"{len(build.catalogue.opds)} OPD dan unit kerja {build.catalogue.region.pemerintah} beserta inovasinya."
    )
    yield Page("opd/", "agencies.html", view, "OPD dan unit kerja", description, section="opd")
    for entry in build.catalogue.opds.values():
        yield from _agency(build, entry, asked)
    yield from _unassigned(build)


def _tree(build: Build, asked: Asked) -> AgenciesView:
    kinds = build.catalogue.words("jenis-opd")
    tops = [_branch(build, id, asked) for id, entry in build.catalogue.opds.items() if entry.record.induk is None]
    groups = [(word.nama, tuple(branch for branch in tops if branch.kind == word.nama)) for word in kinds.values()]
    return AgenciesView(
        groups=tuple(group for group in groups if group[1]),
        total=len(build.catalogue.opds),
        obliged=len(build.assessment.obliged),
        unassigned=len(build.catalogue.by_opd[UNASSIGNED]),
    )


def _branch(build: Build, id: str, asked: Asked) -> Branch:
    record = build.catalogue.opds[id].record
    units = tuple(_branch(build, unit, asked) for unit in build.catalogue.units[id])
    own = len(build.catalogue.by_opd[id])
    return Branch(
        name=record.nama,
        short=record.singkatan or "",
        address=f"opd/{id}/",
        kind=build.named("jenis-opd", record.jenis, record.jenis),
        own=own,
        total=own + sum(unit.total for unit in units),
        tasks=len(agency_tasks(build, id, asked).items),
        units=tuple(sorted(units, key=lambda unit: unit.name.casefold())),
    )


def _unassigned(build: Build) -> Iterator[Page]:
    waiting = sorted(build.catalogue.by_opd[UNASSIGNED], key=name_key)
    description = f"{amount(waiting)} yang OPD pengampunya tidak disebut sumber mana pun."
    for address, piece, paging in paged(f"opd/{UNASSIGNED}/", waiting):
        view = UnassignedView(cards(build, (entry.id for entry in piece)), amount(waiting), paging)
        title = f"Menunggu penetapan OPD{paging.title}"
        yield Page(address, "unassigned.html", ready(view), title, description, section="opd")


def _agency(build: Build, entry: Entry[Opd], asked: Asked) -> Iterator[Page]:
    """Make the pages of one agency: its own innovations first, then those of its units."""
    listed = agency_entries(build, entry.id)
    record, card = entry.record, agency_card(build, entry)
    told = bool(listed) or build.assessment.opds[entry.id].obliged
    for address, piece, paging in paged(f"opd/{entry.id}/", listed):
        yield Page(
            address=address,
            template="agency.html",
            view=partial(_view, build, entry, asked, piece, paging),
            title=f"{record.nama}{paging.title}",
            description=card.sentence,
            path=entry.path,
            section="opd",
            card=card if told else None,
        )


def _view(
    build: Build, entry: Entry[Opd], asked: Asked, piece: tuple[InnovationEntry, ...], paging: Paging
) -> AgencyView:
    record, state = entry.record, build.assessment.opds[entry.id]
    branch, tasks, to = _branch(build, entry.id, asked), agency_tasks(build, entry.id, asked), reach(build)
    return AgencyView(
        id=entry.id,
        opd=record,
        kind=branch.kind,
        status=build.named("status-opd", record.status, record.status),
        parent=build.opd_link(record.induk) if record.induk else None,
        affairs=_affairs(build, record),
        units=branch.units,
        tasks=tasks,
        proposes=any(task.kind == "usulkan" for task in tasks.items),
        items=tuple(room_item(build, entry.id, found, asked[found.id], to) for found in piece),
        beginning=None if piece else beginning(build, entry),
        reach=to,
        paging=paging,
        state=state,
        verdict=VERDICTS[state.why],
        carriers=tuple(build.innovation_link(slug, "tangga") for slug in state.carriers),
        standing=agency_standing(build, entry),
        advice=agency_advice(build, entry.id) if paging.number == 1 else None,
        workbook=Link(build.opd_short(build.catalogue.head_of(entry.id)), workbook_address(build, entry.id)),
        new_address=new_address(entry.id),
        badge=_badge(build, entry) if state.obliged and build.site_url else None,
    )


def _badge(build: Build, entry: Entry[Opd]) -> Badge:
    address = f"lencana/{entry.id}.svg"
    text = f"{build.catalogue.region.program.nama} {build.period.tahun}: {entry.record.nama}"
    image = f'<img src="{escape(build.site_url + address)}" alt="{escape(text)}" height="28">'
    return Badge(address, text, f'<a href="{escape(build.site_url)}opd/{entry.id}/">{image}</a>')


def _affairs(build: Build, record: Opd) -> tuple[Link, ...]:
    words = filter(None, (build.word("urusan", id) for id in record.urusan))
    return tuple(word_link(build, "urusan", word) for word in words)


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
    rank = {id: number for number, id in enumerate(_affair_codes(build, entry))}
    elsewhere = [one for one in build.catalogue.examples.contoh if one.daerah != build.catalogue.region.nama]
    found = sorted(elsewhere, key=lambda one: _nearness(one, rank))[:EXAMPLES]
    return Beginning(
        examples=tuple(found),
        own=sum(one.urusan in rank for one in found),
    )


def _nearness(example: Example, rank: Mapping[str, int]) -> tuple[bool, int, bool]:
    return example.urusan not in rank, rank.get(example.urusan, 0), example.bentuk != "tata-kelola"


def _affair_codes(build: Build, entry: Entry[Opd]) -> tuple[str, ...]:
    """Return the affairs of an agency; a unit without any has those of its agency."""
    head = build.catalogue.opds[build.catalogue.head_of(entry.id)]
    return entry.record.urusan or head.record.urusan
