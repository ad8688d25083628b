"""How a rule is declared, documented and run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from catalogue.collection import Catalogue
from catalogue.findings import Finding, Place, Severity


@dataclass(frozen=True)
class Check:
    """What a rule may look at: the linked records, and the names of those that did not decode.

    A record that did not decode takes no part in the rules, and a reference to it is not dead.
    """

    catalogue: Catalogue
    declared: Mapping[str, frozenset[str]]
    beside: frozenset[str] = frozenset()

    def exists(self, kind: str, id: str) -> bool:
        """Tell whether a file of this kind and identity exists, readable or not."""
        return id in self.declared.get(kind, frozenset())


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found; the registry adds which rule it was and how grave."""

    place: Place
    message: str
    help: str = ""
    related: Place | None = None
    related_message: str = ""
    replacement: str | None = None


RuleFunction = Callable[[Check], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """A rule with its published explanation, all from its declaration."""

    id: str
    severity: Severity
    title: str
    what: str
    why: str
    mend: str
    function: RuleFunction | None = None

    @property
    def severity_label(self) -> str:
        return self.severity.label


RULES: dict[str, Rule] = {}


def rule(id: str, severity: Severity) -> Callable[[RuleFunction], RuleFunction]:
    """Register a generator as a rule; its docstring has a title, what is checked, `Mengapa:` and `Perbaikan:`."""

    def register(function: RuleFunction) -> RuleFunction:
        _add(id, severity, inspect.getdoc(function) or "", function)
        return function

    return register


def declare(id: str, severity: Severity, explanation: str) -> None:
    """Register a rule that an earlier stage checks while it reads."""
    _add(id, severity, inspect.cleandoc(explanation), None)


def _add(id: str, severity: Severity, explanation: str, function: RuleFunction | None) -> None:
    if id in RULES:
        raise ValueError(f"rule {id} is declared twice")
    title, what, why, mend = _sections(id, explanation)
    RULES[id] = Rule(id, severity, title, what, why, mend, function)


def _sections(id: str, explanation: str) -> tuple[str, str, str, str]:
    paragraphs = [" ".join(part.split()) for part in explanation.split("\n\n")]
    title, *rest = paragraphs
    named = {"Mengapa": "", "Perbaikan": ""}
    what: list[str] = []
    for paragraph in rest:
        head, _, tail = paragraph.partition(": ")
        if head in named:
            named[head] = tail
        else:
            what.append(paragraph)
    if not (what and all(named.values())):
        raise ValueError(f"rule {id} lacks a part of its explanation")
    return title.rstrip("."), " ".join(what), named["Mengapa"], named["Perbaikan"]


def check(context: Check) -> Iterator[Finding]:
    """Run every rule over the catalogue."""
    for rule in RULES.values():
        if rule.function:
            for fault in rule.function(context):
                yield Finding(
                    rule.id,
                    rule.severity,
                    fault.place,
                    fault.message,
                    fault.help,
                    fault.related,
                    fault.related_message,
                    fault.replacement,
                )
