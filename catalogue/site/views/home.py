"""The home page: where the programme stands, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from catalogue.assess import STEPS
from catalogue.build import Build
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.site.views import Page
from catalogue.site.views.facets import FacetLink, theme_links
from catalogue.site.views.parts import Card, amount, cards_as_given
from catalogue.site.views.program import finding
from catalogue.site.views.services import ADDRESS, ChannelView, has_services, urgent_channels

SHOWN = 3
"""Innovations in each short list."""


@dataclass(frozen=True)
class HomeView:
    """The page `/`."""

    innovations: int
    leads: int
    confirmed: int
    finding: str
    unassigned: str
    themes: tuple[FacetLink, ...]
    services: str
    urgent: tuple[ChannelView, ...]
    recent: tuple[Card, ...]
    documented: tuple[Card, ...]


def pages(build: Build) -> Iterator[Page]:
    """Make the home page."""
    yield Page(
        address="",
        template="home.html",
        view=partial(_view, build),
        title="Beranda",
        description=f"Inovasi yang dijalankan {build.catalogue.region.pemerintah}: apa, oleh siapa, dan sejauh mana.",
    )


def _view(build: Build) -> HomeView:
    assessment = build.assessment
    recent, themes = _recent(build), theme_links(build)
    return HomeView(
        innovations=assessment.funnel[STEPS[0]],
        leads=assessment.leads,
        confirmed=assessment.funnel[STEPS[1]],
        finding=finding(assessment),
        unassigned=amount(build.catalogue.by_opd[UNASSIGNED]) if build.catalogue.by_opd[UNASSIGNED] else "",
        themes=themes,
        urgent=urgent_channels(build),
        services=ADDRESS if has_services(build) else "inovasi/",
        recent=cards_as_given(build, recent),
        documented=cards_as_given(build, _documented(build, recent)),
    )


def _recent(build: Build) -> list[str]:
    """Take the innovations that began last; the day a file changed says little while everything is new."""
    counted = build.assessment.innovations
    entries = (entry for entry in build.catalogue.innovations.values() if counted[entry.id].counts)
    dated = [entry for entry in entries if entry.record.waktu_penerapan]
    return [entry.id for entry in sorted(dated, key=_began, reverse=True)[:SHOWN]]


def _began(entry: InnovationEntry) -> tuple[str, str]:
    began = entry.record.waktu_penerapan
    assert began is not None
    return (began.last_day.isoformat(), entry.id)


def _documented(build: Build, shown: list[str]) -> list[str]:
    """Take the innovations whose records say most, fields before sources, without those shown already."""
    counted = build.assessment.innovations
    left = (entry for entry in build.catalogue.innovations.values() if entry.id not in shown)
    entries = [entry for entry in left if counted[entry.id].counts]
    return [entry.id for entry in sorted(entries, key=lambda entry: (-_filled(entry), entry.id))[:SHOWN]]


def _filled(entry: InnovationEntry) -> int:
    record = entry.record
    return sum(bool(getattr(record, name)) for name in type(record).model_fields) * 10 + len(record.sumber)
