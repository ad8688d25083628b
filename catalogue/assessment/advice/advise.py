"""All advice for one period."""

from __future__ import annotations

from functools import lru_cache

from catalogue.assessment.advice.choice import choose
from catalogue.assessment.advice.documents import routes
from catalogue.assessment.advice.evidence import opportunities
from catalogue.assessment.advice.marginal import basic_service, one_more
from catalogue.assessment.advice.newcomers import newcomers
from catalogue.assessment.advice.result import Advice
from catalogue.assessment.advice.terms import situation
from catalogue.assessment.result import READINGS, Assessment


@lru_cache(maxsize=4)
def advise(assessment: Assessment) -> Advice:
    """Work out what raises the index of a period."""
    found = situation(assessment)
    return Advice(
        opportunities=opportunities(found),
        newcomers=newcomers(found),
        one_more={reading: one_more(found, reading) for reading in READINGS},
        basic_service=basic_service(found),
        choices={reading: choose(found, reading) for reading in READINGS},
        routes=routes(found),
    )
