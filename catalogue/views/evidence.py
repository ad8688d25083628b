"""The indicators of an innovation with their facts, levels and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.assessment import IndicatorState, InnovationState
from catalogue.indonesian import partial_date_text
from catalogue.model import Evidence, Innovation
from catalogue.views.site import Site

VERIFICATIONS = {
    "belum-diperiksa": "Belum diperiksa",
    "sesuai": "Sesuai",
    "tidak-sesuai": "Tidak sesuai",
    "menunggu": "Menunggu pemeriksaan ulang",
}
NUMBERS = {
    "sdm": "orang",
    "bimtek": "kali",
    "aktor": "aktor",
    "jejaring": "perangkat daerah",
    "informasi_layanan": "cara",
    "kemudahan_proses": "hari",
    "pengaduan": "persen",
    "replikasi": "daerah",
    "kecepatan": "bulan",
    "video": "unsur",
}
"""The unit in which each counted fact is stated (Pedoman Umum IGA 2026, Lampiran II)."""


@dataclass(frozen=True)
class EvidenceView:
    """A document, and where it can be seen."""

    title: str
    detail: str
    address: str | None


@dataclass(frozen=True)
class IndicatorView:
    """An indicator of which something is known; `level` is None where the maturity is not public."""

    id: str
    stated: bool
    number: str
    name: str
    mandatory: bool
    fact: str
    level: int | None
    level_text: str
    verification: str
    evidence: tuple[EvidenceView, ...]
    note: str


def indicator_views(site: Site, state: InnovationState, record: Innovation) -> tuple[IndicatorView, ...]:
    """Show the indicators that have a fact or evidence."""
    return tuple(_indicator(site, found, record) for found in state.indicators if found.stated or found.evidence)


def _indicator(site: Site, state: IndicatorState, record: Innovation) -> IndicatorView:
    indicator = state.indicator
    texts = {level.level: level.teks for level in indicator.level}
    shown = site.period.publikasi.kematangan
    fact = getattr(record.kematangan, indicator.id, None)
    return IndicatorView(
        id=indicator.id,
        stated=state.stated,
        number=indicator.nomor,
        name=indicator.nama,
        mandatory=indicator.wajib,
        fact=fact_text(site, indicator.id, state.fact),
        level=state.level if shown else None,
        level_text=texts.get(state.level, "Belum mencapai tingkat 1.") if shown else "",
        verification=VERIFICATIONS[state.verification],
        evidence=tuple(evidence_view(item) for item in state.evidence),
        note=(fact.catatan or "") if fact else "",
    )


def fact_text(site: Site, id: str, fact: str) -> str:
    """Say the fact of an indicator in words, with its unit."""
    word = site.word(id.replace("_", "-"), fact)
    if word:
        return word.nama
    basis, _, amount = fact.partition(": ")
    if id == "kemanfaatan" and (word := site.word("basis-kemanfaatan", basis)):
        return f"{word.nama}: {amount.replace('.', ',')}"
    return f"{fact} {NUMBERS.get(id, '')}".strip() if fact else "Belum diisi"


def evidence_view(item: Evidence) -> EvidenceView:
    """Show a document as one line."""
    parts = [f"nomor {item.nomor}" if item.nomor else "", partial_date_text(item.tanggal) if item.tanggal else ""]
    if item.pemegang:
        parts.append(f"disimpan {item.pemegang}")
    return EvidenceView(item.judul, ", ".join(part for part in parts if part), item.tautan)
