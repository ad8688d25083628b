"""What the records amount to under a year's rubric: ladder, target, maturity and index."""

from catalogue.assess.assess import assess, assess_all, innovation_state, reviews_of
from catalogue.assess.result import (
    READINGS,
    ROUNDS,
    STEPS,
    TASKS,
    Assessment,
    BasicService,
    Index,
    IndicatorState,
    InnovationState,
    OpdState,
    Range,
    ReadingResult,
    Requirement,
    SpdValue,
    TargetCondition,
)

__all__ = [
    "READINGS",
    "ROUNDS",
    "STEPS",
    "TASKS",
    "Assessment",
    "BasicService",
    "Index",
    "IndicatorState",
    "InnovationState",
    "OpdState",
    "Range",
    "ReadingResult",
    "Requirement",
    "SpdValue",
    "TargetCondition",
    "assess",
    "assess_all",
    "innovation_state",
    "reviews_of",
]
