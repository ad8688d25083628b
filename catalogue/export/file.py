"""What a published file is, and how values are written into it as JSON.

Records are serialised from the model, so that a new field needs no line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel

from catalogue.model.published import published
from catalogue.model.types import DIGITS


class Measure(NamedTuple):
    """How many bytes a written file has, and its SHA-256 in hexadecimal digits."""

    size: int
    checksum: str


@dataclass(frozen=True)
class Description:
    """The content of a file that states the measures of others, by address; it is made when those are written."""

    write: Callable[[Callable[[str], Measure]], bytes]


@dataclass(frozen=True)
class Export:
    """A file with its address; `title` and `description` are for people, and empty for files that need no mention.

    The content is made when it is asked for, if it costs anything, and a large one in chunks.
    """

    address: str
    made: bytes | Callable[[], bytes | Iterator[bytes]] | Description
    media_type: str
    title: str = ""
    description: str = ""

    def make(self) -> bytes | Iterator[bytes]:
        """Make the content, whole or in chunks."""
        assert not isinstance(self.made, Description)
        return self.made if isinstance(self.made, bytes) else self.made()

    @property
    def content(self) -> bytes:
        made = self.make()
        return made if isinstance(made, bytes) else b"".join(made)


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
