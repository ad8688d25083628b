"""The proposals that are open on GitHub, and who is to act next on each."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.clock import time_zone
from catalogue.collection import UNASSIGNED
from catalogue.indonesian import day_text, days_text
from catalogue.proposals.pulls import OpenProposal, State
from catalogue.views.parts import Link
from catalogue.views.site import Site

STATES: dict[State, tuple[str, str]] = {
    "disetujui": ("met", "Disetujui, menunggu digabungkan"),
    "telaah": ("waiting", "Menunggu penelaah"),
    "diperiksa": ("info", "Sedang diperiksa otomatis"),
    "perbaikan": ("change", "Menunggu perbaikan pengusul"),
    "salah": ("open", "Pemeriksaan belum lulus, menunggu pengusul"),
    "disusun": ("open", "Masih disusun pengusul"),
}
"""The icon and the words of each state, in their order."""


@dataclass(frozen=True)
class ProposalRow:
    """One open proposal; the address is empty while the repository has none."""

    number: int
    title: str
    address: str
    owners: tuple[Link, ...]
    day: str
    iso: str
    age: str
    icon: str
    state: str


@dataclass(frozen=True)
class ProposalsView:
    """The open proposals; without `known` nobody could tell which are."""

    known: bool
    rows: tuple[ProposalRow, ...]
    others: int
    address: str


def proposals_view(site: Site) -> ProposalsView:
    """Show the open proposals, first those that wait for the coordinator."""
    found = site.proposals or ()
    data = [proposal for proposal in found if proposal.opds]
    order = list(STATES)
    data.sort(key=lambda proposal: (order.index(proposal.state), proposal.created.timestamp(), proposal.number))
    return ProposalsView(
        known=site.proposals is not None,
        rows=tuple(_row(site, proposal) for proposal in data),
        others=len(found) - len(data),
        address=f"{site.repository}/pulls" if site.repository else "",
    )


def _row(site: Site, proposal: OpenProposal) -> ProposalRow:
    day = proposal.created.astimezone(time_zone(site.catalogue.region.zona_waktu)).date()
    icon, state = STATES[proposal.state]
    known = [opd for opd in proposal.opds if opd in site.catalogue.opds or opd == UNASSIGNED]
    return ProposalRow(
        number=proposal.number,
        title=proposal.shown,
        address=f"{site.repository}/pull/{proposal.number}" if site.repository else "",
        owners=tuple(site.opd_link(opd) for opd in known),
        day=day_text(day),
        iso=day.isoformat(),
        age=days_text(site.today, day),
        icon=icon,
        state=state,
    )
