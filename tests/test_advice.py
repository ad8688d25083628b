"""Advice: what to send and the shortest list against every subset, and every gain against the index itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import floor, lcm
from random import Random
from time import perf_counter

import pytest

from catalogue.assess import READINGS, Assessment, InnovationState
from catalogue.assess.advice import EvidenceAdvice, RouteAdvice
from catalogue.assess.advice.gains import ranked
from catalogue.assess.advice.planner import advise
from catalogue.assess.result import VerificationState
from catalogue.assess.scoring import total_scores
from catalogue.model import Evidence, Indicator
from catalogue.model.period import SpdRow
from catalogue.model.rubric import Band, Level
from catalogue.read.catalogue import UNASSIGNED
from tests.assessments import AFFAIRS, DOCUMENT, part_state, period, random_assessment, random_rubric, reassess
from tests.exported import frozen_city

LEVELS = tuple(Level(level=level, teks=f"Tingkat {level}") for level in (1, 2, 3))

CLOSE = Fraction(1, 10**40)
"""Decimals carry 50 digits, so what is equal in fractions is equal to here."""


def close(one: Decimal | Fraction, other: Decimal | Fraction) -> bool:
    """Tell whether two numbers are equal as far as decimals carry."""
    return abs(Fraction(one) - Fraction(other)) < CLOSE


@pytest.fixture
def cases(deep: bool) -> int:
    """How many random catalogues a comparison with brute force takes."""
    return 5000 if deep else 15


def affairs_of(assessment: Assessment) -> dict[str, str | None]:
    """Return each innovation's basic-service affair."""
    found: dict[str, str | None] = dict.fromkeys(assessment.innovations)
    return found | {slug: affair.kode for affair in assessment.urusan for slug in affair.inovasi_tercatat}


def iid(assessment: Assessment, reading: str) -> Decimal:
    """Return the index as the projection computed it."""
    return assessment.index.readings[reading].iid


def best_by_brute_force(assessment: Assessment, reading: str) -> tuple[Fraction, list[str]]:
    """Try every subset; of the best take the largest, then the one whose innovations stand first by score."""
    formula, affairs = assessment.rubric.rumus, affairs_of(assessment)
    layak = [state for state in assessment.innovations.values() if state.step != "tercatat"]
    layak.sort(key=lambda state: (-state.scores[reading], state.slug))
    divisors = [max(n, formula.pembagi_minimum) for n in range(len(layak) + 1)]
    unit = lcm(*divisors)
    counts = [int(min(n, formula.batas_jumlah) * formula.bobot_jumlah * 100) * unit for n in range(len(layak) + 1)]
    scores = [int(state.scores[reading] * 100) for state in layak]
    bits = [1 << AFFAIRS.index(code) if (code := affairs[state.slug]) else 0 for state in layak]
    sums, covers, best = [0], [0], (-1, 0, 0)
    for mask in range(1 << len(layak)):
        if mask:
            low, rest = (mask & -mask).bit_length() - 1, mask & (mask - 1)
            sums.append(sums[rest] + scores[low])
            covers.append(covers[rest] | bits[low])
        n = mask.bit_count()
        value = sums[mask] * (unit // divisors[n])
        if covers[mask].bit_count() >= formula.urusan_dasar_minimum:
            value += counts[n]
        if (value, n) >= best[:2]:
            first = int(f"{mask:0{len(layak)}b}"[::-1], 2) if mask else 0
            best = max(best, (value, n, first))
    total = Fraction(assessment.index.readings[reading].spd) + Fraction(best[0], unit * 100)
    chosen = f"{best[2]:0{len(layak)}b}"
    slugs = [state.slug for place, state in enumerate(layak) if chosen[place] == "1"]
    return total / Fraction(formula.total_maksimum) * 100, slugs


def test_what_to_send_is_the_best_of_all_subsets(cases: int) -> None:
    """The set advised has the highest index of all subsets, and is the one that the rule for ties names."""
    rng = Random(40)
    for _ in range(cases):
        rubric = random_rubric(rng, indicators=rng.randint(1, 4))
        known = rng.choice((0.2, 0.6, 0.95))
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 12), known=known)
        reading = rng.choice(READINGS)
        choice = advise(assessment).pengiriman[reading]
        index, send = best_by_brute_force(assessment, reading)
        assert list(choice.kirim) == send
        assert close(choice.iid, index)
        assert choice.tambahan >= 0
        assert close(Fraction(choice.iid) - Fraction(iid(assessment, reading)), choice.tambahan)
        assert sorted((*choice.kirim, *choice.simpan)) == sorted(
            state.slug for state in assessment.innovations.values() if state.step != "tercatat"
        )


def test_the_best_of_an_affair_is_sent_although_another_scores_higher() -> None:
    """Of 9, 7, 6 and 3, of which only 6 and 3 cover an affair, 9 and 6 are sent when one affair is asked for.

    With a divisor of at least 2 and 1 point for each of at most 2: 9 and 6 make 7.5 + 2; 9 and 7 make 8; 9, 7 and 6
    make 7.33 + 2; 9 and 3 make 6 + 2; all make 6.25 + 2.
    """
    rubric = random_rubric(Random(51), indicators=1)
    constants = {"pembagi_minimum": 2, "bobot_jumlah": Decimal(1), "batas_jumlah": 2, "urusan_dasar_minimum": 1}
    rubric = rubric.model_copy(update={"rumus": rubric.rumus.model_copy(update=constants)})
    scores = {"a": 9, "b": 7, "c": 6, "d": 3}
    states = [
        InnovationState(slug, "dinas-a", "layak", (), (), dict.fromkeys(READINGS, Decimal(score)), 300)
        for slug, score in scores.items()
    ]
    affairs = {"a": None, "b": None, "c": "1.01", "d": "1.02"}
    choice = advise(reassess(rubric, period({}), states, affairs)).pengiriman["klaim"]
    assert (choice.kirim, choice.simpan) == (("a", "c"), ("b", "d"))


@dataclass(frozen=True)
class Paper:
    """A document that a list may hold, as the test reads the states; of an SPD row it names no innovation."""

    slugs: tuple[str, ...]
    indicator: str
    level: int
    score: Decimal


def reach(assessment: Assessment, indicator: Indicator) -> list[int]:
    """Return the levels that a document of today may still show, read from the rubric once more."""
    found = []
    for level in indicator.level:
        last = [assessment.period.tahun + years.sampai for years in indicator.tahun_bukti if years.sampai is not None]
        if not level.perlu_pihak_lain and assessment.today.year <= min(last, default=9999):
            found.append(level.level)
    return found


def papers(assessment: Assessment, slugs: Iterable[str], pick: Callable[[Iterable[int]], int]) -> list[Paper]:
    """List every document for these innovations and for the SPD; what one decree can name is one document."""
    found = [
        Paper((), row.indicator.id, pick(levels), row.indicator.bobot * pick(levels))
        for row in assessment.index.spd
        if row.tingkat is None and not row.indicator.hasil_pembangunan and (levels := reach(assessment, row.indicator))
    ]
    decrees: dict[tuple[str, int], Paper] = {}
    for slug in slugs:
        for part in assessment.innovations[slug].indicators:
            levels = [part.level] if part.stated else reach(assessment, part.indicator)
            if not levels or not pick(levels) or (part.stated and part.evidence):
                continue
            level = pick(levels)
            paper = Paper((slug,), part.indicator.id, level, part.indicator.bobot * level)
            if part.indicator.satu_dokumen_banyak_inovasi:
                before = decrees.get((paper.indicator, level), Paper((), paper.indicator, level, Decimal(0)))
                paper = replace(paper, slugs=(*before.slugs, slug), score=before.score + paper.score)
                decrees[paper.indicator, level] = paper
            else:
                found.append(paper)
    return [*found, *decrees.values()]


def extended(assessment: Assessment, added: Iterable[str], given: Iterable[Paper]) -> Assessment:
    """Assess once more with these innovations counted and these documents supplied."""
    proofs = {(slug, paper.indicator): paper.level for paper in given for slug in paper.slugs}
    spd = dict(assessment.period.spd) | {
        paper.indicator: SpdRow(level=paper.level) for paper in given if not paper.slugs
    }
    states = [
        _supplied(state, "layak" if state.slug in set(added) else state.step, proofs)
        for state in assessment.innovations.values()
    ]
    period = assessment.period.model_copy(update={"spd": spd})
    return reassess(assessment.rubric, period, states, affairs_of(assessment))


def _supplied(state: InnovationState, step: str, proofs: dict[tuple[str, str], int]) -> InnovationState:
    parts = tuple(
        part_state(part.indicator, True, proofs[state.slug, part.indicator.id], (DOCUMENT,), part.verification)
        if (state.slug, part.indicator.id) in proofs
        else part
        for part in state.indicators
    )
    return replace(state, step=step, indicators=parts, scores=total_scores(parts))


def fewest_by_brute_force(assessment: Assessment, added: list[str], goal: Decimal, found: list[Paper]) -> int | None:
    """Try every set of documents, the small ones first, until one reaches the goal."""
    before = extended(assessment, added, [])
    divisor, highest = before.index.pembagi, assessment.rubric.rumus.total_maksimum
    reading = before.index.readings["berbukti"]
    maturity = sum(state.scores["berbukti"] for state in before.innovations.values() if state.step != "tercatat")
    start = Fraction(reading.spd) + Fraction(maturity) / divisor + Fraction(reading.jumlah_inovasi)
    gains = [Fraction(paper.score) / (divisor if paper.slugs else 1) for paper in found]
    for size in range(len(gains) + 1):
        for chosen in combinations(gains, size):
            if rounded((start + sum(chosen)) / Fraction(highest) * 100) >= goal:
                return size
    return None


def rounded(value: Fraction) -> Decimal:
    """Round half up to two decimals."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def small_assessment(rng: Random) -> Assessment:
    """Make up to twelve innovations with few open documents, and bands that these can just reach or not."""
    while True:
        rubric = random_rubric(rng, indicators=rng.randint(1, 3), rows=rng.randint(1, 4))
        counted, waiting, known = rng.randint(0, 9), rng.randint(0, 3), rng.choice((0.4, 0.7, 0.85, 0.95))
        found = random_assessment(rng, rubric, counted=counted, waiting=waiting, known=known)
        every = papers(found, found.innovations, max)
        if 0 < len(every) <= 11:
            break
    low = Fraction(iid(found, "berbukti"))
    high = Fraction(iid(extended(found, found.innovations, every), "berbukti"))
    goals = [rounded(low + (high - low) * rng.randint(1, 21) / 20) for _ in range(3)]
    bands = tuple(Band(nama=f"Predikat {goal}", minimum=goal, maksimum=Decimal(100)) for goal in goals)
    rubric = rubric.model_copy(update={"kategori": bands})
    today = date(rng.choice((2025, 2026)), 6, 1)
    return replace(reassess(rubric, found.period, list(found.innovations.values()), affairs_of(found)), today=today)


def test_an_index_on_half_a_cent_is_rounded_up() -> None:
    """111.99375 of 99 is 113.125 exactly, which a division before the multiplication would just miss.

    A band that begins at 113.13 is reached with it, so nothing more is asked for.
    """
    rng = Random(49)
    rubric = random_rubric(rng, indicators=1)
    rubric = rubric.model_copy(
        update={
            "rumus": rubric.rumus.model_copy(
                update={"pembagi_minimum": 1, "bobot_jumlah": Decimal(0), "total_maksimum": Decimal(99)}
            ),
            "indikator": (rubric.indikator[0].model_copy(update={"level": LEVELS, "bobot": Decimal("37.33125")}),),
            "kategori": (*rubric.kategori, Band(nama="Tepat", minimum=Decimal("113.13"), maksimum=Decimal(200))),
        }
    )
    parts = (part_state(rubric.indikator[0], True, 3, (DOCUMENT,), "belum-diperiksa"),)
    state = random_assessment(rng, rubric, counted=1).innovations["inovasi-000"]
    state = replace(state, indicators=parts, scores=total_scores(parts))
    found = reassess(rubric, period({row.id: {"level": 0} for row in rubric.spd}), [state], {state.slug: None})
    assert (found.index.readings["klaim"].iid, found.index.readings["klaim"].kategori) == (Decimal("113.125"), "Tepat")
    assert found.index.readings["berbukti"].iid == Decimal("113.125")
    assert [route.tujuan for route in advise(found).dokumen] == []


def test_the_shortest_list_is_the_shortest_of_all(cases: int) -> None:
    """No smaller set of documents reaches the goal, whoever counts; the list itself does, computed anew."""
    rng = Random(41)
    for _ in range(cases):
        assessment = small_assessment(rng)
        line = [newcomer.id for newcomer in advise(assessment).belum_layak if newcomer.terjangkau]
        layak = [slug for slug, state in assessment.innovations.items() if state.step != "tercatat"]
        for route in advise(assessment).dokumen:
            assert [scenario.ditambahkan for scenario in route.menurut_banyaknya_inovasi] == list(range(len(line) + 1))
            for scenario in route.menurut_banyaknya_inovasi:
                added = line[: scenario.ditambahkan]
                bold, wary = (papers(assessment, (*layak, *added), pick) for pick in (max, min))
                assert scenario.dokumen == fewest_by_brute_force(assessment, added, route.mulai, bold)
                assert scenario.dokumen_tingkat_terendah == fewest_by_brute_force(assessment, added, route.mulai, wary)
            check_list(assessment, route)


def test_the_shortest_list_of_a_city_is_one_that_can_be_had() -> None:
    """Of the guideline no outcome, no regional regulation and no replication elsewhere; a decree counts once."""
    catalogue = frozen_city().catalogue
    assert catalogue
    rubric = catalogue.rubrics["iid-2027"].record
    found = random_assessment(Random(52), rubric, counted=12, known=0)
    years = {"tahun": 2027, "jendela": found.period.jendela.model_copy(update={"selesai": date(2026, 12, 31)})}
    found = replace(found, period=found.period.model_copy(update=years), today=date(2026, 11, 30))
    outcomes = {"spd-4", "spd-5a", "spd-5b", "spd-6", "spd-7", "spd-10a", "spd-10b", "spd-11a", "spd-11b"}
    assert {row.id for row in rubric.spd if row.hasil_pembangunan} == outcomes
    for day, regulation in ((date(2026, 11, 30), {2}), (date(2027, 3, 1), set())):
        (route, *_) = [found for found in advise(replace(found, today=day)).dokumen if found.tujuan == "Inovatif"]
        assert route.dokumen
        named = [item.indikator.id for item in route.dokumen]
        assert not outcomes & set(named)
        assert "replikasi" not in named
        assert {item.tingkat for item in route.dokumen if item.indikator.id == "regulasi"} == regulation
        shared = [item for item in route.dokumen if item.indikator.satu_dokumen_banyak_inovasi]
        assert len({item.indikator.id for item in shared}) == len(shared)
        assert all(len(item.inovasi) == 12 for item in shared)


def check_list(assessment: Assessment, route: RouteAdvice) -> None:
    """Supply the list and look at the index; the list takes the fewest innovations and documents together."""
    possible = [
        (one.ditambahkan + one.dokumen, one.ditambahkan)
        for one in route.menurut_banyaknya_inovasi
        if one.dokumen is not None
    ]
    if route.dokumen is None:
        assert possible == []
        return
    assert (len(route.inovasi_ditambahkan) + len(route.dokumen), len(route.inovasi_ditambahkan)) == min(possible)
    given = [Paper(item.inovasi, item.indikator.id, item.tingkat, Decimal(0)) for item in route.dokumen]
    proved = [(slug, paper.indicator) for paper in given for slug in paper.slugs or ("",)]
    assert len(set(proved)) == len(proved)
    reached = iid(extended(assessment, route.inovasi_ditambahkan, given), "berbukti")
    assert close(reached, route.iid)
    assert rounded(Fraction(reached)) >= route.mulai
    assert [item.tambahan for item in route.dokumen] == sorted((item.tambahan for item in route.dokumen), reverse=True)


def test_every_gain_is_what_the_index_gains() -> None:
    """Raising one indicator changes each reading of the projection by exactly what the advice says."""
    rng = Random(42)
    for _ in range(40):
        rubric = random_rubric(rng, indicators=rng.randint(1, 5))
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 9), waiting=2)
        for item in advise(assessment).bukti:
            added = [] if item.dihitung else [item.id]
            before = extended(assessment, added, [])
            for step in (item.berikutnya, item.tertinggi):
                after = raised(before, item, step.tingkat)
                for reading in READINGS:
                    assert close(Fraction(iid(after, reading)) - Fraction(iid(before, reading)), step.tambahan[reading])


def raised(assessment: Assessment, item: EvidenceAdvice, level: int) -> Assessment:
    """Let one indicator reach a level, proved and confirmed."""
    states = dict(assessment.innovations)
    parts = tuple(
        part_state(part.indicator, True, level, (DOCUMENT,), "sesuai") if part.indicator == item.indikator else part
        for part in states[item.id].indicators
    )
    states[item.id] = replace(states[item.id], indicators=parts, scores=total_scores(parts))
    return reassess(assessment.rubric, assessment.period, list(states.values()), affairs_of(assessment))


def test_opportunities_are_complete_and_sorted() -> None:
    """Every indicator below its highest confirmed level has one line; sure gains of what counts come first."""
    rng = Random(43)
    rubric = random_rubric(rng, indicators=4)
    assessment = random_assessment(rng, rubric, counted=6, waiting=3)
    found = advise(assessment).bukti
    assert {(item.id, item.indikator.id) for item in found} == {
        (state.slug, part.indicator.id)
        for state in assessment.innovations.values()
        if state.counts
        for part in state.indicators
        if part.scores["terverifikasi"] < part.indicator.bobot * part.indicator.level[-1].level
    }
    for reading in READINGS:
        keys = [
            (
                not item.dihitung,
                -item.berikutnya.tambahan[reading],
                item.tindakan in ("isi", "tingkatkan"),
                -item.tertinggi.tambahan[reading],
            )
            for item in ranked(found, reading)
        ]
        assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("fact", "act", "level"),
    [
        ((False, 0, (), "belum-diperiksa"), "isi", 1),
        ((True, 0, (), "belum-diperiksa"), "tingkatkan", 1),
        ((True, 2, (), "belum-diperiksa"), "buktikan", 2),
        ((True, 2, (DOCUMENT,), "belum-diperiksa"), "periksa", 2),
        ((True, 2, (DOCUMENT,), "menunggu"), "periksa", 2),
        ((True, 2, (DOCUMENT,), "tidak-sesuai"), "perbaiki", 2),
        ((True, 2, (DOCUMENT,), "sesuai"), "tingkatkan", 3),
    ],
)
def test_what_is_to_be_done(
    fact: tuple[bool, int, tuple[Evidence, ...], VerificationState], act: str, level: int
) -> None:
    """The state of an indicator says what is done next, and to which level."""
    rng = Random(44)
    rubric = random_rubric(rng, indicators=1)
    indicator = rubric.indikator[0].model_copy(update={"level": LEVELS})
    rubric = rubric.model_copy(update={"indikator": (indicator,)})
    state = random_assessment(rng, rubric, counted=1).innovations["inovasi-000"]
    parts = (part_state(indicator, *fact),)
    state = replace(state, indicators=parts, scores=total_scores(parts))
    (item,) = advise(reassess(rubric, period({}), [state], {state.slug: None})).bukti
    assert (item.tindakan, item.berikutnya.tingkat, item.tertinggi.tingkat) == (act, level, 3)


def test_what_one_more_innovation_is_worth() -> None:
    """The gains and the break-even are those of the projection with one more innovation in it."""
    rng = Random(45)
    for _ in range(60):
        rubric = random_rubric(rng, indicators=rng.randint(1, 4))
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 12))
        for reading in READINGS:
            found = advise(assessment).inovasi_tambahan[reading]
            assert found.menambah_di_atas >= 0
            pairs = [(each.skor, each.tambahan) for each in found.menurut_kematangan]
            for score, gain in (*pairs, (found.menambah_di_atas, None)):
                after = Fraction(iid(with_one_more(assessment, score), reading))
                change = after - Fraction(iid(assessment, reading))
                if gain is not None:
                    assert close(change, gain)
                else:
                    assert close(change, Fraction(0)) or (score == 0 and change > 0)


def with_one_more(assessment: Assessment, score: Decimal) -> Assessment:
    """Add an innovation with this maturity in every reading and no basic-service affair."""
    extra = InnovationState("tambahan", "dinas-a", "layak", (), (), dict.fromkeys(READINGS, score), 300)
    states = [*assessment.innovations.values(), extra]
    return reassess(assessment.rubric, assessment.period, states, affairs_of(assessment) | {"tambahan": None})


def test_what_the_basic_service_condition_costs() -> None:
    """The cost is what the index would gain if the condition were not there; met, that much rests on it."""
    rng = Random(46)
    for _ in range(60):
        rubric = random_rubric(rng, indicators=2)
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 12))
        free, shut = (
            rubric.model_copy(update={"rumus": rubric.rumus.model_copy(update={"urusan_dasar_minimum": minimum})})
            for minimum in (0, 7)
        )
        states, affairs = list(assessment.innovations.values()), affairs_of(assessment)
        most = iid(reassess(free, assessment.period, states, affairs), "klaim")
        least = iid(reassess(shut, assessment.period, states, affairs), "klaim")
        found = advise(assessment).urusan_dasar
        assert close(Fraction(most) - Fraction(iid(assessment, "klaim")), found.biaya_hari_ini)
        assert close(Fraction(most) - Fraction(least), found.bergantung_padanya)
        assert found.terpenuhi == (len(found.terwakili) >= rubric.rumus.urusan_dasar_minimum)
        assert sorted((*found.terwakili, *found.kosong)) == sorted(AFFAIRS)


def test_newcomers_stand_in_a_line_that_first_meets_the_condition() -> None:
    """The readiest of each affair that is still needed lead, if there are enough; then the readiest of all."""
    rng = Random(47)
    led = 0
    for _ in range(80):
        rubric = random_rubric(rng, indicators=2)
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 3), waiting=rng.randint(0, 9))
        found = advise(assessment).belum_layak
        states = [assessment.innovations[item.id] for item in found]
        ready = [
            (state.opd == UNASSIGNED or state.outside, len(state.missing), -state.scores["klaim"], state.slug)
            for state in states
        ]
        covered = sum(bool(affair.terpenuhi) for affair in assessment.urusan)
        needed = max(rubric.rumus.urusan_dasar_minimum - covered, 0)
        open_affairs = {item.urusan_dasar_baru for item in found if item.urusan_dasar_baru and item.terjangkau}
        leaders = needed if len(open_affairs) >= needed else 0
        led += leaders
        assert len({item.urusan_dasar_baru for item in found[:leaders]} - {None}) == leaders
        assert ready[:leaders] == sorted(ready[:leaders])
        assert ready[leaders:] == sorted(ready[leaders:])
        for item in found:
            after = extended(assessment, [item.id], [])
            for reading in READINGS:
                assert close(Fraction(iid(after, reading)) - Fraction(iid(assessment, reading)), item.tambahan[reading])
    assert led > 20


def test_five_hundred_innovations_take_seconds() -> None:
    """All advice for 500 innovations, half of them not counting yet, is worked out while one waits."""
    rng = Random(48)
    catalogue = frozen_city().catalogue
    assert catalogue
    rubric = catalogue.rubrics["iid-2026"].record
    assessment = random_assessment(rng, rubric, counted=250, waiting=250)
    start = perf_counter()
    advise(assessment)
    assert perf_counter() - start < 10
