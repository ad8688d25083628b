"""What a record is and how far it came: the catalogue's own rules (the contract, parts 4 and 5), not the Ministry's."""

from __future__ import annotations

import calendar
from datetime import date
from enum import IntEnum

from tests.oracle.description import City, Claim, Innovation, first_and_last_day
from tests.oracle.guideline import MANDATORY, MINIMUM_WORDS, PROFILE
from tests.oracle.levels import level_of_fact

TRIAL_STAGES = ("inisiatif", "uji-coba")
"""What is not in use yet has no day of implementation; its day is that of the trial."""

FRESH_MONTHS = 18
"""So long a source that says an innovation runs is believed."""


class Step(IntEnum):
    """The ladder of a record; each step rests on those below it."""

    diberitakan = 0
    tercatat = 1
    layak = 2
    lengkap = 3
    terverifikasi = 4
    terlapor = 5


def is_innovation(record: Innovation) -> bool | None:
    """Tell whether sources or the agency call it an innovation; None when only sources speak and none says."""
    if record.kind is None:
        return None if record.origin == "sumber-publik" else True
    return record.kind == "inovasi"


def ended(record: Innovation) -> bool:
    """Tell whether it stopped or went into another."""
    return record.status in {"berhenti", "digabung"} or record.merged_into is not None


def counts(record: Innovation) -> bool:
    """Tell whether it has a part in target, n and index: an innovation of its own that did not end."""
    return is_innovation(record) is True and record.part_of is None and not ended(record)


def taken_in(record: Innovation) -> bool:
    """Tell whether the agency confirmed the record and the coordinator took that in."""
    return record.confirmation is not None and record.confirmation.taken_in


def running(record: Innovation, today: date) -> bool | None:
    """Tell whether it runs: said by the agency, or by a source of the last 18 months; None when nobody knows."""
    if ended(record):
        return False
    if record.status not in {"aktif", "dikembangkan"}:
        return None
    said = [first_and_last_day(source)[0] for source in record.sources if source is not None]
    if record.confirmation is not None and record.confirmation.taken_in:
        said.append(record.confirmation.day)
    return True if any(day >= months_before(today, FRESH_MONTHS) for day in said) else None


def months_before(day: date, months: int) -> date:
    """Return the same calendar day so many months earlier, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_window(record: Innovation, city: City) -> bool:
    """Tell whether it was implemented in the window, and/or developed in it (Lampiran I, IV.B).

    Of what is not in use yet the day of the trial has to lie in it. A year or a month does when all its days do.
    """
    begin, end = city.window
    in_use = (record.implemented, record.developed, *record.earlier)
    for text in (record.tried,) if record.stage in TRIAL_STAGES else in_use:
        if text is not None:
            first, last = first_and_last_day(text)
            if begin <= first and last <= end:
                return True
    return False


def eligible(record: Innovation, city: City) -> bool:
    """Tell whether nothing but its confirmation keeps a record from being sent."""
    asked = set(PROFILE) - ({"waktu_penerapan"} if record.stage in TRIAL_STAGES else set())
    return (
        counts(record)
        and record.agency is not None
        and in_window(record, city)
        and (not city.admitted or record.stage in city.admitted)
        and record.words >= MINIMUM_WORDS
        and asked <= record.filled
    )


def step(record: Innovation, city: City) -> Step:
    """Return the highest step whose condition, and that of every step below it, is met."""
    if not taken_in(record):
        return Step.diberitakan
    if not eligible(record, city):
        return Step.tercatat
    claims = {indicator: record.claims.get(indicator, Claim()) for indicator in MANDATORY}
    if not all(
        claim.evidence >= 1 and level_of_fact(indicator, claim.fact, city.year) >= 1
        for indicator, claim in claims.items()
    ):
        return Step.layak
    if not all(confirmed(claim) for claim in claims.values()):
        return Step.lengkap
    return Step.terlapor if record.submitted else Step.terverifikasi


def confirmed(claim: Claim) -> bool:
    """Tell whether the reviewer found the fact in order, and it and its evidence are still what was seen.

    A level without evidence gives no score (Lampiran II), so there must have been evidence to see.
    """
    return claim.evidence >= 1 and claim.verdict == "sesuai" and claim.matches
