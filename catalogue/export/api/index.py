"""The projected index of a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from decimal import Decimal

from catalogue.assess import Assessment, SpdState
from catalogue.assess.advice import (
    Advice,
    BasicService,
    Choice,
    Newcomer,
    OneMore,
    Opportunity,
    Raise,
    Route,
    advise,
    statements,
)
from catalogue.export.shapes.index import (
    BasicServiceAdvice,
    EvidenceAdvice,
    Index,
    IndexAdvice,
    ListSize,
    NewcomerAdvice,
    OneMoreInnovation,
    RaiseAdvice,
    RouteAdvice,
    SendingAdvice,
    SpdValue,
)
from catalogue.export.values import number
from catalogue.model.period import SpdRow
from catalogue.read.catalogue import Catalogue


def index(catalogue: Catalogue, assessment: Assessment) -> Index:
    """Return what the API says of the index; no numbers where the period keeps them to itself."""
    if not assessment.period.publikasi.indeks:
        return {"tahun": assessment.period.tahun, "rubrik": assessment.period.rubrik, "dipublikasikan": False}
    found = assessment.index
    projected: Index = {
        "tahun": assessment.period.tahun,
        "rubrik": assessment.period.rubrik,
        "dipublikasikan": True,
        "proyeksi": True,
        "rumus": assessment.rubric.rumus.teks,
        "n": found.n,
        "pembagi": found.divisor,
        "urusan_dasar_terpenuhi": found.basic_covered,
        "spd_belum_diketahui_menambah_paling_banyak": number(found.open_points),
        "bacaan": {
            name: {
                "spd": number(reading.spd),
                "rata_kematangan": number(reading.rata_kematangan),
                "jumlah_inovasi": number(reading.jumlah_inovasi),
                "total": number(reading.total),
                "iid": number(reading.iid),
                "kategori": reading.kategori,
            }
            if reading
            else None
            for name, reading in found.published.items()
        },
        "rentang": {"bawah": number(found.range[0]), "atas": number(found.range[1])},
        "spd": [_row(row, assessment.period.spd.get(row.indicator.id)) for row in found.spd_rows],
        "dapat_diisi": assessment.changeable,
    }
    return {**projected, "saran": advice(catalogue, assessment)} if assessment.changeable else projected


def _row(state: SpdState, row: SpdRow | None) -> SpdValue:
    return {
        "id": state.indicator.id,
        "nilai": state.stated,
        "tahun": row.tahun if row else None,
        "tingkat": state.level,
        "hasil_pembangunan": state.indicator.hasil_pembangunan,
    }


MOST = 100
"""Pieces of advice in a list, what brings most first; of 3,000 innovations all of them were 31 MB."""


def advice(catalogue: Catalogue, assessment: Assessment) -> IndexAdvice:
    """Return the advice; what tells of single scores only where the period publishes them."""
    found = advise(assessment)
    said = statements(found, assessment, lambda slug: catalogue.innovations[slug].record.nama)
    shared: IndexAdvice = {
        "pernyataan": [{"saran": s.key, "kalimat": s.text, "angka": _number(s.number)} for s in said],
        "inovasi_tambahan": {reading: _one_more(one) for reading, one in found.one_more.items()},
        "urusan_dasar": _basic_service(found.basic_service),
    }
    return _detailed(shared, found) if assessment.period.publikasi.kematangan else shared


def _detailed(shared: IndexAdvice, found: Advice) -> IndexAdvice:
    evidence = [item for item in found.opportunities if item.counted or item.act != "isi"]
    return {
        **shared,
        "belum_layak": [_newcomer(item) for item in found.newcomers[:MOST]],
        "bukti": list(_opportunities(evidence[:MOST])),
        "dipotong": {"belum_layak": _size(found.newcomers), "bukti": _size(evidence)},
        "pengiriman": {reading: _choice(choice) for reading, choice in found.choices.items()},
        "dokumen": [_route(route) for route in found.routes],
    }


def _size(items: Sized) -> ListSize:
    return {"dimuat": min(MOST, len(items)), "seluruhnya": len(items)}


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _gains(gains: Mapping[str, Decimal]) -> dict[str, int | float]:
    return {reading: number(gain) for reading, gain in gains.items()}


def _one_more(found: OneMore) -> OneMoreInnovation:
    return {
        "menambah_di_atas": number(found.break_even),
        "menurut_kematangan": [{"skor": number(score), "tambahan": number(gain)} for score, gain in found.gains],
    }


def _basic_service(found: BasicService) -> BasicServiceAdvice:
    return {
        "minimum": found.required,
        "terwakili": list(found.covered),
        "kosong": list(found.empty),
        "terpenuhi": found.met,
        "biaya_hari_ini": number(found.cost),
        "bergantung_padanya": number(found.stake),
        "tiap_inovasi": number(found.each),
    }


def _newcomer(item: Newcomer) -> NewcomerAdvice:
    return {
        "id": item.slug,
        "opd": item.opd,
        "kurang": [requirement.text for requirement in item.missing],
        "terjangkau": item.within_reach,
        "urusan_dasar_baru": item.affair,
        "tambahan": _gains(item.gains),
    }


def _opportunities(found: Iterable[Opportunity]) -> Iterator[EvidenceAdvice]:
    """Yield each; there are few different raises among very many."""
    raises: dict[int, RaiseAdvice] = {}
    for item in found:
        for one in (item.next, item.best):
            if id(one) not in raises:
                raises[id(one)] = _raise(one)
        yield {
            "id": item.slug,
            "opd": item.opd,
            "indikator": item.indicator.id,
            "tindakan": item.act,
            "tingkat": item.level,
            "dihitung": item.counted,
            "berikutnya": raises[id(item.next)],
            "tertinggi": raises[id(item.best)],
        }


def _raise(found: Raise) -> RaiseAdvice:
    return {"tingkat": found.level, "tambahan": _gains(found.gains)}


def _choice(choice: Choice) -> SendingAdvice:
    return {
        "kirim": list(choice.send),
        "simpan": list(choice.keep),
        "iid": number(choice.index),
        "tambahan": number(choice.gain),
    }


def _route(route: Route) -> RouteAdvice:
    documents = route.documents
    return {
        "tujuan": route.goal,
        "mulai": number(route.index),
        "iid": number(route.reached),
        "inovasi_ditambahkan": list(route.added),
        "dokumen": None
        if documents is None
        else [
            {
                "id": item.slugs[0] if len(item.slugs) == 1 else None,
                "inovasi": list(item.slugs),
                "indikator": item.indicator.id,
                "tingkat": item.level,
                "fakta_dinyatakan": not item.assumed,
                "penanda_tangan": item.indicator.penanda_tangan,
                "tambahan": number(item.gain),
            }
            for item in documents
        ],
        "menurut_banyaknya_inovasi": [
            {"ditambahkan": found.added, "dokumen": found.fewest, "dokumen_tingkat_terendah": found.cautious}
            for found in route.scenarios
        ],
    }
