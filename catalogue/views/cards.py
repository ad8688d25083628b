"""Innovations in lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from catalogue.assessment import STEPS
from catalogue.assessment.ladder import RULES
from catalogue.build import Build
from catalogue.collection import InnovationEntry
from catalogue.facets import year_of
from catalogue.views.parts import Card, Step


def cards(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations, by name."""
    entries = [build.catalogue.innovations[slug] for slug in slugs]
    return tuple(_card(build, entry) for entry in sorted(entries, key=name_key))


def cards_as_given(build: Build, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Make the cards of innovations whose order says something."""
    return tuple(_card(build, build.catalogue.innovations[slug]) for slug in slugs)


def name_key(entry: InnovationEntry) -> tuple[str, str]:
    """Sort by name as a reader looks it up, without regard to case."""
    return (entry.record.nama.casefold(), entry.id)


def _card(build: Build, entry: InnovationEntry) -> Card:
    record = entry.record
    year = year_of(record)
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
        confirmed=record.status_data == "dikonfirmasi-opd",
    )


@cache
def ladder(step: str | None) -> tuple[Step, ...]:
    """Show the whole ladder with what has been reached; None stands before the first step."""
    rank = -1 if step is None else STEPS.index(step)
    return tuple(Step(id, number + 1, RULES[id], number <= rank) for number, id in enumerate(STEPS))
