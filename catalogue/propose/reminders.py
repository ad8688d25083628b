"""What an agency is reminded of: its one task, until when, and what that brings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from catalogue.assess import STEPS
from catalogue.assess.result import STEP_NAMES
from catalogue.build import Build
from catalogue.common.hosting import is_local
from catalogue.model import Stage
from catalogue.propose.open_round import Task, Work, agency_tasks, agency_works, gains, lacking, tasks_of

HEADS = {
    "Inspektorat": "Inspektur",
    "Sekretariat": "Sekretaris",
    "Kecamatan": "Camat",
    "Kelurahan": "Lurah",
    "Asisten": "Asisten",
    "RSUD": "Direktur RSUD",
    "Rumah Sakit": "Direktur Rumah Sakit",
    "Perumda": "Direktur Perumda",
    "Perusahaan": "Direktur Perusahaan",
    "Perseroda": "Direktur Perseroda",
}
"""The title of who leads an office whose name begins so (UU 23/2014 and PP 18/2016); of all others it is *Kepala*."""

RULERS = {"Kota": "Wali Kota", "Kabupaten": "Bupati", "Provinsi": "Gubernur"}


def head_of_office(name: str) -> str:
    """Name who leads an office: *Camat Bajenis*, *Sekretaris DPRD*, *Kepala Dinas Kesehatan*."""
    for start, title in HEADS.items():
        if re.match(rf"{start}\b", name, re.IGNORECASE):
            return f"{title}{name[len(start) :]}"
    return f"Kepala {name}"


def ruler_of(region: str) -> str:
    """Name who governs a region: *Wali Kota Contoh* for *Kota Contoh*."""
    kind, _, place = region.partition(" ")
    return f"{RULERS[kind]} {place}" if kind in RULERS else f"Kepala Daerah {region}"


SOON = 14
"""So many days before a deadline it is said to be near."""
AGENCY_STEPS = ("tercatat", "layak", "lengkap", "terlapor")
"""The steps that an agency works for; between the last two the coordinator verifies."""

Tone = Literal["belum", "dekat", "lewat", "tanpa-tanggal"]
"""How late it is; without an official date it is neither early nor late."""


@dataclass(frozen=True, slots=True)
class First:
    """The most useful task: about the innovation `name`; `others` are records that ask for the same."""

    task: Task
    name: str
    others: int
    need: str
    """What is missing first, as a sentence; empty where nothing but an answer is asked."""
    gain: Decimal | None
    """What it adds to the index, as far as that is known and shown."""

    @property
    def leads_to(self) -> str:
        return STEP_NAMES.get(self.task.step, "")


@dataclass(frozen=True, slots=True)
class Reminder:
    """All that the message, the letter and the issue of one agency are made from."""

    opd: str
    name: str
    head: str
    step: str
    first: First
    minutes: int
    due: Stage | None
    """The deadline, which a document sets; a guess is none."""
    tone: Tone
    until: date | None
    """The official deadline of what the first task leads to, be it past or not: it changes only with the timeline."""
    mentor: str
    """The part of the coordinator that accompanies the agency; empty where none is named."""
    address: str
    """The agency's page; empty while the site has no address that others could open."""
    works: tuple[Work, ...]


def reminders(build: Build, only: Collection[str] = ()) -> Iterator[Reminder]:
    """Remind every obliged agency that has something to do; none where no round can be changed."""
    asked = tasks_of(build)
    for state in build.assessment.obliged:
        if only and state.opd not in only:
            continue
        if items := agency_tasks(build, state.opd, asked).items:
            yield _reminder(build, state.opd, items)


def _reminder(build: Build, opd: str, items: Sequence[Task]) -> Reminder:
    name, step = build.catalogue.opds[opd].record.nama, build.assessment.opds[opd].step or ""
    first = _first(build, items)
    due, tone = _due(build, first.task.step, step)
    return Reminder(
        opd=opd,
        name=name,
        head=head_of_office(name),
        step=step,
        first=first,
        minutes=sum(task.minutes for task in items if task.kind == first.task.kind == "jawab") or first.task.minutes,
        due=due,
        tone=tone,
        until=_until(build, first.task.step),
        mentor=build.catalogue.opds[opd].record.pendamping or "",
        address="" if not build.site_url or is_local(build.site_url) else build.url(f"opd/{opd}/"),
        works=tuple(agency_works(build, opd)),
    )


def _first(build: Build, items: Sequence[Task]) -> First:
    """Choose what brings most: by points, then what counts, then what stands highest; of equal ones the first."""
    task = min(items, key=lambda item: _usefulness(build, item))
    if task.kind == "usulkan":
        return First(task, "", 0, "", None)
    state, known = build.assessment.innovations[task.slug], gains(build, task.slug)
    needs = sorted(
        lacking(state), key=lambda need: -max((known.get(field, Decimal()) for field in need.fields), default=0)
    )
    points = [known[key] for key in (*(needs[0].fields if needs else ()), task.step) if key in known]
    return First(
        task=task,
        name=build.catalogue.innovations[task.slug].record.nama,
        others=sum(item.kind == task.kind for item in items) - 1,
        need=needs[0].text if needs else "",
        gain=max(points, default=None),
    )


def _usefulness(build: Build, task: Task) -> tuple[bool, Decimal, bool, int]:
    if task.kind == "usulkan":
        return True, Decimal(), True, 0
    state = build.assessment.innovations[task.slug]
    return False, -gains(build, task.slug).get(task.step, Decimal()), not state.counts, -state.rank


def _due(build: Build, step: str, reached: str) -> tuple[Stage | None, Tone]:
    """Return the official deadline of a task, and how late it is."""
    stages, today = sorted(_official(build, step), key=lambda stage: stage.selesai), build.today
    missed = [s for s in stages if _rank(s.langkah) > _rank(reached) and late(build, s)]
    coming = [s for s in stages if s.selesai >= today]
    if missed:
        return missed[0], "lewat"
    if not coming:
        return None, "tanpa-tanggal"
    return coming[0], "dekat" if (coming[0].selesai - today).days <= SOON else "belum"


def _until(build: Build, step: str) -> date | None:
    first = min(_official(build, step), key=lambda stage: (_rank(stage.langkah), stage.selesai), default=None)
    return first.selesai if first else None


def _official(build: Build, step: str) -> list[Stage]:
    """Return the stages, set by a document, by whose end an agency is to have reached a step."""
    stages = [stage for stage in build.period.linimasa if stage.resmi and stage.langkah in AGENCY_STEPS]
    return [stage for stage in stages if _rank(stage.langkah) >= _rank(step)]


def late(build: Build, stage: Stage) -> bool:
    """Tell whether who has not done what a stage asks is late: officially, and told in time by a letter."""
    notice, today = build.period.pemberitahuan, build.today
    told = notice is not None and notice.tanggal <= stage.selesai
    return build.catalogue.region.resmi and stage.resmi and told and stage.selesai < today


def _rank(step: str | None) -> int:
    return STEPS.index(step) if step in STEPS else -1
