"""What to do next: what each document brings, what to send, and the shortest way to the next band."""

from catalogue.assess.advice.advise import advise
from catalogue.assess.advice.evidence import opportunities_of, ranked
from catalogue.assess.advice.newcomers import newcomers_of
from catalogue.assess.advice.result import (
    Advice,
    BasicServiceAdvice,
    DocumentAdvice,
    EvidenceAdvice,
    Gain,
    NewcomerAdvice,
    OneMoreInnovation,
    RouteAdvice,
    RouteScenario,
    SendingAdvice,
)
from catalogue.assess.advice.statements import Statement, statements
from catalogue.assess.advice.terms import Situation, situation

__all__ = [
    "Advice",
    "BasicServiceAdvice",
    "DocumentAdvice",
    "EvidenceAdvice",
    "Gain",
    "NewcomerAdvice",
    "OneMoreInnovation",
    "RouteAdvice",
    "RouteScenario",
    "SendingAdvice",
    "Situation",
    "Statement",
    "advise",
    "newcomers_of",
    "opportunities_of",
    "ranked",
    "situation",
    "statements",
]
