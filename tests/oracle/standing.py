"""Where an agency, an affair and a round stand: nothing is met before it is known, nor missed before it could be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.oracle.description import City, Entry, Innovation
from tests.oracle.guideline import BASIC_AFFAIRS
from tests.oracle.ladder import Step, counts, in_window, running, taken_in


@dataclass(frozen=True)
class Standing:
    """One agency in Satu OPD Satu Inovasi."""

    step: Step | None
    carriers: frozenset[str]
    """The records that fulfil the target, or else the counting ones on that step."""
    met: bool | None
    reason: str


def standing(agency: str, city: City, steps: Mapping[str, Step]) -> Standing:
    """Return where an agency stands with its own records and those of the units below it."""
    relatives = family(agency, city)
    theirs = [record for record in city.innovations if record.agency in relatives]
    counting = [record for record in theirs if counts(record)]
    best = max((steps[record.id] for record in counting), default=Step.diberitakan if theirs else None)
    fulfilling = [record for record in counting if fulfils(record, city, steps)]
    obliged = any(other.obliged for other in city.agencies if other.id == agency)
    met = truth(bool(fulfilling), could_be_missed=obliged and due(city))
    carriers = fulfilling or [record for record in counting if steps[record.id] == best]
    return Standing(best, frozenset(record.id for record in carriers), met, reason(met, theirs))


def family(agency: str, city: City) -> set[str]:
    """Return an agency and all units below it, however deep."""
    found = {agency}
    while True:
        more = {unit.id for unit in city.agencies if unit.above in found} - found
        if not more:
            return found
        found |= more


def fulfils(record: Innovation, city: City, steps: Mapping[str, Step]) -> bool:
    """Tell whether a counting record fulfils every condition of the target."""
    return all(holds for asked, holds in conditions(record, city, steps).values() if asked)


def conditions(record: Innovation, city: City, steps: Mapping[str, Step]) -> dict[str, tuple[bool, bool]]:
    """Tell of each condition whether the target asks for it, and whether a record fulfils it."""
    target = city.target
    said = taken_in(record) and record.origin == "dikonfirmasi-opd"
    return {
        "langkah": (True, steps[record.id] >= Step[target.step]),
        "dikonfirmasi": (target.confirmed, said),
        "berjalan": (target.running, running(record, city.today) is True),
        "dalam_rentang": (target.in_window, in_window(record, city)),
    }


def left_standing(city: City, steps: Mapping[str, Step]) -> dict[str, int]:
    """Return how many obliged agencies have a record that fulfils what is asked up to each condition."""
    records = [record for record in city.innovations if counts(record)]
    found = {}
    for name in ("langkah", "dikonfirmasi", "berjalan", "dalam_rentang"):
        told = [(record, conditions(record, city, steps)[name]) for record in records]
        records = [record for record, (asked, holds) in told if holds or not asked]
        owners = {record.agency for record in records}
        found[name] = sum(agency.obliged and bool(family(agency.id, city) & owners) for agency in city.agencies)
    return found


def due(city: City) -> bool:
    """Tell whether an official site may say that something was missed: all were told, and the official end is past."""
    last = max((stage.end for stage in city.stages if stage.step == city.target.step), default=None)
    official = any(stage.official for stage in city.stages if (stage.step, stage.end) == (city.target.step, last))
    return (
        city.official
        and city.notice is not None
        and city.notice < city.today
        and last is not None
        and last < city.today
        and official
    )


def truth(met: bool, *, could_be_missed: bool) -> bool | None:
    """Return True, False, or None when nobody can say that it was missed."""
    if met:
        return True
    return False if could_be_missed else None


def reason(met: bool | None, theirs: Iterable[Innovation]) -> str:
    """Say why an agency stands where it stands."""
    records = list(theirs)
    if met is not None:
        return "terpenuhi" if met else "tidak-terpenuhi"
    if not records:
        return "belum-ditemukan"
    if any(taken_in(record) for record in records):
        return "belum-memenuhi-syarat"
    if any(record.confirmation is not None or record.origin != "sumber-publik" for record in records):
        return "menunggu-konfirmasi"
    return "diberitakan"


def affairs(city: City, covered_by: Mapping[str, frozenset[str]]) -> dict[str, bool | None]:
    """Tell of each basic-service affair whether an innovation is sent for it."""
    return {affair: truth(bool(covered_by[affair]), could_be_missed=due(city)) for affair in BASIC_AFFAIRS}


def funnel(city: City, steps: Mapping[str, Step]) -> dict[str, int]:
    """Return how many counting records stand on each step or above it."""
    counting = [steps[record.id] for record in city.innovations if counts(record)]
    return {step.name: sum(found >= step for found in counting) for step in Step}


def is_open(entry: Entry | None, today: date) -> bool | None:
    """Tell whether a round takes entries on a day; None where nothing is said of it."""
    if entry is None:
        return None
    if entry.closes:
        return entry.day is not None and today <= entry.day
    return entry.day is None or today >= entry.day


def open_round(city: City) -> int:
    """Return the year of the round to work for: the first open one.

    A round of which nothing is said comes next, the one of this year or the last before, else the first to come; where
    every round is closed, the last.
    """
    years = sorted(city.rounds)
    taking = [year for year in years if is_open(city.rounds[year], city.today)]
    unsaid = [year for year in years if is_open(city.rounds[year], city.today) is None]
    begun = [year for year in unsaid if year <= city.today.year]
    return (taking or begun[-1:] or unsaid or years[-1:])[0]
