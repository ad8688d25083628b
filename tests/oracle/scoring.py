"""From levels to scores, coverage and index.

The three readings are the catalogue's own rule, not the Ministry's; the arithmetic is Lampiran I, XIII.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from tests.oracle.description import City, Claim, Innovation, SpdRow
from tests.oracle.guideline import (
    BASIC_AFFAIRS,
    CATEGORIES,
    COUNT_CAP,
    COUNT_WEIGHT,
    HIGHEST_LEVEL,
    MINIMUM_BASIC_AFFAIRS,
    MINIMUM_DIVISOR,
    SID_WEIGHTS,
    SPD_WEIGHTS,
    TOTAL_MAXIMUM,
)
from tests.oracle.ladder import Step, confirmed, step
from tests.oracle.levels import level_of_fact, level_of_spd
from tests.oracle.standing import Standing, affairs, funnel, left_standing, open_round, standing

READINGS = ("klaim", "berbukti", "terverifikasi")


@dataclass(frozen=True)
class Index:
    """One reading of the index with its parts; `highest` is the index if every unknown SPD row were at level 3."""

    spd: Fraction
    mean_maturity: Fraction
    count_score: Fraction
    total: Fraction
    iid: Fraction
    category: str
    highest: Fraction


@dataclass(frozen=True)
class Outcome:
    """Everything that was scored."""

    steps: Mapping[str, Step]
    levels: Mapping[str, Mapping[str, Mapping[str, int]]]
    """By innovation, reading and indicator."""
    maturity: Mapping[str, Mapping[str, Fraction]]
    """By innovation and reading."""
    standing: Mapping[str, Standing]
    """By agency."""
    left_standing: Mapping[str, int]
    """By condition of the target: the obliged agencies that have a record which fulfils it and those before it."""
    funnel: Mapping[str, int]
    """By step: the counting records on it or above."""
    open_round: int | None
    """The year of the round to work for."""
    covered_by: Mapping[str, frozenset[str]]
    """By basic-service affair: the innovations that are sent for it."""
    covered: Mapping[str, bool | None]
    """By basic-service affair: whether one is sent, None when nobody can say that none was."""
    could_cover: Mapping[str, frozenset[str]]
    """By basic-service affair: the agencies that hold it."""
    spd_levels: Mapping[str, int | None]
    n: int
    divisor: int
    count_given: bool
    indices: Mapping[str, Index]
    """By reading; while n is 0 none of them is published."""


def assess(city: City) -> Outcome:
    """Score a city's year."""
    levels = {
        innovation.id: {reading: levels_in_reading(innovation, reading, city.year) for reading in READINGS}
        for innovation in city.innovations
    }
    maturity = {
        id: {reading: maturity_score(found) for reading, found in by_reading.items()}
        for id, by_reading in levels.items()
    }
    steps = {innovation.id: step(innovation, city) for innovation in city.innovations}
    counted = [innovation for innovation in city.innovations if steps[innovation.id] >= Step.layak]
    covered_by = {
        affair: frozenset(innovation.id for innovation in counted if innovation.affair == affair)
        for affair in BASIC_AFFAIRS
    }
    covered = sum(1 for found in covered_by.values() if found)
    spd_levels = {row: level_of_spd(row, city.spd.get(row, SpdRow())) for row in SPD_WEIGHTS}
    scores = {reading: [maturity[innovation.id][reading] for innovation in counted] for reading in READINGS}
    return Outcome(
        steps=steps,
        levels=levels,
        maturity=maturity,
        standing={agency.id: standing(agency.id, city, steps) for agency in city.agencies},
        left_standing=left_standing(city, steps),
        funnel=funnel(city, steps),
        open_round=open_round(city) if city.rounds else None,
        covered_by=covered_by,
        covered=affairs(city, covered_by),
        could_cover={
            affair: frozenset(agency.id for agency in city.agencies if affair in agency.affairs)
            for affair in BASIC_AFFAIRS
        },
        spd_levels=spd_levels,
        n=len(counted),
        divisor=max(MINIMUM_DIVISOR[city.year], len(counted)),
        count_given=covered >= MINIMUM_BASIC_AFFAIRS[city.year],
        indices={reading: index(scores[reading], covered, spd_levels, city.year) for reading in READINGS},
    )


def levels_in_reading(innovation: Innovation, reading: str, year: int) -> dict[str, int]:
    """Return the level of each indicator: of the fact stated, of the fact with evidence, of the fact confirmed."""
    found = {}
    for indicator in SID_WEIGHTS:
        claim = innovation.claims.get(indicator, Claim())
        holds = {"klaim": True, "berbukti": claim.evidence >= 1, "terverifikasi": confirmed(claim)}[reading]
        found[indicator] = level_of_fact(indicator, claim.fact, year) if holds else 0
    return found


def maturity_score(levels: Mapping[str, int]) -> Fraction:
    """Skor kematangan: the sum of weight x level over indicators 16 to 35, at most 111."""
    return Fraction(sum(SID_WEIGHTS[indicator] * level for indicator, level in levels.items()))


def index(scores: list[Fraction], affairs_covered: int, spd_levels: Mapping[str, int | None], year: int) -> Index:
    """IID = (SPD + sum of the skor kematangan / MAX(divisor, n) + skor jumlah inovasi) / 250 x 100."""
    spd = sum((SPD_WEIGHTS[row] * level for row, level in spd_levels.items() if level is not None), Fraction(0))
    open_rows = sum((SPD_WEIGHTS[row] for row, level in spd_levels.items() if level is None), Fraction(0))
    n = len(scores)
    mean = sum(scores, Fraction(0)) / max(MINIMUM_DIVISOR[year], n)
    count_score = Fraction(0)
    if affairs_covered >= MINIMUM_BASIC_AFFAIRS[year]:
        count_score = min(n, COUNT_CAP) * COUNT_WEIGHT
    total = spd + mean + count_score
    iid = total / TOTAL_MAXIMUM * 100
    highest = (total + HIGHEST_LEVEL * open_rows) / TOTAL_MAXIMUM * 100
    return Index(spd, mean, count_score, total, iid, category(iid), highest)


def category(iid: Fraction) -> str:
    """Return the category of an index rounded half up to the two decimals of the limits."""
    rounded = Fraction(floor(iid * 100 + Fraction(1, 2)), 100)
    return next(name for name, low, high in CATEGORIES if low <= rounded <= high)
