"""What is said of made-up cities, kept word for word and number by number: any change of it shows here.

Whether the numbers are right is proved elsewhere, by a second scoring and by brute force.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from catalogue.assess import ROUNDS, Assessment, InnovationState, Requirement, assess
from catalogue.assess.advice.planner import advise
from catalogue.assess.advice.statements import statements
from catalogue.assess.scoring import total_scores, waiting_count
from catalogue.model import Indicator
from catalogue.model.period import PlannedIndex, Visibility
from catalogue.pipeline import load
from tests.assessments import AFFAIRS, DOCUMENT, part_state, random_assessment, random_rubric, reassess
from tests.cities import Reader, base
from tests.oracle.cities import random_city
from tests.trees import HERE, lay_out

TODAY = date(2026, 11, 30)
GOLDEN = HERE / "assessed"
CITIES = ((2026, 6), (2026, 9), (2026, 12), (2027, 23), (2027, 27))

SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    "kosong": {"counted": 0},
    "belum-ada-yang-layak": {"counted": 0, "waiting": 3},
    "lengkap": {"counted": 4, "known": 1.0},
    "tanpa-fakta": {"counted": 2, "known": 0.0},
    "sedikit": {"counted": 3, "waiting": 2},
    "banyak": {"counted": 9, "waiting": 4},
    "sering-terbukti": {"counted": 6, "waiting": 1, "known": 0.9},
    "urusan-belum-terpenuhi": {"seed": 102, "counted": 3, "waiting": 1},
    "urusan-mendahulukan": {"seed": 16, "counted": 2, "waiting": 4, "known": 0.9},
    "perlu-dua-inovasi": {"seed": 1, "counted": 2, "waiting": 2, "known": 0.95},
}
"""Situations that differ in what there is to advise; those with a `seed` were chosen for it."""


def plain(value: Any) -> Any:
    """Turn a result into what JSON can hold; an indicator is its identity."""
    if isinstance(value, Indicator):
        return value.id
    if isinstance(value, Decimal):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def told(state: InnovationState) -> Iterator[str]:
    """Yield what is said of an innovation, a condition of the ladder a line."""
    yield f"== {state.slug}: {state.step}, {state.words} kata, {plain(state.scores)}"
    for condition in state.requirements:
        sign = "+" if condition.met else "-"
        yield f"{sign} {condition.step} [{condition.actor}] {condition.text} {' '.join(condition.fields)}".rstrip()
    for row in state.indicators:
        yield f"  {row.indicator.id}: {row.fact or '·'} → {row.level}, {len(row.evidence)} bukti, {row.verification}"


def told_of_city(found: Assessment, shown: int = 4) -> Iterator[str]:
    """Yield what is said of a city: its index, its agencies, its affairs, and its first innovations."""
    index = found.index
    more = plain(index.spd_belum_diketahui_menambah_paling_banyak)
    yield f"n {index.n}, pembagi {index.pembagi}, terbuka {more}, menunggu {waiting_count(found)}"
    yield from (json.dumps({"name": name, **plain(reading)}) for name, reading in index.readings.items())
    yield from (f"{row.id}: {row.nilai} → {row.tingkat}, {plain(row.score)}" for row in index.spd)
    yield from (json.dumps(plain(state)) for state in (*found.opds.values(), *found.urusan))
    for state in list(found.innovations.values())[:shown]:
        yield from told(state)


def told_as_advice(assessment: Assessment) -> Iterator[str]:
    """Yield every sentence of an advice, and every value behind them."""
    advice = advise(assessment)
    for said in statements(advice, assessment, str.upper):
        yield f"{said.saran}: {said.kalimat} ({plain(said.angka)})"
    for name, values in plain(advice).items():
        for value in values.items() if isinstance(values, dict) else values:
            yield f"{name} {json.dumps(value, ensure_ascii=False)}"


def compare(name: str, lines: Iterator[str], accept: bool) -> None:
    """Compare lines with those that are kept under a name."""
    file, text = GOLDEN / f"{name}.txt", "\n".join(lines) + "\n"
    if accept:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("year", "number"), CITIES)
def test_what_is_said_of_a_city(year: int, number: int, accept: bool) -> None:
    """Steps, conditions, levels, agencies and the index of a city stay as they are."""
    city = random_city(year, number)
    catalogue = Reader(base()).of(city, Random(number))
    found = assess(catalogue, catalogue.periods[year].record, city.today)
    compare(f"kota-{year}-{number}", told_of_city(found), accept)


def test_what_is_said_of_every_way_to_stand_on_the_ladder(tmp_path: Path, accept: bool) -> None:
    """Each kind of condition is told, met and not met, in the words that an agency reads."""
    catalogue = load(lay_out(tmp_path, (GOLDEN / "tangga.yaml").read_bytes())).catalogue
    assert catalogue
    found = assess(catalogue, catalogue.periods[2026].record, TODAY)
    compare("tangga", told_of_city(found, len(found.innovations)), accept)


def situation(name: str, *, shown: bool = True) -> Assessment:
    """Make an assessment whose target lies two points above today's index."""
    given = dict(SITUATIONS[name])
    rng = Random(given.pop("seed", name))
    assessment = random_assessment(rng, random_rubric(rng, indicators=2), **given)
    target = PlannedIndex(nilai=(assessment.index.readings["berbukti"].iid + 2).quantize(Decimal("0.01")))
    changed = {"target_rpjmd": target, "publikasi": Visibility(kematangan=shown)}
    return replace(assessment, period=assessment.period.model_copy(update=changed))


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_is_advised(name: str, accept: bool) -> None:
    """Every sentence and number of an advice stays as it is."""
    compare(name, told_as_advice(situation(name)), accept)


def test_nothing_is_advised_where_nothing_is_left(accept: bool) -> None:
    """Where all evidence is confirmed, and who does not count was reported too often, no more is asked for."""
    found = situation("lengkap")
    whole = tuple(part_state(row, True, 3, (DOCUMENT,), "sesuai") for row in found.rubric.indikator)
    done = [replace(state, indicators=whole, scores=total_scores(whole)) for state in found.innovations.values()]
    spent = (Requirement("tercatat", True, "Tercatat."), Requirement("layak", False, "Terlalu sering.", ROUNDS))
    states = [*done, replace(done[0], slug="inovasi-lama", step="tercatat", requirements=spent)]
    again = reassess(found.rubric, found.period, states, dict.fromkeys((state.slug for state in states), AFFAIRS[0]))
    compare("tidak-ada-lagi", told_as_advice(again), accept)


def test_what_is_advised_without_the_scores(accept: bool) -> None:
    """Where scores are not published, no sentence tells of one, and no order gives one away."""
    compare("banyak-tanpa-skor", told_as_advice(situation("banyak", shown=False)), accept)
