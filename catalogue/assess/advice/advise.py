"""All advice for one period, and which innovations to send."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from catalogue.assess.advice.evidence import opportunities
from catalogue.assess.advice.newcomers import basic_service, newcomers, one_more
from catalogue.assess.advice.planner import Planner, planner
from catalogue.assess.advice.result import Advice, SendingAdvice
from catalogue.assess.advice.terms import ZERO, Situation, Terms, decimal, situation
from catalogue.assess.result import READINGS, Assessment


@dataclass(frozen=True, slots=True)
class Candidate:
    """An innovation that could be sent, with the basic-service affair it covers, if any."""

    slug: str
    score: Fraction
    affair: str | None


def choose(found: Situation, reading: str) -> SendingAdvice:
    """Return the set to send among the innovations that count, in one reading."""
    candidates = [
        Candidate(state.slug, Fraction(state.scores[reading]), found.affairs.get(state.slug)) for state in found.counted
    ]
    index, chosen = best_set(candidates, found.terms)
    sent = {candidate.slug for candidate in chosen}
    return SendingAdvice(
        kirim=tuple(candidate.slug for candidate in chosen),
        simpan=tuple(candidate.slug for candidate in ranking(candidates) if candidate.slug not in sent),
        iid=decimal(index),
        tambahan=decimal(index - found.index(reading)),
    )


def ranking(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Sort by score, the highest first; equal scores by identity."""
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.slug))


def best_set(candidates: Sequence[Candidate], terms: Terms) -> tuple[Fraction, list[Candidate]]:
    """Return the highest index that any subset reaches, and that subset, best first.

    Of several the largest is taken, since every innovation is better sent than kept when the index does not suffer,
    and of those the one that is first in the order of `ranking`.
    """
    ranked = ranking(candidates)
    options = [*_prefixes(ranked, [], terms)]
    leaders = _leaders(ranked)[: terms.affairs]
    if len(leaders) == terms.affairs:
        options += _prefixes([candidate for candidate in ranked if candidate not in leaders], leaders, terms)
    index, n, forced = min(options, key=lambda option: (-option[0], -option[1], len(option[2])))
    chosen = [*forced, *[candidate for candidate in ranked if candidate not in forced][: n - len(forced)]]
    return index, ranking(chosen)


def _leaders(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the best of each basic-service affair, the best of all first."""
    found: dict[str, Candidate] = {}
    for candidate in ranked:
        if candidate.affair:
            found.setdefault(candidate.affair, candidate)
    return list(found.values())


def _prefixes(
    rest: Sequence[Candidate], forced: list[Candidate], terms: Terms
) -> Iterator[tuple[Fraction, int, list[Candidate]]]:
    """Yield the index of the forced ones with the first of the rest, none to all of them."""
    maturity = sum((candidate.score for candidate in forced), ZERO)
    affairs = {candidate.affair for candidate in forced} - {None}
    yield terms.index(len(forced), maturity, len(affairs)), len(forced), forced
    for n, candidate in enumerate(rest, start=len(forced) + 1):
        maturity += candidate.score
        affairs |= {candidate.affair} - {None}
        yield terms.index(n, maturity, len(affairs)), n, forced


@lru_cache(maxsize=4)
def plans(assessment: Assessment) -> Planner:
    """Return the ways to any goal of a period."""
    return planner(situation(assessment))


@lru_cache(maxsize=4)
def advise(assessment: Assessment) -> Advice:
    """Work out what raises the index of a period."""
    planned = plans(assessment)
    found = planned.found
    return Advice(
        bukti=opportunities(found),
        belum_layak=newcomers(found),
        inovasi_tambahan={reading: one_more(found, reading) for reading in READINGS},
        urusan_dasar=basic_service(found),
        pengiriman={reading: choose(found, reading) for reading in READINGS},
        dokumen=tuple(planned.route(*goal) for goal in planned.goals),
    )
