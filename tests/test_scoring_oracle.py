"""The scoring against an independent second one, on random cities: equal to the last decimal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from catalogue.assess import Assessment, assess
from catalogue.assess.counting import is_fresh
from catalogue.read.catalogue import Catalogue
from tests import oracle
from tests.cities import Reader, base
from tests.oracle import Agency, City, Claim, Outcome, SpdRow, Target
from tests.oracle.cities import innovation_of, random_city
from tests.oracle.guideline import BASIC_AFFAIRS, CATEGORIES, MANDATORY, SID_WEIGHTS, SPD_OPTIONAL, SPD_WEIGHTS, WINDOW
from tests.oracle.ladder import counts, in_window, running
from tests.oracle.scoring import READINGS

Comparison = tuple[str, Any, Any]
"""Where, what the guideline gives, and what the catalogue gives."""

CHUNKS = 10

STANDINGS = {
    ("met", True, "terpenuhi"),
    ("met", False, "tidak-terpenuhi"),
    ("met", None, "belum-ditemukan"),
    ("met", None, "diberitakan"),
    ("met", None, "menunggu-konfirmasi"),
    ("met", None, "belum-memenuhi-syarat"),
}


def catalogue_of(city: City, number: int) -> Catalogue:
    """Return a city's catalogue; one in twenty is written as YAML and read back."""
    return Reader(base(), through_yaml=number % 20 == 7).of(city, Random(number))


def compare(city: City, expected: Outcome, found: Assessment) -> Iterator[Comparison]:
    """Yield everything that both scorings say of a city."""
    yield "innovations", set(expected.steps), set(found.innovations)
    for innovation in city.innovations:
        yield from compare_innovation(innovation, city, expected, found)
    yield from compare_target(expected, found)
    yield from compare_affairs(city, expected, found)
    yield from compare_index(expected, found)
    yield "funnel", dict(expected.funnel), dict(found.funnel)


def compare_innovation(
    innovation: oracle.Innovation, city: City, expected: Outcome, found: Assessment
) -> Iterator[Comparison]:
    """Yield words, step, verification, and the levels and scores of an innovation in every reading."""
    id, state = innovation.id, found.innovations[innovation.id]
    yield f"{id} words", innovation.words, state.words
    yield f"{id} counts", counts(innovation), state.counts
    yield f"{id} running", running(innovation, city.today) is True, is_fresh(state.said_running, city.today)
    yield f"{id} in window", in_window(innovation, city), state.in_window
    yield f"{id} step", expected.steps[id].name, state.step
    rows = {row.indicator.id: row for row in state.indicators}
    yield f"{id} indicators", list(SID_WEIGHTS), list(rows)
    for key, row in rows.items():
        claim = innovation.claims.get(key, Claim())
        yield f"{id} {key} stated", claim.fact is not None, row.stated
        yield f"{id} {key} level", expected.levels[id]["klaim"][key], row.level
        yield f"{id} {key} verification", verification(claim), row.verification
        for reading, levels in expected.levels[id].items():
            yield f"{id} {key} {reading}", SID_WEIGHTS[key] * levels[key], row.scores[reading]
    for reading, score in expected.maturity[id].items():
        yield f"{id} {reading}", score, state.scores[reading]


def verification(claim: Claim) -> str:
    """Return how a verdict stands: it waits again when the fact or its evidence changed."""
    if claim.verdict is None:
        return "belum-diperiksa"
    return claim.verdict if claim.matches else "menunggu"


def compare_target(expected: Outcome, found: Assessment) -> Iterator[Comparison]:
    """Yield Satu OPD Satu Inovasi for every agency, obliged or not."""
    yield "agencies", set(expected.standing), set(found.opds)
    yield "conditions", dict(expected.left_standing), {each.kunci: each.opd for each in found.conditions}
    for id, theirs in expected.standing.items():
        ours = found.opds[id]
        yield f"{id} step", theirs.step if theirs.step is None else theirs.step.name, ours.step
        yield f"{id} met", theirs.met, ours.met
        yield f"{id} why", theirs.reason, ours.why
        yield f"{id} carriers", theirs.carriers, set(ours.carriers)


def compare_affairs(city: City, expected: Outcome, found: Assessment) -> Iterator[Comparison]:
    """Yield the six basic-service affairs; records that don't count are not recorded for one."""
    yield "affairs", set(expected.covered), {state.kode for state in found.urusan}
    for state in found.urusan:
        recorded = {record.id for record in city.innovations if record.affair == state.kode and counts(record)}
        yield f"{state.kode} recorded", recorded, set(state.inovasi_tercatat)
        yield f"{state.kode} eligible", expected.covered_by[state.kode], set(state.inovasi_layak)
        yield f"{state.kode} met", expected.covered[state.kode], state.terpenuhi
        yield f"{state.kode} could", expected.could_cover[state.kode], set(state.opd_pengampu)


def compare_index(expected: Outcome, found: Assessment) -> Iterator[Comparison]:
    """Yield the SPD row by row, the divisor, and every part of the index in every reading."""
    index = found.index
    yield "n", expected.n, index.n
    yield "divisor", expected.divisor, index.pembagi
    yield "affairs covered", sum(map(bool, expected.covered_by.values())), index.urusan_dasar_terpenuhi
    yield "spd levels", dict(expected.spd_levels), {row.id: row.tingkat for row in index.spd}
    for row in index.spd:
        key = row.indicator.id
        yield f"{key} score", SPD_WEIGHTS[key] * (expected.spd_levels[key] or 0), row.score
    for reading, theirs in expected.indices.items():
        ours = index.readings[reading]
        yield f"{reading} published", expected.n > 0, index.bacaan[reading] is not None
        yield f"{reading} spd", theirs.spd, ours.spd
        yield f"{reading} rata_kematangan", theirs.mean_maturity, ours.rata_kematangan
        yield f"{reading} jumlah_inovasi", theirs.count_score, ours.jumlah_inovasi
        yield f"{reading} total", theirs.total, ours.total
        yield f"{reading} iid", theirs.iid, ours.iid
        yield f"{reading} kategori", theirs.category, ours.kategori
        yield f"{reading} open points", theirs.highest - theirs.iid, index.spd_belum_diketahui_menambah_paling_banyak
    lowest, highest = index.rentang.bawah, index.rentang.atas
    yield "lowest", expected.indices["terverifikasi"].iid, lowest
    yield "highest", expected.indices["klaim"].highest, highest


def differ(expected: Any, found: Any) -> bool:
    """Tell whether two values differ.

    A Decimal has to be the very number where that has an end, and elsewhere its 44 digits behind the point.
    """
    if not isinstance(found, Decimal):
        return bool(expected != found)
    distance = abs(Fraction(found) - Fraction(expected))
    return distance != 0 if ends(Fraction(expected)) else distance > Fraction(1, 10**44)


def ends(number: Fraction) -> bool:
    """Tell whether a number has an end in decimals."""
    return 10**40 % number.denominator == 0


def check(year: int, number: int) -> tuple[int, list[str]]:
    """Score a city twice; return how many values were compared and those that differ."""
    city = random_city(year, number)
    catalogue = catalogue_of(city, number)
    expected, found = oracle.assess(city), assess(catalogue, catalogue.periods[year].record, city.today)
    comparisons = [*compare(city, expected, found)]
    comparisons += [("open round", expected.open_round, catalogue.period_on(city.today).tahun)]
    return len(comparisons), [
        f"{year}/{number} {place}: guideline {expected}, catalogue {ours}"
        for place, expected, ours in comparisons
        if differ(expected, ours)
    ]


def test_the_cities_reach_everything_that_is_scored() -> None:
    """A step, level, category or condition that no random city reaches would not be compared."""
    reached: set[tuple[object, ...]] = set()
    for number, year in product(range(200), WINDOW):
        outcome = oracle.assess(random_city(year, number))
        reached |= {("step", step) for step in outcome.steps.values()}
        reached |= {("met", found.met, found.reason) for found in outcome.standing.values()}
        reached |= {("affair", met) for met in outcome.covered.values()} | {("count", year, outcome.count_given)}
        reached |= {("category", reading, index.category) for reading, index in outcome.indices.items()}
        reached |= {("spd", row, level) for row, level in outcome.spd_levels.items()}
        for levels in outcome.levels.values():
            reached |= {(reading, *level) for reading, found in levels.items() for level in found.items()}
        if wanted() <= reached:
            break
    assert wanted() - reached == set()


def wanted() -> set[tuple[object, ...]]:
    """Return everything that the random cities have to reach."""
    sid = {*product(READINGS, SID_WEIGHTS, range(4))}
    spd = {*product(["spd"], SPD_WEIGHTS, (None, 0, 1, 2, 3))}
    categories = {*product(["category"], READINGS, [name for name, _, _ in CATEGORIES])}
    truths = {*product(["count"], WINDOW, (True, False)), *product(["affair"], (True, False, None))}
    return sid | spd | categories | truths | STANDINGS | {("step", step) for step in oracle.Step}


@pytest.mark.parametrize("year", sorted(WINDOW))
def test_the_best_city_has_an_index_of_100(year: int) -> None:
    """More than two hundred perfect innovations over all affairs reach 63, 111, 76 and 250 points, and no more."""
    innovations = tuple(
        replace(innovation_of(f"inovasi-{number}", 111, year, WINDOW[year]), affair=BASIC_AFFAIRS[number % 6])
        for number in range(205)
    )
    best = City(
        year,
        WINDOW[year],
        Target("layak"),
        (Agency("opd-0", True),),
        innovations,
        {key: SpdRow(level=3) for key in SPD_WEIGHTS},
    )
    catalogue = catalogue_of(best, 0)
    for reading in assess(catalogue, catalogue.periods[year].record, best.today).index.readings.values():
        parts = [reading.spd, reading.rata_kematangan, reading.jumlah_inovasi]
        assert [*parts, reading.total, reading.iid] == [63, 111, 76, 250, 100]
        assert [part / reading.total * 100 for part in parts] == [Decimal("25.20"), Decimal("44.40"), Decimal("30.40")]


@pytest.mark.parametrize("year", sorted(WINDOW))
def test_the_rubric_states_what_no_score_shows(year: int) -> None:
    """Both limits of the categories, the numbers of the indicators and the mark wajib are the guideline's."""
    rubric = base().rubrics[f"iid-{year}"].record
    bands = [(band.nama, Fraction(band.minimum), Fraction(band.maksimum)) for band in rubric.kategori]
    assert bands == list(CATEGORIES)
    assert [row.nomor for row in rubric.indikator] == [str(number) for number in range(16, 36)]
    assert [row.id for row in rubric.indikator if row.wajib] == list(MANDATORY)
    assert [f"spd-{row.nomor}" for row in rubric.spd] == list(SPD_WEIGHTS)
    assert [row.id for row in rubric.spd if not row.wajib] == list(SPD_OPTIONAL)


@pytest.mark.parametrize("year", sorted(WINDOW))
def test_the_period_has_the_window_of_the_guideline(year: int) -> None:
    """The window is data of the period; the guideline of the year says which it is."""
    window = base().periods[year].record.jendela
    assert (window.mulai, window.selesai) == WINDOW[year]


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("year", sorted(WINDOW))
def test_both_scorings_agree(year: int, chunk: int, deep: bool, record_property: Any) -> None:
    """Every level, score, step, target and index of a random city is the guideline's."""
    compared, differences = 0, list[str]()
    for number in range(chunk, 10_000 if deep else CHUNKS, CHUNKS):
        values, differing = check(year, number)
        compared += values
        differences += differing
    record_property("compared", compared)
    assert differences == []
