"""What a verification saw, as a short mark that changes with the fact or its evidence."""

from __future__ import annotations

import hashlib
import unicodedata
from decimal import Decimal
from typing import Any

import orjson

from catalogue.assess.result import Assessment, IndicatorState, InnovationState
from catalogue.model import Fact, Innovation, Record

LENGTH = 16
"""Hexadecimal digits: 64 bits, ample against accident; a forger would have to be able to write reviews anyway."""


def fingerprint(fact: Fact[Any]) -> str:
    """Return the mark of a fact and its evidence; notes do not count, nor how a number is written."""
    seen = {"bukti": fact.bukti, "nilai": fact.nilai}
    text = orjson.dumps(seen, default=_plain, option=orjson.OPT_SORT_KEYS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.decode()).encode()
    return hashlib.sha256(text).hexdigest()[:LENGTH]


def _plain(value: Decimal | Record) -> Any:
    return value.__dict__ if isinstance(value, Record) else f"{value.normalize():f}"


def fingerprints(record: Innovation) -> dict[str, str]:
    """Return the mark of each fact of a record, by indicator."""
    maturity = record.kematangan
    facts = {name: getattr(maturity, name) for name in type(maturity).model_fields} if maturity else {}
    return {name: fingerprint(fact) for name, fact in facts.items() if fact}


OPEN = {"belum-diperiksa", "menunggu"}


def waiting(state: InnovationState) -> tuple[IndicatorState, ...]:
    """Return the indicators of an innovation that can be examined and have no verdict that still holds."""
    return tuple(found for found in state.indicators if examinable(found) and found.verification in OPEN)


def examinable(state: IndicatorState) -> bool:
    """Tell whether there is something to examine: a fact, and a document that is to prove it."""
    return state.stated and bool(state.evidence)


def waiting_count(assessment: Assessment) -> int:
    """Count the facts that wait for an examination."""
    return sum(len(waiting(state)) for state in assessment.innovations.values())
