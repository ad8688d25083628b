"""The numbers of the programme month by month, and what changed since the last month ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess import STEPS
from catalogue.assess.past import Point
from catalogue.assess.verdicts import READING_NAMES
from catalogue.build import Build
from catalogue.common.indonesian import MONTHS, day_text, enumerate_words, gain_text, number_text
from catalogue.site.views.marks import GAPS

READING = "berbukti"
INDEX = f"indeks {READING_NAMES[READING]}"
COUNTED = ("inovasi", "dibenarkan OPD", "layak dilaporkan", "OPD memenuhi target")
"""What is counted each month; the index follows where it is public."""
STEPS_COUNTED = 3


@dataclass(frozen=True)
class MonthRow:
    """The numbers on one day; `unreadable` records of that day are in none of them."""

    day: str
    counts: tuple[int, ...]
    index: str
    unreadable: int


@dataclass(frozen=True)
class MonthsView:
    """The numbers by month, the newest first.

    `told` says what changed; before the day in `began`, where it is named, nothing is known.
    """

    told: str
    headings: tuple[str, ...]
    rows: tuple[MonthRow, ...]
    began: str
    gap: str


def months_view(build: Build) -> MonthsView:
    """Show the last months under the rules of the round that asks somebody to act."""
    past, public = build.past, build.period.publikasi.indeks
    points = past.months.get(build.period.tahun, ())
    began = past.began_on or past.began_by
    return MonthsView(
        told=told(points, GAPS[past.gap] if past.gap else ""),
        headings=tuple(f"{name[0].upper()}{name[1:]}" for name in (*COUNTED, *([INDEX] if public else []))),
        rows=tuple(_row(point, public=public) for point in reversed(points)),
        began=day_text(began) if began and _beginning_shown(points, build) else "",
        gap=GAPS[past.gap] if past.gap else "",
    )


def counts(point: Point) -> tuple[int, ...]:
    """Return what is counted on a day: all innovations, those confirmed, those eligible, and agencies that meet."""
    reached = [sum(point.langkah[step] for step in STEPS[level:]) for level in range(STEPS_COUNTED)]
    return (*reached, point.terpenuhi)


def told(points: Sequence[Point], gap: str) -> str:
    """Say what changed since the last month ended, or why that is not known."""
    if gap:
        return f"Perubahan sejak bulan lalu tidak diketahui: {gap}."
    if len(points) < 2:
        return "Keadaan akhir bulan lalu belum diketahui."
    before, now = points[-2:]
    since = f"Sejak akhir {MONTHS[before.tanggal.month - 1]}"
    if before.tidak_terbaca:
        return f"{since} tidak dapat dibandingkan: {before.tidak_terbaca} catatan saat itu tidak terbaca."
    found = list(_changed(counts(before), counts(now)))
    return f"{since}: {enumerate_words(found)}." if found else f"{since} tidak ada yang berubah."


def _changed(before: Sequence[int], now: Sequence[int]) -> Iterator[str]:
    for name, then, today in zip(COUNTED, before, now, strict=True):
        if then != today:
            yield f"{gain_text(Decimal(today - then), 0)} {name}"


def _row(point: Point, *, public: bool) -> MonthRow:
    value = (point.iid or {}).get(READING)
    index = ("belum" if value is None else number_text(value, 2)) if public else ""
    return MonthRow(day_text(point.tanggal), counts(point), index, point.tidak_terbaca)


def _beginning_shown(points: Sequence[Point], build: Build) -> bool:
    """Tell whether the catalogue began within the months that are told."""
    began = build.past.began_by
    return bool(points and began and (began.year, began.month) == (points[0].tanggal.year, points[0].tanggal.month))
