"""The second reading of the guideline against the sums that the guideline itself states."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.oracle import Agency, Benefit, City, Claim, Confirmation, Innovation, SpdRow, Target, assess
from tests.oracle.description import Value
from tests.oracle.guideline import BASIC_AFFAIRS, COUNT_CAP, COUNT_WEIGHT, PROFILE, SID_WEIGHTS, SPD_WEIGHTS, WINDOW
from tests.oracle.scoring import category, index

BEST: dict[str, Value] = {
    "regulasi": "perda",
    "sdm": Fraction(31),
    "anggaran": (2024, 2025, 2026),
    "alat_kerja": "daring",
    "bimtek": Fraction(3),
    "rkpd": (2024, 2025, 2026),
    "aktor": Fraction(5),
    "pelaksana": "sk",
    "jejaring": Fraction(5),
    "sosialisasi": "media",
    "pedoman_teknis": "daring",
    "informasi_layanan": Fraction(3),
    "kemudahan_proses": Fraction(1),
    "pengaduan": Fraction(91),
    "integrasi": "lintas-unit",
    "replikasi": Fraction(3),
    "kecepatan": Fraction(4),
    "kemanfaatan": Benefit("a", Fraction(501)),
    "monev": "eksternal",
    "video": Fraction(5),
}
"""Every fact at its best in 2026."""


def perfect(id: str, affair: str = "1.01") -> Innovation:
    """Return an innovation of 2026 to which nothing can be added."""
    return Innovation(
        id=id,
        agency="dinas",
        filled=frozenset(PROFILE),
        affair=affair,
        words=300,
        implemented="2024-01-01",
        claims={key: Claim(fact, 1, "sesuai", matches=True) for key, fact in BEST.items()},
        submitted=True,
        confirmation=Confirmation(date(2026, 1, 5), taken_in=True),
        stage="penerapan",
        tried="2023",
    )


def city(*innovations: Innovation, spd: dict[str, SpdRow] | None = None) -> City:
    """Return a city of 2026 with one agency."""
    return City(2026, WINDOW[2026], Target("layak"), (Agency("dinas", obliged=True),), innovations, spd or {})


def test_the_maxima_are_63_111_76_and_250() -> None:
    """The weights add up to what the guideline states as the highest scores."""
    assert sum(SPD_WEIGHTS.values()) * 3 == 63
    assert sum(SID_WEIGHTS.values()) * 3 == 111
    assert COUNT_CAP * COUNT_WEIGHT == 76
    assert [Fraction(part, 250) * 100 for part in (63, 111, 76)] == [
        Fraction("25.20"),
        Fraction("44.40"),
        Fraction("30.40"),
    ]


def test_the_best_city_has_an_index_of_100() -> None:
    """Two hundred perfect innovations over all affairs and an SPD at level 3 give 250 points."""
    best = [perfect(f"i-{number}", BASIC_AFFAIRS[number % 6]) for number in range(200)]
    outcome = assess(city(*best, spd={row: SpdRow(level=3) for row in SPD_WEIGHTS}))
    for found in outcome.indices.values():
        assert [found.spd, found.mean_maturity, found.count_score, found.total] == [63, 111, 76, 250]
        assert found.iid == found.highest == 100
        assert found.category == "Sangat Inovatif"


@pytest.mark.parametrize(
    ("score", "gain"), [(60, Fraction("2.152")), (90, Fraction("3.152"))], ids=["60 points", "90 points"]
)
def test_worth_of_one_innovation_below_the_divisor(score: int, gain: Fraction) -> None:
    """An added innovation with score s adds (s/12 + 0.38)/250 x 100 points."""
    scores = [Fraction(score)] * 3
    less, more = (index(scores[:count], 6, {}, 2026).iid for count in (2, 3))
    assert more - less == gain


def test_missing_basic_affairs_cost_the_count_score() -> None:
    """With 35 innovations the basic-service rule costs 5.32 points."""
    scores = [Fraction(80)] * 35
    assert index(scores, 5, {}, 2026).iid - index(scores, 4, {}, 2026).iid == Fraction("5.32")
    assert index(scores, 5, {}, 2027).count_score == 0


@pytest.mark.parametrize(
    ("iid", "name"),
    [
        ("0", "Tidak Dapat Dinilai"),
        ("0.004", "Tidak Dapat Dinilai"),
        ("0.005", "Kurang Inovatif"),
        ("40.0049", "Kurang Inovatif"),
        ("40.005", "Inovatif"),
        ("65.0049", "Inovatif"),
        ("65.005", "Sangat Inovatif"),
        ("100", "Sangat Inovatif"),
    ],
)
def test_categories_meet_without_a_gap(iid: str, name: str) -> None:
    """An index is rounded half up to two decimals before it is put in a category."""
    assert category(Fraction(iid)) == name


def test_an_empty_city_scores_nothing() -> None:
    """No innovation and no SPD row leave the whole SPD open."""
    outcome = assess(City(2026, (date(2024, 1, 1), date(2025, 12, 31)), Target("tercatat")))
    assert [outcome.n, outcome.divisor, outcome.indices["klaim"].iid] == [0, 12, 0]
    assert outcome.indices["klaim"].highest == Fraction("25.2")
