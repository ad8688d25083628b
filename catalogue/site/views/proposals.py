"""The proposals that are open on GitHub, and who is to act next on each."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.build import Build, Link
from catalogue.check.privacy import MAIL, MOBILE, NIK, NIP
from catalogue.common.dates import time_zone
from catalogue.common.indonesian import day_text, days_text
from catalogue.read.catalogue import UNASSIGNED
from catalogue.read.characters import visible
from catalogue.read.outside import OpenProposal, State

STATES: dict[State, tuple[str, str]] = {
    "disetujui": ("met", "Disetujui, menunggu digabungkan"),
    "telaah": ("waiting", "Menunggu penelaah"),
    "diperiksa": ("info", "Sedang diperiksa otomatis"),
    "perbaikan": ("change", "Menunggu perbaikan pengusul"),
    "salah": ("open", "Pemeriksaan belum lulus, menunggu pengusul"),
    "disusun": ("open", "Masih disusun pengusul"),
}
"""The icon and the words of each state, in their order."""


TITLE_LIMIT = 120
"""Characters of a title that are shown."""
WITHHELD = "Judul tidak ditampilkan karena memuat nomor atau surel"


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


def proposals_view(build: Build) -> ProposalsView:
    """Show the open proposals, first those that wait for the coordinator."""
    found = build.proposals or ()
    data = [proposal for proposal in found if proposal.opds]
    order = list(STATES)
    data.sort(key=lambda proposal: (order.index(proposal.state), proposal.created.timestamp(), proposal.number))
    return ProposalsView(
        known=build.proposals is not None,
        rows=tuple(_row(build, proposal) for proposal in data),
        others=len(found) - len(data),
        address=f"{build.repository}/pulls" if build.repository else "",
    )


def shown_title(proposal: OpenProposal) -> str:
    """Return the title of a proposal in one line, without what would tell of a person."""
    line = " ".join(visible(proposal.title).split())
    if any(pattern.search(line) for pattern in (NIK, NIP, MOBILE, MAIL)):
        return WITHHELD
    return line if len(line) <= TITLE_LIMIT else f"{line[: TITLE_LIMIT - 1]}…"


def _row(build: Build, proposal: OpenProposal) -> ProposalRow:
    day = proposal.created.astimezone(time_zone(build.catalogue.region.zona_waktu)).date()
    icon, state = STATES[proposal.state]
    known = [opd for opd in proposal.opds if opd in build.catalogue.opds or opd == UNASSIGNED]
    return ProposalRow(
        number=proposal.number,
        title=shown_title(proposal),
        address=f"{build.repository}/pull/{proposal.number}" if build.repository else "",
        owners=tuple(build.opd_link(opd) for opd in known),
        day=day_text(day),
        iso=day.isoformat(),
        age=days_text(build.today, day),
        icon=icon,
        state=state,
    )
