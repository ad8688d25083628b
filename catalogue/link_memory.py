"""What is remembered of links that did not open: since when, how often, and why.

A link is dead only after it failed several times over many days; one good answer makes all forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from catalogue.links.network import Answer

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


def written(memory: Memory) -> str:
    """Write the memory as JSON."""
    plain = {address: failure.model_dump(mode="json") for address, failure in sorted(memory.items())}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def remembered(before: Memory, answers: Mapping[str, Answer], today: date) -> dict[str, Failure]:
    """Return the memory after a check; what was not asked for stands in the catalogue no more and is forgotten."""
    after = {}
    for address, answer in answers.items():
        old = before.get(address)
        if answer.verdict == "gagal":
            after[address] = _failed(old, answer.reason, today)
        elif answer.verdict == "tidak-diketahui" and old:
            after[address] = old
    return after


def _failed(old: Failure | None, reason: str, today: date) -> Failure:
    if old is None:
        return Failure(since=today, last=today, times=1, reason=reason)
    if old.last >= today:
        return old
    return Failure(since=old.since, last=today, times=old.times + 1, reason=reason)
