"""Innovations in lists."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.assess import STEPS
from catalogue.build import Build
from catalogue.propose.steps import ladder
from catalogue.read.catalogue import InnovationEntry, name_key
from catalogue.search.facets import year_of
from catalogue.site.views.life import life
from catalogue.site.views.parts import Card


def cards(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations, by name."""
    entries = [build.catalogue.innovations[slug] for slug in slugs]
    return tuple(_card(build, entry) for entry in sorted(entries, key=name_key))


def cards_as_given(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations whose order says something."""
    return tuple(_card(build, build.catalogue.innovations[slug]) for slug in slugs)


def _card(build: Build, entry: InnovationEntry) -> Card:
    record = entry.record
    year = year_of(record)
    known = life(build, entry)
    step = build.assessment.innovations[entry.id].step
    return Card(
        slug=entry.id,
        name=record.nama,
        expansion=record.kepanjangan or "",
        summary=record.ringkasan,
        opd=build.opd_link(entry.opd),
        step=step,
        ladder=ladder(step),
        year=str(year) if year else "",
        confirmed=step != STEPS[0],
        kind=known.kind,
        told=known.told,
        ended=known.banner,
    )
