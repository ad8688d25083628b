"""What another government needs to know that wants to do the same: what it takes, who did it already, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalogue.assessment import InnovationState
from catalogue.collection import UNASSIGNED, InnovationEntry
from catalogue.markup import render_markdown
from catalogue.model.innovation import Contact
from catalogue.views.evidence import EvidenceView, indicator_views
from catalogue.views.site import Site

NEEDED = {
    "sdm": "Orang yang ditugaskan",
    "anggaran": "Dibiayai pada tahun",
    "alat_kerja": "Alat kerja",
    "pedoman_teknis": "Pedoman",
    "bimtek": "Pelatihan dalam tiga tahun",
    "regulasi": "Ditetapkan dengan",
    "pelaksana": "Penugasan pelaksana",
    "jejaring": "Perangkat daerah yang terlibat",
    "integrasi": "Hubungan dengan layanan lain",
    "kecepatan": "Lama membuatnya",
    "replikasi": "Sudah ditiru",
}
"""The facts that say what an innovation takes, in the words of somebody who wants to copy it."""


@dataclass(frozen=True)
class Requirement:
    """One thing an innovation takes, with the documents that can be opened."""

    label: str
    value: str
    documents: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class Replication:
    """What it takes to do the same, and the office that answers questions; `instead` names one that may know it."""

    text: Markup
    requirements: tuple[Requirement, ...]
    contact: Contact | None
    instead: str


def replication(site: Site, state: InnovationState, entry: InnovationEntry) -> Replication:
    """Gather what a record says to those who want to copy the innovation."""
    facts = {view.id: view for view in indicator_views(site, state, entry.record) if view.stated}
    requirements = tuple(
        Requirement(label, facts[id].fact, tuple(item for item in facts[id].evidence if item.address))
        for id, label in NEEDED.items()
        if id in facts
    )
    contact, instead = _contact(site, entry)
    return Replication(render_markdown(entry.record.syarat_replikasi), requirements, contact, instead)


def _contact(site: Site, entry: InnovationEntry) -> tuple[Contact | None, str]:
    """Choose the innovation's own office, else the agency's, else the coordinator's."""
    if entry.record.kontak:
        return entry.record.kontak, ""
    agency = site.catalogue.opds.get(entry.opd)
    if agency and entry.opd != UNASSIGNED and agency.record.kontak:
        return agency.record.kontak, agency.record.nama
    return site.catalogue.region.kontak, site.catalogue.region.koordinator
