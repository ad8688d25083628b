"""The advice to the city: six statements, and the tables behind them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalogue.assess import READINGS, Assessment, BasicService, Requirement
from catalogue.assess.advice import (
    Advice,
    EvidenceAdvice,
    NewcomerAdvice,
    OneMoreInnovation,
    SendingAdvice,
    Statement,
    statements,
)
from catalogue.assess.ladder import NEW_DEVELOPMENT
from catalogue.assess.verdicts import READING_NAMES
from catalogue.build import Build, Link
from catalogue.common.indonesian import enumerate_words, gain_text, number_text
from catalogue.model import Innovation
from catalogue.site.views.advice.evidence import (
    PLACES,
    OpportunityView,
    WorthView,
    gain_texts,
    innovations_below,
    opportunities_below,
    opportunity_views,
    worth_views,
)
from catalogue.site.views.advice.routes import RouteView, route_view
from catalogue.site.views.fields import label

READING = "berbukti"
ORDER = ("layak", "bukti", "urusan_dasar", "pemeriksaan", "pengiriman", "inovasi_tambahan", "dokumen")
"""What can be done comes before what should be known; the page shows the first three at once."""
SHOWN = 10
"""Rows of a table on the page; the data file has all."""


@dataclass(frozen=True)
class NewcomerView:
    """An innovation that does not count yet."""

    innovation: Link
    opd: Link
    missing: tuple[str, ...]
    gains: tuple[tuple[str, str], ...]
    affair: str


@dataclass(frozen=True)
class OpdRow:
    """What an agency, its units included, could bring in *berbukti* and *terverifikasi*."""

    opd: Link
    counted: int
    total: int
    documents: int
    gain: str
    checks: int
    check_gain: str
    most: str


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

    statements: tuple[Statement, ...]
    shown: bool
    newcomers: tuple[NewcomerView, ...]
    waiting: int
    evidence: tuple[OpportunityView, ...]
    evidence_total: int
    worth: tuple[WorthView, ...]
    opds: tuple[OpdRow, ...]
    readings: tuple[str, ...]
    one_more: tuple[OneMoreInnovation, ...]
    room: int
    affairs: tuple[AffairRow, ...]
    choices: tuple[ChoiceView, ...]
    routes: tuple[RouteView, ...]


def city_advice(build: Build, assessment: Assessment) -> CityAdvice:
    """Show the advice for the current period."""
    advice, shown = build.advice, assessment.period.publikasi.kematangan
    said = statements(advice, assessment, lambda slug: build.innovation_link(slug).text)
    evidence = _evidence(advice) if shown else []
    return CityAdvice(
        statements=tuple(sorted(said, key=lambda one: ORDER.index(one.saran))),
        shown=shown,
        newcomers=tuple(_newcomer(build, item, shown) for item in advice.belum_layak[:SHOWN]),
        waiting=len(advice.belum_layak),
        evidence=opportunity_views(build, evidence[:SHOWN]),
        evidence_total=len(evidence),
        worth=worth_views(build, assessment),
        opds=_opds(build, assessment) if shown else (),
        readings=tuple(READING_NAMES[reading] for reading in READINGS),
        one_more=tuple(advice.inovasi_tambahan[reading] for reading in READINGS),
        room=max(assessment.rubric.rumus.pembagi_minimum - assessment.index.n, 0),
        affairs=_affairs(build, assessment),
        choices=tuple(_choice(build, assessment, name) for name in READINGS) if shown and assessment.index.n else (),
        routes=tuple(
            route_view(build, route, statement.kalimat)
            for route, statement in zip(advice.dokumen, (item for item in said if item.saran == "dokumen"), strict=True)
        )
        if shown
        else (),
    )


def _evidence(advice: Advice) -> list[EvidenceAdvice]:
    """Take what counts; while nothing does, the facts that are stated already and will count."""
    counted = [item for item in advice.bukti if item.dihitung]
    return counted or [item for item in advice.bukti if item.tindakan != "isi"]


def _newcomer(build: Build, item: NewcomerAdvice, shown: bool) -> NewcomerView:
    affair = build.word("urusan", item.urusan_dasar_baru)
    return NewcomerView(
        innovation=build.innovation_link(item.id, "tangga"),
        opd=build.opd_link(item.opd),
        missing=tuple(_short(requirement) for requirement in item.kurang),
        gains=gain_texts(item.tambahan) if shown else (),
        affair=affair.nama if affair else "",
    )


SHORT = {
    ("rancang_bangun",): "rancang bangun belum cukup",
    NEW_DEVELOPMENT: "waktunya di luar rentang; bila dikembangkan di dalamnya, catat pengembangan baru",
    ("waktu_penerapan", "waktu_pengembangan"): "waktu penerapan belum diketahui atau kurang teliti",
    ("waktu_uji_coba",): "waktu uji coba belum diketahui atau kurang teliti",
    ("pengesahan",): "pembenaran OPD",
}
"""What a condition comes to in a few words, by the fields that it names."""


def _short(requirement: Requirement) -> str:
    """Say in a few words what is missing; the page of the innovation has the whole sentence."""
    if known := SHORT.get(requirement.fields):
        return known
    if not set(requirement.fields) <= set(Innovation.model_fields):
        return requirement.text
    names = [label(name).lower() for name in requirement.fields]
    return f"{len(names)} isian profil" if len(names) > 3 else f"isian {enumerate_words(names)}"


def _opds(build: Build, assessment: Assessment) -> tuple[OpdRow, ...]:
    """Return the agencies with something to gain for sure, the greatest first."""
    tops = [id for id, entry in build.catalogue.opds.items() if entry.record.induk is None]
    found = [(_sure(build, id), id) for id in tops]
    ordered = sorted((pair for pair in found if pair[0]), key=lambda pair: (-_sum(pair[0], READING), pair[1]))
    return tuple(_opd(build, assessment, id, items) for items, id in ordered)


def _sure(build: Build, opd: str) -> list[EvidenceAdvice]:
    """Return what the innovations of an agency and its units would gain by acts on facts that are stated."""
    found = opportunities_below(build, opd)
    return [item for item in found if item.dihitung and item.tindakan in ("buktikan", "perbaiki", "periksa")]


def _sum(items: list[EvidenceAdvice], reading: str) -> Decimal:
    return sum((item.berikutnya.tambahan[reading] for item in items), Decimal(0))


def _opd(build: Build, assessment: Assessment, id: str, sure: list[EvidenceAdvice]) -> OpdRow:
    states = [assessment.innovations[slug] for slug in innovations_below(build, id)]
    all_items = [item for item in opportunities_below(build, id) if item.dihitung]
    checks = [item for item in sure if item.tindakan == "periksa"]
    most = sum((item.tertinggi.tambahan[READING] for item in all_items), Decimal(0))
    return OpdRow(
        opd=build.opd_link(id),
        counted=sum(state.eligible for state in states),
        total=sum(state.counts for state in states),
        documents=len(sure) - len(checks),
        gain=gain_text(_sum(sure, READING), PLACES),
        checks=len(checks),
        check_gain=gain_text(_sum(checks, "terverifikasi"), PLACES),
        most=gain_text(most, PLACES),
    )


def _affairs(build: Build, assessment: Assessment) -> tuple[AffairRow, ...]:
    return tuple(
        AffairRow(
            affair=state,
            innovations=tuple(build.innovation_link(slug) for slug in state.inovasi_layak),
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
