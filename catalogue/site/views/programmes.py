"""What was recommended for the ecosystem as programmes to take up: by whom, from what, with whom, and how to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.build import Build, Link
from catalogue.model import Opd
from catalogue.model.region import Partner, Sector, Tie
from catalogue.read.catalogue import Entry
from catalogue.site.views.doors import new_address
from catalogue.site.views.parts import SourceView, source_views


@dataclass(frozen=True)
class PartnerView:
    """A partner with what a source says of it; `agency` where it is a unit of the city."""

    partner: Partner
    agency: Link | None
    sources: tuple[SourceView, ...]


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
    return PartnerView(partner, agency, source_views(partner.sumber))


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
        held = _held(entry, affairs)
        if held:
            yield Starter(build.opd_link(id), new_address(id, urusan_utama=held[:1], tema=themes))


def _held(entry: Entry[Opd], affairs: list[str]) -> list[str]:
    """Return the affairs among these that an agency has itself; a unit's are those of the agency above it."""
    return [] if entry.record.induk else [affair for affair in affairs if affair in entry.record.urusan]
