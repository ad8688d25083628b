"""What is written in a record, value by value, and where exactly a word of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeAlias

from catalogue.check.registry import Check
from catalogue.common.findings import Place, Span
from catalogue.model import Innovation, PartialDate, Record
from catalogue.read.catalogue import Entry, InnovationEntry, Path
from catalogue.read.characters import split_lines

LINK = re.compile(r"https?://[^\s<>()\[\]\"']+")
"""An address in a text; of one in Markdown's parentheses the closing one is no part."""

AUTHORITY = re.compile(r"://[^/\s]*")
"""The host of an address, and all else up to its first slash; escapes in a quoted text may hide it."""

PROSE = (
    *("nama", "kepanjangan", "ringkasan", "pengembangan"),
    *("rancang_bangun", "tujuan", "manfaat", "hasil", "pelajaran"),
)
"""The fields of an innovation that people read as text."""


Texts: TypeAlias = list[tuple[Path, str]]
Others: TypeAlias = list[tuple[Path, Any]]


def leaves(record: Record) -> Texts:
    """Return every text in a record with its path; dates and numbers are no texts."""
    texts: Texts = []
    _gather(record, (), texts, [])
    return texts


def dates(record: Record) -> list[tuple[Path, date]]:
    """Return every date in a record with its path, of one that is not exact the first day."""
    others: Others = []
    _gather(record, (), [], others)
    found = ((path, item.first_day if isinstance(item, PartialDate) else item) for path, item in others)
    return [(path, day) for path, day in found if isinstance(day, date)]


def last_date(value: Record | tuple[Any, ...], last: date = date.min) -> date:
    """Return the last date in a record, without asking where; `last` when none is later."""
    for item in value if isinstance(value, tuple) else value.__dict__.values():
        kind: Any = type(item)
        if kind is str or not item:
            continue
        if kind is PartialDate:
            last = max(last, item.first_day)
        elif kind is date:
            last = max(last, item)
        elif _has_parts(kind):
            last = last_date(item, last)
    return last


@cache
def _has_parts(kind: type) -> bool:
    """Tell whether values of a type hold others; asked of each value it would take longer than all else."""
    return issubclass(kind, tuple | Record)


def _gather(value: Any, path: Path, texts: Texts, others: Others) -> None:
    """Walk through a record, and put every text on one list, and what is neither a text nor a record on the other."""
    for name, item in enumerate(value) if isinstance(value, tuple) else value.__dict__.items():
        kind: Any = type(item)
        if not item:
            continue
        if kind is str:
            texts.append(((*path, name), item))
        elif _has_parts(kind):
            _gather(item, (*path, name), texts, others)
        else:
            others.append(((*path, name), item))


def mentioning(check: Check, *words: str) -> Iterator[InnovationEntry]:
    """Yield the innovations in whose file one of the words occurs; looking first saves looking closely."""
    for entry in check.catalogue.innovations.values():
        source = check.sources.get(entry.path)
        text = source.text.lower() if source else ""
        if source is None or any(word in text for word in words):
            yield entry


def linking(check: Check, *words: str) -> Iterator[InnovationEntry]:
    """Yield the innovations in whose file one of the words occurs in the host of an address."""
    for entry in check.catalogue.innovations.values():
        source = check.sources.get(entry.path)
        text = source.text.lower() if source else ""
        hosts = text if "\\" in text else "\n".join(set(AUTHORITY.findall(text)))
        if source is None or any(word in hosts for word in words):
            yield entry


def prose(record: Innovation) -> Iterator[tuple[str, str]]:
    """Yield the filled text fields of an innovation."""
    for name in PROSE:
        if text := getattr(record, name):
            yield name, text
    if record.pengembangan_lama:
        yield "pengembangan_lama", "\n".join(item.uraian for item in record.pengembangan_lama)


def texts_in(check: Check, entry: Entry[Any]) -> tuple[tuple[Path, str], ...]:
    """Return every text in an entry with its path, gathered once for all rules."""
    known = check.texts.get(entry.path)
    if known is None:
        known = check.texts[entry.path] = tuple(leaves(entry.record))
    return known


def links_in(check: Check, entry: Entry[Any]) -> Iterator[tuple[Path, str]]:
    """Yield every web address in an entry, those inside texts too, each once a value."""
    return _links(texts_in(check, entry))


def links(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield every web address in a record, as `links_in` does."""
    return _links(leaves(record))


def _links(texts: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    for path, text in texts:
        if "://" in text:
            for address in dict.fromkeys(match.group().rstrip(".,;:") for match in LINK.finditer(text)):
                yield path, address


def place_of(check: Check, entry: Entry[Any], path: Path, word: str) -> Place:
    """Return where a word of a value stands, or the value itself when the word was broken over lines."""
    place = entry.place(*path)
    source = check.sources.get(place.path)
    first = place.span.line
    for number, line in enumerate(_value_lines(_lines(source.text), first) if source else (), first):
        column = line.find(word, place.span.column - 1 if number == first else 0)
        if column >= 0:
            return Place(place.path, Span(number, column + 1, number, column + 1 + len(word)))
    return place


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    return split_lines(text)


def _value_lines(lines: list[str], first: int) -> Iterator[str]:
    """Yield the line on which a value begins and those that are indented below it."""
    start = lines[first - 1]
    depth = len(start) - len(start.lstrip(" -"))
    yield start
    for line in lines[first:]:
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            return
        yield line
