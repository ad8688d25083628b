"""Records as plain JSON values, serialised from the model so that a new field needs no line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel

from catalogue.export.shapes.common import Scores
from catalogue.model.types import DIGITS

PLACES = Decimal("0.000001")


def plain(value: Any) -> Any:
    """Turn a record or a part of it into values that JSON has: every field is there, unfilled ones null or empty."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, str) else value


def number(value: Decimal) -> int | float:
    """Return a JSON number: exact when binary keeps it, which is so for all that records state, else six decimals."""
    if value == (whole := int(value)):
        return whole
    exact = len(str(value)) <= DIGITS or len(value.normalize().as_tuple().digits) <= DIGITS
    return float(value if exact else value.quantize(PLACES))


def scores(found: Mapping[str, Decimal]) -> Scores:
    """Return what each of the three readings gives."""
    return {
        "klaim": number(found["klaim"]),
        "berbukti": number(found["berbukti"]),
        "terverifikasi": number(found["terverifikasi"]),
    }


def to_json(document: object, *, indented: bool = True) -> bytes:
    """Write a document, in which there may be records, as UTF-8 JSON with a final newline.

    What people read is indented; a file that grows with the catalogue is for programs.
    """
    layout = orjson.OPT_INDENT_2 if indented else 0
    return orjson.dumps(document, default=_shallow, option=layout | orjson.OPT_APPEND_NEWLINE)


def in_pieces(head: Mapping[str, object], key: str, rows: Iterable[object]) -> Iterator[bytes]:
    """Write a document that ends in a list of rows under this key, as `to_json` does without indentation."""
    yield orjson.dumps({**head, key: []}, default=_shallow).removesuffix(b"]}")
    comma = b""
    for row in rows:
        yield comma + orjson.dumps(row, default=_shallow)
        comma = b","
    yield b"]}\n"


def _shallow(value: Any) -> Any:
    """Turn what JSON has not into something nearer to it; what that holds is asked about in turn."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, BaseModel):
        return vars(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
