"""What asks somebody to act follows the round that can still be changed; of a closed one only an archive is left."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalogue.assess.scoring import level_of
from catalogue.model import Innovation, Maturity
from catalogue.model.reference.tables import tables
from catalogue.pipeline import load
from catalogue.propose.cells import written
from tests.built import build, shared
from tests.trees import HERE, KOTA

MINI = HERE / "mini"
CLOSED = "pengumpulan:\n  keadaan: ditutup\n  tanggal: 2026-08-31\n  asal: pola\n"
OPEN = "pengumpulan:\n  keadaan: terbuka\n  asal: usulan\n"
OPD = "opd/dinas-kesehatan/index.html"
RECORD = "inovasi/antar-obat/index.html"


def next_year(text: str) -> str:
    """Turn a period into that of the year after; of its public values nothing is known yet."""
    later = re.sub(r"\b202[4-6]\b", lambda year: str(int(year[0]) + 1), text[: text.index("spd:")])
    return later + OPEN


def city(root: Path, *, following: bool) -> Path:
    """Lay out the small catalogue with the round of 2026 closed, and that of 2027 open if it is to be."""
    shutil.copytree(MINI, root)
    shutil.rmtree(root / "periods/2026/reviews", ignore_errors=True)
    record = root / "innovations/dinas-kesehatan/antar-obat.yaml"
    text = re.sub(r"^pengesahan:.*\n(?: .*\n)*", "", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    record.write_text(text, encoding="utf-8")
    file = root / "periods/2026/period.yaml"
    text = file.read_text(encoding="utf-8")
    known = text.replace("    level: 2\n", "    nilai: misi\n    tahun: 2025\n", 1)
    file.write_text(known + CLOSED, encoding="utf-8")
    if following:
        (root / "periods/2027").mkdir()
        (root / "periods/2027/period.yaml").write_text(next_year(text), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a city in which 2026 has closed and 2027 is open."""
    return _site(tmp_path_factory, "two-rounds", following=True)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a city in which no round is open."""
    return _site(tmp_path_factory, "no-round", following=False)


def _site(factory: pytest.TempPathFactory, name: str, *, following: bool) -> Path:
    def make(folder: Path) -> None:
        done = build(
            *("site", "--root", str(city(folder / "root", following=following))),
            *("--out", str(folder / "site"), "--date", "2026-11-30"),
        )
        assert done.returncode == 0, done.stderr

    return shared(factory, name, make) / "site"


def text_of(page: Path) -> str:
    """Return what a reader sees of a page, in one line."""
    html = re.sub(r"<script.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_index_of_a_closed_round_is_an_archive(site: Path) -> None:
    """It says what is known of it with the year of each value, advises nothing, and leads to the open round."""
    html = (site / "indeks/2026/index.html").read_text(encoding="utf-8")
    text = text_of(site / "indeks/2026/index.html")
    assert "Arsip." in text
    assert "(keadaan 2025)" in text
    assert 'href="../../indeks/2027/"' in html
    for asked in ("Rencana kerja putaran", "Simulasi", "simulasi.json", "Pilih tujuan"):
        assert asked not in html


def test_the_index_of_the_open_round_stands_at_both_addresses(site: Path) -> None:
    """`/indeks/` is the open year's, with advice, and names the closed one."""
    for page in ("indeks/index.html", "indeks/2027/index.html"):
        text = text_of(site / page)
        assert "Proyeksi Indeks Inovasi Daerah 2027" in text
        assert "Rencana kerja putaran" in text
        assert "Pengumpulan putaran 2026 ditutup" in text


@pytest.mark.parametrize("year", [2026, 2027])
def test_what_is_not_known_is_not_zero(site: Path, year: int) -> None:
    """While nothing counts no reading is a number or a predicate, on the page, in JSON, CSV and SQLite alike."""
    text = text_of(site / f"indeks/{year}/index.html")
    assert "belum dapat diproyeksikan" in text
    assert "Perhitungan hari ini" not in text
    found: dict[str, Any] = json.loads((site / f"api/v1/indeks/{year}.json").read_text(encoding="utf-8"))
    assert found["n"] == 0
    assert found["bacaan"] == {"klaim": None, "berbukti": None, "terverifikasi": None}
    low, high = found["rentang"]["bawah"], found["rentang"]["atas"]
    assert 0 <= low < high < 100
    assert f"paling tinggi {high:.2f}".replace(".", ",") in text
    with (site / "data/indeks.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["tahun"] == str(year)]
    assert {(row["iid"], row["kategori"], row["sifat"]) for row in rows} == {("", "", "proyeksi-katalog")}
    assert {(float(row["bawah"]), float(row["atas"])) for row in rows} == {(low, high)}
    with sqlite3.connect(site / "data/katalog.sqlite") as data:
        told = data.execute("SELECT iid, kategori, bawah, atas FROM indeks WHERE tahun = ?", (year,)).fetchall()
    assert set(told) == {(None, None, low, high)}


def test_advice_is_given_for_the_open_round_alone(site: Path) -> None:
    """The data of the closed round hold none."""
    held = [json.loads((site / f"api/v1/indeks/{year}.json").read_bytes()) for year in (2026, 2027)]
    assert ["saran" in found for found in held] == [False, True]
    assert [found["dapat_diisi"] for found in held] == [False, True]


@pytest.mark.parametrize("page", [OPD, RECORD, "usul/index.html", "antrean/index.html", "index.html"])
def test_whatever_asks_names_both_rounds(site: Path, page: str) -> None:
    """It follows 2027, says so, and says that 2026 can no longer be changed."""
    text = text_of(site / page)
    assert "Yang dapat diisi sekarang adalah putaran 2027" in text
    assert "Pengumpulan putaran 2026 ditutup pada 31 Agustus 2026" in text


def test_an_old_innovation_is_offered_a_new_development(site: Path) -> None:
    """No date of it is asked for: what it was put into use stays as it is recorded."""
    html = (site / RECORD).read_text(encoding="utf-8")
    assert "Bila inovasi ini dikembangkan dalam rentang itu, catat pengembangan barunya" in html
    assert "isian=waktu_penerapan" not in html
    assert "isian=pengembangan" in html


def test_nothing_asks_while_no_round_is_open(still: Path) -> None:
    """Pages keep what is recorded and ask for nothing."""
    for page, asked in (
        (OPD, ("masih kurang", "isian.xlsx", "Bagi indeks kota")),
        (RECORD, ("isian=kematangan", "Catat pengembangan", "Isi formulir", "Langkah pertama OPD", "Bila semua bukti")),
        ("antrean/index.html", ("periode ini", "build.py verify")),
        ("indeks/index.html", ("Rencana kerja putaran", "simulasi.json")),
    ):
        html = (still / page).read_text(encoding="utf-8")
        assert "putaran berikutnya belum dibuka" in html, page
        for words in asked:
            assert words not in html, (page, words)


def test_no_reminder_names_a_deadline_that_is_over_or_guessed(tmp_path: Path) -> None:
    """Of the open round only what a document sets is a deadline; with no open round there are no reminders."""
    for following in (True, False):
        root, out = city(tmp_path / f"{following}", following=following), tmp_path / f"{following}-out"
        assert build("remind", "--root", str(root), "--out", str(out), "--date", "2026-11-30").returncode == 0
        texts = [file.read_text(encoding="utf-8") for file in sorted(out.glob("*.txt")) if file.name != "ringkasan.txt"]
        assert bool(texts) == following
        for text in texts:
            assert "15 Mei 2027" in text
            assert "31 Agustus 2027" not in text
            assert "2026-08-31" not in text


def test_the_calendar_has_no_alarm_for_a_closed_round(site: Path) -> None:
    """Stages with a task of 2026 are said to be of a closed round; those of 2027 that a document sets ring."""
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", (site / "linimasa.ics").read_text(encoding="utf-8"), re.DOTALL)
    closed = [event for event in events if "UID:2026-" in event]
    assert len(closed) == 2
    assert all("putaran sudah ditutup" in event and "VALARM" not in event for event in closed)
    assert any("UID:2027-penjaringan" in event and "VALARM" in event for event in events)


def test_the_calendar_has_the_days_to_begin_the_plan(site: Path, still: Path) -> None:
    """They are guesses without an alarm, none before today; while no round is open there is none."""
    text = (site / "linimasa.ics").read_text(encoding="utf-8")
    events = [event for event in text.split("BEGIN:VEVENT") if "UID:2027-rencana-" in event]
    assert events
    for event in events:
        assert "STATUS:TENTATIVE" in event
        assert "VALARM" not in event
        assert "SUMMARY:Mulai menyusun: " in event
        begin = re.search(r"DTSTART;VALUE=DATE:(\d+)", event)
        assert begin
        assert begin[1] >= "20261130"
    assert "-rencana-" not in (still / "linimasa.ics").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "level"),
    [("tidak-ada", 1), ("Tidak ada", 1), ("0", 1), ("50", 1), ("92,5", 3), ("60 %", 2)],
)
def test_no_complaint_is_an_answer_at_every_door(typed: str, level: int) -> None:
    """A cell and a file take the word beside a percentage; the rubric gives it the level that the guideline names."""
    (column,) = [c for c in tables(Innovation, "inovasi")[0].columns if c.name == "kematangan_pengaduan_nilai"]
    fact = Maturity.model_validate({"pengaduan": {"nilai": written(typed, column, None)}}).pengaduan
    assert fact
    catalogue = load(KOTA).catalogue
    assert catalogue
    (indicator,) = [found for found in catalogue.rubrics["iid-2027"].record.indikator if found.id == "pengaduan"]
    assert level_of(indicator, fact.nilai, 2027) == level


def test_no_resolved_complaint_is_not_no_complaint() -> None:
    """What was written as 0 before stays no percent resolved."""
    facts = [Maturity.model_validate({"pengaduan": {"nilai": text}}).pengaduan for text in ("0", "tidak-ada")]
    assert [fact.nilai for fact in facts if fact] == [Decimal(0), "tidak-ada"]
    with pytest.raises(ValueError, match="angka"):
        Maturity.model_validate({"pengaduan": {"nilai": "tidak tahu"}})
