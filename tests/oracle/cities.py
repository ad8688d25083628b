"""Random cities to score, the same for the same year and number.

Facts, dates, word counts and SPD values are drawn from the edges of the guideline's levels; a city's `mood` says how
often something is wrong, so that every step of the ladder and every category comes about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.oracle.description import Agency, Benefit, City, Claim, Confirmation, Innovation, SpdRow, Target, Value
from tests.oracle.guideline import BASIC_AFFAIRS, PROFILE, SID_WEIGHTS, SPD_WEIGHTS, WINDOW
from tests.oracle.ladder import TRIAL_STAGES
from tests.oracle.levels import SPD_WORDS, WORDS
from tests.oracle.rounds import STAGES, random_day, with_life, with_round

OTHER_AFFAIRS = ("2.07", "2.12", "2.16", "3.26", "3.30", "4.01", "5.01", "5.05", "7.01", "8.01")

EDGES: dict[str, tuple[str, ...]] = {
    "sdm": ("0", "1", "10", "11", "30", "31", "500"),
    "bimtek": ("0", "1", "2", "3", "4"),
    "aktor": ("0", "2", "3", "4", "5", "6"),
    "jejaring": ("0", "1", "2", "3", "4", "5", "6"),
    "informasi_layanan": ("0", "1", "2", "3", "4"),
    "kemudahan_proses": ("1", "2", "5", "6", "30"),
    "pengaduan": ("0", "49.99", "50", "50.01", "50.5", "50.99", "51", "90", "90.5", "90.99", "91", "100"),
    "replikasi": ("0", "1", "2", "3", "4"),
    "kecepatan": ("1", "4", "5", "8", "9", "24"),
    "video": ("0", "1", "2", "3", "4", "5"),
}
"""Numbers just below, at and above each limit, and in the gaps between levels."""

BENEFITS: dict[str, tuple[str, ...]] = {
    "a": ("0", "1", "200", "201", "500", "501", "9000"),
    "b": ("0", "4.99", "5", "20", "20.005", "20.01", "50", "50.00000001", "50.005", "50.01", "100"),
    "c": ("0", "0.005", "0.01", "10", "10.005", "10.01", "20", "20.005", "20.01", "30", "30.01", "80"),
    "d": ("0", "0.005", "0.01", "9.99", "9.995", "10", "19.99", "19.995", "20", "400"),
    "e": ("0", "1", "100", "101", "200", "201"),
    "f": ("0", "1", "2", "3", "4"),
}

SPD_EDGES: dict[str, tuple[str, ...]] = {
    "spd-2a": ("0", "1", "2", "3"),
    "spd-2b": ("0", "1", "2", "3", "4"),
    "spd-3": ("-100", "-50.34", "-50.335", "-50.33", "-50.32", "0", "8.16", "8.165", "8.17", "300"),
    "spd-4": ("-9", "2.04", "2.045", "2.05", "5.22", "5.23", "5.24"),
    "spd-5a": ("-1.5", "0", "0.005", "0.01", "0.35", "0.355", "0.36", "0.37"),
    "spd-5b": ("12", "5.93", "5.925", "5.92", "5.91", "5.90", "2.36", "2.355", "2.35", "2.34", "0"),
    "spd-6": ("-90", "-47.44", "-47.43", "-47.42", "94.75", "94.755", "94.76", "2000"),
    "spd-7": ("-60", "-5.16", "-5.15", "-5.14", "33.84", "33.845", "33.85", "120"),
    "spd-10a": ("-2", "0.07", "0.075", "0.08", "1.15", "1.155", "1.16"),
    "spd-10b": ("30", "13.12", "13.115", "13.11", "13.10", "4.83", "4.825", "4.82", "4.81", "0"),
    "spd-11a": ("-0.2", "0.55", "0.555", "0.56", "0.89", "0.895", "0.90", "1.2"),
    "spd-11b": ("0", "69.99", "69.995", "70", "79.99", "79.995", "80", "91"),
    "spd-13a": ("0", "1", "3", "4", "7", "8", "20"),
}


@dataclass(frozen=True)
class Mood:
    """How a city keeps its records: how often something is amiss, and how high its facts are."""

    amiss: float
    best: float


@dataclass(frozen=True)
class Setting:
    """What all innovations of a city have in common."""

    year: int
    window: tuple[date, date]
    mood: Mood
    today: date


MOODS = tuple(Mood(amiss, best) for amiss in (0.0, 0.02, 0.1, 0.4) for best in (0.0, 0.5, 0.9, 1.0))


def random_city(year: int, number: int) -> City:
    """Return city `number` of a year; some in a hundred are large, and some aim at the limit of a category."""
    random = Random(f"{year}/{number}")
    setting = Setting(year, random_window(random, year), random.choice(MOODS), random_day(random, year))
    agencies = random_agencies(random)
    round, kind = divmod(number, 100)
    if kind in {50, 51}:
        step = Fraction((1, 0, 2, -1, 3)[round % 5], 200)
        innovations, spd = at_a_limit(random, setting, Fraction(40 if kind == 50 else 65) + step)
    else:
        limits = (195, 206) if number % 200 == 0 else (13, 60) if kind < 4 else (0, 15)
        innovations = random_innovations(random, random.randint(*limits), setting, agencies)
        spd = random_spd(random)
    city = City(year, setting.window, Target("layak"), agencies, innovations, spd, setting.today)
    asked = with_round(random, city)
    return replace(asked, admitted=STAGES) if kind in {50, 51} else asked


def random_window(random: Random, year: int) -> tuple[date, date]:
    """Return the guideline's window, or now and then one that does not begin and end with a year."""
    begin, end = WINDOW[year]
    if random.random() < 0.8:
        return begin, end
    return begin + timedelta(days=random.randint(1, 200)), end - timedelta(days=random.randint(0, 200))


def random_agencies(random: Random) -> tuple[Agency, ...]:
    """Return up to eight agencies as trees of any depth."""
    ids = [f"opd-{number}" for number in range(random.randint(1, 8))]
    return tuple(
        Agency(
            id,
            obliged=random.random() < 0.6,
            above=random.choice(ids[:place]) if place and random.random() < 0.5 else None,
            affairs=frozenset(random.sample(BASIC_AFFAIRS, random.choice((0, 0, 1, 2)))),
        )
        for place, id in enumerate(ids)
    )


def random_innovations(
    random: Random, size: int, setting: Setting, agencies: tuple[Agency, ...]
) -> tuple[Innovation, ...]:
    """Return innovations of one city; the affairs they come from decide whether the count score is given."""
    affairs = random.sample(BASIC_AFFAIRS, random.choice((3, 5, 6, 6))) + random.sample(OTHER_AFFAIRS, 2)
    return tuple(
        random_innovation(
            random,
            Innovation(
                id=f"inovasi-{number:03}",
                agency=random.choice([*(agency.id for agency in agencies), None]),
                affair=affairs[number] if number < len(affairs) else random.choice(affairs),
            ),
            setting,
        )
        for number in range(size)
    )


def random_innovation(random: Random, bare: Innovation, setting: Setting) -> Innovation:
    """Fill an innovation in, leaving things out as often as the city's mood has it."""
    amiss = setting.mood.amiss
    stage = random.choice((*STAGES, "penerapan", "penerapan"))
    filled = {name for name in PROFILE if name == "nama" or random.random() >= amiss / 4}
    if stage in TRIAL_STAGES and random.random() < 0.5:
        filled -= {"waktu_penerapan"}
    words = random.choice((1, 150, 298, 299)) if random.random() < amiss else random.choice((300, 301, 450))
    full = replace(
        bare,
        filled=frozenset(filled),
        affair=bare.affair if "urusan_utama" in filled else None,
        words=words if "rancang_bangun" in filled else 0,
        stage=stage if "tahapan" in filled else None,
        tried=random_date(random, setting) if "waktu_uji_coba" in filled else None,
        implemented=random_date(random, setting) if "waktu_penerapan" in filled else None,
        developed=random_date(random, setting) if random.random() < 0.3 else None,
        earlier=tuple(random_date(random, setting) for _ in range(random.choice((0, 0, 0, 0, 1, 2)))),
        claims={key: claim for key in SID_WEIGHTS if (claim := random_claim(random, key, setting))},
        submitted=random.random() < 0.5,
    )
    return with_life(random, full, setting.today, amiss)


def random_date(random: Random, setting: Setting) -> str:
    """Return a day, month or year; in the window, or when something is amiss near its edges on either side."""
    begin, end = setting.window
    day = random.choice((begin, end, begin + timedelta(days=random.randint(0, (end - begin).days))))
    if random.random() < setting.mood.amiss:
        day = random.choice((begin, end)) + timedelta(days=random.choice((-400, -31, -1, 0, 1, 31, 400)))
    return day.isoformat()[: random.choice((4, 7, 10, 10))]


def random_claim(random: Random, key: str, setting: Setting) -> Claim | None:
    """Return what a record and its review say on an indicator, or None when neither says anything."""
    amiss, best = setting.mood.amiss, setting.mood.best
    if random.random() < amiss / 2:
        seen = Claim(None, 1, "sesuai", matches=True)
        return random.choice((None, Claim(), Claim(evidence=2), Claim(verdict="sesuai"), seen))
    fact = best_fact(key, setting.year) if random.random() < best else random_fact(random, key, setting.year)
    evidence = 0 if random.random() < amiss / 2 else random.randint(1, 3)
    verdict = random.choice((None, "tidak-sesuai")) if random.random() < amiss else "sesuai"
    return Claim(fact, evidence, verdict, matches=random.random() >= amiss / 2)


def best_fact(key: str, year: int) -> Value:
    """Return a fact of the highest level."""
    if key in WORDS:
        return WORDS[key][-1]
    if key in {"anggaran", "rkpd"}:
        return (year - 2, year - 1, year)
    if key == "kemanfaatan":
        return Benefit("a", Fraction(501))
    return Fraction(1) if key in {"kemudahan_proses", "kecepatan"} else Fraction(EDGES[key][-1])


def random_fact(random: Random, key: str, year: int) -> Value:
    """Return a fact at or near a limit."""
    if key in WORDS:
        return random.choice(WORDS[key])
    if key in {"anggaran", "rkpd"}:
        return tuple(past for past in range(year - 4, year + 2) if random.random() < 0.5)
    if key == "kemanfaatan":
        basis = random.choice(tuple(BENEFITS))
        return Benefit(basis, Fraction(random.choice(BENEFITS[basis])))
    return Fraction(random.choice(EDGES[key]))


def random_spd(random: Random) -> dict[str, SpdRow]:
    """Return the rows by value, by level, by both, empty, or not at all."""
    known = random.choice((0.0, 0.3, 0.8, 1.0))
    rows = {}
    for row in SPD_WEIGHTS:
        value = random.choice(tuple(SPD_WORDS[row])) if row in SPD_WORDS else Fraction(random.choice(SPD_EDGES[row]))
        level = random.randint(0, 3)
        if random.random() < known:
            rows[row] = random.choice((SpdRow(value), SpdRow(value), SpdRow(level=level), SpdRow(value, level)))
        elif random.random() < 0.3:
            rows[row] = SpdRow()
    return rows


def at_a_limit(random: Random, setting: Setting, index: Fraction) -> tuple[tuple[Innovation, ...], dict[str, SpdRow]]:
    """Return eighty innovations that have this index, a multiple of 0.005, without the count score.

    Only where the sum is divided by such a number can the index lie half-way between two hundredths.
    """
    spd = {row: SpdRow(level=random.choice((2, 3, 3, 3))) for row in SPD_WEIGHTS}
    points = sum((SPD_WEIGHTS[row] * (state.level or 0) for row, state in spd.items()), Fraction(0))
    wanted = int((index - points * Fraction(100, 250)) * 200)
    scores = [wanted // 80 + (place < wanted % 80) for place in range(80)]
    return tuple(
        innovation_of(f"inovasi-{place:03}", score, setting.year, setting.window) for place, score in enumerate(scores)
    ), spd


def innovation_of(id: str, score: int, year: int, window: tuple[date, date]) -> Innovation:
    """Return a complete and confirmed innovation with exactly this skor kematangan, as far as 111 allows."""
    claims = {}
    for key, weight in sorted(SID_WEIGHTS.items(), key=lambda item: -item[1]):
        level = min(3, score // weight)
        if level:
            claims[key] = Claim(fact_at(key, level, year), 1, "sesuai", matches=True)
            score -= weight * level
    return Innovation(
        id,
        "opd-0",
        frozenset(PROFILE),
        "2.07",
        300,
        window[0].isoformat(),
        claims=claims,
        confirmation=Confirmation(window[0], taken_in=True),
        stage="penerapan",
        tried=window[0].isoformat(),
    )


def fact_at(key: str, level: int, year: int) -> Value:
    """Return a fact of exactly this level."""
    if key in WORDS:
        return WORDS[key][level - 1]
    if key in {"anggaran", "rkpd"}:
        return tuple(range(year - 2, year - 2 + level))
    if key == "kemanfaatan":
        return Benefit("f", Fraction(level))
    return Fraction(LEVELS[key][level - 1])


LEVELS = {
    "sdm": (10, 30, 31),
    "bimtek": (1, 2, 3),
    "aktor": (3, 4, 5),
    "jejaring": (2, 4, 5),
    "informasi_layanan": (1, 2, 3),
    "kemudahan_proses": (6, 5, 1),
    "pengaduan": (50, 90, 91),
    "replikasi": (1, 2, 3),
    "kecepatan": (9, 8, 4),
    "video": (2, 4, 5),
}
"""A number at the far end of each level."""
