"""How the rules are run over a catalogue, and which of their warnings a record accepts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from catalogue.check.registry import (
    RULES,
    USELESS_EXEMPTION,
    Check,
    Rule,
    finding_of,
)
from catalogue.common.findings import Finding, Severity
from catalogue.common.suggest import closest


class Extent(Enum):
    """Which rules are run: all, those that say something of some files alone, or those that find faults."""

    ALL = "all"
    FILES = "files"
    FAULTS = "faults"

    def includes(self, rule: Rule) -> bool:
        """Tell whether a rule is run."""
        if self is Extent.FAULTS:
            return rule.severity is Severity.GALAT
        return self is Extent.ALL or not rule.whole


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
