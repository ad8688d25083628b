"""When a file came and last changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """The day a file was added and the day it last changed."""

    created: date
    changed: date
