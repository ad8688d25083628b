"""What is published day by day while one round closes and the next is open: no closed round asks, no guess is due."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from catalogue.build import settings
from catalogue.common.memo import Memo
from catalogue.common.program import HOME
from catalogue.export.api import api
from catalogue.export.badge import badge
from catalogue.export.calendar import calendar
from catalogue.propose.reminder_texts import issues
from catalogue.propose.reminders import reminders
from catalogue.publish.production import Production, produce
from tests.exported import frozen_city
from tests.trees import KOTA

FIRST, LAST = date(2026, 8, 1), date(2027, 9, 30)
CLOSES = date(2026, 8, 31)
PAGES = (
    "",
    "antrean/",
    "indeks/",
    "indeks/2026/",
    "inovasi/whatsapp-tebing-tinggi-idaman/",
    "kepatuhan/",
    "kepatuhan/2026/",
    "kepatuhan/2027/",
    "linimasa/",
    "opd/diskominfo/",
    "usul/",
)
"""Every page that asks somebody to act or speaks of days."""

COUNTED = re.compile(
    r"data-days|hari lagi|hari yang lalu|berakhir hari ini|Terlambat|Tepat waktu(?! \d)|class=\"strip deadline\""
)
"""What is said of a deadline that somebody set; the frozen city has none after April 2026."""

ASKING = ("Rencana kerja putaran", "simulasi.json", "Tinggal diisi")
VERDICTS = re.compile(r">(?:Terpenuhi|Belum terpenuhi|Memenuhi target|Tidak memenuhi target)<|belum memenuhi target")
"""How a page would say of an agency that it met the target, or not; nobody may while no agency has spoken."""


def days(deep: bool) -> list[date]:
    """Return every day with `--deep`, else one in a year and the last day of each stage that the two periods have."""
    catalogue = frozen_city().catalogue
    assert catalogue
    stages = [stage for entry in catalogue.periods.values() for stage in entry.record.linimasa]
    edges = {CLOSES, CLOSES + timedelta(days=1), date(2026, 12, 31), *(stage.selesai for stage in stages)}
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    return [day for number, day in enumerate(every) if deep or number % 365 == 0 or day in edges]


@pytest.fixture(scope="module")
def memo() -> Memo:
    """Keep what does not depend on the day."""
    return Memo()


def made_on(day: date, memo: Memo) -> Production:
    """Prepare the frozen city's site of one day."""
    loaded = frozen_city()
    return produce(
        loaded, settings(loaded, KOTA, day, {"SITE_URL": "https://contoh.go.id/"}), KOTA, HOME / "templates", memo
    )


def responses(made: Production) -> dict[str, Any]:
    """Return what the API says of both rounds."""
    wanted = {f"api/v1/{name}/{year}.json" for name in ("kepatuhan", "indeks") for year in (2026, 2027)}
    return {found.address: json.loads(bytes(found.content)) for found in api(made.build) if found.address in wanted}


def test_no_closed_round_asks_and_no_guess_is_due(memo: Memo, deep: bool) -> None:
    """On pages, in the calendar, the API, badges and reminders alike."""
    for day in days(deep):
        made = made_on(day, memo)
        open_year = 2026 if day <= CLOSES else 2027
        assert made.build.period.tahun == open_year
        texts = {page.address: made.render(page).decode() for page in made.pages if page.address in PAGES}
        assert texts.keys() == set(PAGES)
        for address, text in texts.items():
            assert not COUNTED.search(text), (day, address, COUNTED.search(text))
            assert not VERDICTS.search(text), (day, address, VERDICTS.search(text))
        for words in ASKING:
            assert (words in texts["indeks/2026/"]) <= (open_year == 2026), (day, words)
        _calendar_holds(made, day)
        _responses_hold(made, open_year)
        _reminders_hold(made, open_year)
        assert not any("memenuhi" in found.content.decode() for found in badge(made.build))


def _calendar_holds(made: Production, day: date) -> None:
    (file,) = calendar(made.build)
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", file.content.decode().replace("\r\n ", ""), re.DOTALL)
    guessed = [event for event in events if "STATUS:TENTATIVE" in event]
    assert guessed, day
    for event in guessed:
        assert "perkiraan katalog" in event, day
        assert "VALARM" not in event, day


def _responses_hold(made: Production, open_year: int) -> None:
    found = responses(made)
    for year in (2026, 2027):
        compliance, index = found[f"api/v1/kepatuhan/{year}.json"], found[f"api/v1/indeks/{year}.json"]
        assert {row["terpenuhi"] for row in compliance["opd"]} == {None}
        assert {row["ketepatan"]["keadaan"] for row in compliance["opd"]} == {"tanpa-tenggat"}
        assert set(index["bacaan"].values()) == {None}

    assert ("saran" in found["api/v1/indeks/2026.json"]) == (open_year == 2026)


def _reminders_hold(made: Production, open_year: int) -> None:
    for wanted in issues(made.build, reminders(made.build)):
        assert f"putaran {open_year}" in wanted.body
        assert "Batas waktu:" not in wanted.body
