"""Records are damaged in every way people damage them: each time the damage is found, where it is."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from catalogue.check import Check, check
from catalogue.common.findings import Finding, arrange
from catalogue.model import Innovation
from catalogue.model.addresses import Addresses
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.read.files import Source, locate, to_source
from catalogue.read.records import MODELS, decode_source
from tests.damage import HARMLESS, KINDS, Damaged, Kind, Record
from tests.exported import frozen_city

LOG = logging.getLogger(__name__)
WITHOUT = Entry("", "alamat.yaml", Addresses())
"""No addresses, whose faults stand in a file of their own."""
WHOLE = frozen_city()
assert WHOLE.catalogue
CATALOGUE = WHOLE.catalogue
TEXTS = {path: source.text for path, source in WHOLE.sources.items() if source.kind == "innovation"}
DECLARED = {
    **{kind: frozenset[str]() for kind in MODELS},
    "innovation": frozenset(CATALOGUE.innovations),
    "opd": frozenset(CATALOGUE.opds),
    "rubric": frozenset(CATALOGUE.rubrics),
    "period": frozenset(map(str, CATALOGUE.periods)),
}


def examine(path: str, content: bytes) -> tuple[list[Finding], Innovation | None]:
    """Check one file of the catalogue with other content, as `check` does but without the other records."""
    location = locate(path)
    assert location
    source = to_source(location, content)
    if not isinstance(source, Source):
        return [source], None
    outcome = decode_source(source, Innovation, CATALOGUE.vocabularies)
    entry = outcome.entry if isinstance(outcome.entry, InnovationEntry) else None
    alone = replace(CATALOGUE, innovations={entry.id: entry} if entry else {}, reviews={}, addresses=WITHOUT)
    findings = (*source.faults, *outcome.findings, *check(Check(alone, DECLARED, WHOLE.beside)))
    found = arrange(finding for finding in findings if finding.place.path == path)
    return found, entry.record if entry else None


@dataclass
class Tally:
    """What became of the damaged records."""

    total: int = 0
    unchanged: int = 0
    placed: int = 0
    silent: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    several: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, path: str, damaged: Damaged, before: Innovation, known: set[tuple[str, str]]) -> None:
        """Examine a damaged record and compare it with the sound one."""
        found, record = examine(path, damaged.content)
        new = [finding for finding in found if (finding.rule, finding.message) not in known]
        self.total += 1
        if not new:
            self.unchanged += record == before
            self.silent += [f"{name}: {path}"] if record != before else []
            return
        self.several[name] += len(new) > 1
        if damaged.lines:
            self.placed += 1
            if new[0].place.span.line not in damaged.lines:
                self.elsewhere.append(f"{name}: {path}:{new[0].place.span.line} {new[0].message} {damaged.lines}")


def _mutants(kinds: dict[str, Kind], each: int, records: int) -> Iterator[tuple[str, str, Damaged]]:
    """Yield for every kind some ways of doing it to some records, always the same ones."""
    for name, kind in kinds.items():
        chance = random.Random(name)
        for path in chance.sample(sorted(TEXTS), min(records, len(TEXTS))):
            ways = list(kind(Record(TEXTS[path])))
            for damaged in chance.sample(ways, min(each, len(ways))):
                yield name, path, damaged


@cache
def _sound(path: str) -> tuple[list[Finding], Innovation | None]:
    return examine(path, TEXTS[path].encode())


def _tally(kinds: dict[str, Kind], deep: bool) -> Tally:
    tally = Tally()
    for name, path, damaged in _mutants(kinds, 2 if deep else 1, len(TEXTS) if deep else 2):
        findings, before = _sound(path)
        assert before
        tally.count(name, path, damaged, before, {(finding.rule, finding.message) for finding in findings})
    return tally


def test_damage_is_found_where_it_is(deep: bool) -> None:
    """No damaged value passes in silence, and the first finding stands on the damaged line."""
    assert len(KINDS) >= 60
    tally = _tally(KINDS, deep)
    placed = f"{tally.placed - len(tally.elsewhere)} of {tally.placed} first findings in place"
    LOG.info(
        "%s records damaged in %s ways, %s, %s with several", tally.total, len(KINDS), placed, dict(+tally.several)
    )
    LOG.info("elsewhere:\n%s", "\n".join(tally.elsewhere))
    assert tally.total >= (5000 if deep else 200)
    assert tally.silent == []
    assert len(tally.elsewhere) <= 0.05 * tally.placed, tally.elsewhere


def test_what_is_no_fault_is_read(deep: bool) -> None:
    """Line endings, a byte order mark, no-break spaces, comments and quotes change neither record nor report."""
    tally = _tally(HARMLESS, deep)
    assert tally.total == tally.unchanged > 10


def test_every_kind_can_happen() -> None:
    """Each kind of damage can be done to some record of the catalogue."""
    never = [
        name
        for name, kind in {**KINDS, **HARMLESS}.items()
        if not any(True for text in TEXTS.values() for _ in kind(Record(text)))
    ]
    assert never == []
