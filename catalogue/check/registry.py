"""How a rule is declared, documented and run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from catalogue.common.findings import Finding, Place, Severity, closest
from catalogue.model import Period, Rubric
from catalogue.read.catalogue import Catalogue, Path
from catalogue.read.files import Source


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
