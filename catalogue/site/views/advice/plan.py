"""One plan for a goal: its documents by who signs them, and its work by office and month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.assess.advice.documents import shares
from catalogue.assess.advice.result import DocumentAdvice, RouteAdvice, ShareAdvice
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text, gain_text, partial_date_text
from catalogue.site.views.advice.evidence import indicator_link
from catalogue.site.views.advice.stairs import Aim, Stairs, stairs

Month = tuple[int, int]


@dataclass(frozen=True)
class DocumentGroup:
    """Documents of one kind: the same indicator, the same level, each adding the same as the first.

    Of a row of the SPD there are no innovations.
    """

    first: DocumentAdvice
    indicator: Link
    level_text: str
    total: int
    innovations: tuple[Link, ...]
    begin: str


@dataclass(frozen=True)
class OfficeRow:
    """What one office does: innovations that it makes count, and documents that it begins, by month."""

    name: str
    address: str
    added: int
    months: tuple[int, ...]
    undated: int
    loss: str


@dataclass(frozen=True)
class PlanView:
    """A plan with the sentences of the goals that it serves; `id` is its anchor."""

    id: str
    title: str
    main: bool
    route: RouteAdvice
    sentences: tuple[str, ...]
    added: tuple[Link, ...]
    signers: tuple[tuple[str, tuple[DocumentGroup, ...]], ...]
    months: tuple[str, ...]
    offices: tuple[OfficeRow, ...]
    stairs: Stairs | None

    @property
    def undated(self) -> bool:
        """Whether some document has no day to begin."""
        return any(row.undated for row in self.offices)


def plan_view(
    build: Build, route: RouteAdvice, named: tuple[str, str], *, sentences: Iterable[str], main: bool, aim: Aim | None
) -> PlanView:
    """Show a plan under its anchor and its title, with the stairs to what is aimed at."""
    id, title = named
    parts = shares(build.situation, route)
    months = sorted({month for part in parts for item in part.documents if (month := begin_month(build, item))})
    return PlanView(
        id=id,
        title=title,
        main=main,
        route=route,
        sentences=tuple(sentences),
        added=build.innovation_links(route.inovasi_ditambahkan),
        signers=_signers(build, route.dokumen or ()),
        months=tuple(partial_date_text(f"{year}-{month:02}") for year, month in months),
        offices=tuple(_office(build, part, months) for part in parts),
        stairs=stairs(build.assessment, route, id, aim, lambda slug: build.innovation_link(slug).text),
    )


def begin_day(build: Build, document: DocumentAdvice) -> date | None:
    """Return the last day to begin a document; a guess that is over says today."""
    begin = document.mulai_paling_lambat
    return max(date.fromisoformat(begin), build.today) if begin else None


def begin_month(build: Build, document: DocumentAdvice) -> Month | None:
    """Return year and month of the last day to begin a document."""
    begin = begin_day(build, document)
    return (begin.year, begin.month) if begin else None


def _signers(build: Build, documents: Iterable[DocumentAdvice]) -> tuple[tuple[str, tuple[DocumentGroup, ...]], ...]:
    """Gather documents by who signs them, the one who signs most of the gain first."""
    gathered: dict[str, dict[tuple[str, int, bool], list[DocumentAdvice]]] = defaultdict(dict)
    for document in documents:
        kind = (document.indikator.id, document.tingkat, document.fakta_dinyatakan)
        gathered[_signer(build, document)].setdefault(kind, []).append(document)
    return tuple(
        (signer, tuple(_group(build, found) for found in kinds.values())) for signer, kinds in gathered.items()
    )


def _signer(build: Build, document: DocumentAdvice) -> str:
    """Name who signs or issues a document; where the rubric names nobody, who makes it."""
    if document.penanda_tangan:
        return document.penanda_tangan[0].upper() + document.penanda_tangan[1:]
    return "OPD pemilik inovasi" if document.inovasi else build.catalogue.region.koordinator


def _group(build: Build, found: list[DocumentAdvice]) -> DocumentGroup:
    first = found[0]
    texts = {level.level: level.teks for level in first.indikator.level}
    begin = begin_day(build, first)
    return DocumentGroup(
        first=first,
        indicator=indicator_link(build, first.indikator),
        level_text=texts[first.tingkat],
        total=len(found),
        innovations=build.innovation_links(slug for document in found for slug in document.inovasi),
        begin=day_text(begin) if begin else "",
    )


def _office(build: Build, part: ShareAdvice, months: Iterable[Month]) -> OfficeRow:
    begun: Mapping[Month | None, int] = Counter(begin_month(build, item) for item in part.documents)
    link = build.opd_link(part.opd) if part.opd else Link(build.catalogue.region.koordinator, "")
    return OfficeRow(
        name=link.text,
        address=link.address,
        added=len(part.added),
        months=tuple(begun.get(month, 0) for month in months),
        undated=begun.get(None, 0),
        loss=gain_text(-part.loss, 2) if part.loss > 0 else "0",
    )
