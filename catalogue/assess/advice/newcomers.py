"""Innovations that do not count yet, the nearest to it first, and what can still become of each."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from catalogue.assess.advice.result import BasicServiceAdvice, Gain, NewcomerAdvice, OneMoreInnovation
from catalogue.assess.advice.terms import ZERO, Situation, decimal, highest_level
from catalogue.assess.result import READINGS, Assessment, InnovationState
from catalogue.model.innovation import Innovation, kind_of, left_out
from catalogue.read.catalogue import UNASSIGNED, Catalogue


def newcomers(found: Situation) -> tuple[NewcomerAdvice, ...]:
    """Return every innovation that does not count yet, in the order of `queue`."""
    today = _today(found)
    return tuple(_newcomer(found, state, today) for state in queue(found))


def newcomers_of(found: Situation, slug: str) -> tuple[NewcomerAdvice, ...]:
    """Return one innovation if it is one that does not count yet."""
    state = found.assessment.innovations[slug]
    waiting = state.counts and not (state.eligible or state.spent)
    return (_newcomer(found, state, _today(found)),) if waiting else ()


def _today(found: Situation) -> dict[str, Fraction]:
    return {reading: found.index(reading) for reading in READINGS}


def queue(found: Situation) -> tuple[InnovationState, ...]:
    """Return the innovations that do not count yet, the readiest first, and after them those out of reach.

    While the basic-service condition is not met and can be, the readiest of each affair that it still needs lead.
    """
    shown = found.assessment.period.publikasi.kematangan
    ready = sorted(found.waiting, key=lambda state: _readiness(state, shown))
    first: dict[str, InnovationState] = {}
    for state in ready:
        affair = found.affairs.get(state.slug)
        if affair and affair not in found.covered and within_reach(state):
            first.setdefault(affair, state)
    needed = max(found.terms.affairs - len(found.covered), 0)
    leaders = list(first.values())[:needed] if len(first) >= needed else []
    led = {state.slug for state in leaders}
    return (*leaders, *(state for state in ready if state.slug not in led))


def _readiness(state: InnovationState, shown: bool) -> tuple[object, ...]:
    """Rank by what is missing; the scores break ties only where the period publishes them, for the order tells."""
    score = -state.scores["klaim"] if shown else 0
    return (not within_reach(state), len(state.lacking), score, state.slug)


def within_reach(state: InnovationState) -> bool:
    """Tell whether an innovation can still count in the round: somebody owns it, and its time may lie in the window."""
    return state.opd != UNASSIGNED and not state.outside


def _newcomer(found: Situation, state: InnovationState, today: Mapping[str, Fraction]) -> NewcomerAdvice:
    affair = found.affairs.get(state.slug)
    return NewcomerAdvice(
        id=state.slug,
        opd=state.opd,
        kurang=state.lacking,
        terjangkau=within_reach(state),
        urusan_dasar_baru=affair if affair not in found.covered else None,
        tambahan={reading: decimal(found.index(reading, state) - today[reading]) for reading in READINGS},
    )


def one_more(found: Situation, reading: str) -> OneMoreInnovation:
    """Weigh one more innovation of any maturity that covers no new basic-service affair.

    With n innovations and a sum of scores T, one more of score s changes the total by
    (T + s) / D(n + 1) - T / D(n) + c(n + 1) - c(n), where D is the divisor and c the count score; the break-even
    is the s at which that is nothing.
    """
    terms, n, maturity, covered = found.terms, found.n, found.maturity[reading], len(found.covered)
    added = terms.count(n + 1, covered) - terms.count(n, covered)
    break_even = (maturity / terms.divisor(n) - added) * terms.divisor(n + 1) - maturity
    today = terms.index(n, maturity, covered)
    gains = [(score, terms.index(n + 1, maturity + score, covered) - today) for score in _scores(found)]
    return OneMoreInnovation(
        menambah_di_atas=decimal(max(break_even, ZERO)),
        menurut_kematangan=tuple(Gain(decimal(score), decimal(gain)) for score, gain in gains),
    )


def _scores(found: Situation) -> list[Fraction]:
    """Return the maturity scores with every indicator at level 0, 1, 2 and 3, as far as each goes."""
    indicators = found.rubric.indikator
    top = max(highest_level(indicator) for indicator in indicators)
    return [
        sum((Fraction(indicator.bobot) * highest_level(indicator, level) for indicator in indicators), ZERO)
        for level in range(top + 1)
    ]


def basic_service(found: Situation) -> BasicServiceAdvice:
    """Weigh the condition that enough basic-service affairs are covered."""
    terms, affairs = found.terms, found.assessment.urusan
    stake = decimal(terms.points(terms.count(found.n, terms.affairs)))
    met = len(found.covered) >= terms.affairs
    return BasicServiceAdvice(
        minimum=terms.affairs,
        terwakili=tuple(affair.kode for affair in affairs if affair.terpenuhi),
        kosong=tuple(affair.kode for affair in affairs if not affair.terpenuhi),
        terpenuhi=met,
        biaya_hari_ini=decimal(ZERO) if met else stake,
        bergantung_padanya=stake,
        tiap_inovasi=decimal(terms.points(terms.weight)),
        recorded=sum(bool(affair.inovasi_tercatat) for affair in affairs),
    )


Chance = Literal["dihitung", "tinggal-diisi", "dikembangkan-dahulu", "belum-diketahui", "tidak-mungkin-lagi"]
"""It counts already; fields and documents are missing; only a new development counts; nobody knows whose or what it
is; it ended, was merged, was reported as often as may be, or is no innovation of its own."""


def chances(catalogue: Catalogue, assessment: Assessment) -> Mapping[str, Chance]:
    """Return the chance of each record, in the order in which they are assessed."""
    records = catalogue.innovations
    return {slug: chance_of(records[slug].record, state) for slug, state in assessment.innovations.items()}


def chance_of(record: Innovation, state: InnovationState) -> Chance:
    """Return the chance of a record."""
    if state.eligible:
        return "dihitung"
    unknown = kind_of(record) is None
    if state.spent or any(not (unknown and field == "jenis_catatan") for field, _ in left_out(record)):
        return "tidak-mungkin-lagi"
    if unknown or state.opd == UNASSIGNED:
        return "belum-diketahui"
    return "dikembangkan-dahulu" if state.outside else "tinggal-diisi"


def closing(record: Innovation, state: InnovationState) -> str:
    """Say why a record can no longer be reported."""
    if state.spent:
        return "sudah dilaporkan sebanyak yang dibolehkan"
    return next(reason for _, reason in left_out(record))
