"""What a verification saw, as a short mark that changes with the fact or its evidence."""

from __future__ import annotations

import hashlib
import unicodedata
from decimal import Decimal
from typing import Any

import orjson

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
