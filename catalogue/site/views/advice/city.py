"""The advice to the city: the plan of the round, and the tables behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.assess import READINGS, Assessment, BasicService
from catalogue.assess.advice import Advice, EvidenceAdvice, OneMoreInnovation, SendingAdvice, statements
from catalogue.assess.verdicts import READING_NAMES
from catalogue.build import Build, Link
from catalogue.common.indonesian import number_text
from catalogue.site.views.advice.evidence import OpportunityView, opportunity_views
from catalogue.site.views.advice.round import RoundPlan, round_plan

READING = "berbukti"
SHOWN = 5
"""Rows of a table on the page; the data file has all."""


@dataclass(frozen=True)
class AffairRow:
    """A basic-service affair: who covers it, what is recorded, who could fill it."""

    affair: BasicService
    innovations: tuple[Link, ...]
    could: tuple[Link, ...]


@dataclass(frozen=True)
class ChoiceView:
    """What to send in one reading."""

    reading: str
    main: bool
    sending: SendingAdvice
    send: tuple[tuple[Link, str], ...]
    keep: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class CityAdvice:
    """All advice to the city; the tables of single innovations are empty where their scores are not published."""

    said: Mapping[str, str]
    """The statement of each kind that has a part of its own."""
    shown: bool
    plan: RoundPlan
    evidence: tuple[OpportunityView, ...]
    evidence_total: int
    readings: tuple[str, ...]
    one_more: tuple[OneMoreInnovation, ...]
    room: int
    affairs: tuple[AffairRow, ...]
    choices: tuple[ChoiceView, ...]


def city_advice(build: Build, assessment: Assessment) -> CityAdvice:
    """Show the advice for the current period."""
    advice, shown = build.advice, assessment.period.publikasi.kematangan
    said = statements(advice, assessment, lambda slug: build.innovation_link(slug).text)
    evidence = _evidence(advice) if shown else []
    return CityAdvice(
        said={one.saran: one.kalimat for one in said if one.saran not in ("layak", "dokumen")},
        shown=shown,
        plan=round_plan(build, assessment),
        evidence=opportunity_views(build, evidence[:SHOWN]),
        evidence_total=len(evidence),
        readings=tuple(READING_NAMES[reading] for reading in READINGS),
        one_more=tuple(advice.inovasi_tambahan[reading] for reading in READINGS),
        room=max(assessment.rubric.rumus.pembagi_minimum - assessment.index.n, 0),
        affairs=_affairs(build, assessment),
        choices=tuple(_choice(build, assessment, name) for name in READINGS) if shown and assessment.index.n else (),
    )


def _evidence(advice: Advice) -> list[EvidenceAdvice]:
    """Take what counts; while nothing does, the facts that are stated already and will count."""
    counted = [item for item in advice.bukti if item.dihitung]
    return counted or [item for item in advice.bukti if item.tindakan != "isi"]


def _affairs(build: Build, assessment: Assessment) -> tuple[AffairRow, ...]:
    return tuple(
        AffairRow(
            affair=state,
            innovations=build.innovation_links(state.inovasi_layak),
            could=tuple(build.opd_link(id) for id in state.opd_pengampu if build.catalogue.opds[id].record.wajib),
        )
        for state in assessment.urusan
    )


def _choice(build: Build, assessment: Assessment, reading: str) -> ChoiceView:
    found: SendingAdvice = build.advice.pengiriman[reading]

    def scored(slugs: tuple[str, ...]) -> tuple[tuple[Link, str], ...]:
        scores = assessment.innovations
        return tuple((build.innovation_link(slug), number_text(scores[slug].scores[reading])) for slug in slugs)

    return ChoiceView(
        READING_NAMES[reading],
        reading == READING,
        found,
        scored(found.kirim),
        scored(found.simpan),
    )
