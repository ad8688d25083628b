"""Which round can still be changed, what became of the one before, and what is asked of an agency in it.

What its innovations still need, and who must act, stands on its page, in its workbook and in its reminder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial
from typing import Literal
from urllib.parse import urldefrag

from catalogue.assess import STEPS, InnovationState, Requirement
from catalogue.assess.advice import EvidenceAdvice
from catalogue.assess.counting import running
from catalogue.assess.ladder import RULES
from catalogue.assess.result import GUESS
from catalogue.assess.scoring import CENT
from catalogue.build import Build, Link
from catalogue.check.texts import links
from catalogue.common.indonesian import day_text, range_text
from catalogue.common.memo import LazyMapping
from catalogue.model import Innovation, Period, Rubric, Stage
from catalogue.read.catalogue import InnovationEntry, name_key


@dataclass(frozen=True)
class RoundView:
    """The round that asks somebody to act, and the one whose entry has closed; not `changeable` where none is open."""

    year: int
    changeable: bool
    window: str
    now: str
    judged_year: int
    judged: str

    @property
    def both(self) -> str:
        """Both rounds in a line, where something is asked of somebody."""
        return f"{self.now} {self.judged}".strip()


def round_view(build: Build) -> RoundView:
    """Say which round can still be changed and which no longer."""
    period, judged = build.period, build.judged
    return RoundView(
        year=period.tahun,
        changeable=not build.closed,
        window=_window(period),
        now=_now(period, closed=build.closed),
        judged_year=judged.tahun if judged else 0,
        judged=_judged(judged) if judged else "",
    )


def _window(period: Period) -> str:
    guess = "" if period.jendela.resmi else f" ({GUESS})"
    return f"{range_text(period.jendela.mulai, period.jendela.selesai)}{guess}"


def _now(period: Period, *, closed: bool) -> str:
    if closed:
        return f"Pengumpulan putaran {period.tahun} sudah ditutup, dan putaran berikutnya belum dibuka."
    return (
        f"Yang dapat diisi sekarang adalah putaran {period.tahun}: inovasi yang diterapkan atau dikembangkan "
        f"{_window(period)}."
    )


def _judged(period: Period) -> str:
    said = period.pengumpulan
    day = f" pada {day_text(said.tanggal)}" if said and said.tanggal else ""
    guess = "" if said is None or said.resmi else f" ({GUESS})"
    return f"Pengumpulan putaran {period.tahun} ditutup{day}{guess}; isinya tidak dapat diubah lagi."


ANSWER, ITEM, NEW = 5, 5, 10
"""Minutes: to read a record and answer, to fill in one thing that is missing, to propose an innovation."""

REFUSALS = ("bukan-inovasi", "bukan-milik-kami", "berhenti")
"""Verdicts of a reply after which a record waits for the coordinator, and no more for its agency."""

Kind = Literal["jawab", "lengkapi", "usulkan"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: about the innovation `slug`, or a new one; `step` is what it leads to."""

    kind: Kind
    slug: str
    step: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """All that an agency is asked for; `until` says what is known of the deadline."""

    items: tuple[Task, ...]
    until: str
    minutes: int


def tasks_of(build: Build) -> Mapping[str, Task | None]:
    """Return what is asked of the agency of each innovation, worked out when it is looked up."""
    return LazyMapping(build.catalogue.innovations, partial(_task, build))


def agency_tasks(build: Build, opd: str, tasks: Mapping[str, Task | None]) -> Tasks:
    """Gather the tasks of an agency and its units; there are none while no round is open."""
    slugs = [entry.id for id in build.catalogue.with_units(opd) for entry in build.catalogue.by_opd[id]]
    found = () if build.closed else tuple(_asked(build, opd, slugs, tasks))
    return Tasks(found, _until(build, found), sum(task.minutes for task in found))


def _asked(build: Build, opd: str, slugs: Sequence[str], tasks: Mapping[str, Task | None]) -> Iterator[Task]:
    yield from (task for slug in slugs if (task := tasks[slug]))
    states = build.assessment.innovations
    if build.assessment.opds[opd].obliged and not any(_reportable(states[slug]) for slug in slugs):
        yield Task("usulkan", "", "tercatat", NEW)


def _reportable(state: InnovationState) -> bool:
    """Tell whether an innovation could still be reported in this round."""
    return state.counts and not state.outside and not state.spent


def _task(build: Build, slug: str) -> Task | None:
    entry, state = build.catalogue.innovations[slug], build.assessment.innovations[slug]
    if awaits_word(build, entry):
        return Task("jawab", slug, "tercatat", ANSWER)
    needs = len(lacking(state)) + bool(next(dead_links(build, entry), None))
    return Task("lengkapi", slug, state.missing[0].step if state.missing else "", needs * ITEM) if needs else None


def awaits_word(build: Build, entry: InnovationEntry) -> bool:
    """Tell whether nobody in the agency has yet said what a record is."""
    record = entry.record
    return not record.pengesahan and not refusal(record) and running(record, build.today) is not False


def refusal(record: Innovation) -> str:
    """Return the verdict by which a record was refused, empty where it was not."""
    return next((said.putusan for said in reversed(record.tanggapan) if said.putusan in REFUSALS), "") or ""


def lacking(state: InnovationState) -> tuple[Requirement, ...]:
    """Return what the agency itself can still do for the next step of an innovation that it confirmed."""
    if not (state.confirmed and _reportable(state)):
        return ()
    return tuple(missing for missing in state.missing if missing.actor == "OPD")


def _until(build: Build, tasks: Iterable[Task]) -> str:
    """Say the first deadline of the steps that tasks lead to; a guess is named as one, and never past."""
    steps = {task.step for task in tasks}
    stages = sorted((s for s in build.period.linimasa if s.langkah in steps), key=lambda stage: stage.selesai)
    known = [stage for stage in stages if stage.resmi] or [s for s in stages if s.selesai >= build.today]
    return _said(build, known[0]) if known else "batas waktu belum ditetapkan"


def _said(build: Build, stage: Stage) -> str:
    if stage.selesai < build.today:
        return f"batas waktu {day_text(stage.selesai)} sudah lewat"
    return f"paling lambat {day_text(stage.selesai)}{'' if stage.resmi else ' (perkiraan katalog)'}"


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
