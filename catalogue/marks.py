"""The mark of a file: a digest of all that goes into it, by which a build knows that it need not make it again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from catalogue.model import Record

LENGTH = 16
"""Bytes of a mark."""
OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS


def mark_of(*inputs: object) -> str | None:
    """Return the mark of values, views and records; None when one of them holds what has no plain form."""
    try:
        return mark_of_content(orjson.dumps(inputs, default=plain, option=OPTIONS))
    except TypeError:
        return None


def mark_of_content(content: bytes) -> str:
    """Return the mark of a file of which nothing is known but its content."""
    return new_mark(content).hexdigest()


def new_mark(content: bytes = b"") -> hashlib.blake2b:
    """Begin the mark of a file whose content comes in pieces."""
    return hashlib.blake2b(content, digest_size=LENGTH)


def plain(value: Any) -> Any:
    """Return what stands for a value that JSON does not know; raise TypeError where nothing does."""
    if isinstance(value, Record):
        return [type(value).__name__, vars(value)]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, frozenset | set):
        return ["set", *sorted(map(str, value))]
    raise TypeError(type(value).__name__)
