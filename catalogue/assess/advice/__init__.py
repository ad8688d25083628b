"""What to do next: what each document brings, what to send, and the shortest way to the next band."""

from catalogue.assess.advice.advise import advise, plans
from catalogue.assess.advice.documents import shares
from catalogue.assess.advice.evidence import opportunities_of, ranked
from catalogue.assess.advice.newcomers import Chance, chances, closing, newcomers_of
from catalogue.assess.advice.planner import Planner
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
    ShareAdvice,
)
from catalogue.assess.advice.statements import Statement, goal_text, route_sentence, statements
from catalogue.assess.advice.terms import Situation, situation

__all__ = [
    "Advice",
    "BasicServiceAdvice",
    "Chance",
    "DocumentAdvice",
    "EvidenceAdvice",
    "Gain",
    "NewcomerAdvice",
    "OneMoreInnovation",
    "Planner",
    "RouteAdvice",
    "RouteScenario",
    "SendingAdvice",
    "ShareAdvice",
    "Situation",
    "Statement",
    "advise",
    "chances",
    "closing",
    "goal_text",
    "newcomers_of",
    "opportunities_of",
    "plans",
    "ranked",
    "route_sentence",
    "shares",
    "situation",
    "statements",
]
