"""What differs between two states of one record, field by field, each as a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from catalogue.assess.words import count_words
from catalogue.model import Evidence, Fact, Innovation, Maturity

LONG = 120
"""Characters of a value beyond which only its size is told."""


@dataclass(frozen=True)
class FieldChange:
    """One field: what was and what is, as texts; an empty one stands for nothing.

    `evidence` are documents newly claimed, each with where it can be seen.
    """

    label: str
    name: str
    before: str
    after: str
    evidence: tuple[tuple[str, str], ...] = ()


def field_changes(before: Innovation | None, after: Innovation) -> tuple[FieldChange, ...]:
    """Compare two states of a record in the order of the model; without `before` every filled field is new."""
    return tuple(_changes(before, after))


def _changes(before: Innovation | None, after: Innovation) -> Iterator[FieldChange]:
    for name, info in Innovation.model_fields.items():
        was, now = getattr(before, name, None), getattr(after, name)
        if name == "kematangan":
            yield from _facts(was, now)
        elif (was or None) != (now or None):
            yield FieldChange(info.title or name, name, value_text(was), value_text(now))


def _facts(before: Maturity | None, after: Maturity | None) -> Iterator[FieldChange]:
    for name, info in Maturity.model_fields.items():
        was: Fact[Any] | None = getattr(before, name, None)
        now: Fact[Any] | None = getattr(after, name, None)
        if was == now:
            continue
        known = set(was.bukti) if was else set()
        fresh = tuple(_evidence(item) for item in now.bukti if item not in known) if now else ()
        yield FieldChange(info.title or name, f"kematangan.{name}", _fact(was), _fact(now), fresh)


def _fact(fact: Fact[Any] | None) -> str:
    if fact is None:
        return ""
    stated = value_text(fact.nilai) if fact.nilai is not None else "fakta belum diisi"
    note = f", catatan: {value_text(fact.catatan)}" if fact.catatan else ""
    return f"{stated}, {len(fact.bukti)} bukti{note}"


def _evidence(item: Evidence) -> tuple[str, str]:
    return item.judul, item.tautan or item.pemegang or ""


def value_text(value: Any) -> str:
    """Write a value as one line; of a long text only its number of words."""
    if value is None or value == ():
        return ""
    if isinstance(value, BaseModel):
        filled = ((key, getattr(value, key)) for key in type(value).model_fields)
        return ", ".join(f"{key}: {value_text(item)}" for key, item in filled if item not in (None, (), False))
    if isinstance(value, tuple):
        text = "; ".join(value_text(item) for item in value)
        return text if len(text) <= LONG else f"{len(value)} butir"
    text = " ".join(str(value).split())
    return text if len(text) <= LONG else f"teks {count_words(text)} kata"
