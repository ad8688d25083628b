"""The plan of the open round against brute force: shared documents, lead times, deadlines, and who does what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from catalogue.assess import Assessment, InnovationState
from catalogue.assess.advice import RouteAdvice
from catalogue.assess.advice.documents import shares
from catalogue.assess.advice.gains import chance_of, situation
from catalogue.assess.advice.planner import advise, plans
from catalogue.model import Innovation, Rubric
from catalogue.model.period import Stage
from catalogue.model.rubric import Band
from tests.assessments import random_assessment, random_rubric, reassess
from tests.oracle.planning import Paper, Round, given, rounded
from tests.test_advice import affairs_of, close

TODAY = date(2026, 3, 2)
MOST = 10
"""Documents of a made-up city, so that every set of them can be tried."""


@pytest.fixture
def cases(deep: bool) -> int:
    """How many random cities a comparison with brute force takes."""
    return 2000 if deep else 60


def city(rng: Random) -> Round:
    """Make a city with few open documents, lead times, a calendar, and goals that it can just reach or not."""
    while True:
        rubric = timed(rng, random_rubric(rng, indicators=rng.randint(1, 3), rows=rng.randint(1, 4)))
        counted, waiting, known = rng.randint(0, 7), rng.randint(0, 4), rng.choice((0.4, 0.7, 0.85, 0.95))
        found = random_assessment(rng, rubric, counted=counted, waiting=waiting, known=known)
        found = on_calendar(rng, found, list(stages(rng)))
        every = Round(found).papers(found.innovations, max)
        if 0 < len(every) <= MOST:
            return with_goals(rng, found, every)


def timed(rng: Random, rubric: Rubric) -> Rubric:
    """Give most documents a time that they take."""
    sides = {
        side: tuple(row.model_copy(update={"lama_hari": rng.choice((None, 7, 30, 90, 300))}) for row in rows)
        for side, rows in (("indikator", rubric.indikator), ("spd", rubric.spd))
    }
    return rubric.model_copy(update=sides | {"status": rng.choice(("berlaku", "perkiraan"))})


def stages(rng: Random) -> Iterator[Stage]:
    """Make a calendar in which steps have one deadline, two or none, official or guessed, past or to come."""
    for step in ("tercatat", "layak", "lengkap", "terverifikasi", "terlapor"):
        for number in range(rng.choice((0, 1, 1, 1, 2))):
            end = TODAY + timedelta(rng.choice((-40, -1, 0, 7, 20, 30, 89, 90, 200, 400)))
            yield Stage(
                id=f"{step}-{number}",
                nama=step,
                mulai=end - timedelta(50),
                selesai=end,
                asal=rng.choice(("resmi", "pola", "usulan")),
                pelaku="OPD",
                langkah=step,
            )


def on_calendar(rng: Random, found: Assessment, calendar: list[Stage]) -> Assessment:
    """Put an assessment under a calendar, on a day before or after the year from which some evidence must be."""
    period = found.period.model_copy(update={"linimasa": tuple(calendar)})
    judged = reassess(found.rubric, period, list(found.innovations.values()), affairs_of(found))
    return replace(judged, today=TODAY if rng.random() < 0.7 else date(2025, 12, 20))


def with_goals(rng: Random, found: Assessment, every: list[Paper]) -> Round:
    """Set three bands between today's index and beyond what all documents bring."""
    low = Round(found).index([], [])
    high = Round(found).index(found.innovations, map(given, every))
    goals = [rounded(low + (high - low) * rng.randint(1, 22) / 20) for _ in range(3)]
    bands = tuple(Band(nama=f"Predikat {goal}", minimum=goal, maksimum=Decimal(100)) for goal in goals)
    rubric = found.rubric.model_copy(update={"kategori": bands})
    again = reassess(rubric, found.period, list(found.innovations.values()), affairs_of(found))
    return Round(replace(again, today=found.today))


def test_the_plan_is_the_shortest_of_all_that_keep_the_deadlines(cases: int) -> None:
    """No smaller set that can be ready in time reaches a goal, however many of the line count."""
    rng, late, beyond = Random(60), 0, 0
    for _ in range(cases):
        known = city(rng)
        queue = [item.id for item in advise(known.found).belum_layak]
        line, outside = known.line(queue), known.outside(queue)
        free = Round(replace(known.found, period=known.found.period.model_copy(update={"linimasa": ()})))
        late += len(free.papers(queue, max)) - len(known.papers(queue, max))
        for route in advise(known.found).dokumen:
            assert [one.ditambahkan for one in route.menurut_banyaknya_inovasi] == list(range(len(line) + 1))
            for one in route.menurut_banyaknya_inovasi:
                added = line[: one.ditambahkan]
                bold, wary = (known.papers((*known.counted, *added), pick) for pick in (max, min))
                assert one.dokumen == known.fewest(added, route.mulai, bold)
                assert one.dokumen_tingkat_terendah == known.fewest(added, route.mulai, wary)
            beyond += route.dokumen is None
            check_developments(known, route, line, outside)
    assert late > cases / 20
    assert beyond > cases / 10


def check_developments(known: Round, route: RouteAdvice, line: list[str], outside: list[str]) -> None:
    """Expect of a goal out of reach the first number of developments with which all documents reach it."""
    if route.dokumen is not None:
        assert route.dikembangkan_dahulu == 0
        return
    enough = []
    for many in range(1, len(outside) + 1):
        added = [*line, *outside[:many]]
        every = known.papers((*known.counted, *added), max)
        if rounded(known.index(added, map(given, every))) >= route.mulai:
            enough.append(many)
    assert route.dikembangkan_dahulu == min(enough, default=None)


def routes(known: Round) -> list[RouteAdvice]:
    """Return every plan that is shown with its documents."""
    planner = plans(known.found)
    return [*(route for route in advise(known.found).dokumen if route.dokumen is not None), planner.utmost]


def test_each_document_says_when_it_must_be_begun(cases: int) -> None:
    """The day is the earliest last day less the time it takes; what cannot be ready is in no plan."""
    rng = Random(61)
    for _ in range(cases):
        known = city(rng)
        for route in routes(known):
            every = known.papers((*known.counted, *route.inovasi_ditambahkan), max)
            kept = {(paper.slugs, paper.indicator.id, paper.level): paper for paper in every}
            for item in route.dokumen or ():
                paper = kept[item.inovasi, item.indikator.id, item.tingkat]
                assert item.mulai_paling_lambat == (paper.begin.isoformat() if paper.begin else None)
                assert item.fakta_dinyatakan == paper.stated


def test_all_that_can_be_done_is_the_highest_of_all(cases: int) -> None:
    """No number of the line with all its documents reaches more."""
    rng = Random(62)
    for _ in range(cases):
        known = city(rng)
        line = known.line(item.id for item in advise(known.found).belum_layak)
        reached = []
        for many in range(len(line) + 1):
            every = known.papers((*known.counted, *line[:many]), max)
            reached.append(known.index(line[:many], map(given, every)))
        assert close(plans(known.found).utmost.iid, max(reached))


def test_what_an_office_leaves_undone_costs_what_the_index_loses(cases: int) -> None:
    """The shares of a plan are the whole of it, and the cost of each is the index without it."""
    rng, shared = Random(63), 0
    for _ in range(cases):
        known = city(rng)
        for route in routes(known):
            parts = shares(situation(known.found), route)
            assert sorted(slug for part in parts for slug in part.added) == sorted(route.inovasi_ditambahkan)
            assert sum(len(part.documents) for part in parts) == len(route.dokumen or ())
            for part in parts:
                left = [slug for slug in route.inovasi_ditambahkan if slug not in part.added]
                kept = [item for other in parts if other != part for item in other.documents]
                papers = [(item.inovasi, item.indikator, item.tingkat) for item in kept]
                assert close(part.loss, Fraction(route.iid) - known.index(left, papers))
                owners = {known.found.innovations[slug].opd for item in part.documents for slug in item.inovasi}
                assert part.opd is None or owners <= {part.opd}
                shared += part.opd is None and len(owners) > 1
    assert shared


def test_a_guessed_deadline_keeps_nothing_out() -> None:
    """With the same days, plans under guesses are those without a calendar; under official days some are longer."""
    rng = Random(64)
    changed = 0
    for _ in range(40):
        known = city(rng)
        period = known.found.period
        guessed, bare = (
            replace(known.found, period=period.model_copy(update={"linimasa": calendar}))
            for calendar in (tuple(s.model_copy(update={"asal": "pola"}) for s in period.linimasa), ())
        )
        counts = [
            [route.dokumen and len(route.dokumen) for route in advise(found).dokumen] for found in (guessed, bare)
        ]
        assert counts[0] == counts[1]
        changed += counts[0] != [route.dokumen and len(route.dokumen) for route in advise(known.found).dokumen]
    assert changed


@pytest.mark.parametrize(
    ("fields", "state", "chance"),
    [
        ({"jenis_catatan": "inovasi"}, {"step": "layak"}, "dihitung"),
        ({"jenis_catatan": "inovasi"}, {}, "tinggal-diisi"),
        ({"jenis_catatan": "inovasi"}, {"outside": True}, "dikembangkan-dahulu"),
        ({"jenis_catatan": "inovasi"}, {"opd": "belum-ditetapkan"}, "belum-diketahui"),
        ({"status_data": "sumber-publik"}, {}, "belum-diketahui"),
        ({"jenis_catatan": "program"}, {}, "tidak-mungkin-lagi"),
        ({"jenis_catatan": "inovasi", "bagian_dari": "induk"}, {}, "tidak-mungkin-lagi"),
        ({"jenis_catatan": "inovasi", "status": "berhenti"}, {}, "tidak-mungkin-lagi"),
        ({"jenis_catatan": "inovasi", "digabung_ke": "induk"}, {"outside": True}, "tidak-mungkin-lagi"),
    ],
)
def test_what_can_become_of_a_record(fields: dict[str, Any], state: dict[str, Any], chance: str) -> None:
    """Each kind is told from what the record and its assessment say, and unknown is a kind of its own."""
    record = Innovation.model_construct(**{"status_data": "dikonfirmasi-opd", **fields})
    found = InnovationState("satu", "dinas-a", "tercatat", (), (), {}, 300)
    assert chance_of(record, replace(found, **state)) == chance
