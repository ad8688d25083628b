"""What the records amount to under a year's rubric: ladder, target, maturity and index."""

from catalogue.assessment.result import (
    Assessment,
    Index,
    IndicatorState,
    InnovationState,
    OpdState,
    Reading,
    Requirement,
    SpdState,
    UrusanState,
)

__all__ = [
    "Assessment",
    "Index",
    "IndicatorState",
    "InnovationState",
    "OpdState",
    "Reading",
    "Requirement",
    "SpdState",
    "UrusanState",
]
