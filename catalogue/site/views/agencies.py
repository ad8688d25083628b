"""The agencies and their units: the tree, a page for each, and the innovations that wait for an owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from catalogue.assess import OpdState
from catalogue.assess.result import VERDICTS
from catalogue.build import Build, Link
from catalogue.model import Opd
from catalogue.propose.open_round import Task, Tasks, agency_entries, agency_tasks, tasks_of, workbook_address
from catalogue.read.catalogue import UNASSIGNED, Entry, InnovationEntry, name_key
from catalogue.site.views.advice.evidence import AgencyAdvice, agency_advice
from catalogue.site.views.doors import new_address
from catalogue.site.views.facets import word_link
from catalogue.site.views.page import Page, Paging, paged, ready
from catalogue.site.views.parts import Card, amount, cards
from catalogue.site.views.room import Beginning, Reach, RoomItem, beginning, reach, room_item
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
