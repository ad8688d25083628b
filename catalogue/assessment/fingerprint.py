"""What a verification saw, as a short mark that changes with the fact or its evidence."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from decimal import Decimal
from typing import Any

from catalogue.model import Fact, Innovation

LENGTH = 16
"""Hexadecimal digits: 64 bits, ample against accident; a forger would have to be able to write reviews anyway."""


def fingerprint(fact: Fact[Any]) -> str:
    """Return the mark of a fact and its evidence; notes do not count, nor how a number is written."""
    seen = fact.model_dump(include={"nilai", "bukti"})
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_number)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:LENGTH]


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def fingerprints(record: Innovation) -> dict[str, str]:
    """Return the mark of each fact of a record, by indicator."""
    maturity = record.kematangan
    facts = {name: getattr(maturity, name) for name in type(maturity).model_fields} if maturity else {}
    return {name: fingerprint(fact) for name, fact in facts.items() if fact}
