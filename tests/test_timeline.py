"""The timeline: its calendar as strict readers see it, its days in every time zone, and the notice of the last days."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Alarm, Calendar, Event
from playwright.sync_api import Browser, Page, expect

from catalogue.model import Period, Stage
from catalogue.pipeline import load
from tests.built import Built, build, served, shared
from tests.repositories import Repository

ZONES = ("Asia/Jayapura", "America/New_York", "Pacific/Apia")
DAY = "2026-04-27"
PERIOD = """\
tahun: 2026
rubrik: iid-2026
mulai: 2026-01-01
selesai: 2026-12-31
jendela:
  mulai: 2024-01-01
  selesai: 2025-12-31
  asal: usulan
target:
  langkah: tercatat
  asal: usulan
linimasa:
  - id: rapat
    nama: "Rapat; koordinasi, pertama\\\\ dan \\"terakhir\\""
    mulai: 2026-02-09
    selesai: 2026-02-09
    asal: resmi
    pelaku: Bappeda
    sumber:
      - judul: Undangan
  - id: penjaringan
    nama: Penjaringan inovasi OPD yang namanya sangat panjang sehingga barisnya harus dilipat — sampai ujung
    mulai: 2026-02-10
    selesai: 2026-04-30
    asal: resmi
    pelaku: OPD
    langkah: tercatat
    penjelasan: Baris pertama; dengan titik koma, dan koma.
    perpanjangan:
      - selesai_semula: 2026-03-31
        diumumkan: 2026-03-28
        sumber:
          - judul: Surat perpanjangan 1
    sumber:
      - judul: Surat Edaran 000.1/12
        tautan: https://contoh.example/surat
  - id: pendokumentasian
    nama: Pendokumentasian
    mulai: 2026-05-01
    selesai: 2026-06-30
    asal: usulan
    pelaku: OPD
    langkah: layak
"""


@dataclass(frozen=True)
class Timeline:
    """A built site and the period it was built from."""

    built: Built
    period: Period

    @property
    def text(self) -> bytes:
        return (self.built.folder / "linimasa.ics").read_bytes()

    @property
    def calendar(self) -> Calendar:
        found = Calendar.from_ical(self.text)
        assert isinstance(found, Calendar)
        return found

    @property
    def events(self) -> dict[str, Event]:
        """The events by the part of their identity that names the stage."""
        found = (event for event in self.calendar.walk("VEVENT") if isinstance(event, Event))
        return {str(event["UID"]).split("@")[0]: event for event in found}


def _publish(place: Path) -> None:
    root = Repository.start(place / "catalogue", "2026-02-10").root
    (root / "periods/2026/period.yaml").write_text(PERIOD, encoding="utf-8")
    env = {"SITE_URL": "https://contoh.go.id/"}
    done = build("site", "--root", str(root), "--out", str(place / "site"), "--date", DAY, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    """Build a catalogue whose stage ends in three days, after it was extended."""
    folder = shared(tmp_path_factory, "linimasa", _publish)
    catalogue = load(folder / "catalogue").catalogue
    assert catalogue
    with served(folder / "site") as built:
        yield Timeline(built, catalogue.periods[2026].record)


def test_the_calendar_keeps_the_form(timeline: Timeline) -> None:
    """CRLF after every line, no line over 75 octets, and nothing that a strict reader objects to."""
    lines = timeline.text.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert [component.errors for component in timeline.calendar.walk() if component.errors] == []
    for required in ("VERSION", "PRODID"):
        assert timeline.calendar[required]
    for event in timeline.events.values():
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    assert len(timeline.events) == len(list(timeline.calendar.walk("VEVENT")))


def test_a_second_round_through_the_reader_changes_nothing(timeline: Timeline) -> None:
    """What the reader understood, written again, is understood the same."""
    assert Calendar.from_ical(timeline.calendar.to_ical()) == timeline.calendar


def test_texts_arrive_as_they_were_written(timeline: Timeline) -> None:
    """Commas, semicolons, backslashes and long lines survive."""
    events, stages = timeline.events, {stage.id: stage for stage in timeline.period.linimasa}
    assert str(events["2026-rapat"]["SUMMARY"]) == stages["rapat"].nama
    assert str(events["2026-penjaringan"]["SUMMARY"]) == stages["penjaringan"].nama
    description = str(events["2026-penjaringan"]["DESCRIPTION"]).split("\n")
    assert description[0] == stages["penjaringan"].penjelasan
    assert "Diperpanjang; semula berakhir 31 Maret 2026." in description
    assert "Sumber: Surat Edaran 000.1/12 https://contoh.example/surat" in description


def test_a_draft_is_tentative(timeline: Timeline) -> None:
    """A date that is not decided says so in its name and its status."""
    events = timeline.events
    assert (str(events["2026-pendokumentasian"]["STATUS"]), str(events["2026-penjaringan"]["STATUS"])) == (
        "TENTATIVE",
        "CONFIRMED",
    )
    assert str(events["2026-pendokumentasian"]["SUMMARY"]).endswith("(perkiraan katalog, bukan jadwal resmi)")
    assert "VALARM" not in [part.name for part in events["2026-pendokumentasian"].walk()]
    assert (events["2026-penjaringan"]["SEQUENCE"], events["2026-pendokumentasian"]["SEQUENCE"]) == (1, 0)


@contextmanager
def _clock_of(zone: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


def _local_days(event: Event) -> tuple[date, date]:
    """Return the first and the last day of an event on this machine's calendar."""
    first, after = event.decoded("DTSTART"), event.decoded("DTEND")
    if isinstance(first, datetime):
        return first.astimezone().date(), (after - timedelta(seconds=1)).astimezone().date()
    return first, after - timedelta(days=1)


@pytest.mark.parametrize("zone", ZONES)
def test_the_days_are_the_same_in_every_time_zone(timeline: Timeline, zone: str) -> None:
    """A stage begins and ends on its days, and its last day is a day of its own, wherever the reader is."""
    with _clock_of(zone):
        for stage in timeline.period.linimasa:
            assert _local_days(timeline.events[f"2026-{stage.id}"]) == (stage.mulai, stage.selesai)
            if stage.resmi and stage.mulai != stage.selesai:
                assert _local_days(timeline.events[f"2026-{stage.id}-akhir"]) == (stage.selesai, stage.selesai)


def _sounds(alarm: Any, stage: Stage, event: Event) -> datetime:
    """Return when an alarm sounds on the reader's own clock, as Outlook, Apple and the standard agree."""
    assert isinstance(alarm, Alarm)
    trigger: timedelta = alarm.decoded("TRIGGER")
    assert alarm["TRIGGER"].params.get("RELATED", "START") == "START"
    assert trigger < timedelta(0), "Outlook takes an alarm after the start for one before it"
    first: date = event.decoded("DTSTART")
    return datetime.combine(first, datetime.min.time()) + trigger


def test_alarms_sound_in_the_morning_before_the_last_day(timeline: Timeline) -> None:
    """Seven days and one day before a stage ends, at eight; each says what ends."""
    stage = next(stage for stage in timeline.period.linimasa if stage.id == "penjaringan")
    event = timeline.events["2026-penjaringan-akhir"]
    alarms = list(event.walk("VALARM"))
    expected = [datetime(2026, 4, 23, 8), datetime(2026, 4, 29, 8)]  # noqa: DTZ001  the reader's own clock
    assert [_sounds(alarm, stage, event) for alarm in alarms] == expected
    assert all(stage.nama in str(alarm["DESCRIPTION"]) and alarm["ACTION"] == "DISPLAY" for alarm in alarms)


def test_the_page_tells_extensions_letters_and_drafts(timeline: Timeline) -> None:
    """What a stage was, what moved it, and which dates nobody has decided."""
    page = (timeline.built.folder / "linimasa/index.html").read_text(encoding="utf-8")
    assert "Semula berakhir 31 Maret 2026; perpanjangannya diumumkan 28 Maret 2026." in page
    for words in ("Surat perpanjangan 1", "Surat Edaran 000.1/12", "Perkiraan katalog", "/linimasa.ics</code>"):
        assert words in page


@pytest.fixture
def page(browser: Browser, timeline: Timeline) -> Iterator[Page]:
    """Open a window in New York, where the region's day has begun twelve hours earlier."""
    context = browser.new_context(timezone_id="America/New_York", locale="en-US")
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-04-27T04:00:00", "3 hari lagi"),
        ("2026-04-29T16:59:59", "1 hari lagi"),
        ("2026-04-29T17:00:00", "hari ini"),
        ("2026-04-30T16:59:59", "hari ini"),
    ],
)
def test_the_browser_counts_the_days_anew(page: Page, timeline: Timeline, moment: str, words: str) -> None:
    """Later visitors of a page built three days before the end see what is left, by Jakarta's midnight."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    page.goto(timeline.built.address + "linimasa/")
    expect(page.locator(".timeline .berjalan .dates")).to_have_text(re.compile(rf"berakhir {words}\s*$"))
    expect(page.locator("aside.deadline")).to_have_text(re.compile(rf"^[^,]*berakhir {words}\s*(,|$)"))


@pytest.mark.browser
def test_the_notice_goes_when_the_stage_is_over(page: Page, timeline: Timeline) -> None:
    """On the first of May nothing is said to end, although the site was not built again."""
    page.clock.set_fixed_time(datetime(2026, 4, 30, 17, 0, tzinfo=UTC))
    page.goto(timeline.built.address)
    expect(page.locator("aside.deadline")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(("moment", "old"), [("2026-04-29T16:59:59", False), ("2026-04-29T17:00:00", True)])
@pytest.mark.parametrize(
    "address", ["", "panduan/opd/", *(pytest.param(one, marks=pytest.mark.deep) for one in ("opd/", "inovasi/"))]
)
def test_a_page_says_that_it_is_older_than_two_days(
    page: Page, timeline: Timeline, moment: str, old: bool, address: str
) -> None:
    """On the third day after it was built every page names the day, because the publication stands still."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    page.goto(timeline.built.address + address)
    notice = page.locator("aside[data-stale]")
    expect(notice).to_be_visible(visible=old)
    if old:
        expect(notice).to_contain_text("tidak diperbarui sejak 27 April 2026")


def test_the_notice_is_on_every_page_without_a_script(timeline: Timeline) -> None:
    """The days are right when the site is built, and every page that has our frame speaks of the stage that ends."""
    for file in timeline.built.pages:
        text = file.read_text(encoding="utf-8")
        if 'class="masthead"' in text:
            assert '<span data-days="2026-04-30">3 hari lagi</span>' in text, file
