"""What waits for Bappeda: open proposals, evidence to examine, and decisions to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import STEPS, InnovationState
from catalogue.assess.scoring import waiting, waiting_count
from catalogue.build import Build, Held, Link
from catalogue.check import RULES
from catalogue.check.privacy import MAIL, MOBILE, NIK, NIP
from catalogue.common.dates import time_zone
from catalogue.common.indonesian import day_text, days_text
from catalogue.model import Indicator, Innovation
from catalogue.model.period import Verification
from catalogue.model.submission import Progress, Receipt
from catalogue.read.catalogue import UNASSIGNED
from catalogue.read.characters import visible
from catalogue.read.outside import OpenProposal, State
from catalogue.site.views import Page, Paging, paged
from catalogue.site.views.program import Decision, decisions
from catalogue.site.views.standing import DueView, mark_view, marker


@dataclass(slots=True)
class WaitingInnovation:
    """An innovation with something to examine; `deciding` when only the examination keeps it from its next step."""

    slug: str
    inovasi: Innovation
    owner: Link
    step: str
    deciding: bool
    total: int
    mandatory: int
    changed: tuple[Indicator, ...]
    """What was examined before and is to be examined again."""


@dataclass(slots=True)
class Returned:
    """A verdict *tidak-sesuai* that still holds: the agency is to mend the evidence."""

    slug: str
    inovasi: Innovation
    owner: Link
    indicator: Indicator
    verdict: Verification


@dataclass(slots=True)
class Confirmed:
    """A confirmation by an agency that the coordinator has yet to take in."""

    slug: str
    inovasi: Innovation
    owner: Link


@dataclass(slots=True)
class Received:
    """A submission that the coordinator took in; innovations that have no page any more are left out."""

    line: Receipt
    owner: Link | None
    innovations: tuple[tuple[str, str], ...]
    icon: str
    state: str


@dataclass(frozen=True)
class QueueView:
    """The page `/antrean/`, or one that continues its evidence; only the first has more than that."""

    due: DueView
    total: int
    stale: int
    paging: Paging
    innovations: tuple[WaitingInnovation, ...]
    proposals: ProposalsView | None
    returned: tuple[Returned, ...]
    confirmations: tuple[Confirmed, ...]
    received: tuple[Received, ...]
    decisions: tuple[Decision, ...]
    unassigned: int
    held: tuple[tuple[Held, Link], ...]
    """The faulty files, each with the rule that it breaks; what was found may hold what is private."""


def pages(build: Build) -> Iterator[Page]:
    """Make the queue of the current period, what is worth most to examine first."""
    found = [] if build.closed else filter(waiting, build.assessment.innovations.values())
    states = sorted(found, key=partial(rank, build))
    counts = 0 if build.closed else waiting_count(build.assessment), sum(map(_stale, states))
    for address, piece, paging in paged("antrean/", [state.slug for state in states]):
        yield Page(
            address=address,
            template="queue.html",
            view=partial(_view, build, piece, paging, counts),
            title=f"Antrean{paging.title}",
            description="Usulan yang sedang diproses, bukti yang menunggu pemeriksaan "
            f"{build.catalogue.region.koordinator}, dan keputusan yang ditunggu.",
            path=build.catalogue.periods[build.period.tahun].path,
            section="program",
        )


def rank(build: Build, state: InnovationState) -> tuple[bool, bool, bool, str]:
    """Return what brings first what only the examination holds, then what is mandatory, then what changed."""
    mandatory = any(found.indicator.wajib for found in waiting(state))
    name = build.catalogue.innovations[state.slug].record.nama.casefold()
    return not deciding(state), not mandatory, not _stale(state), name


def deciding(state: InnovationState) -> bool:
    """Tell whether only the examination can bring an innovation to its next step."""
    return state.step == STEPS[STEPS.index("terverifikasi") - 1]


def _stale(state: InnovationState) -> int:
    return sum(found.verification == "menunggu" for found in waiting(state))


def _view(build: Build, piece: Iterable[str], paging: Paging, counts: tuple[int, int]) -> QueueView:
    first = paging.number == 1
    return QueueView(
        due=mark_view(build, marker(build, build.assessment).deadline("terverifikasi")).due,
        total=counts[0],
        stale=counts[1],
        paging=paging,
        innovations=tuple(_innovation(build, build.assessment.innovations[slug]) for slug in piece),
        proposals=proposals_view(build) if first else None,
        returned=tuple(_returned(build)) if first and not build.closed else (),
        confirmations=tuple(confirmations(build)) if first and not build.closed else (),
        received=tuple(_received(build)) if first else (),
        decisions=tuple(decisions(build, build.assessment)) if first else (),
        unassigned=len(build.catalogue.by_opd[UNASSIGNED]) if first else 0,
        held=tuple((held, _rule(held)) for held in build.held if first),
    )


def _rule(held: Held) -> Link:
    return Link(RULES[held.finding.rule].title, f"aturan/{held.finding.rule}/")


def _innovation(build: Build, state: InnovationState) -> WaitingInnovation:
    entry, found = build.catalogue.innovations[state.slug], waiting(state)
    return WaitingInnovation(
        slug=entry.id,
        inovasi=entry.record,
        owner=build.opd_link(entry.opd),
        step=state.step,
        deciding=deciding(state),
        total=len(found),
        mandatory=sum(item.indicator.wajib for item in found),
        changed=tuple(item.indicator for item in found if item.verification == "menunggu"),
    )


def confirmations(build: Build) -> Iterator[Confirmed]:
    """Yield the confirmations that wait to be taken in."""
    for entry in build.catalogue.by_name:
        if entry.record.pengesahan and not entry.record.pengesahan.diterima_oleh:
            yield Confirmed(entry.id, entry.record, build.opd_link(entry.opd))


PROGRESS: dict[Progress, tuple[str, str]] = {
    "diterima": ("info", "Diterima"),
    "diperiksa": ("waiting", "Sedang diperiksa"),
    "terbit": ("met", "Masuk katalog"),
    "ditolak": ("change", "Ditolak"),
}
"""The icon and the words of each state of a submission."""


def _received(build: Build) -> Iterator[Received]:
    """Yield what was taken in during the round, the newest first."""
    entry = build.catalogue.receipts.get(build.period.tahun)
    known = build.catalogue.innovations
    for line in reversed(entry.record.penerimaan if entry else ()):
        named = tuple((slug, known[slug].record.nama) for slug in line.inovasi if slug in known)
        owner = build.opd_link(line.opd) if line.opd in build.catalogue.opds and line.opd else None
        yield Received(line, owner, named, *PROGRESS[line.keadaan])


def _returned(build: Build) -> Iterator[Returned]:
    for state in build.assessment.innovations.values():
        for found in state.indicators:
            if found.verification == "tidak-sesuai":
                entry = build.catalogue.innovations[state.slug]
                review = build.catalogue.reviews[build.period.tahun, state.slug].record
                verdict = review.verifikasi[found.indicator.id]
                yield Returned(entry.id, entry.record, build.opd_link(entry.opd), found.indicator, verdict)


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
    """One open proposal; it has no address where the host of the repository shows none."""

    number: int
    title: str
    address: str | None
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
    address: str | None
    host: str


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
        address=build.hosting.proposals,
        host=build.hosting.name,
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
        address=build.hosting.proposal(proposal.number),
        owners=build.opd_links(known),
        day=day_text(day),
        iso=day.isoformat(),
        age=days_text(build.today, day),
        icon=icon,
        state=state,
    )
