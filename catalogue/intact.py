"""Whether a file for machines is whole and tells what it should, without ever holding a long one in memory."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO
from xml.parsers import expat

import orjson

from catalogue.model import Innovation

LONG = 1024 * 1024
"""Bytes above which a JSON file is read item by item."""
PIECE = 1024 * 1024
"""Characters of a long file that are read at once; a mapping or list that is longer is walked through."""
SPACE = " \t\n\r"
BRACKETS = {"{": "}", "[": "]"}


def is_json(file: Path, size: int) -> bool:
    """Tell whether a file is JSON from its first character to its last (RFC 8259)."""
    try:
        if size <= LONG:
            orjson.loads(file.read_bytes())
        else:
            with file.open(encoding="utf-8", newline="") as stream:
                _Walk(stream).whole()
    except ValueError:
        return False
    return True


def is_xml(file: Path) -> bool:
    """Tell whether a file is well-formed XML."""
    parser = expat.ParserCreate()
    try:
        with file.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError:
        return False
    return True


def length(file: Path, name: str) -> int | None:
    """Count the items of a list in the object that a JSON file holds; None when the file is no JSON."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return _Walk(stream).whole().get(name, 0)
    except ValueError:
        return None


def checksum(record: dict[str, Any]) -> str:
    """Return a checksum of every value of a record, however it is written; fields without a value do not count."""
    leaves: list[str] = []
    _gather(record, "", leaves)
    return hashlib.sha256("\0".join(leaves).encode("utf-8", "surrogatepass")).hexdigest()


def _gather(value: Any, name: str, leaves: list[str]) -> None:
    """Write down every value that is no list and no mapping; most are texts."""
    if type(value) is str:
        leaves.append(f"{name}={value}")
    elif isinstance(value, list | tuple):
        for item in value:
            _gather(item, f"{name}[]", leaves)
    elif isinstance(value, dict):
        for key, item in value.items():
            if item is not None:
                _gather(item, f"{name}.{key}", leaves)
    elif value is not None:
        leaves.append(f"{name}={_text(value)}")


def _text(value: Any) -> str:
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return f"{Decimal(str(value)).normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def checksum_of(file: Path) -> str:
    """Return the checksum of an innovation as published; nothing for a file that holds none."""
    try:
        row = json.loads(file.read_bytes(), parse_float=Decimal)["inovasi"]
        return checksum({name: row.get(name) for name in Innovation.model_fields})
    except (ValueError, LookupError, AttributeError):
        return ""


def _refuse(name: str) -> None:
    raise ValueError(name)


class _Walk:
    """Walks through a JSON text that comes in pieces; raises ValueError where it is none."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.text, self.at = "", 0
        self.lengths: dict[str, int] = {}
        self.decoder = json.JSONDecoder(parse_constant=_refuse)  # NaN and Infinity are not JSON

    def whole(self) -> dict[str, int]:
        """Read to the end, and return how many parts each list and mapping in the outermost object has."""
        if self._sign() in BRACKETS:
            self._parts(self.lengths)
        else:
            self._value()
        if self._sign():
            raise ValueError(self.at)
        return self.lengths

    def _more(self) -> bool:
        """Read on: as much again as is waiting, or a long text would be begun once for each piece of it."""
        piece = self.stream.read(max(PIECE, len(self.text) - self.at))
        if piece:
            self.text, self.at = self.text[self.at :] + piece, 0
        return bool(piece)

    def _sign(self) -> str:
        """Return the next sign that is no space; nothing at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def _value(self) -> int:
        """Pass over a value, and return how many parts it has."""
        if self._sign() not in BRACKETS:
            self._item()
            return 0
        if len(self.text) - self.at < PIECE:
            self._more()
        try:
            value, self.at = self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError:
            return self._parts({})
        return len(value)

    def _parts(self, lengths: dict[str, int]) -> int:
        """Pass over a list or mapping part by part, and return how many there are; note how many each part has."""
        end = BRACKETS[self.text[self.at]]
        self.at += 1
        if self._sign() == end:
            self.at += 1
            return 0
        count = 0
        while True:
            name = self._name() if end == "}" else ""
            lengths[name] = self._value()
            count += 1
            if self._next(end):
                return count

    def _name(self) -> str:
        self._sign()
        name = self._item()
        if not isinstance(name, str) or self._sign() != ":":
            raise ValueError(self.at)
        self.at += 1
        return name

    def _next(self, end: str) -> bool:
        """Pass over the sign between two parts, and tell whether it was the last one."""
        sign = self._sign()
        if sign not in {end, ","}:
            raise ValueError(self.at)
        self.at += 1
        return sign == end

    def _item(self) -> object:
        """Decode one value, for which as much is read as it needs."""
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            if end + len("e+1") > len(self.text) and self._more():
                continue  # a number may have been cut
            self.at = end
            return value
