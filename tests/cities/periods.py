"""The rounds of a described city: window, target, timeline, collection, and the state of the SPD rows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from tests.cities.reviews import Document
from tests.oracle import City, Entry, SpdRow, Stage, Target

GUESSES = ("pola", "usulan")


def period_documents(city: City, random: Random) -> dict[str, Document]:
    """Return the round of a city and those beside it, by path."""
    rounds = {year: bare_period(year, city) | entry_document(entry, random) for year, entry in city.rounds.items()}
    rounds[city.year] = rounds.get(city.year, {}) | period_document(city, random)
    return {f"periods/{year}/period.yaml": document for year, document in rounds.items()}


def bare_period(year: int, city: City) -> Document:
    """Return what every period says, under the rubric of the city's year."""
    begin, end = city.window
    return {
        "tahun": str(year),
        "rubrik": f"iid-{city.year}",
        "mulai": f"{year}-01-01",
        "selesai": f"{year}-12-31",
        "jendela": {"mulai": begin.isoformat(), "selesai": end.isoformat(), "asal": "usulan"},
        "target": {"langkah": "tercatat", "asal": "usulan"},
    }


def period_document(city: City, random: Random) -> Document:
    """Return the period that is scored."""
    document = bare_period(city.year, city) | {
        "target": target_document(city.target, random),
        "linimasa": [stage_document(number, stage, random) for number, stage in enumerate(city.stages)],
        "spd": {row: spd_document(state) for row, state in city.spd.items()},
    }
    if city.notice:
        document["pemberitahuan"] = {"tanggal": city.notice.isoformat(), "dokumen": "Surat Edaran 400.10.11/1"}
    return document


def target_document(target: Target, random: Random) -> Document:
    """Return the rule of a target; a condition that is not asked may be left out."""
    asked = {"dikonfirmasi": target.confirmed, "berjalan": target.running, "dalam_rentang": target.in_window}
    said = {key: "ya" if holds else "tidak" for key, holds in asked.items() if holds or random.random() < 0.5}
    return {"langkah": target.step, **said, "asal": random.choice(("resmi", *GUESSES))}


def stage_document(number: int, stage: Stage, random: Random) -> Document:
    """Return a stage of the timeline; one in two begins the day it ends."""
    asked = {"langkah": stage.step} if stage.step else {}
    return asked | {
        "id": f"tahap-{number}",
        "nama": f"Tahap {number}",
        "mulai": stage.end.isoformat() if random.random() < 0.5 else f"{stage.end.year}-01-01",
        "selesai": stage.end.isoformat(),
        "asal": "resmi" if stage.official else random.choice(GUESSES),
        "pelaku": "OPD",
    }


def entry_document(entry: Entry | None, random: Random) -> Document:
    """Return what is said of the collection of a round, if anything."""
    if entry is None:
        return {}
    day = {"tanggal": entry.day.isoformat()} if entry.day else {}
    state = {"keadaan": "ditutup" if entry.closes else "terbuka"}
    return {"pengumpulan": state | day | {"asal": random.choice(("resmi", *GUESSES))}}


def spd_document(state: SpdRow) -> Document:
    """Return what is written for one SPD row; a row of which nothing is known still says so."""
    document = {"catatan": "Menurut dinas terkait."}
    if state.value is not None:
        document["nilai"] = state.value if isinstance(state.value, str) else digits(state.value)
    if state.level is not None:
        document["level"] = str(state.level)
    return document


def digits(number: Fraction) -> str:
    """Return a terminating fraction in decimals."""
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")
