"""The fast path for an ordinary document; of any other it gives nothing, and the strict parser reads it.

It sees the same events as the parser and stops at the first sign of what the parser would have to report, refuse or
mend. So it gives the values and positions that the parser gives, in a fifth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml

from catalogue.read.characters import CONTROL, is_ordinary, visible
from catalogue.read.yaml import indent_of
from catalogue.read.yaml.faults import TYPOGRAPHIC
from catalogue.read.yaml.lint import LOOKS_LIKE_KEY
from catalogue.read.yaml.suspect import Known

DEPTH, NUMBERS = 12, 60_000
"""Levels and position numbers of an ordinary document; the parser bears as many or more."""
HEADERS = {"|", ">", "|-", ">-", "|+", ">+"}
ENDS = frozenset("\"'" + TYPOGRAPHIC + "\u201c\u201e\u00ab\u201d\u00bb")
"""What a plain text of an ordinary document neither begins nor ends with."""
EXPLICIT_KEY = re.compile(r"[\[{,]\s*\?")
BEFORE_SIGN = re.compile(r"[^\s\"'\[\]{},|>]")
ITEM = re.compile(r"\s*-\s")

SCALAR: Any = yaml.ScalarEvent
MAPPING: Any = yaml.MappingStartEvent
MAPPING_END: Any = yaml.MappingEndEvent
SEQUENCE: Any = yaml.SequenceStartEvent
SEQUENCE_END: Any = yaml.SequenceEndEvent
STREAM_END: Any = yaml.StreamEndEvent

Values = dict[str, Any]
"""A document as texts, lists and mappings, in which every value is written."""


class Fast(NamedTuple):
    """The values of a document, and their positions: four numbers for each mapping, key, list and text in order."""

    values: Values
    positions: list[int]


def read_fast(text: str, known: Known) -> Fast | None:
    """Read a document whose top is a mapping and in which the parser finds nothing to say; None of any other.

    `known` are the words that are keys in such a document.
    """
    text = text.replace("\r\n", "\n")
    if not (is_ordinary(text) and _signs_are_ordinary(text)):
        return None
    try:
        return _Walk(text if text.endswith("\n") else text + "\n", known).document()
    except (_Unusual, yaml.YAMLError):
        return None


class _Unusual(Exception):
    """Something that only the parser can judge."""


def _signs_are_ordinary(text: str) -> bool:
    """Tell whether every `#` clearly begins a comment or clearly does not, and no key is marked with `?`."""
    at = text.find("#")
    while at >= 0:
        before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2] or "\n"
        if not (after in " \n" if before in " \n" else BEFORE_SIGN.match(before)):
            return False
        at = text.find("#", at + 1)
    return "?" not in text or not EXPLICIT_KEY.search(text)


class _Walk:
    """One pass over the events of a document.

    Most of reading a catalogue happens here, some hundred times a record: what is the same for a whole document is
    asked of it once, and nothing is called that can be done on the spot.
    """

    def __init__(self, text: str, known: Known) -> None:
        loader = getattr(yaml, "CBaseLoader", None)
        if loader is None:
            raise _Unusual
        self._next: Callable[[], Any] = loader(text).get_event
        self._text, self._known = text, known
        self._marked, self._escaped = "&" in text or "!" in text, "\\" in text
        self._lines: list[str] = []
        self._positions: list[int] = []

    def document(self) -> Fast:
        self._next()
        start, top = self._next(), self._next()
        if type(top) is not MAPPING or start.version or start.tags:
            raise _Unusual
        values = self._mapping(top, 1)
        if self._next().explicit or type(self._next()) is not STREAM_END or len(self._positions) > NUMBERS:
            raise _Unusual
        return Fast(values, self._positions)

    def _mapping(self, start: Any, depth: int) -> Values:
        following, scalar, flow = self._next, self._scalar, start.flow_style
        number, column = self._open(start, depth)
        values: Values = {}
        while type(key := following()) is SCALAR:
            name, mark = scalar(key, flow, False), key.start_mark
            if name in values or not name or name == "<<" or not (flow or mark.column == column):
                raise _Unusual
            event = following()
            if type(event) is not SCALAR:
                values[name] = self._collection(event, depth + 1)
            elif event.style or flow or event.start_mark.line == mark.line:
                values[name] = scalar(event, flow, False)
            else:
                raise _Unusual
        self._close(key, MAPPING_END, number, flow)
        return values

    def _sequence(self, start: Any, depth: int) -> list[Any]:
        following, flow = self._next, start.flow_style
        number, _ = self._open(start, depth)
        values: list[Any] = []
        while type(event := following()) is not SEQUENCE_END:
            if type(event) is SCALAR:
                values.append(self._scalar(event, flow, True))
            else:
                values.append(self._collection(event, depth + 1))
        self._close(event, SEQUENCE_END, number, flow)
        return values

    def _collection(self, event: Any, depth: int) -> Values | list[Any]:
        if type(event) is MAPPING:
            return self._mapping(event, depth)
        if type(event) is SEQUENCE:
            return self._sequence(event, depth)
        raise _Unusual

    def _open(self, event: Any, depth: int) -> tuple[int, int]:
        if event.anchor or event.tag or depth > DEPTH:
            raise _Unusual
        mark, number = event.start_mark, len(self._positions)
        self._positions += (mark.line, mark.column, 0, 0)
        return number, mark.column

    def _close(self, event: Any, kind: type, number: int, flow: bool) -> None:
        mark, positions = event.end_mark, self._positions
        line, column = positions[number : number + 2]
        if type(event) is not kind or (flow and not self._is_indented(line + 1, mark.line, column)):
            raise _Unusual
        positions[number + 2 : number + 4] = mark.line, mark.column

    def _is_indented(self, first: int, last: int, column: int) -> bool:
        """Tell whether the lines of a bracket after its first lie clearly within it, or hold nothing but its end."""
        lines = self._split()[first : last + 1] if first <= last else []
        return all(indent_of(line) > column or not line.strip(" ]},") for line in lines)

    def _split(self) -> list[str]:
        self._lines = self._lines or self._text.split("\n")
        return self._lines

    def _scalar(self, event: Any, flow: bool, in_list: bool) -> str:
        start, end, style, text = event.start_mark, event.end_mark, event.style, event.value
        line, column, last = start.line, start.column, end.column
        if self._marked and (event.anchor or event.tag):
            raise _Unusual
        if not style:
            if line != end.line or not text or text[-1] in ENDS or text[0] in ENDS or (flow and text == "-"):
                raise _Unusual
            self._positions += (line, column, line, last)
            return text  # type: ignore[no-any-return]
        if style in "|>":
            self._check_block(line, column, end.line, in_list and style == ">")
            self._positions += (line, column, line, column + 1)
            return text  # type: ignore[no-any-return]
        if line != end.line:
            raise _Unusual
        self._positions += (line, column, line, last)
        return self._unescaped(text) if self._escaped else text

    def _unescaped(self, text: str) -> str:
        """Return a text as it looks, unless an escape brought in what no file may hold."""
        if CONTROL.search(text):
            raise _Unusual
        return visible(text)

    def _check_block(self, line: int, column: int, end: int, items: bool) -> None:
        """Stop where a block text has an unusual head, or may have swallowed a key or an item."""
        lines = self._split()
        if lines[line][column:].rstrip() not in HEADERS or not lines[line + 1].strip():
            raise _Unusual
        for text in lines[line + 1 : end]:
            if ":" in text and (match := LOOKS_LIKE_KEY.match(text)) and self._known.key(match[1]):
                raise _Unusual
            if items and ITEM.match(text):
                raise _Unusual
