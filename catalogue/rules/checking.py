"""How the rules are run over a catalogue, and which of their warnings a record accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from catalogue.findings import Finding, Severity
from catalogue.keeping import NOTHING
from catalogue.rules.alone import Found, Memory, found_alone
from catalogue.rules.registry import RULES, USELESS_EXEMPTION, Check, Fault, Rule, finding_of
from catalogue.suggest import closest


def check(context: Check, memory: Memory | None = None, processes: int = 1) -> Iterator[Finding]:
    """Run every rule over the catalogue; warnings that a record accepts with a reason are left out.

    `memory` holds what was found before, and is added to.
    """
    accepted = _Accepted(context)
    together = (finding_of(id, fault) for id, fault in _found_together(context))
    alone = found_alone(context, {} if memory is None else memory, processes)
    for finding in chain(list(together), alone):
        if not accepted.covers(finding):
            yield finding
    yield from accepted.idle()


def look_closer(context: Check) -> set[str]:
    """Run the slow rules, so that the keeper knows what they find, and return the files in which they find it."""
    slow = (rule for rule in RULES.values() if rule.slow)
    return {fault.place.path for rule in slow for fault in _faults(rule, context)}


def _found_together(context: Check) -> Iterator[Found]:
    for rule in RULES.values():
        if rule.function and not rule.alone:
            yield from ((rule.id, fault) for fault in _faults(rule, context))


def _faults(rule: Rule, context: Check) -> Iterable[Fault]:
    assert rule.function
    if not rule.slow:
        return rule.function(context)
    seen = context.catalogue, context.today
    known: Iterable[Fault] = context.keeper.find("rule", rule.id, seen)
    if known is not NOTHING:
        return known
    if context.hurried:
        context.unchecked.add(rule.id)
        return ()
    return context.keeper.keep("rule", rule.id, seen, tuple(rule.function(context)))


class _Accepted:
    """The warnings that records accept, and which of these acceptances met one."""

    def __init__(self, context: Check) -> None:
        self._entries = context.catalogue.with_any("pengecualian")
        self._rules = {(entry.path, item.aturan) for entry in self._entries for item in entry.record.pengecualian}
        self._met: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str]] = set()
        self._unchecked = context.unchecked

    def covers(self, finding: Finding) -> bool:
        if not self._rules:
            return False
        key = finding.place.path, finding.rule
        accepted = finding.severity is Severity.PERINGATAN and key in self._rules
        (self._met if accepted else self._told).add(key)
        return accepted

    def idle(self) -> Iterator[Finding]:
        """Report the acceptances that no warning needs."""
        rule = RULES[USELESS_EXEMPTION]
        for entry in self._entries:
            for index, item in enumerate(entry.record.pengecualian):
                if (entry.path, item.aturan) not in self._met and item.aturan not in self._unchecked:
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
