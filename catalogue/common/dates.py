"""When a record came and last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """The day a record was added and the day it last changed, None where that is not known."""

    created: date | None = None
    changed: date | None = None
