"""Single points of the scoring at which the random cities, or hostile input, once found it wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from catalogue.assess import Assessment, Range, assess
from catalogue.assess.design_text import count_words
from catalogue.assess.ladder import unfilled
from catalogue.assess.scoring import category, fingerprint, highest_scores
from catalogue.assess.target import Target as Judging
from catalogue.model import Fact
from catalogue.model import Innovation as Record
from catalogue.model.rubric import Band
from catalogue.pipeline import load
from tests.assessments import random_rubric
from tests.cities import Reader, base
from tests.oracle import Agency, Benefit, City, Claim, SpdRow, Stage, Target
from tests.oracle.cities import innovation_of
from tests.oracle.description import Innovation
from tests.oracle.guideline import SPD_WEIGHTS, WINDOW
from tests.trees import BASE, lay_out

BANDS = (("Akhir", "50"), ("Awal", "10"))


def assessed(city: City) -> Assessment:
    """Return what the catalogue of a city amounts to."""
    catalogue = Reader(base()).of(city, Random(0))
    return assess(catalogue, catalogue.periods[city.year].record, city.today)


def city(*innovations: Innovation, spd: dict[str, SpdRow] | None = None) -> City:
    """Return a city of 2026."""
    return City(2026, WINDOW[2026], Target("layak"), (), innovations, spd or {})


def with_claim(key: str, claim: Claim) -> Innovation:
    """Return an innovation that says nothing but this."""
    return replace(innovation_of("inovasi", 0, 2026, WINDOW[2026]), agency=None, claims={key: claim})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rp1.500.000", 1),
        ("PP 38/2017", 2),
        ("dan/atau sehari-hari", 2),
        ("1. Daftar\n2) Ambil\n> 3. Bayar", 3),
        ("12 hari pada 2024.", 4),
        ("A - B & C — D", 4),
        ("[panduan daring](https://contoh.go.id/a b) https://contoh.go.id", 2),
        ("[panduan](lampiran dua.pdf) terbaru", 2),
        ("Lihat https://contoh.go.id/a-b", 1),
        ("1. — Bayar\n2. ", 1),
        ("", 0),
        (None, 0),
    ],
)
def test_words_are_counted_as_a_word_processor_does(text: str | None, words: int) -> None:
    """An amount of money is one word, and the number of a list item none."""
    assert count_words(text) == words


def test_counting_words_takes_no_longer_for_hostile_text() -> None:
    """Forty thousand characters of brackets or signs are counted at once."""
    for text in ("](" * 20_000, "_" * 40_000, "<http:" * 6_000, "1." * 20_000):
        assert count_words(text) <= 1


def test_nothing_is_confirmed_without_evidence() -> None:
    """A verdict on a fact without evidence gives no score: a level without evidence has none."""
    seen = with_claim("sdm", Claim(Fraction(31), evidence=0, verdict="sesuai", matches=True))
    assert assessed(city(seen)).innovations["inovasi"].scores == {"klaim": 6, "berbukti": 0, "terverifikasi": 0}


@pytest.mark.parametrize(("percent", "level"), [("50", 2), ("50.00000001", 3), ("50.005", 3), ("50.01", 3)])
def test_above_50_percent_of_the_units_begins_right_above_50(percent: str, level: int) -> None:
    """Basis b of indicator 33 reaches level 3 `di atas 50,00%`."""
    claim = Claim(Benefit("b", Fraction(percent)))
    rows = assessed(city(with_claim("kemanfaatan", claim))).innovations["inovasi"].indicators
    assert {row.indicator.id: row.level for row in rows}["kemanfaatan"] == level


def test_the_lowest_level_of_a_growth_row_has_no_lower_limit() -> None:
    """However deep the fall, `<= -50,32%` holds."""
    rows = assessed(city(spd={"spd-3": SpdRow(Fraction(-2_000_000))})).index.spd
    assert {row.id: row.tingkat for row in rows}["spd-3"] == 1


@pytest.mark.parametrize("value", ["nan", "snan", "inf", "-inf", "1e400", "5,23", "5.23%", "wtp"])
def test_an_unreadable_spd_value_is_an_unknown_one(value: str) -> None:
    """It neither stops the build nor passes for a level of 0: the range stays open."""
    index = assessed(city(spd={"spd-4": SpdRow(value)})).index
    assert {row.id: row.tingkat for row in index.spd}["spd-4"] is None
    assert index.spd_belum_diketahui_menambah_paling_banyak == Decimal("25.2")
    assert assessed(city(spd={"spd-4": SpdRow(value, level=2)})).index.readings["klaim"].spd == 2


def test_an_index_below_every_band_has_the_lowest() -> None:
    """Where a rubric's bands leave a gap at the bottom, an index in it belongs to the band above the gap."""
    rubric = random_rubric(Random(1), indicators=1)
    high, low = (Band(nama=name, minimum=Decimal(minimum), maksimum=Decimal(100)) for name, minimum in BANDS)
    found = rubric.model_copy(update={"kategori": (high, low)})
    assert [category(Decimal(index), found) for index in ("3", "9.994", "9.995", "50")] == [
        "Awal",
        "Awal",
        "Awal",
        "Akhir",
    ]


def test_a_field_that_nobody_knows_is_never_filled() -> None:
    """A profile of another year may ask for what records do not have yet."""
    rubric = random_rubric(Random(1), indicators=1)
    asked = rubric.model_copy(update={"profil": rubric.profil.model_copy(update={"isian_wajib": ("nama", "warna")})})
    record = Record(nama="A", ringkasan="B.", status_data="dikonfirmasi-opd")
    assert unfilled(record, asked) == ("warna",)


@pytest.mark.parametrize(
    ("start", "end", "stated", "vague"),
    [
        ("2024-01-31", "2025-12-31", "2024-01", True),
        ("2024-02-01", "2025-12-31", "2024-01", False),
        ("2024-01-01", "2025-12-01", "2025-12", True),
        ("2024-01-01", "2025-11-30", "2025-12", False),
    ],
)
def test_a_time_that_may_lie_in_the_window_is_too_vague(
    start: str, end: str, stated: str, vague: bool, tmp_path: Path
) -> None:
    """One day in common is enough to ask for the day instead of turning the innovation away."""
    period = (BASE / "periods" / "2026" / "period.yaml").read_text(encoding="utf-8")
    moved = period.replace("mulai: 2024-01-01", f"mulai: {start}").replace("selesai: 2025-12-31", f"selesai: {end}")
    record = f"nama: A\nringkasan: B.\nstatus_data: dikonfirmasi-opd\nwaktu_penerapan: {stated}\n"
    case = f"# berkas: periods/2026/period.yaml\n{moved}\n# berkas: innovations/dinas-contoh/a.yaml\n{record}"
    catalogue = load(lay_out(tmp_path, case.encode())).catalogue
    assert catalogue
    found = assess(catalogue, catalogue.periods[2026].record, date(2026, 6, 1)).innovations["a"]
    texts = [condition.text for condition in found.requirements if "waktu_pengembangan" in condition.fields]
    assert ["kurang teliti" in text for text in texts] == [vague]


def test_a_fingerprint_does_not_depend_on_how_letters_are_composed() -> None:
    """A letter with an accent is one sign or two, and means the same; another letter is another."""
    marks = [fingerprint(Fact(nilai=text, bukti=())) for text in ("Kafé", "Kafe\u0301", "Kafe")]
    assert marks[0] == marks[1] != marks[2]


def test_who_is_obliged_comes_first_among_those_that_could_cover_an_affair(tmp_path: Path) -> None:
    """Then by name; an agency of other affairs is not among them."""
    holders = {"badan-awal": "tidak", "dinas-contoh": "ya", "dinas-dua": "tidak", "dinas-lain": "ya"}
    case = "".join(
        f"# berkas: opd/{id}.yaml\nnama: {id}\njenis: dinas\nurusan: [1.02]\nwajib: {obliged}\nstatus: tersumber\n"
        for id, obliged in holders.items()
    )
    catalogue = load(lay_out(tmp_path, case.encode())).catalogue
    assert catalogue
    judged = Judging(catalogue, {}, catalogue.periods[2026].record, date(2026, 6, 1))
    states = {state.kode: state.opd_pengampu for state in judged.urusan()}
    assert states["1.02"] == ("dinas-contoh", "dinas-lain", "badan-awal", "dinas-dua")
    assert states["1.01"] == ()


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_highest_scores_together_are_the_highest_total(year: int) -> None:
    """The parts of the index, each at its highest, make the total that the guideline divides by."""
    rubric = assessed(replace(city(), year=year, window=WINDOW[year])).rubric
    assert sum(highest_scores(rubric).values()) == rubric.rumus.total_maksimum


def test_the_highest_index_is_never_below_the_lowest() -> None:
    """Where all is confirmed and every SPD row is known, both ends of the range are the same number, to every digit."""
    count = 13
    innovations = tuple(
        innovation_of(f"inovasi-{number}", 60 + number % 2, 2026, WINDOW[2026]) for number in range(count)
    )
    whole = city(*innovations, spd={row: SpdRow(level=3) for row in SPD_WEIGHTS})
    index = assessed(replace(whole, agencies=(Agency("opd-0", obliged=True),))).index
    assert index.n == count
    assert index.spd_belum_diketahui_menambah_paling_banyak == 0
    assert len(index.readings["klaim"].iid.as_tuple().digits) > 28
    assert index.rentang == Range(index.readings["terverifikasi"].iid, index.readings["klaim"].iid)


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_an_official_end_is_past_whatever_guess_stands_beside_it(order: tuple[bool, bool]) -> None:
    """A guess of the same day doesn't take a deadline away, and the order in the file decides nothing."""
    due = date(2026, 5, 31)
    told = replace(city(), agencies=(Agency("dinas", obliged=True),), official=True, notice=date(2026, 1, 5))
    stages = tuple(Stage("layak", due, official) for official in order)
    assert assessed(replace(told, stages=stages)).opds["dinas"].met is False
