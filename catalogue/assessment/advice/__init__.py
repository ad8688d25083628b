"""What to do next: what each document brings, what to send, and the shortest way to the next band."""

from catalogue.assessment.advice.advise import advise
from catalogue.assessment.advice.evidence import ranked
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
    "Statement",
    "advise",
    "ranked",
    "statements",
]
