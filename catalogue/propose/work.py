"""What the innovations of an agency still need, and who must act: for its page, its workbook and its reminder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from urllib.parse import urldefrag

from catalogue.assess import STEPS, InnovationState, Requirement
from catalogue.assess.advice.result import EvidenceAdvice
from catalogue.assess.ladder import RULES
from catalogue.assess.scoring import CENT
from catalogue.build import Build, Link
from catalogue.check.texts import links
from catalogue.common.indonesian import day_text
from catalogue.model import Innovation, Rubric
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


@dataclass(frozen=True)
class Step:
    """One step of the ladder as shown: reached or not, and its published rule."""

    id: str
    number: int
    rule: str
    reached: bool


@cache
def ladder(step: str | None) -> tuple[Step, ...]:
    """Show the whole ladder with what has been reached; None stands before the first step."""
    rank = -1 if step is None else STEPS.index(step)
    return tuple(Step(id, number + 1, RULES[id], number <= rank) for number, id in enumerate(STEPS))


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is missing, who must act, which document the rubric asks for, and what it adds to the index."""

    text: str
    actor: str
    document: str
    gain: Decimal | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step with its rule and what keeps it away."""

    id: str
    rule: str
    needs: tuple[Need, ...]
    gain: Decimal | None


def next_step(state: InnovationState, rubric: Rubric, gains: Gains) -> NextStep | None:
    """Return what comes next, None on the highest step; `gains` by indicator, and `layak` for being counted at all."""
    if state.rank + 1 == len(STEPS):
        return None
    id = STEPS[state.rank + 1]
    documents = {f"kematangan.{indicator.id}": indicator.bukti or "" for indicator in rubric.indikator}
    needs = tuple(_need(missing, documents, gains) for missing in state.missing)
    return NextStep(id, RULES[id], needs, gains.get(id))


def round_text(state: InnovationState, rubric: Rubric) -> str:
    """Say the how manieth report of an innovation this one would be; empty where the rubric sets no limit."""
    if rubric.keikutsertaan is None:
        return ""
    done, most = len(state.earlier), rubric.keikutsertaan.maksimum
    return f"sudah ikut {done} dari {most}" if state.spent else f"ikut ke-{done + 1} dari {most}"


def _need(missing: Requirement, documents: Mapping[str, str], gains: Gains) -> Need:
    key = next((name for name in missing.fields if name in documents), "")
    return Need(missing.text, missing.actor, documents.get(key, ""), gains.get(key))


Gains = Mapping[str, Decimal]


def gains(build: Build, slug: str) -> Gains:
    """Return the gains of an innovation by `kematangan.<indicator>`, and under `layak` that of being counted."""
    sure = ((f"kematangan.{item.indikator.id}", _next(item)) for item in _opportunities(build, slug))
    newcomers = build.newcomers.get(slug, ()) if _visible(build) else ()
    return _rounded([*sure, *(("layak", item.tambahan["berbukti"]) for item in newcomers)])


def most(build: Build, slug: str) -> Gains:
    """Return what the highest level of each indicator would add, by indicator."""
    return _rounded((item.indikator.id, item.tertinggi.tambahan["berbukti"]) for item in _opportunities(build, slug))


def _opportunities(build: Build, slug: str) -> Iterable[EvidenceAdvice]:
    return build.opportunities.get(slug, ()) if _visible(build) else ()


def _visible(build: Build) -> bool:
    """Tell whether there is a round to gain for, and everyone may see what maturity and index are."""
    return not build.closed and build.period.publikasi.indeks and build.period.publikasi.kematangan


def _next(item: EvidenceAdvice) -> Decimal:
    return item.berikutnya.tambahan["terverifikasi" if item.tindakan == "periksa" else "berbukti"]


def _rounded(found: Iterable[tuple[str, Decimal]]) -> Gains:
    """Round to what is shown, and leave out what rounds to nothing."""
    shown = ((key, gain.quantize(CENT, ROUND_HALF_UP)) for key, gain in found)
    return {key: gain for key, gain in shown if gain}
