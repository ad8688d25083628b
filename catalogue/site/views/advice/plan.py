"""One plan for a goal: its documents by who signs them, its work by office and month, and its stairs.

The stairs are what each innovation and each row of the SPD brings, from today's index to the goal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, groupby

from catalogue.assess import Assessment
from catalogue.assess.advice import DocumentAdvice, RouteAdvice, ShareAdvice
from catalogue.assess.advice.documents import READING, shares
from catalogue.assess.scoring import CENT
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text, enumerate_words, gain_text, number_text, partial_date_text
from catalogue.site.views.advice.evidence import indicator_link
from catalogue.site.views.plots import Plot, scale_of

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


SHOWN: Mapping[str, int] = {"spd": 4, "bersama": 2, "inovasi": 6}
"""So many stairs of a kind are drawn one by one, the highest first; the table has all."""
KINDS = {"": "inovasi menjadi layak", "spd": "data SPD", "bersama": "dokumen bersama", "inovasi": "bukti tiap inovasi"}
REST = {"spd": "baris SPD lain", "bersama": "dokumen bersama lain", "inovasi": "inovasi lain"}
LEAST = Decimal("1e-9")
"""Below this a difference is what the arithmetic rounds."""


@dataclass(frozen=True)
class Stair:
    """One stair: whose or what it is, of how many documents, what it brings, and the index that is then reached.

    A kind is the SPD, documents that name many innovations, or an innovation by itself; what makes innovations count
    has none.
    """

    kind: str
    name: str
    documents: int
    gain: Decimal
    reached: Decimal = Decimal(0)

    @property
    def shown(self) -> str:
        """Write the gain; what brings none by itself is what the rest needs."""
        return gain_text(self.gain, 2) if self.gain else "syarat"


@dataclass(frozen=True)
class Stairs:
    """The picture, and every stair of it in the table behind."""

    plot: Plot
    stairs: tuple[Stair, ...]


@dataclass(frozen=True)
class Aim:
    """A goal in words, and the index that it begins with."""

    text: str
    index: Decimal


def stairs(
    assessment: Assessment, route: RouteAdvice, id: str, aim: Aim | None, name: Callable[[str], str]
) -> Stairs | None:
    """Draw the way of a plan from today's index; none where no document is left to make."""
    if not route.dokumen:
        return None
    today = assessment.index.readings[READING].iid
    found = _climbed(today, _gains(name, today, route))
    drawn = _climbed(today, _merged(found))
    scale = scale_of([today, *(stair.reached for stair in drawn), *([aim.index] if aim else [])])
    steps = [scale.row(stair.name, stair.shown, "step", (stair.reached - stair.gain, stair.reached)) for stair in drawn]
    first = scale.row("Yang diketahui hari ini", number_text(today, 2), "circle", (today, today))
    last = scale.row("Sesudah semuanya", number_text(route.iid, 2), "diamond", (route.iid, route.iid))
    plot = Plot(
        id=f"tangga-{id}",
        title="Tangga dari hari ini",
        told=_told(today, route, drawn, aim),
        rows=(first, *steps, last),
        line=scale.line(aim.text, aim.index) if aim else None,
    )
    return Stairs(plot, found)


def _gains(name: Callable[[str], str], today: Decimal, route: RouteAdvice) -> Iterator[Stair]:
    """Yield the stairs: first what innovations bring that come to count, then each kind, the highest first."""
    documents = route.dokumen or ()
    by_itself = route.iid - today - _sum(item.tambahan for item in documents)
    if route.inovasi_ditambahkan or abs(by_itself) >= LEAST:
        counted = f"{len(route.inovasi_ditambahkan)} inovasi dijadikan layak"
        yield Stair("", counted, 0, by_itself if abs(by_itself) >= LEAST else Decimal(0))
    gathered: dict[tuple[str, str], list[DocumentAdvice]] = defaultdict(list)
    for item in documents:
        gathered[_named(name, item)].append(item)
    found = [Stair(*named, len(items), _sum(item.tambahan for item in items)) for named, items in gathered.items()]
    kinds = list(SHOWN)
    yield from sorted(found, key=lambda stair: (kinds.index(stair.kind), -stair.gain))


def _named(name: Callable[[str], str], item: DocumentAdvice) -> tuple[str, str]:
    """Return the kind and the name of the stair that a document belongs to."""
    if not item.inovasi:
        return "spd", f"SPD: {item.indikator.nama}"
    if len(item.inovasi) > 1:
        return "bersama", f"Bersama: {item.indikator.nama}"
    return "inovasi", name(item.inovasi[0])


def _sum(gains: Iterable[Decimal]) -> Decimal:
    return sum(gains, Decimal(0))


def _climbed(today: Decimal, found: Iterable[Stair]) -> tuple[Stair, ...]:
    """Put each stair on the one before."""
    stairs = list(found)
    heights = list(accumulate((stair.gain for stair in stairs), initial=today))[1:]
    return tuple(replace(stair, reached=height) for stair, height in zip(stairs, heights, strict=True))


def _merged(found: Iterable[Stair]) -> Iterator[Stair]:
    """Make one stair of all of a kind that are not drawn one by one."""
    for kind, group in groupby(found, key=lambda stair: stair.kind):
        stairs = list(group)
        many = SHOWN.get(kind, len(stairs))
        shown, rest = (stairs, []) if len(stairs) <= many + 1 else (stairs[:many], stairs[many:])
        yield from shown
        if rest:
            documents = sum(stair.documents for stair in rest)
            yield Stair(kind, f"{len(rest)} {REST[kind]}", documents, _sum(stair.gain for stair in rest))


def _told(today: Decimal, route: RouteAdvice, drawn: Iterable[Stair], aim: Aim | None) -> str:
    """Say from where to where the stairs lead, and what each kind brings."""
    brought: dict[str, Decimal] = defaultdict(Decimal)
    for stair in drawn:
        brought[stair.kind] += stair.gain
    parts = enumerate_words(f"{words} {gain_text(brought[kind], 2)}" for kind, words in KINDS.items() if brought[kind])
    text = f"Dari {number_text(today, 2)} menjadi {number_text(route.iid, 2)}: {parts}."
    if aim and aim.index - route.iid >= CENT:
        return f"{text} Masih kurang {number_text(aim.index - route.iid, 2)} sampai {aim.text}."
    return text
