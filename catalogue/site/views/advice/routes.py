"""The shortest lists of documents, gathered by indicator so that they fit on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.assess.advice import Document, Route, Scenario
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.site.views.advice.evidence import PLACES, indicator_link


@dataclass(frozen=True)
class DocumentGroup:
    """Documents of one kind: the same indicator, the same level, each adding the same; `shared` names many at once."""

    indicator: Link
    level: int
    level_text: str
    assumed: bool
    signed: str
    each: str
    total: int
    shared: bool
    innovations: tuple[Link, ...]
    """Empty for a row of the SPD."""


@dataclass(frozen=True)
class ScenarioView:
    """How many documents a goal takes with so many more innovations; empty when it stays out of reach."""

    added: int
    fewest: str
    together: str
    cautious: str
    best: bool


@dataclass(frozen=True)
class RouteView:
    """The shortest way to a goal."""

    goal: str
    index: str
    sentence: str
    reachable: bool
    reached: str
    total: int
    added: tuple[Link, ...]
    groups: tuple[DocumentGroup, ...]
    scenarios: tuple[ScenarioView, ...]


def route_view(build: Build, route: Route, sentence: str) -> RouteView:
    """Show a route."""
    return RouteView(
        goal=route.goal,
        index=number_text(route.index, 2),
        sentence=sentence,
        reachable=route.documents is not None,
        reached=number_text(route.reached, 2),
        total=len(route.documents or ()),
        added=tuple(build.innovation_link(slug) for slug in route.added),
        groups=_groups(build, route.documents or ()),
        scenarios=tuple(_scenario(scenario, len(route.added)) for scenario in _telling(route)),
    )


def _groups(build: Build, documents: Iterable[Document]) -> tuple[DocumentGroup, ...]:
    gathered: dict[tuple[str, int, bool], list[Document]] = {}
    for document in documents:
        gathered.setdefault((document.indicator.id, document.level, document.assumed), []).append(document)
    return tuple(_group(build, found) for found in gathered.values())


def _group(build: Build, found: list[Document]) -> DocumentGroup:
    first = found[0]
    texts = {level.level: level.teks for level in first.indicator.level}
    return DocumentGroup(
        indicator=indicator_link(build, first.indicator),
        level=first.level,
        level_text=texts[first.level],
        assumed=first.assumed,
        each=number_text(first.gain, PLACES),
        signed=_signed(build, first),
        total=len(found),
        shared=len(first.slugs) > 1,
        innovations=tuple(build.innovation_link(slug) for document in found for slug in document.slugs),
    )


def _signed(build: Build, document: Document) -> str:
    """Say who makes a document, and whose it is to sign."""
    maker = "OPD" if document.slugs else build.catalogue.region.koordinator
    signer = document.indicator.penanda_tangan
    return f"{maker}, diterbitkan {signer}" if signer else maker


def _telling(route: Route) -> list[Scenario]:
    """Choose the scenarios that tell most: today's, the first that suffices, and those around the best."""
    if not route.added:
        return []
    best = len(route.added)
    first = next(scenario.added for scenario in route.scenarios if scenario.fewest is not None)
    chosen = {0, first, *range(best - 2, best + 3)}
    return [scenario for scenario in route.scenarios if scenario.added in chosen]


def _scenario(scenario: Scenario, best: int) -> ScenarioView:
    fewest = scenario.fewest
    return ScenarioView(
        added=scenario.added,
        fewest="" if fewest is None else str(fewest),
        together="" if fewest is None else str(fewest + scenario.added),
        cautious="" if scenario.cautious is None else str(scenario.cautious),
        best=scenario.added == best,
    )
