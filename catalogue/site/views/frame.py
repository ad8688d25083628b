"""What every page says of the site: the frame around it, and the card of pages that have none of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.build import Build
from catalogue.common.card import Card
from catalogue.common.indonesian import day_text, days_text
from catalogue.propose.open_round import RoundView, round_view
from catalogue.site.views.services import has_services
from catalogue.site.views.sharing import site_card

FRESH_DAYS = 2
"""A page older than this says so itself."""
LAST_DAYS = 7
"""From how many days before its end every page speaks of a stage."""


@dataclass(frozen=True)
class Banner:
    """A stage of which a document says that it ends soon."""

    name: str
    end: date
    day: str
    left: str


@dataclass(frozen=True)
class Frame:
    """What the frame around every page shows; `zone` says whose midnight ends a day, `address` is empty without one."""

    title: str
    address: str
    region: str
    government: str
    official: bool
    programme: str
    coordinator: str
    contact: str
    source: str | None
    editing: str | None
    year: int
    round: RoundView
    built: str
    stale_from: date
    unconfirmed: int
    total: int
    internal: bool
    proposal: int | None
    zone: str
    banners: tuple[Banner, ...]
    services: bool
    ecosystem: bool
    federation: bool
    card: Card


def frame(build: Build) -> Frame:
    """Make the frame of the site."""
    region = build.catalogue.region
    states = build.assessment.innovations.values()
    return Frame(
        title=build.title,
        address=build.site_url,
        region=region.nama,
        government=region.pemerintah,
        official=region.resmi,
        programme=region.program.nama,
        coordinator=region.koordinator,
        contact=region.kontak.unit if region.kontak else region.koordinator,
        source=build.hosting.file(""),
        editing=build.hosting.edit(""),
        year=build.period.tahun,
        round=round_view(build),
        built=day_text(build.today),
        stale_from=build.today + timedelta(days=FRESH_DAYS + 1),
        unconfirmed=sum(state.rank == 0 for state in states),
        total=len(states),
        internal=build.internal,
        proposal=build.proposal,
        services=has_services(build),
        ecosystem=bool(build.catalogue.ecosystem.record.sektor),
        federation=bool(build.federation.snapshots),
        card=site_card(build),
        zone=region.zona_waktu,
        banners=tuple(
            Banner(stage.nama, stage.selesai, day_text(stage.selesai), days_text(build.today, stage.selesai))
            for stage in build.running_stages
            if (stage.selesai - build.today).days <= LAST_DAYS
        ),
    )
