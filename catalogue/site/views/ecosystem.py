"""The programmes that were recommended, which sectors innovations connect, and where nothing connects them yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from catalogue.build import Build, Link
from catalogue.model.innovation import Source
from catalogue.model.region import Partner, Sector, Tie
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.views import Page, ready
from catalogue.site.views.doors import new_address
from catalogue.site.views.facets import word_link
from catalogue.site.views.sharing import page_card


@dataclass(frozen=True)
class PartnerView:
    """A partner; `agency` where it is a unit of the city."""

    partner: Partner
    agency: Link | None


@dataclass(frozen=True)
class Starter:
    """An agency whose affairs a programme touches, and where the form opens for its proposal."""

    agency: Link
    form: str


@dataclass(frozen=True)
class Programme:
    """A connection that somebody recommended; `made` are innovations that make it, `seeds` what it could grow from."""

    tie: Tie
    sectors: tuple[str, ...]
    by: PartnerView | None
    made: tuple[Link, ...]
    seeds: tuple[Link, ...]
    partners: tuple[PartnerView, ...]
    starters: tuple[Starter, ...]


def partner_views(build: Build) -> dict[str, PartnerView]:
    """Return every partner by its name in the file."""
    return {partner.id: _partner(build, partner) for partner in build.catalogue.ecosystem.record.mitra}


def _partner(build: Build, partner: Partner) -> PartnerView:
    agency = build.opd_link(partner.opd) if partner.opd and partner.opd in build.catalogue.opds else None
    return PartnerView(partner, agency)


def programme(build: Build, tie: Tie, made: tuple[Link, ...]) -> Programme:
    """Show a recommended connection; `made` are the innovations that belong to both of its sectors."""
    partners, innovations = partner_views(build), build.catalogue.innovations
    sectors = [sector for sector in build.catalogue.ecosystem.record.sektor if sector.id in tie.sektor]
    seeds = (build.innovation_link(slug) for slug in tie.inovasi if slug in innovations)
    return Programme(
        tie=tie,
        sectors=tuple(sector.nama for sector in sectors),
        by=partners.get(tie.oleh or ""),
        made=made,
        seeds=tuple(link for link in seeds if link not in made),
        partners=tuple(partners[id] for id in tie.mitra if id in partners),
        starters=tuple(_starters(build, sectors)),
    )


def _starters(build: Build, sectors: list[Sector]) -> Iterator[Starter]:
    affairs = [affair for sector in sectors for affair in sector.urusan]
    themes = [theme for sector in sectors for theme in sector.tema]
    for id, entry in build.catalogue.opds.items():
        held = [] if entry.record.induk else [affair for affair in affairs if affair in entry.record.urusan]
        if held:
            yield Starter(build.opd_link(id), new_address(id, urusan_utama=held[:1], tema=themes))


WIDTH, HEIGHT, RADIUS = 480, 360, 110
"""The picture, in units that a phone shows one to one or nearly so."""
SLANT = 0.35
"""A name whose point lies nearer than this to the vertical stands centred above or below it."""
THICKEST = 12


@dataclass(frozen=True)
class Node:
    """A sector as a point of the picture, with its name beside it."""

    name: str
    count: int
    core: bool
    x: float
    y: float
    size: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Edge:
    """Two sectors that innovations connect, or that somebody recommended to connect."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    wanted: bool


@dataclass(frozen=True)
class PairRow:
    """Two sectors with the innovations that belong to both."""

    first: str
    second: str
    innovations: tuple[Link, ...]


@dataclass(frozen=True)
class SectorRow:
    """A sector: how many innovations it has, which sectors they reach, and what counts as belonging to it."""

    name: str
    core: bool
    count: int
    reached: tuple[tuple[str, int], ...]
    affairs: tuple[Link, ...]
    themes: tuple[Link, ...]


@dataclass(frozen=True)
class EcosystemView:
    """The page `/ekosistem/`."""

    finding: str
    explanation: str
    total: int
    connecting: int
    core: tuple[str, ...]
    core_open: tuple[tuple[str, str], ...]
    programmes: tuple[Programme, ...]
    partners: tuple[PartnerView, ...]
    pairs: tuple[PairRow, ...]
    sectors: tuple[SectorRow, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    sources: tuple[Source, ...]


Pair = tuple[str, str]


def pages(build: Build) -> Iterator[Page]:
    """Make the page of the ecosystem, where sectors are described."""
    entry = build.catalogue.ecosystem
    if not entry.record.sektor:
        return
    view = _view(build)
    yield Page(
        address="ekosistem/",
        template="ecosystem.html",
        view=ready(view),
        title="Ekosistem inovasi",
        description=view.finding,
        path=entry.path,
        section="program",
        card=page_card(build, "Ekosistem inovasi", view.finding),
    )


def _view(build: Build) -> EcosystemView:
    described = build.catalogue.ecosystem.record
    names = {sector.id: sector.nama for sector in described.sektor}
    members = {sector.id: _members(build, sector) for sector in described.sektor}
    shared = _shared(members)
    core = [sector.id for sector in described.sektor if sector.inti]
    places = _places(described.sektor)
    programmes = tuple(
        programme(build, tie, build.innovation_links(entry.id for entry in _of(tie, shared)))
        for tie in described.kaitan
    )
    return EcosystemView(
        finding=_finding(programmes),
        explanation=described.keterangan or "",
        total=len(build.catalogue.innovations),
        connecting=len({entry.id for entries in shared.values() for entry in entries}),
        core=tuple(names[id] for id in core),
        core_open=tuple((names[a], names[b]) for a, b in combinations(core, 2) if not shared.get((a, b))),
        programmes=programmes,
        partners=tuple(partner_views(build).values()),
        pairs=tuple(
            PairRow(names[a], names[b], build.innovation_links(entry.id for entry in found))
            for (a, b), found in _largest_first(shared)
        ),
        sectors=tuple(_sector_row(build, sector, names, members, shared) for sector in described.sektor),
        nodes=tuple(_node(sector, len(members[sector.id]), places[sector.id]) for sector in described.sektor),
        edges=tuple(_edges(described.kaitan, places, shared)),
        width=WIDTH,
        height=HEIGHT,
        sources=described.sumber,
    )


def _finding(programmes: tuple[Programme, ...]) -> str:
    """Say how much of what was recommended there is."""
    made = sum(bool(found.made) for found in programmes)
    seeds = sum(bool(found.seeds) for found in programmes if not found.made)
    held = f"{made} sudah" if made else "belum satu pun"
    told = f"Dari {len(programmes)} program yang dianjurkan, {held} memiliki inovasi"
    return f"{told}; {seeds} dapat dimulai dari yang sudah tercatat." if seeds else f"{told}."


def _members(build: Build, sector: Sector) -> list[InnovationEntry]:
    affairs, themes = set(sector.urusan), set(sector.tema)
    return [
        entry
        for entry in build.catalogue.by_name
        if {entry.record.urusan_utama, *entry.record.urusan_lain} & affairs or set(entry.record.tema) & themes
    ]


def _shared(members: Mapping[str, list[InnovationEntry]]) -> dict[Pair, list[InnovationEntry]]:
    """Return the innovations that belong to both of two sectors, for each pair that has any."""
    sectors_of: dict[str, list[str]] = defaultdict(list)
    entries = {}
    for sector, found in members.items():
        for entry in found:
            sectors_of[entry.id].append(sector)
            entries[entry.id] = entry
    shared: dict[Pair, list[InnovationEntry]] = defaultdict(list)
    for id, sectors in sectors_of.items():
        for pair in combinations(sectors, 2):
            shared[pair].append(entries[id])
    return shared


def _largest_first(shared: Mapping[Pair, list[InnovationEntry]]) -> list[tuple[Pair, list[InnovationEntry]]]:
    return sorted(shared.items(), key=lambda item: (-len(item[1]), item[0]))


def _of(tie: Tie, shared: Mapping[Pair, list[InnovationEntry]]) -> list[InnovationEntry]:
    first, second = tie.sektor
    return shared.get((first, second)) or shared.get((second, first)) or []


def _sector_row(
    build: Build,
    sector: Sector,
    names: Mapping[str, str],
    members: Mapping[str, list[InnovationEntry]],
    shared: Mapping[Pair, list[InnovationEntry]],
) -> SectorRow:
    reached = [
        (names[b if a == sector.id else a], len(found))
        for (a, b), found in _largest_first(shared)
        if sector.id in (a, b)
    ]
    affairs = [word for id in sector.urusan if (word := build.word("urusan", id))]
    themes = [word for id in sector.tema if (word := build.word("tema", id))]
    return SectorRow(
        name=sector.nama,
        core=sector.inti,
        count=len(members[sector.id]),
        reached=tuple(reached),
        affairs=tuple(word_link(build, "urusan", word) for word in affairs),
        themes=tuple(word_link(build, "tema", word) for word in themes),
    )


Place = tuple[float, float]


def _places(sectors: tuple[Sector, ...]) -> dict[str, Place]:
    """Put the sectors on a circle, the first on top."""
    turn = 2 * pi / len(sectors)
    return {sector.id: (sin(turn * number), -cos(turn * number)) for number, sector in enumerate(sectors)}


def _at(place: Place, distance: float) -> tuple[float, float]:
    return round(WIDTH / 2 + place[0] * distance, 1), round(HEIGHT / 2 + place[1] * distance, 1)


def _node(sector: Sector, count: int, place: Place) -> Node:
    x, y = _at(place, RADIUS)
    size = min(22, 10 + count)
    beside = size + 7
    anchor = "middle" if abs(place[0]) < SLANT else "start" if place[0] > 0 else "end"
    text_x = x + (0 if anchor == "middle" else beside if place[0] > 0 else -beside)
    text_y = y + 4 if anchor != "middle" else y - beside if place[1] < 0 else y + beside + 9
    return Node(sector.singkat, count, sector.inti, x, y, size, round(text_x, 1), round(text_y, 1), anchor)


def _edges(
    ties: tuple[Tie, ...], places: Mapping[str, Place], shared: Mapping[Pair, list[InnovationEntry]]
) -> Iterator[Edge]:
    for tie in ties:
        if not _of(tie, shared) and set(tie.sektor) <= set(places):
            yield _edge(places[tie.sektor[0]], places[tie.sektor[1]], 2, wanted=True)
    for (first, second), found in _largest_first(shared):
        yield _edge(places[first], places[second], min(THICKEST, 1.5 + 1.5 * len(found)), wanted=False)


def _edge(first: Place, second: Place, width: float, *, wanted: bool) -> Edge:
    return Edge(*_at(first, RADIUS), *_at(second, RADIUS), width, wanted)
