"""What happened to the evidence of one indicator: since when it waits, and what changed since it was examined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.assess.fingerprint import fingerprint
from catalogue.assess.past.chronicle import Chronicle
from catalogue.assess.past.versions import Version
from catalogue.history import Commit
from catalogue.model import Fact, Innovation
from catalogue.read.records import read_record


@dataclass(frozen=True, slots=True)
class Former:
    """The fact as it was when it was examined, and the change that replaced it, None while that is not committed."""

    fact: Fact[Any]
    replaced: Commit | None


def waiting_since(chronicle: Chronicle, slug: str, key: str, fact: Fact[Any]) -> Commit | None:
    """Return the change since which a fact and its evidence are what they are; None for one not yet committed."""
    mark, since = fingerprint(fact), None
    for version in reversed(chronicle.of(slug)):
        if _mark(chronicle, version, key) != mark:
            break
        since = version.commit
    return since


def examined(chronicle: Chronicle, slug: str, key: str, mark: str) -> Former | None:
    """Return the fact that carried this fingerprint last; None when no version of the past does."""
    versions = chronicle.of(slug)
    replaced: Commit | None = None
    for version in reversed(versions):
        if _mark(chronicle, version, key) == mark:
            fact = _fact(chronicle, version, key)
            return Former(fact, replaced) if fact else None
        replaced = version.commit
    return None


def _mark(chronicle: Chronicle, version: Version, key: str) -> str | None:
    return chronicle.judgements[version.key].marks.get(key) if version.location else None


def _fact(chronicle: Chronicle, version: Version, key: str) -> Fact[Any] | None:
    assert version.location
    content = dict(chronicle.history.read([version.content])).get(version.content, b"")
    record = read_record(version.location, content, chronicle.catalogue.vocabularies)
    maturity = record.kematangan if isinstance(record, Innovation) else None
    return getattr(maturity, key, None)
