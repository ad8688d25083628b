"""How the rules are run over a catalogue, and which of their warnings a record accepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from functools import partial

from catalogue.check.registry import RULES, USELESS_EXEMPTION, Check, Rule, finding_of
from catalogue.common.findings import Finding, Severity, closest
from catalogue.common.memo import Memo
from catalogue.model import Review
from catalogue.read.catalogue import Entry
from catalogue.read.files import OF_INNOVATIONS, Source


class Extent(Enum):
    """Which rules are run: all, all but the warnings that compare all innovations, or those that find faults."""

    ALL = "all"
    FILES = "files"
    FAULTS = "faults"

    def includes(self, rule: Rule) -> bool:
        """Tell whether a rule is run."""
        if self is Extent.FAULTS:
            return rule.severity is Severity.GALAT
        return self is Extent.ALL or not rule.whole or rule.severity is Severity.GALAT


def check(context: Check, extent: Extent = Extent.ALL) -> Iterator[Finding]:
    """Run the rules over the catalogue; warnings that a record accepts with a reason are left out."""
    accepted = _Accepted(context)
    for rule in RULES.values():
        for fault in rule.function(context) if rule.function and extent.includes(rule) else ():
            finding = finding_of(rule.id, fault)
            if not accepted.covers(finding):
                yield finding
    if extent is not Extent.FAULTS:
        yield from accepted.idle(extent)


def check_again(context: Check, memo: Memo) -> Iterator[Finding]:
    """Run the rules that find faults, over each innovation only when it changed, or what all of them share did."""
    rules = [rule for rule in RULES.values() if rule.function and Extent.FAULTS.includes(rule)]
    single = [rule for rule in rules if not rule.whole]
    catalogue = replace(context.catalogue, innovations={}, reviews={})
    own = {path for path, source in context.sources.items() if source.kind in OF_INNOVATIONS}
    sources = {path: source for path, source in context.sources.items() if path not in own}
    given = catalogue, context.declared, context.beside, context.today, sources
    shared = memo.recall("shared", given, lambda: given)
    yield from memo.recall(
        "faults", (shared,), partial(_found, single, replace(context, catalogue=catalogue, sources=sources))
    )
    by_slug: dict[str, dict[str, Source]] = defaultdict(dict)
    for path in own:
        by_slug[context.sources[path].id][path] = context.sources[path]
    reviews: dict[str, dict[tuple[int, str], Entry[Review]]] = defaultdict(dict)
    for key, review in context.catalogue.reviews.items():
        reviews[key[1]][key] = review
    for slug in sorted({*by_slug, *reviews}):
        entry = context.catalogue.innovations.get(slug)
        alone = replace(catalogue, innovations={slug: entry} if entry else {}, reviews=reviews[slug])
        case = replace(context, catalogue=alone, sources=by_slug[slug])
        inputs = shared, entry, reviews[slug], by_slug[slug]
        yield from memo.recall(("faults", slug), inputs, partial(_found, single, case))
    yield from _found([rule for rule in rules if rule.whole], context)


def _found(rules: Iterable[Rule], context: Check) -> list[Finding]:
    return [finding_of(rule.id, fault) for rule in rules if rule.function for fault in rule.function(context)]


class _Accepted:
    """The warnings that records accept, and which of these acceptances met one."""

    def __init__(self, context: Check) -> None:
        self._entries = context.catalogue.with_any("pengecualian")
        self._rules = {(entry.path, item.aturan) for entry in self._entries for item in entry.record.pengecualian}
        self._met: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str]] = set()

    def covers(self, finding: Finding) -> bool:
        if not self._rules:
            return False
        key = finding.place.path, finding.rule
        accepted = finding.severity is Severity.PERINGATAN and key in self._rules
        (self._met if accepted else self._told).add(key)
        return accepted

    def idle(self, extent: Extent) -> Iterator[Finding]:
        """Report the acceptances that no warning needs; nothing is known of a rule that was not run."""
        rule = RULES[USELESS_EXEMPTION]
        for entry in self._entries:
            for index, item in enumerate(entry.record.pengecualian):
                known = item.aturan not in RULES or extent.includes(RULES[item.aturan])
                if known and (entry.path, item.aturan) not in self._met:
                    place = entry.place("pengecualian", index, "aturan")
                    match = None if item.aturan in RULES else closest(item.aturan, list(RULES))
                    help = f"Mungkin maksudnya `{match}`." if match else "Hapus pengecualian ini."
                    mends = match if match and (entry.path, match) in self._told else None
                    yield Finding(rule.id, rule.severity, place, _why_idle(item.aturan), help, replacement=mends)


def _why_idle(id: str) -> str:
    if id not in RULES:
        return f"tidak ada aturan `{id}`"
    if RULES[id].severity is Severity.GALAT:
        return f"`{id}` adalah galat dan tidak dapat dikecualikan"
    return f"`{id}` tidak memperingatkan apa pun di berkas ini"
