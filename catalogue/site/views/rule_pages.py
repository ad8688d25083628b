"""The rules, each explained on its own page; in the preview, what a record breaks, in place of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from catalogue.build import Build, Link
from catalogue.check import RULES, Rule
from catalogue.check.checking import READING, TOPICS
from catalogue.check.examples import Example, Examples, read_examples
from catalogue.common.findings import Finding, Place, Severity
from catalogue.common.memo import recall
from catalogue.read.excerpt import Excerpt, excerpt, mended, surroundings, visible
from catalogue.read.files import Source
from catalogue.site.views import Page, ready


@dataclass(frozen=True)
class ExampleView:
    """An example: its files, and the report that it gives when it is wrong."""

    name: str
    files: tuple[tuple[str, str], ...]
    report: str


@dataclass(frozen=True)
class RuleView:
    """One rule with its examples."""

    rule: Rule
    wrong: tuple[ExampleView, ...]
    right: tuple[ExampleView, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the list of rules and a page for each."""
    examples = recall(build.memo, "examples", (), read_examples)
    rules = sorted(RULES.values(), key=_order)
    topics = tuple((name, tuple(listed)) for name, listed in groupby(rules, key=lambda rule: rule.topic))
    yield Page(
        "aturan/",
        "rules.html",
        ready(topics),
        "Aturan pemeriksaan",
        f"{len(rules)} aturan yang memeriksa berkas katalog, masing-masing dengan alasan dan cara memperbaikinya.",
        section="rujukan",
    )
    for rule in rules:
        yield Page(
            f"aturan/{rule.id}/", "rule.html", partial(_view, rule, examples), rule.title, rule.what, section="rujukan"
        )


def _order(rule: Rule) -> tuple[int, str, str]:
    topics = list(dict.fromkeys((READING, *TOPICS.values())))
    return topics.index(rule.topic), rule.severity_label, rule.id


def _view(rule: Rule, examples: Mapping[str, Examples]) -> RuleView:
    found = examples.get(rule.id, Examples())
    return RuleView(rule, tuple(map(_example, found.wrong)), tuple(map(_example, found.right)))


def _example(example: Example) -> ExampleView:
    files = ((path, "\n".join(map(visible, text.split("\n")))) for path, text in example.files.items())
    return ExampleView(example.name, tuple(files), example.report)


SHOWN = {"innovation": "inovasi", "opd": "opd"}
"""The kinds of files that have a page of their own, with its folder."""


@dataclass(frozen=True)
class PlaceView:
    """A line of a file with the lines around it; `line` is None for a file that could not be read as text."""

    path: str
    number: int
    column: int
    before: tuple[Excerpt, ...]
    line: Excerpt | None
    after: tuple[Excerpt, ...]


@dataclass(frozen=True)
class FaultView:
    """One finding: what is wrong and where, how to mend it, and where its rule is explained."""

    severity: str
    rule: Link
    message: str
    help: str
    mended: str | None
    place: PlaceView
    related: PlaceView | None
    related_message: str


@dataclass(frozen=True)
class FaultsView:
    """What is wrong with the files of a page."""

    paths: tuple[str, ...]
    faults: tuple[FaultView, ...]


def fault_pages(findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[Page]:
    """Make a page for each record that has a fault."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if address := _address(sources.get(finding.place.path)):
            found.setdefault(address, []).append(finding)
    for address, listed in found.items():
        if any(finding.severity is Severity.GALAT for finding in listed):
            yield _page(address, sorted(listed, key=lambda finding: finding.severity), sources)


def _address(source: Source | None) -> str | None:
    return f"{SHOWN[source.kind]}/{source.id}/" if source and source.kind in SHOWN else None


def _page(address: str, findings: list[Finding], sources: Mapping[str, Source]) -> Page:
    paths = tuple(dict.fromkeys(finding.place.path for finding in findings))
    view = FaultsView(paths, tuple(_fault(finding, sources) for finding in findings))
    title = f"Perlu diperbaiki: {', '.join(paths)}"
    return Page(address, "faults.html", ready(view), title, title, paths[0], listed=False)


def _fault(finding: Finding, sources: Mapping[str, Source]) -> FaultView:
    return FaultView(
        severity=finding.severity.label,
        rule=Link(finding.rule, f"aturan/{finding.rule}/"),
        message=visible(finding.message),
        help=finding.help,
        mended=mended(finding, sources),
        place=_place(finding.place, sources),
        related=_place(finding.related, sources) if finding.related else None,
        related_message=visible(finding.related_message),
    )


def _place(place: Place, sources: Mapping[str, Source]) -> PlaceView:
    before, after = surroundings(place, sources)
    line = excerpt(place, sources)
    return PlaceView(place.path, place.span.line, place.span.column, tuple(before), line, tuple(after))
