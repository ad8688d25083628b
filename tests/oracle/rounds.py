"""What random cities are asked, by when, and what their records say of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.oracle.description import City, Confirmation, Entry, Innovation, Stage, Target
from tests.oracle.ladder import FRESH_MONTHS, months_before

STAGES = ("inisiatif", "uji-coba", "penerapan")
KINDS = ("program", "kegiatan", "rencana", "program-nasional")
STEPS = ("tercatat", "layak", "lengkap", "terverifikasi", "terlapor")
ADMITTED: tuple[tuple[str, ...], ...] = (STAGES, STAGES, (), ("uji-coba", "penerapan"), ("penerapan",))


def random_day(random: Random, year: int) -> date:
    """Return a day from half a year before a round to its end, often where 18 months are hard to count."""
    ends = (date(year, 8, 31), date(year, 8, 30), date(year, 8, 29), date(year, 3, 31), date(year - 1, 12, 31))
    return random.choice((*ends, *(date(year - 1, 7, 1) + timedelta(days=random.randint(0, 548)) for _ in range(7))))


def with_round(random: Random, city: City) -> City:
    """Fill in what the round asks, by when, and what was said of it."""
    target = random_target(random)
    told = random.random() < 0.8
    return replace(
        city,
        target=target,
        official=random.random() < 0.7,
        notice=near(random, city.today, (-60, -1, -1, 0, 1)) if told else None,
        stages=tuple(random_stage(random, city, target) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))),
        admitted=random.choice(ADMITTED),
        rounds={year: random_entry(random, city.today) for year in (city.year - 1, city.year, city.year + 1)},
    )


def random_target(random: Random) -> Target:
    """Return a target; the lower steps, which leave more to the other conditions, are the more frequent."""
    step = random.choice((*STEPS, "tercatat", "tercatat", "layak"))
    return Target(step, random.random() < 0.5, random.random() < 0.5, random.random() < 0.4)


def random_stage(random: Random, city: City, target: Target) -> Stage:
    """Return a stage that ends about today, mostly one that asks for what the target asks."""
    step = target.step if random.random() < 0.7 else random.choice((*STEPS, None))
    return Stage(step, near(random, city.today, (-40, -1, -1, -1, 0, 1, 40)), random.random() < 0.7)


def random_entry(random: Random, today: date) -> Entry | None:
    """Return the collection of a round, whose day is about today."""
    if random.random() < 0.2:
        return None
    day = near(random, today, (-90, -1, 0, 1, 90)) if random.random() < 0.8 else None
    return Entry(closes=random.random() < 0.5, day=day)


def near(random: Random, day: date, distances: tuple[int, ...]) -> date:
    """Return a day at one of some distances from another."""
    return day + timedelta(days=random.choice(distances))


def with_life(random: Random, record: Innovation, today: date, amiss: float) -> Innovation:
    """Fill in what a record is, who confirmed it and whether it still runs; `amiss` is how often that keeps it back."""
    origin = "sumber-publik" if random.random() < max(0.1, amiss) else "dikonfirmasi-opd"
    unsaid = origin == "dikonfirmasi-opd" or random.random() < amiss
    kind = random.choice(("inovasi", None)) if unsaid else "inovasi"
    other = f"inovasi-{random.randint(0, 20):03}"
    return replace(
        record,
        origin=origin,
        kind=random.choice(KINDS) if random.random() < amiss / 2 else kind,
        part_of=other if random.random() < amiss / 4 else None,
        confirmation=random_confirmation(random, today, amiss),
        status=random_status(random, amiss),
        merged_into=other if random.random() < amiss / 8 else None,
        sources=tuple(random_source(random, today) for _ in range(random.choice((0, 0, 1, 1, 2)))),
    )


def random_confirmation(random: Random, today: date, amiss: float) -> Confirmation | None:
    """Return when the agency confirmed a record, at the edge of what is still believed or long before or after it."""
    if random.random() < amiss / 2:
        return None
    return Confirmation(fresh_or_not(random, today), taken_in=random.random() >= amiss / 2)


def random_status(random: Random, amiss: float) -> str | None:
    """Return whether it is said to run."""
    if random.random() < amiss / 2:
        return random.choice(("berhenti", "digabung", None, None))
    return random.choice(("aktif", "dikembangkan", "aktif", None))


def random_source(random: Random, today: date) -> str | None:
    """Return when a source appeared, to the day, month or year, or not at all."""
    written = fresh_or_not(random, today).isoformat()
    return random.choice((written[:4], written[:7], written, written, None))


def fresh_or_not(random: Random, today: date) -> date:
    """Return a day about 18 months before another, or any other before it."""
    return near(random, months_before(today, FRESH_MONTHS), (-800, -31, -2, -1, 0, 1, 2, 31, 400))
