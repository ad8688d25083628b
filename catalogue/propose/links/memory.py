"""What is remembered of links from one check to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from catalogue.propose.links.network import Answer
from catalogue.read.link_memory import Failure, Memory


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
