"""The rules by which files are checked, each explained on its own page with its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from catalogue.build import Build
from catalogue.check import RULES, Rule
from catalogue.check.examples import Example, Examples, read_examples
from catalogue.check.registry import READING, TOPICS
from catalogue.common.memo import recall
from catalogue.read.excerpt import visible
from catalogue.site.views.page import Page, ready


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


@dataclass(frozen=True)
class TopicView:
    """The rules about one thing, those that stop publication first."""

    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class RulesView:
    """The page `/aturan/`."""

    topics: tuple[TopicView, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the list of rules and a page for each."""
    examples = recall(build.memo, "examples", (), read_examples)
    rules = sorted(RULES.values(), key=_order)
    topics = tuple(TopicView(name, tuple(listed)) for name, listed in groupby(rules, key=lambda rule: rule.topic))
    yield Page(
        "aturan/",
        "rules.html",
        ready(RulesView(topics)),
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
