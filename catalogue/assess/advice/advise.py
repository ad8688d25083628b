"""All advice for one period."""

from __future__ import annotations

from functools import lru_cache

from catalogue.assess.advice.choice import choose
from catalogue.assess.advice.evidence import opportunities
from catalogue.assess.advice.newcomers import basic_service, newcomers, one_more
from catalogue.assess.advice.planner import Planner, planner
from catalogue.assess.advice.result import Advice
from catalogue.assess.advice.terms import situation
from catalogue.assess.result import READINGS, Assessment


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
