"""Which round can still be changed, and what became of the one before."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.assess.verdicts import GUESS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, range_text
from catalogue.model import Period


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
