"""What waits for Bappeda in a period: evidence to examine, with what changed since, and decisions to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalogue.assessment import STEPS, Assessment, IndicatorState, InnovationState
from catalogue.assessment.indicators import shown
from catalogue.assessment.waiting import waiting, waiting_count
from catalogue.collection import UNASSIGNED, InnovationEntry
from catalogue.indonesian import day_text, enumerate_words
from catalogue.model import Evidence, Fact
from catalogue.past.evidence import examined, waiting_since
from catalogue.views.decisions import decisions
from catalogue.views.evidence import EvidenceView, evidence_view, fact_text
from catalogue.views.marks import DueView, mark_view, marker
from catalogue.views.page import Page
from catalogue.views.paging import SHEETS, Paging, paged
from catalogue.views.parts import Link
from catalogue.views.places import BasisView, PlaceView, find
from catalogue.views.site import Site


@dataclass(frozen=True)
class WaitingIndicator:
    """A fact with its evidence that is to be examined; `changes` says what is new since it was examined last."""

    key: str
    number: str
    name: str
    mandatory: bool
    fact: str
    level: str
    evidence: tuple[EvidenceView, ...]
    since: str
    stale: bool
    changes: tuple[str, ...]
    place: PlaceView


@dataclass(frozen=True)
class WaitingInnovation:
    """An innovation with something to examine; `deciding` when only the examination keeps it from its next step."""

    link: Link
    owner: Link
    step: str
    deciding: bool
    indicators: tuple[WaitingIndicator, ...]
    command: str


@dataclass(frozen=True)
class Returned:
    """A verdict *tidak-sesuai* that still holds: the agency is to mend the evidence."""

    link: Link
    owner: Link
    indicator: str
    note: str
    day: str


@dataclass(frozen=True)
class QueueView:
    """The page `/kepatuhan/<year>/antrean/`, or one that continues it; only the first has more than evidence."""

    year: int
    today: str
    due: DueView
    total: int
    stale: int
    paging: Paging
    innovations: tuple[WaitingInnovation, ...]
    returned: tuple[Returned, ...]
    decisions: tuple[BasisView, ...]
    unassigned: tuple[Link, ...]


def pages(site: Site) -> Iterator[Page]:
    """Make the queue of each period, what is worth most to examine first."""
    for year, assessment in site.assessments.items():
        states = sorted(filter(waiting, assessment.innovations.values()), key=partial(_rank, site))
        counts = waiting_count(assessment), sum(map(_stale, states))
        slugs = [state.slug for state in states]
        for address, piece, paging in paged(f"kepatuhan/{year}/antrean/", slugs, SHEETS):
            yield Page(
                address=address,
                template="queue.html",
                view=partial(_view, site, assessment, piece, paging, counts),
                title=f"Antrean pemeriksaan {year}{paging.title}",
                description="Bukti yang menunggu pemeriksaan "
                f"{site.catalogue.region.koordinator} dan keputusan yang ditunggu, {year}.",
                path=site.catalogue.periods[year].path,
                section="kepatuhan",
            )


def _rank(site: Site, state: InnovationState) -> tuple[bool, bool, str]:
    return not _deciding(state), not _stale(state), site.catalogue.innovations[state.slug].record.nama.casefold()


def _deciding(state: InnovationState) -> bool:
    return state.step == STEPS[STEPS.index("terverifikasi") - 1]


def _stale(state: InnovationState) -> int:
    return sum(found.verification == "menunggu" for found in waiting(state))


def _view(
    site: Site, assessment: Assessment, piece: Iterable[str], paging: Paging, counts: tuple[int, int]
) -> QueueView:
    first = paging.number == 1
    unassigned = site.catalogue.by_opd[UNASSIGNED] if first else ()
    return QueueView(
        year=assessment.period.tahun,
        today=day_text(site.today),
        due=mark_view(site, marker(site, assessment).deadline("terverifikasi")).due,
        total=counts[0],
        stale=counts[1],
        paging=paging,
        innovations=tuple(_innovation(site, assessment, assessment.innovations[slug]) for slug in piece),
        returned=tuple(_returned(site, assessment)) if first else (),
        decisions=tuple(decisions(site, assessment)) if first else (),
        unassigned=tuple(Link(entry.record.nama, f"inovasi/{entry.id}/") for entry in unassigned),
    )


def _innovation(site: Site, assessment: Assessment, state: InnovationState) -> WaitingInnovation:
    entry = site.catalogue.innovations[state.slug]
    return WaitingInnovation(
        link=Link(entry.record.nama, f"inovasi/{state.slug}/"),
        owner=site.opd_link(entry.opd),
        step=state.step,
        deciding=_deciding(state),
        indicators=tuple(_indicator(site, assessment, entry, found) for found in waiting(state)),
        command=f"python build.py verify {state.slug} --period {assessment.period.tahun}",
    )


def _indicator(site: Site, assessment: Assessment, entry: InnovationEntry, state: IndicatorState) -> WaitingIndicator:
    key, chronicle = state.indicator.id, site.past.chronicle
    fact: Fact[Any] = getattr(entry.record.kematangan, key)
    since = waiting_since(chronicle, entry.id, key, fact) if chronicle else None
    texts = {level.level: level.teks for level in state.indicator.level}
    stale = state.verification == "menunggu"
    return WaitingIndicator(
        key=key,
        number=state.indicator.nomor,
        name=state.indicator.nama,
        mandatory=state.indicator.wajib,
        fact=fact_text(site, key, state.fact),
        level=f"{state.level}: {texts[state.level]}" if state.level and assessment.period.publikasi.kematangan else "",
        evidence=tuple(evidence_view(item) for item in state.evidence),
        since=day_text(since.day) if since else "",
        stale=stale,
        changes=tuple(_changes(site, assessment, entry, key, fact)) if stale else (),
        place=find(site, entry, "kematangan", key),
    )


def _changes(site: Site, assessment: Assessment, entry: InnovationEntry, key: str, fact: Fact[Any]) -> Iterator[str]:
    """Say what is new since the examination, as far as Git knows."""
    review = site.catalogue.reviews[assessment.period.tahun, entry.id].record.verifikasi[key]
    former = examined(site.past.chronicle, entry.id, key, review.sidik) if site.past.chronicle else None
    yield f"Diperiksa {day_text(review.tanggal)} dengan putusan {review.putusan}."
    if former is None:
        yield "Apa yang berubah sejak itu tidak diketahui, karena versi yang diperiksa tidak ada dalam riwayat."
        return
    yield f"Berubah {day_text(former.replaced.day)}." if former.replaced else "Perubahannya belum masuk riwayat Git."
    if former.fact.nilai != fact.nilai:
        before, after = (fact_text(site, key, shown(value)) for value in (former.fact.nilai, fact.nilai))
        yield f"Fakta: dari {before} menjadi {after}."
    yield from _evidence_changes(former.fact.bukti, fact.bukti)


def _evidence_changes(before: tuple[Evidence, ...], after: tuple[Evidence, ...]) -> Iterator[str]:
    old, new = {item.judul: item for item in before}, {item.judul: item for item in after}
    groups = {
        "Bukti baru": [title for title in new if title not in old],
        "Bukti dihapus": [title for title in old if title not in new],
        "Rincian bukti berubah": [title for title in new if title in old and new[title] != old[title]],
    }
    for words, titles in groups.items():
        if titles:
            yield f"{words}: {enumerate_words(titles)}."
    if not any(groups.values()) and before != after:
        yield "Urutan atau jumlah bukti berubah."


def _returned(site: Site, assessment: Assessment) -> Iterator[Returned]:
    for state in assessment.innovations.values():
        for found in state.indicators:
            if found.verification != "tidak-sesuai":
                continue
            entry = site.catalogue.innovations[state.slug]
            verdict = site.catalogue.reviews[assessment.period.tahun, state.slug].record.verifikasi[found.indicator.id]
            yield Returned(
                Link(entry.record.nama, f"inovasi/{state.slug}/"),
                site.opd_link(entry.opd),
                found.indicator.nama,
                verdict.catatan or "",
                day_text(verdict.tanggal),
            )
