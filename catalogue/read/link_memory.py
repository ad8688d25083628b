"""What is remembered of links that did not open: since when, how often, and why.

A link is dead only after it failed several times over many days; one good answer makes all forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

TIMES, DAYS = 3, 14
"""A link is dead when it failed so often, the first time so many days before the last."""


class Failure(BaseModel):
    """A link that did not open the last time it was asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date
    last: date
    times: int = Field(ge=1, lt=10_000)
    reason: str = Field(max_length=200)

    @property
    def dead(self) -> bool:
        return self.times >= TIMES and (self.last - self.since).days >= DAYS


Memory = Mapping[str, Failure]


def read_memory(content: bytes) -> Memory | None:
    """Read what was written; None when it cannot be read."""
    try:
        return TypeAdapter(dict[str, Failure]).validate_json(content)
    except ValidationError:
        return None
