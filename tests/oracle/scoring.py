"""From levels to steps, scores, target, coverage and index.

The ladder and the three readings are the catalogue's own rules, not the Ministry's; the arithmetic is Lampiran I, XIII.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from math import floor

from tests.oracle.description import City, Claim, Innovation, SpdRow, first_and_last_day
from tests.oracle.guideline import (
    BASIC_AFFAIRS,
    CATEGORIES,
    COUNT_CAP,
    COUNT_WEIGHT,
    HIGHEST_LEVEL,
    MANDATORY,
    MINIMUM_BASIC_AFFAIRS,
    MINIMUM_DIVISOR,
    MINIMUM_WORDS,
    PROFILE,
    SID_WEIGHTS,
    SPD_WEIGHTS,
    TOTAL_MAXIMUM,
)
from tests.oracle.levels import level_of_fact, level_of_spd

READINGS = ("klaim", "berbukti", "terverifikasi")


class Step(IntEnum):
    """The ladder of an innovation; each step rests on those below it."""

    tercatat = 1
    layak = 2
    lengkap = 3
    terverifikasi = 4
    terlapor = 5


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
    highest_step: Mapping[str, Step | None]
    """By agency: the highest step among its innovations and those of the units below it."""
    carried_by: Mapping[str, frozenset[str]]
    """By agency: the innovations at that step."""
    met: Mapping[str, bool]
    """By obliged agency: whether it met Satu OPD Satu Inovasi."""
    covered_by: Mapping[str, frozenset[str]]
    """By basic-service affair: the innovations that are sent for it."""
    could_cover: Mapping[str, frozenset[str]]
    """By basic-service affair: the agencies that hold it."""
    spd_levels: Mapping[str, int | None]
    n: int
    divisor: int
    count_given: bool
    indices: Mapping[str, Index]


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
    highest = {agency.id: highest_step(agency.id, city, steps) for agency in city.agencies}
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
        highest_step={agency: step for agency, (step, _) in highest.items()},
        carried_by={agency: found for agency, (_, found) in highest.items()},
        met={agency.id: met(highest[agency.id][0], city) for agency in city.agencies if agency.obliged},
        covered_by=covered_by,
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


def confirmed(claim: Claim) -> bool:
    """Tell whether the reviewer found the fact in order, and it and its evidence are still what was seen.

    A level without evidence gives no score (Lampiran II), so there must have been evidence to see.
    """
    return claim.evidence >= 1 and claim.verdict == "sesuai" and claim.matches


def maturity_score(levels: Mapping[str, int]) -> Fraction:
    """Skor kematangan: the sum of weight x level over indicators 16 to 35, at most 111."""
    return Fraction(sum(SID_WEIGHTS[indicator] * level for indicator, level in levels.items()))


def step(innovation: Innovation, city: City) -> Step:
    """Return the highest step whose condition, and that of every step below it, is met."""
    claims = {indicator: innovation.claims.get(indicator, Claim()) for indicator in MANDATORY}
    if not (in_window(innovation, city) and innovation.words >= MINIMUM_WORDS and set(PROFILE) <= innovation.filled):
        return Step.tercatat
    if not all(
        claim.evidence >= 1 and level_of_fact(indicator, claim.fact, city.year) >= 1
        for indicator, claim in claims.items()
    ):
        return Step.layak
    if not all(confirmed(claim) for claim in claims.values()):
        return Step.lengkap
    return Step.terlapor if innovation.submitted else Step.terverifikasi


def in_window(innovation: Innovation, city: City) -> bool:
    """Tell whether it was implemented in the window, and/or renewed or developed in it (Lampiran I, IV.B).

    A year or a month lies in it when all its days do.
    """
    begin, end = city.window
    for text in (innovation.implemented, innovation.developed):
        if text is not None:
            first, last = first_and_last_day(text)
            if begin <= first and last <= end:
                return True
    return False


def family(agency: str, city: City) -> set[str]:
    """Return an agency and all units below it, however deep."""
    found = {agency}
    while True:
        more = {unit.id for unit in city.agencies if unit.above in found} - found
        if not more:
            return found
        found |= more


def highest_step(agency: str, city: City, steps: Mapping[str, Step]) -> tuple[Step | None, frozenset[str]]:
    """Return the highest step within an agency's family and the innovations that stand on it."""
    relatives = family(agency, city)
    theirs = {innovation.id: steps[innovation.id] for innovation in city.innovations if innovation.agency in relatives}
    best = max(theirs.values(), default=None)
    return best, frozenset(id for id, step in theirs.items() if step == best)


def met(highest: Step | None, city: City) -> bool:
    """Tell whether Satu OPD Satu Inovasi is met: one innovation at or above the step that the period names."""
    return highest is not None and highest >= Step[city.threshold]


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
