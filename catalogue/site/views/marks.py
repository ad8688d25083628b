"""The marks of the compliance page in words: since when, by which change, and whether it was in time."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.assess import Assessment
from catalogue.assess.ladder import RULES
from catalogue.assess.past import Mark, Marker, began_with
from catalogue.build import Build
from catalogue.common.indonesian import day_text, days_text
from catalogue.history import Commit, Doubt, Gap

GAPS: dict[Gap, str] = {
    "dangkal": "riwayat repositori terpotong",
    "tanpa-git": "riwayat Git tidak tersedia",
    "git-gagal": "Git gagal membaca riwayat",
}
"""Why nothing is known of the time before, as part of a sentence."""
DOUBTS: dict[Doubt, str] = {
    "jam": "jam komputer pada perubahan ini atau di sekitarnya keliru",
    "penggabungan": "penggabungan ini tidak menunjukkan kapan isinya terbit",
    "ditulis-ulang": "perubahan ini ditulis ulang sesudah dibuat",
    "isi-hilang": "isi sebelumnya tidak ada dalam salinan repositori ini",
    "dua-berkas": "catatan ini pernah ada dalam dua berkas sekaligus",
}
"""Why the day of a change is not known."""
BEFORE = "batas waktu lewat sebelum katalog dimulai"
KEEPING = {
    "tepat-waktu": ("met", "Tepat waktu"),
    "terlambat": ("waiting", "Terlambat {days} hari"),
    "belum": ("open", "Belum"),
    "tidak-diketahui": ("info", "Ketepatan waktu belum dapat dinilai"),
    "tanpa-tenggat": ("info", "Tanpa batas waktu"),
}
"""The icon and the words of each answer."""


@dataclass(frozen=True)
class DueView:
    """The deadline of a step, and how it was kept; `left` is empty unless it is still to be counted."""

    stage: str
    day: str
    iso: str
    draft: bool
    former: str
    icon: str
    text: str
    left: str
    why: str
    rank: int
    undated: bool
    """No document sets a deadline."""


@dataclass(frozen=True)
class MarkView:
    """A step with the day it was reached; `why` says what is not known of it."""

    step: str
    rule: str
    held: bool
    day: str
    iso: str
    why: str
    since_start: bool
    change: str
    change_address: str | None
    due: DueView


@dataclass(frozen=True)
class PastView:
    """What is known of the past as a whole: why nothing is, when the catalogue began, what could not be read."""

    gap: str
    began: str
    unreadable: int


def marker(build: Build, assessment: Assessment) -> Marker:
    """Return what marks the steps of a period."""
    return Marker(build.catalogue, assessment, build.past, build.today)


def mark_view(build: Build, mark: Mark) -> MarkView:
    """Put a mark into words."""
    change = mark.change
    return MarkView(
        step=mark.step,
        rule=RULES[mark.step],
        held=mark.held,
        day=day_text(mark.day) if mark.day else "",
        iso=mark.day.isoformat() if mark.day else "",
        why=_unknown(build, mark.change) if mark.held and not mark.day else "",
        since_start=began_with(build.past, mark) and mark.day == (change and change.day),
        change=change.id[:8] if change else "",
        change_address=build.hosting.commit(change.id) if change else None,
        due=_due(build, mark),
    )


def _unknown(build: Build, change: Commit | None) -> str:
    """Say why a day is not known."""
    if change and change.arrival.doubt:
        return DOUBTS[change.arrival.doubt]
    return GAPS[build.past.gap] if build.past.gap else "belum masuk riwayat Git"


def _due(build: Build, mark: Mark) -> DueView:
    stage, kept = mark.stage, mark.punctuality
    icon, text = KEEPING[kept.keadaan]
    former = [extension.selesai_semula for extension in stage.perpanjangan] if stage else []
    return DueView(
        stage=stage.nama if stage else "",
        day=day_text(stage.selesai) if stage else "",
        iso=stage.selesai.isoformat() if stage else "",
        draft=bool(stage and not stage.resmi),
        former=", ".join(day_text(day) for day in sorted(former)),
        icon=icon,
        text=text.format(days=kept.hari),
        left=days_text(build.today, stage.selesai) if stage and kept.keadaan == "belum" else "",
        why=_why(build, mark),
        rank=_rank(mark),
        undated=kept.keadaan == "tanpa-tenggat",
    )


def _why(build: Build, mark: Mark) -> str:
    began, stage = build.past.began_on, mark.stage
    if mark.punctuality.keadaan == "tidak-diketahui" and not mark.day:
        return _unknown(build, mark.change) if mark.held else "belum dapat dinilai"
    late = mark.punctuality.keadaan in {"tidak-diketahui", "belum"}
    return BEFORE if late and began and stage and stage.selesai < began else ""


def _rank(mark: Mark) -> int:
    """Order the answers from kept to open; what is late, by how much."""
    kept = mark.punctuality
    order = {"tepat-waktu": 0, "terlambat": 1, "tidak-diketahui": 8_000, "belum": 9_000, "tanpa-tenggat": 9_500}
    return order[kept.keadaan] + (kept.hari or 0 if kept.keadaan == "terlambat" else 0)


def past_view(build: Build) -> PastView:
    """Say what is known of the past as a whole."""
    past = build.past
    return PastView(
        gap=GAPS[past.gap] if past.gap else "",
        began=day_text(past.began_on) if past.began_on else "",
        unreadable=past.unreadable,
    )
