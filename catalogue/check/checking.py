"""How a rule is declared, documented and run, and which of its warnings a record accepts."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import partial

from catalogue.common.findings import Finding, Place, Severity, closest
from catalogue.common.memo import Memo
from catalogue.model import Period, Review, Rubric
from catalogue.read.catalogue import Catalogue, Entry, Path
from catalogue.read.files import OF_INNOVATIONS, Source


@dataclass(frozen=True)
class Check:
    """What a rule may look at: the linked records, the names of those that did not decode, and the texts.

    A record that did not decode takes no part in the rules, and a reference to it is not dead. Without `today`
    nothing is measured against the calendar.
    """

    catalogue: Catalogue
    declared: Mapping[str, frozenset[str]]
    beside: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = field(default_factory=dict)
    today: date | None = None
    current: Period | None = None
    """The period that records are read for, where that is not to be found by the day."""
    changed: frozenset[str] = frozenset()
    """Paths of all files that a proposal changes, adds or removes; none where no proposal is checked."""
    owners: str | None = None
    """What the host is told of whose approval a change needs; None where there is no file for that."""
    texts: dict[str, tuple[tuple[Path, str], ...]] = field(default_factory=dict, repr=False, compare=False)
    """What `texts_in` has gathered, by file."""

    @property
    def period(self) -> Period:
        """The period that records are read for: the current one, or the last when there is no today."""
        return self.current or self.catalogue.period_on(self.today or date.max)

    @property
    def rubric(self) -> Rubric | None:
        """The rubric of that period, when it could be read."""
        entry = self.catalogue.rubrics.get(self.period.rubrik)
        return entry.record if entry else None

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


def finding_of(id: str, fault: Fault) -> Finding:
    """Say which rule found a fault, and how grave that is."""
    return Finding(
        id,
        RULES[id].severity,
        fault.place,
        fault.message,
        fault.help,
        fault.related,
        fault.related_message,
        fault.replacement,
    )


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
    basis: str = ""
    topic: str = ""
    function: RuleFunction | None = None
    whole: bool = False
    """Whether it compares all innovations with each other, so that it says nothing of one file alone."""

    @property
    def severity_label(self) -> str:
        return self.severity.label


RULES: dict[str, Rule] = {}

READING = "Penulisan berkas"
TOPICS = {
    "records": "Isi catatan",
    "texts": "Isi catatan",
    "contradictions": "Isi yang bertentangan",
    "privacy": "Privasi",
    "links": "Tautan",
    "evidence": "Fakta, bukti, dan kesiapan",
    "claims": "Fakta, bukti, dan kesiapan",
    "identity": "Identitas dan rujukan",
    "references": "Identitas dan rujukan",
    "similar": "Identitas dan rujukan",
    "periods": "Periode, telaah, dan rubrik",
    "receipts": "Periode, telaah, dan rubrik",
    "lists": "Periode, telaah, dan rubrik",
    "owners": "Periode, telaah, dan rubrik",
}
"""What a rule is about, by its module; what is checked while reading has no function and is about writing."""


def rule(id: str, severity: Severity, *, whole: bool = False) -> Callable[[RuleFunction], RuleFunction]:
    """Register a generator as a rule; its docstring has the sections of `_sections`.

    One over the `whole` catalogue is left out where only some files are checked.
    """

    def register(function: RuleFunction) -> RuleFunction:
        topic = TOPICS[function.__module__.rsplit(".", 1)[1]]
        _add(id, severity, inspect.getdoc(function) or "", topic, function, whole=whole)
        return function

    return register


def declare(id: str, severity: Severity, explanation: str, topic: str = READING) -> None:
    """Register a rule that is checked elsewhere, most often while files are read."""
    _add(id, severity, inspect.cleandoc(explanation), topic)


def _add(
    id: str,
    severity: Severity,
    explanation: str,
    topic: str,
    function: RuleFunction | None = None,
    *,
    whole: bool = False,
) -> None:
    if id in RULES:
        raise ValueError(f"rule {id} is declared twice")
    parts = _sections(id, explanation)
    RULES[id] = Rule(id, severity, **parts, topic=topic, function=function, whole=whole)


def _sections(id: str, explanation: str) -> dict[str, str]:
    """Split an explanation into its title, what is checked, `Mengapa:`, `Perbaikan:`, and `Dasar:` if there is one."""
    title, *paragraphs = [" ".join(part.split()) for part in explanation.split("\n\n")]
    names = {"Mengapa": "why", "Perbaikan": "mend", "Dasar": "basis"}
    parts = {"title": title.rstrip("."), "what": ""}
    for paragraph in paragraphs:
        head, _, tail = paragraph.partition(": ")
        name, text = (names[head], tail) if head in names else ("what", paragraph)
        parts[name] = f"{parts.get(name, '')} {text}".strip()
    if not all(parts.get(name) for name in ("what", "why", "mend")):
        raise ValueError(f"rule {id} lacks a part of its explanation")
    return parts


USELESS_EXEMPTION = "pengecualian-sia-sia"


Candidates = Iterable[str] | Mapping[str, Iterable[str]]


def misspelt(place: Place, message: str, word: str, candidates: Candidates, otherwise: str) -> Fault:
    """Make the fault of an unknown word, with the known one that clearly was meant, or else with `otherwise`."""
    match = closest(word, candidates)
    return Fault(place, message, f"Mungkin maksudnya `{match}`." if match else otherwise, replacement=match)


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
