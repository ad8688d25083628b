"""Which round can still be changed, what became of the one before, and what is asked of an agency in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from catalogue.assess import InnovationState, Requirement
from catalogue.assess.counting import running
from catalogue.assess.result import GUESS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, range_text
from catalogue.common.memo import LazyMapping
from catalogue.model import Innovation, Period, Stage
from catalogue.propose.work import dead_links
from catalogue.read.catalogue import InnovationEntry


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
