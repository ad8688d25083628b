"""What to do next: what each document brings, what to send, and the shortest way to the next band."""

from catalogue.assessment.advice.advise import advise
from catalogue.assessment.advice.evidence import opportunities_of, ranked
from catalogue.assessment.advice.newcomers import newcomers_of
from catalogue.assessment.advice.result import (
    Advice,
    BasicService,
    Choice,
    Document,
    Newcomer,
    OneMore,
    Opportunity,
    Raise,
    Route,
    Scenario,
)
from catalogue.assessment.advice.statements import Statement, statements
from catalogue.assessment.advice.terms import Situation, situation

__all__ = [
    "Advice",
    "BasicService",
    "Choice",
    "Document",
    "Newcomer",
    "OneMore",
    "Opportunity",
    "Raise",
    "Route",
    "Scenario",
    "Situation",
    "Statement",
    "advise",
    "newcomers_of",
    "opportunities_of",
    "ranked",
    "situation",
    "statements",
]
