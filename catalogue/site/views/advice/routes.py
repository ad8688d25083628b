"""The shortest lists of documents, gathered by indicator so that they fit on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.assess.advice import DocumentAdvice, RouteAdvice, RouteScenario
from catalogue.build import Build, Link
from catalogue.site.views.advice.evidence import indicator_link


@dataclass(frozen=True)
class DocumentGroup:
    """Documents of one kind: the same indicator, the same level, each adding the same as the first.

    Of a row of the SPD there are no innovations.
    """

    first: DocumentAdvice
    indicator: Link
    level_text: str
    signed: str
    total: int
    innovations: tuple[Link, ...]


@dataclass(frozen=True)
class RouteView:
    """The shortest way to a goal, with the scenarios that tell most; none when it stays out of reach."""

    route: RouteAdvice
    sentence: str
    added: tuple[Link, ...]
    groups: tuple[DocumentGroup, ...]
    scenarios: tuple[RouteScenario, ...]


def route_view(build: Build, route: RouteAdvice, sentence: str) -> RouteView:
    """Show a route."""
    return RouteView(
        route=route,
        sentence=sentence,
        added=tuple(build.innovation_link(slug) for slug in route.inovasi_ditambahkan),
        groups=_groups(build, route.dokumen or ()),
        scenarios=tuple(_telling(route)),
    )


def _groups(build: Build, documents: Iterable[DocumentAdvice]) -> tuple[DocumentGroup, ...]:
    gathered: dict[tuple[str, int, bool], list[DocumentAdvice]] = {}
    for document in documents:
        gathered.setdefault((document.indikator.id, document.tingkat, document.fakta_dinyatakan), []).append(document)
    return tuple(_group(build, found) for found in gathered.values())


def _group(build: Build, found: list[DocumentAdvice]) -> DocumentGroup:
    first = found[0]
    texts = {level.level: level.teks for level in first.indikator.level}
    return DocumentGroup(
        first=first,
        indicator=indicator_link(build, first.indikator),
        level_text=texts[first.tingkat],
        signed=_signed(build, first),
        total=len(found),
        innovations=tuple(build.innovation_link(slug) for document in found for slug in document.inovasi),
    )


def _signed(build: Build, document: DocumentAdvice) -> str:
    """Say who makes a document, and whose it is to sign."""
    maker = "OPD" if document.inovasi else build.catalogue.region.koordinator
    signer = document.penanda_tangan
    return f"{maker}, diterbitkan {signer}" if signer else maker


def _telling(route: RouteAdvice) -> list[RouteScenario]:
    """Choose the scenarios that tell most: today's, the first that suffices, and those around the best."""
    if not route.inovasi_ditambahkan:
        return []
    best = len(route.inovasi_ditambahkan)
    first = next(one.ditambahkan for one in route.menurut_banyaknya_inovasi if one.dokumen is not None)
    chosen = {0, first, *range(best - 2, best + 3)}
    return [one for one in route.menurut_banyaknya_inovasi if one.ditambahkan in chosen]
