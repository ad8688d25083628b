"""The indicators of an innovation: fact, level, evidence, verification, and what the next level asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.assess import IndicatorState
from catalogue.assess.past.edits import examined, waiting_since
from catalogue.assess.result import LevelText
from catalogue.assess.scoring import OPEN, examinable, shown
from catalogue.build import Build
from catalogue.common.indonesian import day_text, enumerate_words
from catalogue.history import Commit
from catalogue.model import Evidence, Fact, Indicator, Review
from catalogue.model.period import Verification
from catalogue.propose.open_round import Gains, most
from catalogue.read.catalogue import Entry, InnovationEntry
from catalogue.site.views.fields import fact_text
from catalogue.site.views.standing import PlaceView, find


@dataclass(slots=True)
class IndicatorView:
    """An indicator as the page of its innovation shows it."""

    indicator: Indicator
    nilai: str
    fakta: Fact[Any] | None
    rubric: LevelText
    verification: VerificationView
    gain: Decimal | None
    most: Decimal | None
    place: PlaceView | None


def indicator_views(build: Build, entry: InnovationEntry, adds: Gains) -> tuple[IndicatorView, ...]:
    """Show every indicator of the current rubric, in its order; `adds` are the gains of the innovation."""
    state = build.assessment.innovations[entry.id]
    review = build.catalogue.reviews.get((build.period.tahun, entry.id))
    texts = build.rubric_texts
    at_most = most(build, entry.id)
    views = []
    for found in state.indicators:
        key = found.indicator.id
        fact = getattr(entry.record.kematangan, key, None)
        views.append(
            IndicatorView(
                indicator=found.indicator,
                nilai=fact_text(build, key, found.fact),
                fakta=fact,
                rubric=texts[key][found.level],
                verification=verification_view(build, entry.id, found, fact, review),
                gain=adds.get(f"kematangan.{key}"),
                most=at_most.get(key),
                place=find(build, entry, "kematangan", key) if fact else None,
            )
        )
    return tuple(views)


VERIFICATIONS = {
    "belum-diperiksa": "Belum diperiksa",
    "sesuai": "Sesuai",
    "tidak-sesuai": "Tidak sesuai",
    "menunggu": "Menunggu pemeriksaan ulang",
}


@dataclass(slots=True)
class VerificationView:
    """The verdict on one indicator in the current period, and where the review file has it.

    `since` is the day from which a fact waits, empty where Git does not know it; `changes` say what is new since the
    verdict.
    """

    text: str
    verdict: Verification | None
    place: PlaceView | None
    waits: bool
    since: str
    changes: tuple[str, ...]


def verification_view(
    build: Build, slug: str, state: IndicatorState, fact: Fact[Any] | None, review: Entry[Review] | None
) -> VerificationView:
    """Show the verdict on an indicator of an innovation, as the review of the current period has it."""
    key = state.indicator.id
    verdict = review.record.verifikasi.get(key) if review else None
    waits = fact if state.verification in OPEN and examinable(state) else None
    return VerificationView(
        text=VERIFICATIONS[state.verification],
        verdict=verdict,
        place=find(build, review, "verifikasi", key) if review and verdict else None,
        waits=waits is not None,
        since=waiting_day(build, slug, key, waits) if waits else "",
        changes=tuple(_changes(build, slug, key, waits, verdict)) if waits and verdict else (),
    )


def waiting_day(build: Build, slug: str, key: str, fact: Fact[Any]) -> str:
    """Return since when a fact and its evidence are what they are; empty where Git does not know."""
    chronicle = build.past.chronicle
    since = waiting_since(chronicle, slug, key, fact) if chronicle else None
    return day_text(since.day) if since and since.day else ""


def _replaced(change: Commit | None) -> str:
    if change is None:
        return "Perubahannya belum masuk riwayat Git."
    return f"Berubah {day_text(change.day)}." if change.day else "Berubah pada hari yang tidak diketahui."


def _changes(build: Build, slug: str, key: str, fact: Fact[Any], verdict: Verification) -> Iterator[str]:
    """Say what is new since the verdict, as far as Git knows."""
    former = examined(build.past.chronicle, slug, key, verdict.sidik) if build.past.chronicle else None
    yield f"Diperiksa {day_text(verdict.tanggal)} dengan putusan {verdict.putusan}."
    if former is None:
        yield "Apa yang berubah sejak itu tidak diketahui, karena versi yang diperiksa tidak ada dalam riwayat."
        return
    yield _replaced(former.replaced)
    if former.fact.nilai != fact.nilai:
        before, after = (fact_text(build, key, shown(value)) for value in (former.fact.nilai, fact.nilai))
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
