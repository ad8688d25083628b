"""What the innovations of an agency still need, and who must act: for its page, its workbook and its reminder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from catalogue.assess import InnovationState
from catalogue.build import Build, Link
from catalogue.check.texts import links
from catalogue.common.indonesian import day_text
from catalogue.model import Innovation
from catalogue.propose.gains import gains
from catalogue.propose.steps import (
    NextStep,
    Step,
    ladder,
    next_step,
    round_text,
)
from catalogue.read.catalogue import InnovationEntry, name_key


@dataclass(frozen=True)
class DeadLink:
    """A link of the record that has not opened for a while."""

    address: str
    since: str
    reason: str


@dataclass(slots=True)
class Work:
    """One innovation in the current period: where it stands, and what its next step asks for."""

    slug: str
    path: str
    inovasi: Innovation
    owner: Link
    own: bool
    """It stands in the agency's own folder, not in that of a unit below."""
    state: InnovationState
    ladder: tuple[Step, ...]
    round: str
    next: NextStep | None
    dead_links: int

    @property
    def confirmed(self) -> bool:
        return self.inovasi.status_data == "dikonfirmasi-opd"

    @property
    def proved(self) -> int:
        return sum(bool(found.evidence) for found in self.state.indicators)


def agency_entries(build: Build, opd: str) -> list[InnovationEntry]:
    """Return the innovations of an agency by name, and after them those of the units below it."""
    own, *units = ([*build.catalogue.by_opd[id]] for id in build.catalogue.with_units(opd))
    return sorted(own, key=name_key) + sorted((found for unit in units for found in unit), key=name_key)


def workbook_address(build: Build, opd: str) -> str:
    """Return where the workbook is that holds an agency's innovations; empty when there are none to hold."""
    head = build.catalogue.head_of(opd)
    held = any(build.catalogue.by_opd[id] for id in build.catalogue.with_units(head))
    return f"opd/{head}/isian.xlsx" if held else ""


def agency_works(build: Build, opd: str) -> list[Work]:
    """Tell what every innovation of an agency needs, those of the units below it included."""
    return [work_on(build, opd, entry) for entry in agency_entries(build, opd)]


def work_on(build: Build, opd: str, entry: InnovationEntry) -> Work:
    """Tell what an innovation needs, as seen from an agency."""
    state = build.assessment.innovations[entry.id]
    return Work(
        slug=entry.id,
        path=entry.path,
        inovasi=entry.record,
        owner=build.opd_link(entry.opd),
        own=entry.opd == opd,
        state=state,
        ladder=ladder(state.step),
        round=round_text(state, build.assessment.rubric),
        next=None if build.closed else next_step(state, build.assessment.rubric, gains(build, entry.id)),
        dead_links=sum(1 for _ in dead_links(build, entry)),
    )


def dead_links(build: Build, entry: InnovationEntry) -> Iterator[DeadLink]:
    """Yield the links that failed often enough, and long enough, at the check of every week."""
    memory = build.links
    if not memory:
        return
    for address in dict.fromkeys(urldefrag(found).url for _, found in links(entry.record)):
        if address in memory and memory[address].dead:
            yield DeadLink(address, day_text(memory[address].since), memory[address].reason)
