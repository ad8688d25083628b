"""Two rounds day by day, from the summer before the first closes: no guess is ever past, late or due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest

from catalogue.assess import TASKS, assess
from catalogue.assess.past.past import Punctuality, punctuality
from catalogue.assess.target import stage_for
from catalogue.read.catalogue import Catalogue
from tests.cities import Reader, base
from tests.oracle import Agency, City, Confirmation, Entry, Innovation, Stage, Target
from tests.oracle.guideline import WINDOW

FIRST, LAST = date(2026, 8, 1), date(2027, 9, 30)
CONFIRMED = date(2025, 10, 31)
"""When the one agency that spoke confirmed its record; that it runs is believed up to 30 April 2027."""

DUE = date(2027, 3, 31)
GUESSED = (Stage("tercatat", date(2026, 8, 20), False), Stage("layak", date(2026, 9, 30), False))
STAGES = (
    Stage("tercatat", DUE, True),
    Stage("layak", date(2027, 5, 31), True),
    Stage("layak", date(2027, 6, 30), False),
    Stage("lengkap", date(2026, 8, 10), True),
    Stage("lengkap", date(2026, 8, 20), False),
    Stage("terverifikasi", date(2027, 8, 8), False),
    Stage("terlapor", date(2027, 8, 22), False),
)
"""By when each step is due: of *tercatat* a letter says so, of *layak* and *lengkap* a guess ends after the letter."""

CLOSED = Entry(closes=True, day=date(2026, 8, 31))
ENTRIES: Mapping[str, Mapping[int, Entry | None]] = {
    "open without a day": {2026: CLOSED, 2027: Entry(closes=False)},
    "open after a gap": {2026: CLOSED, 2027: Entry(closes=False, day=date(2026, 9, 15))},
    "nothing said of the next": {2026: CLOSED, 2027: None},
    "closed in its turn": {2026: CLOSED, 2027: Entry(closes=True, day=date(2027, 8, 22)), 2028: None},
}
TARGETS = (*map(Target, TASKS), Target("tercatat", running=True))
SILENT, SPOKE = "dinas-diberitakan", "dinas-dibenarkan"


def days(deep: bool) -> list[date]:
    """Return every day with `--deep`, else one a month and those about each edge that something has."""
    edges = [DUE, date(2026, 9, 15), date(2027, 4, 30), *(stage.end for stage in (*GUESSED, *STAGES))]
    edges += [entry.day for rounds in ENTRIES.values() for entry in rounds.values() if entry and entry.day]
    near = {edge + timedelta(days=number) for edge in edges for number in (-1, 0, 1)}
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    return [day for number, day in enumerate(every) if deep or number % 30 == 0 or day in near]


def city_of(target: Target, entries: Mapping[int, Entry | None] = ENTRIES["open without a day"]) -> Catalogue:
    """Return an official catalogue whose agencies were told; of 2026 there are only guesses."""
    records = (
        Innovation("dari-berita", SILENT, origin="sumber-publik", kind="inovasi", status="aktif"),
        Innovation("dari-dinas", SPOKE, confirmation=Confirmation(CONFIRMED, taken_in=True), status="aktif"),
    )
    agencies = tuple(Agency(id, obliged=True) for id in (SILENT, SPOKE))
    told = City(2027, WINDOW[2027], target, agencies, records, official=True, notice=date(2026, 6, 1), rounds=entries)
    before = replace(told, year=2026, window=WINDOW[2026], stages=GUESSED)
    now, then = (Reader(base()).of(city, Random(0)) for city in (replace(told, stages=STAGES), before))
    return replace(now, periods={**now.periods, 2026: then.periods[2026]})


@pytest.mark.parametrize("entries", ENTRIES)
def test_the_open_round_is_never_one_whose_entry_has_closed(entries: str, deep: bool) -> None:
    """On the day after the last it is the next round, also where that has yet to open or says nothing of it."""
    catalogue = city_of(Target("tercatat"), ENTRIES[entries])
    for day in days(deep):
        wanted = next(
            year
            for year, entry in ENTRIES[entries].items()
            if entry is None or not entry.closes or (entry.day and day <= entry.day)
        )
        assert catalogue.period_on(day).tahun == wanted, day


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.step}{' berjalan' * target.running}")
def test_nobody_failed_before_an_official_end_is_past(target: Target, deep: bool) -> None:
    """Where the last end is a guess nobody ever failed; where it is official, only from the day after it."""
    catalogue = city_of(target)
    for day, year in product(days(deep), (2026, 2027)):
        found = assess(catalogue, catalogue.periods[year].record, day)
        late = (year, target.step) == (2027, "tercatat") and day > DUE
        missed = False if late else None
        fulfilled = target.step == "tercatat" and (not target.running or day <= date(2027, 4, 30))
        assert found.opds[SILENT].met is missed, (day, year)
        assert found.opds[SPOKE].met is (True if fulfilled else missed), (day, year)
        assert {state.terpenuhi for state in found.urusan} == {missed}, (day, year)
        assert len(found.unfulfilled) == sum(state.met is False for state in found.opds.values())


@pytest.mark.parametrize(("year", "official"), [(2026, ()), (2027, ("tercatat",))])
def test_a_guess_has_no_deadline_on_any_day(year: int, official: tuple[str, ...], deep: bool) -> None:
    """Whoever reached the step, and whenever: only a day that a document sets is kept, missed or counted down to."""
    period = city_of(Target("tercatat")).periods[year].record
    for day, step in product(days(deep), TASKS):
        stage = stage_for(period, step)
        for since in (None, day, FIRST - timedelta(days=400)):
            kept = [
                punctuality(stage, reached, since, began, day) for reached in (True, False) for began in (None, day)
            ]
            if step not in official:
                assert set(kept) == {Punctuality("tanpa-tenggat")}, (day, step)
        if step in official:
            assert punctuality(stage, False, None, None, day) == Punctuality("belum", (DUE - day).days)
            late = Punctuality("terlambat", (day - DUE).days) if day > DUE else Punctuality("tepat-waktu")
            assert punctuality(stage, True, day, FIRST, day) == late
