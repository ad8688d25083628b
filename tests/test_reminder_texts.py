"""A message that people read: one task, one date that a document sets, in the marks of WhatsApp and never longer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from catalogue.build import Build, Settings, build_of, settings
from catalogue.model.period import Notice
from catalogue.pipeline import Loaded, load
from catalogue.propose.reminder_texts import LIMIT, issues, message, overview
from catalogue.propose.reminders import Reminder, head_of_office, reminders, ruler_of
from tests.exported import frozen_city
from tests.trees import HERE, KOTA

MINI = HERE / "mini"
SITE = {"SITE_URL": "https://inovasi.contoh.go.id/katalog/"}
END = date(2026, 5, 15)
"""The official deadline of the small catalogue."""


def city(day: date, environ: dict[str, str] = SITE) -> Build:
    """Build the frozen city on a day."""
    loaded = frozen_city()
    return build_of(loaded, settings(loaded, KOTA, day, environ))


@cache
def small() -> tuple[Loaded, Settings]:
    """Read the small town and its history once."""
    loaded = load(MINI)
    return loaded, settings(loaded, MINI, END, {})


def town(day: date, *, resmi: bool = True, told: date | None = date(2026, 3, 1), **changes: Any) -> Build:
    """Build the small town on a day: whether its site is official, and when its agencies were told of the deadline."""
    loaded, given = small()
    catalogue = loaded.catalogue
    assert catalogue
    notice = Notice(tanggal=told, dokumen="Surat Sekda") if told else None
    entry = catalogue.periods[2026]
    period = entry.record.model_copy(update={"pemberitahuan": notice, **changes})
    region = catalogue.region.model_copy(update={"resmi": resmi})
    made = replace(catalogue, periods={2026: replace(entry, record=period)}, region=region)
    return build_of(replace(loaded, catalogue=made), replace(given, today=day))


def of(build: Build, opd: str = "dinas-pendidikan") -> Reminder:
    """Return the reminder of one agency."""
    (found,) = reminders(build, (opd,))
    return found


@pytest.mark.parametrize(
    "environ", [SITE, {}, {"SITE_URL": "http://127.0.0.1:8000/"}, {"SITE_URL": "http://localhost/"}]
)
@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 11, 30), date(2027, 5, 1)])
def test_every_obliged_agency_of_a_city(day: date, environ: dict[str, str]) -> None:
    """Short, of the open round, without Markdown, without an address that only this machine opens, with a sender."""
    build = city(day, environ)
    found = list(reminders(build))
    busy = {item.opd for item in found}
    assert len(busy) == len(found) >= 29
    for item in found:
        text = message(build, item)
        assert len(text) <= LIMIT, item.opd
        assert text.startswith(f"Yth. {item.head}\n\n")
        assert f"putaran {build.period.tahun}." in text
        assert f"putaran {2026 + 2027 - build.period.tahun}." not in text
        assert not re.search(r"`|\*\*|\[|\]\(|^#|^- |__|<|127\.|localhost|None", text, re.MULTILINE), text
        assert len(re.findall(r"(?<!\w)\*[^*\n]+\*(?!\w)", text)) == text.count("*") / 2 == 1, text
        assert ("https://inovasi.contoh.go.id/katalog/opd/" in text) == (environ is SITE)
        assert ("dapat diminta kepada Bappeda" in text) == (environ is not SITE)
        assert text.endswith("Terima kasih.\n_Badan Perencanaan Pembangunan Daerah (Bappeda) Kota Tebing Tinggi_")
        assert "Batas waktu resmi belum ditetapkan." in text  # all days of the frozen city are guesses
    told = overview(build, found, [])
    assert all(f"({item.opd}.txt)" in told for item in found)


def test_a_mentor_is_named_below_the_address() -> None:
    """One line for whoever accompanies the agency, cut where it is long, and none where nobody does."""
    build = town(END)
    assert "Pendamping" not in message(build, of(build))
    for mentor, line in {
        "Bidang Riset dan Inovasi.": "Pendamping: Bidang Riset dan Inovasi.",
        "Bidang Penelitian " * 12: "Pendamping: " + " ".join(["Bidang Penelitian"] * 3) + " …",
    }.items():
        item = replace(of(build), mentor=mentor.strip())
        text = message(build, item)
        assert line in text
        assert len(text) <= LIMIT


def test_three_tones_day_by_day() -> None:
    """Early, near, late: only by a deadline that a document sets and that agencies were told of in time."""
    for offset in range(-40, 12):
        build = town(END + timedelta(days=offset))
        item, text = of(build), message(build, of(build))
        wanted = "lewat" if offset > 0 else "dekat" if offset >= -14 else "belum"
        assert item.tone == wanted, offset
        when = f"{offset} hari yang lalu" if offset > 0 else f"{-offset} hari lagi" if offset else "hari ini"
        assert f"Batas waktu: *15 Mei 2026* ({when})." in text
        assert ("Batas waktunya sudah lewat." in text) == (offset > 0)
        assert ("Batas waktunya sudah dekat." in text) == (-14 <= offset <= 0)
        assert len(text) <= LIMIT


@pytest.mark.parametrize(
    "unknown",
    [{"resmi": False}, {"told": None}, {"told": END + timedelta(days=1)}],
    ids=["unofficial", "untold", "told late"],
)
def test_nobody_is_late_who_was_not_told(unknown: dict[str, Any]) -> None:
    """Without notice, told afterwards, or by a site that is not official: neither late nor a day that is over."""
    for offset in (1, 2, 30):
        build = town(END + timedelta(days=offset), **unknown)
        item, text = of(build), message(build, of(build))
        assert (item.tone, item.due) == ("tanpa-tanggal", None)
        assert "lewat" not in text
        assert "2026 (" not in text


def test_a_guess_is_no_deadline() -> None:
    """The same day without a document gives no date, before it and after it."""
    period = town(END).catalogue.periods[2026].record
    guessed = tuple(stage.model_copy(update={"asal": "pola"}) for stage in period.linimasa)
    for offset in (-10, 0, 10):
        build = town(END + timedelta(days=offset), linimasa=guessed)
        assert of(build).tone == "tanpa-tanggal"
        assert "Batas waktu resmi belum ditetapkan." in message(build, of(build))
        assert "Mei" not in message(build, of(build))


def test_who_reached_the_step_is_not_late_with_another_record() -> None:
    """The health office has one record that its step asks for; the other may still come."""
    build = town(END + timedelta(days=3))
    assert build.assessment.opds["dinas-kesehatan"].step not in (None, "diberitakan")
    assert of(build, "dinas-kesehatan").tone == "tanpa-tanggal"
    assert of(build, "badan-perencanaan").tone == "lewat"


def test_nobody_is_reminded_while_no_round_is_open() -> None:
    """After the last day of entry there is nothing to remind of."""
    period = town(END).catalogue.periods[2026].record
    closed = period.model_validate(
        {**period.model_dump(), "pengumpulan": {"keadaan": "ditutup", "tanggal": "2026-05-20", "asal": "pola"}}
    )
    assert list(reminders(town(date(2026, 6, 1), pengumpulan=closed.pengumpulan))) == []


def test_what_others_wrote_is_neither_mark_nor_link() -> None:
    """However long and strange names are, the message stays short, and each mark in it is ours."""
    strange = "*tebal* _miring_ ~coret~ ```kode``` [x](https://x.example)\n{{ 7*7 }} <b>&amp; " * 12
    build = town(END - timedelta(days=5))
    record = build.catalogue.innovations["satu-peta"]
    named = replace(record, record=record.record.model_copy(update={"nama": strange}))
    agency = build.catalogue.opds["badan-perencanaan"]
    long = replace(agency, record=agency.record.model_copy(update={"nama": f"Dinas {strange}"}))
    contact = build.catalogue.region.kontak
    assert contact
    region = build.catalogue.region.model_copy(
        update={"nama": strange, "koordinator": strange, "kontak": contact.model_copy(update={"unit": strange})}
    )
    build = replace(
        build,
        catalogue=replace(
            build.catalogue,
            region=region,
            opds={**build.catalogue.opds, "badan-perencanaan": long},
            innovations={**build.catalogue.innovations, "satu-peta": named},
        ),
    )
    text = message(build, of(build, "badan-perencanaan"))
    assert len(text) <= LIMIT
    assert text.count("*") == 4
    assert text.count("_") == 2
    assert not re.search(r"[~`\[\]]", text)
    assert text.count("\n") == message(town(END - timedelta(days=5)), of(town(END - timedelta(days=5)))).count("\n")


def test_the_state_of_an_issue_is_its_deadline_and_step() -> None:
    """What a comment tells of when it changes: not the days that are left, nor that the day went by."""
    days = (END - timedelta(days=9), END, END + timedelta(days=1))
    found = [next(issues(build, [of(build)])) for build in (*map(town, days), town(days[2], told=None))]
    assert all(issue.state == {"batas waktu": "15 Mei 2026", "langkah": "belum ada"} for issue in found)
    assert len({issue.body for issue in found}) == len(found)


def test_a_confirmed_record_is_to_be_completed() -> None:
    """The message names what is missing first, what it leads to, and what that adds to the index."""
    build = town(END - timedelta(days=5))
    entry = build.catalogue.innovations["antar-obat"]
    short = replace(entry, record=entry.record.model_copy(update={"rancang_bangun": None}))
    catalogue = replace(build.catalogue, innovations={"antar-obat": short}, reviews={})
    build = build_of(replace(small()[0], catalogue=catalogue), replace(small()[1], today=build.today))
    item = of(build, "dinas-kesehatan")
    text = message(build, item)
    assert "*melengkapi inovasi “ANTAR OBAT” agar layak dilaporkan*" in text
    assert f"Yang pertama: {item.works[0].next.needs[0].text.rstrip('.')}." in text  # type: ignore[union-attr]
    assert item.first.gain
    assert re.search(r"Nilainya bagi indeks inovasi Kota Mini: sekitar \+\d+,\d\d angka\.", text)
    assert len(text) <= LIMIT


@pytest.mark.parametrize(
    ("office", "head"),
    [
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        ("Kecamatan Rambutan", "Camat Rambutan"),
        ("Sekretariat DPRD Kota Mini", "Sekretaris DPRD Kota Mini"),
        ("Inspektorat", "Inspektur"),
        ("RSUD Contoh", "Direktur RSUD Contoh"),
        ("Kecamatanku Dinas", "Kepala Kecamatanku Dinas"),
    ],
)
def test_an_office_is_addressed_by_who_leads_it(office: str, head: str) -> None:
    """By title, never by a person."""
    assert head_of_office(office) == head


def test_who_governs_a_region() -> None:
    """A city has a mayor, a regency a regent."""
    names = ("Kota Mini", "Kabupaten Mini", "Provinsi Mini", "Mini")
    assert [ruler_of(name) for name in names] == [
        "Wali Kota Mini",
        "Bupati Mini",
        "Gubernur Mini",
        "Kepala Daerah Mini",
    ]
