"""The catalogue by affair and theme: the index of the values, and the innovations of each value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from catalogue.build import Build, Link
from catalogue.model import Word
from catalogue.read.catalogue import InnovationEntry
from catalogue.search.facets import UNKNOWN, Facet, Value, affair_slug
from catalogue.site.views import SIZE, Page, Paging, paged, ready
from catalogue.site.views.parts import Card, amount, cards

TITLES = {"urusan": "Urusan pemerintahan", "tema": "Tema"}
INTRO = "Inovasi menurut urusan pemerintahan yang paling pokok baginya (UU 23/2014 Pasal 12)."


@dataclass(frozen=True)
class FacetLink:
    """A value of a facet with the number of its innovations; one without a page names who holds it."""

    text: str
    address: str
    count: int
    note: str = ""
    id: str = ""
    paged: bool = True
    holders: tuple[Link, ...] = ()


@dataclass(frozen=True)
class FacetIndex:
    """The page of all values of a facet."""

    intro: str
    groups: tuple[tuple[str, tuple[FacetLink, ...]], ...]
    """Values under one heading, which may be empty."""


@dataclass(frozen=True)
class FacetView:
    """The page of one value: its innovations, with the agencies that hold it and how they came to be listed."""

    kind: str
    up: Link
    intro: str
    note: str
    total: int
    amount: str
    cards: tuple[Card, ...]
    paging: Paging
    narrow: str
    besides: tuple[Card, ...]
    besides_title: str
    agencies: tuple[Link, ...]


def facet_links(facet: Facet) -> tuple[FacetLink, ...]:
    """List the values that some innovation has, with their numbers."""
    return tuple(_link(facet, value) for value in facet.used)


def theme_links(build: Build) -> tuple[FacetLink, ...]:
    """List the themes that have innovations."""
    return tuple(link for link in facet_links(_facet(build, "tema")) if link.id != UNKNOWN)


def word_link(build: Build, facet: str, word: Word) -> Link:
    """Name an affair or a theme with its page, or with its line in the index where it has no innovation."""
    return Link(word.nama, _facet(build, facet).address(affair_slug(word) if facet == "urusan" else word.id))


def pages(build: Build) -> Iterator[Page]:
    """Make the index of each facet that has pages, and the pages of its values."""
    for id in TITLES:
        facet = _facet(build, id)
        yield _index(build, facet)
        for value in facet.values:
            if facet.has_page(value.id):
                yield from _pages(build, facet, value)


def _facet(build: Build, id: str) -> Facet:
    return next(facet for facet in build.facets if facet.id == id)


def _link(facet: Facet, value: Value) -> FacetLink:
    count, paged = len(facet.members.get(value.id, ())), facet.has_page(value.id)
    return FacetLink(value.text, facet.address(value.id), count, value.note, value.id, paged)


def _index(build: Build, facet: Facet) -> Page:
    intro = INTRO if facet.id == "urusan" else build.catalogue.vocabularies[facet.id].keterangan or ""
    groups = _affair_groups(build, facet) if facet.id == "urusan" else [("", _shown(build, facet))]
    view = FacetIndex(intro, tuple(groups))
    return Page(f"{facet.id}/", "facets.html", ready(view), TITLES[facet.id], intro, section="inovasi")


def _shown(build: Build, facet: Facet) -> tuple[FacetLink, ...]:
    links = (_link(facet, value) for value in facet.values if value.id != UNKNOWN or value in facet.used)
    return tuple(link if link.paged else replace(link, holders=_holders(build, facet, link.id)) for link in links)


def _affair_groups(build: Build, facet: Facet) -> Iterator[tuple[str, tuple[FacetLink, ...]]]:
    vocabulary = build.catalogue.vocabularies["urusan"]
    links = {link.id: link for link in _shown(build, facet)}
    for id, title in vocabulary.golongan.items():
        yield title, tuple(links[affair_slug(word)] for word in vocabulary.butir if word.golongan == id)
    if UNKNOWN in links:
        yield "Urusan belum diketahui", (links[UNKNOWN],)


def _pages(build: Build, facet: Facet, value: Value) -> Iterator[Page]:
    title = _title(facet, value)
    members = facet.members.get(value.id, ())
    besides = facet.crossing.get(value.id, ())
    bare = replace(facet, members={}, crossing={})  # what a page shows follows from its own entries
    for address, entries, paging in paged(facet.address(value.id), [*members, *besides]):
        yield Page(
            address,
            "facet.html",
            partial(_view, build, bare, value, entries, paging, amount=amount(members), total=len(members)),
            f"{title}{paging.title}",
            f"{amount(members)} {build.catalogue.region.nama}: {facet.label.lower()} {value.text}.",
            section="inovasi",
        )


def _view(
    build: Build,
    facet: Facet,
    value: Value,
    entries: tuple[InnovationEntry, ...],
    paging: Paging,
    *,
    amount: str,
    total: int,
) -> FacetView:
    word = _affair(build, facet, value.id)
    own = max(0, total - SIZE * (paging.number - 1))
    return FacetView(
        kind=facet.label,
        up=Link(f"Semua {facet.label.lower()}", f"{facet.id}/"),
        intro=_intro(facet, value, word),
        note=(word.keterangan or "") if word else "",
        total=total,
        amount=amount,
        cards=cards(build, (entry.id for entry in entries[:own])),
        paging=paging,
        narrow=f"inovasi/?{facet.id}={value.id}",
        besides=cards(build, (entry.id for entry in entries[own:])),
        besides_title="Beririsan dengan urusan ini",
        agencies=_holders(build, facet, value.id) if paging.number == 1 else (),
    )


def _affair(build: Build, facet: Facet, slug: str) -> Word | None:
    return _affairs(build).get(slug) if facet.id == "urusan" else None


def _title(facet: Facet, value: Value) -> str:
    """Name a page so that its title says what it is of, even without its way there."""
    alone = facet.id in {"urusan", "tema"} and value.id != UNKNOWN
    return value.text if alone else f"{facet.label.split()[0]} {value.text[:1].lower()}{value.text[1:]}"


def _intro(facet: Facet, value: Value, word: Word | None) -> str:
    if word:
        return f"{'Urusan wajib pelayanan dasar. ' if word.pelayanan_dasar else ''}{word.dasar or ''}"
    return value.note


def _affairs(build: Build) -> dict[str, Word]:
    return {affair_slug(word): word for word in build.catalogue.words("urusan").values()}


def _holders(build: Build, facet: Facet, slug: str) -> tuple[Link, ...]:
    """Name the agencies that hold an affair."""
    if not (word := _affair(build, facet, slug)):
        return ()
    return tuple(build.opd_link(id) for id, entry in build.catalogue.opds.items() if word.id in entry.record.urusan)
