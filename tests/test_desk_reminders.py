"""The reminders at `/meja/#ingatkan` are those of `build.py remind`, but for the days left when it is written."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from catalogue.build import Build, build_of, settings
from catalogue.cli.main import main
from catalogue.model.period import Notice
from catalogue.propose.reminder_texts import GROUPS, LIMIT, message
from catalogue.propose.reminders import reminders
from catalogue.site.views.desk import ReminderView, reminders_view
from tests.exported import frozen_city
from tests.trees import KOTA

DAY = date(2026, 11, 30)
COUNTED = re.compile(r"(Batas waktu: \*[^*]+\*) \((?:\d+ hari (?:lagi|yang lalu)|hari ini|besok|kemarin)\)\.")
"""What a message sent today says of the days that are left, which on a page would be false tomorrow."""


@cache
def guessed() -> Build:
    """Build the frozen city, whose days are all guesses."""
    loaded = frozen_city()
    return build_of(loaded, settings(loaded, KOTA, DAY, {}))


def official(day: date) -> Build:
    """Build it on a day as an official city, whose days stand in letters that the agencies had in time."""
    build, loaded = guessed(), frozen_city()
    year, catalogue = build.period.tahun, build.catalogue
    entry = catalogue.periods[year]
    stages = tuple(stage.model_copy(update={"asal": "resmi"}) for stage in entry.record.linimasa)
    notice = Notice(tanggal=stages[0].mulai, dokumen="Surat Sekda")
    period = entry.record.model_copy(update={"linimasa": stages, "pemberitahuan": notice})
    region = catalogue.region.model_copy(update={"resmi": True})
    made = replace(catalogue, periods={**catalogue.periods, year: replace(entry, record=period)}, region=region)
    return build_of(replace(loaded, catalogue=made), settings(loaded, KOTA, day, {}))


def shown(build: Build) -> dict[str, tuple[str, ReminderView]]:
    """Return the messages of the page by agency, each with the title that it stands under."""
    return {item.opd: (title, item) for title, items in reminders_view(build).groups for item in items}


def test_the_page_has_what_the_command_writes(tmp_path: Path) -> None:
    """For every obliged agency of a city, to the letter, and for no other."""
    with redirect_stdout(StringIO()):
        assert main(["remind", "--root", str(KOTA), "--date", DAY.isoformat(), "--out", str(tmp_path)]) == 0
    written = {file.stem: file.read_text("utf-8") for file in tmp_path.glob("*.txt") if file.stem != "ringkasan"}
    page = shown(guessed())
    assert len(page) >= 29
    assert {opd: f"{item.text}\n" for opd, (_, item) in page.items()} == written
    assert {item.opd for item in reminders(guessed())} == page.keys()


@pytest.mark.parametrize(("days", "tone"), [(-60, "belum"), (-7, "dekat"), (5, "lewat")])
def test_each_tone_is_that_of_the_command(days: int, tone: str) -> None:
    """By the first official deadline: the same words but for the days left, the same group, and never too long."""
    first = min(stage.selesai for stage in guessed().period.linimasa if stage.langkah)
    build = official(first + timedelta(days=days))
    page, items = shown(build), list(reminders(build))
    assert len(items) == len(page) >= 29
    assert tone in {item.tone for item in items}
    for item in items:
        title, one = page[item.opd]
        sent = message(build, item)
        assert title == GROUPS[item.tone]
        assert one.text == COUNTED.sub(r"\1.", sent)
        assert (one.text != sent) == bool(item.due)
        assert max(len(one.text), len(sent)) <= LIMIT
        assert one.name == build.catalogue.opds[item.opd].record.nama
    assert [title for title, _ in reminders_view(build).groups] == [
        title for known, title in GROUPS.items() if known in {item.tone for item in items}
    ]


def test_nobody_is_reminded_where_no_round_is_open() -> None:
    """Not even a heading of a group stands there."""
    view = reminders_view(closed_city(guessed()))
    assert (view.closed, view.groups, view.count) == (True, (), 0)


def closed_city(build: Build) -> Build:
    """Close every round of a city."""
    loaded, catalogue = frozen_city(), build.catalogue
    closed = {
        year: replace(
            entry,
            record=entry.record.model_validate(
                {
                    **entry.record.model_dump(),
                    "pengumpulan": {"keadaan": "ditutup", "tanggal": "2026-08-31", "asal": "pola"},
                }
            ),
        )
        for year, entry in catalogue.periods.items()
    }
    made = replace(loaded, catalogue=replace(catalogue, periods=closed))
    return build_of(made, settings(made, KOTA, DAY, {}))
