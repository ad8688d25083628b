"""Records as plain JSON values, serialised from the model so that a new field needs no line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from catalogue.model.published import published
from catalogue.model.types import DIGITS

PLACES = Decimal("0.000001")
RESULTS = orjson.OPT_PASSTHROUGH_DATACLASS
"""A class of results says itself what of it is published."""


def number(value: Decimal) -> int | float:
    """Return a JSON number: exact when binary keeps it, which is so for all that records state, else six decimals."""
    if value == (whole := int(value)):
        return whole
    exact = len(str(value)) <= DIGITS or len(value.normalize().as_tuple().digits) <= DIGITS
    return float(value if exact else value.quantize(PLACES))


def to_json(document: object, *, indented: bool = True) -> bytes:
    """Write a document, in which there may be records and results, as UTF-8 JSON with a final newline.

    What people read is indented; a file that grows with the catalogue is for programs.
    """
    layout = orjson.OPT_INDENT_2 if indented else 0
    return orjson.dumps(document, default=_shallow, option=layout | RESULTS | orjson.OPT_APPEND_NEWLINE)


def in_pieces(head: Mapping[str, object], key: str, rows: Iterable[object]) -> Iterator[bytes]:
    """Write a document that ends in a list of rows under this key, as `to_json` does without indentation."""
    yield orjson.dumps({**head, key: []}, default=_shallow, option=RESULTS).removesuffix(b"]}")
    comma = b""
    for row in rows:
        yield comma + orjson.dumps(row, default=_shallow, option=RESULTS)
        comma = b","
    yield b"]}\n"


def _shallow(value: Any) -> Any:
    """Turn what JSON has not into something nearer to it; what that holds is asked about in turn."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, BaseModel):
        return vars(value)
    if is_dataclass(value):
        return published(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
