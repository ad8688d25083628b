"""The agencies and their units: the tree, a page for each, and the innovations that wait for an owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.collection import UNASSIGNED, Entry
from catalogue.model import Opd
from catalogue.model.innovation import Contact
from catalogue.views.advice import AgencyAdvice, agency_advice
from catalogue.views.cards import cards, ladder
from catalogue.views.embeds import Share, share_agency
from catalogue.views.page import Page
from catalogue.views.parts import Card, Link, SourceView, Step, source_views
from catalogue.views.site import Site
from catalogue.views.worksheet import Worksheet, worksheet


@dataclass(frozen=True)
class Branch:
    """An agency in the tree, with its units."""

    name: str
    short: str
    address: str
    kind: str
    own: int
    total: int
    units: tuple[Branch, ...]


@dataclass(frozen=True)
class AgencyGroup:
    """Agencies of one kind."""

    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class AgenciesView:
    """The page `/opd/`."""

    groups: tuple[AgencyGroup, ...]
    total: int
    obliged: int
    unassigned: int


@dataclass(frozen=True)
class AgencyView:
    """The page `/opd/<id>/`."""

    name: str
    short: str
    kind: str
    obliged: bool
    status: str
    parent: Link | None
    affairs: tuple[Link, ...]
    units: tuple[Branch, ...]
    contact: Contact | None
    open_questions: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceView, ...]
    cards: tuple[Card, ...]
    below: tuple[Card, ...]
    year: int
    met: bool
    step: str
    ladder: tuple[Step, ...]
    reason: str
    threshold: str
    advice: AgencyAdvice | None
    worksheet: Worksheet
    new_address: str | None
    share: Share


@dataclass(frozen=True)
class UnassignedView:
    """The page `/opd/belum-ditetapkan/`."""

    cards: tuple[Card, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the tree, the page of every agency and unit, and the waiting room."""
    yield _tree(site)
    for entry in site.catalogue.opds.values():
        yield _agency(site, entry)
    waiting = cards(site, (entry.id for entry in site.catalogue.by_opd[UNASSIGNED]))
    yield Page(
        f"opd/{UNASSIGNED}/",
        "unassigned.html",
        UnassignedView(waiting),
        "Menunggu penetapan OPD",
        f"{len(waiting)} inovasi yang OPD pengampunya tidak disebut sumber mana pun.",
        section="opd",
    )


def _tree(site: Site) -> Page:
    kinds = site.catalogue.words("jenis-opd")
    tops = [_branch(site, id) for id, entry in site.catalogue.opds.items() if entry.record.induk is None]
    groups = [
        AgencyGroup(word.nama, tuple(branch for branch in tops if branch.kind == word.nama)) for word in kinds.values()
    ]
    view = AgenciesView(
        groups=tuple(group for group in groups if group.branches),
        total=len(site.catalogue.opds),
        obliged=len(site.assessment.obliged),
        unassigned=len(site.catalogue.by_opd[UNASSIGNED]),
    )
    description = f"{view.total} OPD dan unit kerja {site.catalogue.region.pemerintah} beserta inovasinya."
    return Page("opd/", "agencies.html", view, "OPD dan unit kerja", description, section="opd")


def _branch(site: Site, id: str) -> Branch:
    record = site.catalogue.opds[id].record
    kind = site.word("jenis-opd", record.jenis)
    units = tuple(_branch(site, unit) for unit in site.catalogue.units[id])
    own = len(site.catalogue.by_opd[id])
    return Branch(
        name=record.nama,
        short=record.singkatan or "",
        address=f"opd/{id}/",
        kind=kind.nama if kind else record.jenis,
        own=own,
        total=own + sum(unit.total for unit in units),
        units=tuple(sorted(units, key=lambda unit: unit.name.casefold())),
    )


def _agency(site: Site, entry: Entry[Opd]) -> Page:
    record, state = entry.record, site.assessment.opds[entry.id]
    branch = _branch(site, entry.id)
    status = site.word("status-opd", record.status)
    below = [found.id for id in list(site.catalogue.with_units(entry.id))[1:] for found in site.catalogue.by_opd[id]]
    view = AgencyView(
        name=record.nama,
        short=record.singkatan or "",
        kind=branch.kind,
        obliged=record.wajib,
        status=status.nama if status else record.status,
        parent=site.opd_link(record.induk) if record.induk else None,
        affairs=_affairs(site, record),
        units=branch.units,
        contact=record.kontak,
        open_questions=record.perlu_konfirmasi,
        notes=record.catatan,
        sources=source_views(record.sumber),
        cards=cards(site, (found.id for found in site.catalogue.by_opd[entry.id])),
        below=cards(site, below),
        year=site.period.tahun,
        met=state.met,
        step=state.step or "",
        ladder=ladder(state.step),
        reason=state.reason,
        threshold=site.period.ambang.langkah,
        advice=agency_advice(site, entry.id),
        worksheet=worksheet(site, entry.id),
        new_address=_new_address(site, entry.id),
        share=share_agency(site, entry),
    )
    description = f"{branch.total} inovasi {record.nama}, keadaannya pada {site.period.tahun}, dan lembar kerjanya."
    dates = site.history.get(entry.path)
    updated = dates.changed if dates else None
    card = site.card_of(record.nama, branch.kind)
    return Page(
        f"opd/{entry.id}/", "agency.html", view, record.nama, description, entry.path, updated, section="opd", card=card
    )


def _affairs(site: Site, record: Opd) -> tuple[Link, ...]:
    words = filter(None, (site.word("urusan", id) for id in record.urusan))
    return tuple(Link(word.nama, f"urusan/{word.slug or word.id}/") for word in words)


def _new_address(site: Site, id: str) -> str | None:
    """Return where GitHub opens an empty file for a new innovation of this agency."""
    if not site.repository:
        return None
    return f"{site.repository}/new/{site.catalogue.region.cabang}?filename=innovations/{id}/nama-inovasi.yaml"
