"""A second reading of the guideline and of the catalogue's own rules, sharing nothing with `catalogue`.

The whole scoring once more, from its text: what counts, the ladder, the index, and how an agency stands on a day. It
exists to be compared with the real one, so it is written to be read beside the guideline, not to be fast: every
constant is written down here and none is taken from `rubrics/`, and all arithmetic is exact.
"""

from tests.oracle.description import (
    Agency,
    Benefit,
    City,
    Claim,
    Confirmation,
    Entry,
    Innovation,
    SpdRow,
    Stage,
    Target,
)
from tests.oracle.ladder import Step
from tests.oracle.scoring import Index, Outcome, assess

__all__ = [
    "Agency",
    "Benefit",
    "City",
    "Claim",
    "Confirmation",
    "Entry",
    "Index",
    "Innovation",
    "Outcome",
    "SpdRow",
    "Stage",
    "Step",
    "Target",
    "assess",
]
