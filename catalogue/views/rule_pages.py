"""The rules by which files are checked, each explained on its own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.rules import Rule
from catalogue.views.page import Page
from catalogue.views.site import Site


@dataclass(frozen=True)
class RuleView:
    """One rule."""

    id: str
    severity: str
    title: str
    what: str
    why: str
    mend: str


@dataclass(frozen=True)
class RulesView:
    """The page `/aturan/`."""

    rules: tuple[RuleView, ...]


def _rule(rule: Rule) -> RuleView:
    return RuleView(rule.id, rule.severity_label, rule.title, rule.what, rule.why, rule.mend)


def pages(site: Site) -> Iterator[Page]:
    """Make the list of rules and a page for each."""
    rules = tuple(sorted((_rule(rule) for rule in site.rules.values()), key=lambda rule: (rule.severity, rule.id)))
    yield Page(
        "aturan/",
        "rules.html",
        RulesView(rules),
        "Aturan pemeriksaan",
        f"{len(rules)} aturan yang memeriksa berkas katalog, masing-masing dengan alasan dan cara memperbaikinya.",
        section="panduan",
    )
    for rule in rules:
        yield Page(f"aturan/{rule.id}/", "rule.html", rule, rule.title, rule.what, section="panduan")
