"""What differs between two states: of one record field by field, and of the verdicts, each as a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from catalogue.assess.design_text import count_words
from catalogue.model import Evidence, Fact, Innovation, Maturity, Review
from catalogue.model.period import Verification
from catalogue.propose.review.budget import code
from catalogue.read.catalogue import Catalogue

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


WORDS = {"sesuai": "*sesuai*", "tidak-sesuai": "*tidak sesuai*"}
SENT = {"pelaporan": "pelaporan ke Kementerian", "hasil": "hasil dari Kementerian"}
NOTHING = Review()


@dataclass(frozen=True)
class Verdict:
    """What is said of one innovation in a round; empty texts stand for nothing, `note` is the coordinator's."""

    slug: str
    year: int
    subject: str
    before: str
    after: str
    note: str = ""

    def row(self) -> str:
        """Write it as a row of a card."""
        now = self.after or "putusannya dihapus"
        was = f", semula {self.before}" if self.before else ""
        note = f", catatan: {code(self.note)}" if self.note else ""
        return f"- {code(self.slug)}, {self.year}, {self.subject}: {now}{was}{note}"


def verdicts(before: Catalogue, after: Catalogue) -> Iterator[Verdict]:
    """Yield every verdict that differs between two states."""
    for year, slug in sorted(before.reviews.keys() | after.reviews.keys()):
        was, now = (side.reviews.get((year, slug)) for side in (before, after))
        old, new = was.record if was else NOTHING, now.record if now else NOTHING
        for key in sorted(old.verifikasi.keys() | new.verifikasi.keys()):
            if (one := _of_indicator(key, old, new)) != (other := _of_indicator(key, new, old)):
                yield Verdict(slug, year, _label(key), one, other, _note(new.verifikasi.get(key)))
        for name, subject in SENT.items():
            texts = [value_text(getattr(side, name)) for side in (old, new)]
            if texts[0] != texts[1]:
                yield Verdict(slug, year, subject, *(code(text) if text else "" for text in texts))


def _of_indicator(key: str, review: Review, other: Review) -> str:
    """Say a verdict; where its words stay, what it saw tells it from the other one."""
    found, against = review.verifikasi.get(key), other.verifikasi.get(key)
    if found is None:
        return ""
    same = against is not None and against.putusan == found.putusan and against != found
    return (
        f"{WORDS[found.putusan]} ({value_text(found.tanggal)}, sidik data {code(found.sidik)})"
        if same
        else (WORDS[found.putusan])
    )


def _note(found: Verification | None) -> str:
    return found.catatan or "" if found else ""


def _label(key: str) -> str:
    info = Maturity.model_fields.get(key)
    return info.title or code(key) if info else code(key)
