"""The projected index of a period."""

from __future__ import annotations

from collections.abc import Sized

from catalogue.assess import Assessment
from catalogue.assess.advice import Advice, advise, statements
from catalogue.export.shapes.index import Index, IndexAdvice, ListSize
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
        "pembagi": found.pembagi,
        "urusan_dasar_terpenuhi": found.urusan_dasar_terpenuhi,
        "spd_belum_diketahui_menambah_paling_banyak": found.spd_belum_diketahui_menambah_paling_banyak,
        "bacaan": found.bacaan,
        "rentang": found.rentang,
        "spd": found.spd,
        "dapat_diisi": assessment.changeable,
    }
    return {**projected, "saran": advice(catalogue, assessment)} if assessment.changeable else projected


MOST = 100
"""Pieces of advice in a list, what brings most first; of 3,000 innovations all of them were 31 MB."""


def advice(catalogue: Catalogue, assessment: Assessment) -> IndexAdvice:
    """Return the advice; what tells of single scores only where the period publishes them."""
    found = advise(assessment)
    shared: IndexAdvice = {
        "pernyataan": statements(found, assessment, lambda slug: catalogue.innovations[slug].record.nama),
        "inovasi_tambahan": found.inovasi_tambahan,
        "urusan_dasar": found.urusan_dasar,
    }
    return _detailed(shared, found) if assessment.period.publikasi.kematangan else shared


def _detailed(shared: IndexAdvice, found: Advice) -> IndexAdvice:
    evidence = [item for item in found.bukti if item.dihitung or item.tindakan != "isi"]
    return {
        **shared,
        "belum_layak": found.belum_layak[:MOST],
        "bukti": evidence[:MOST],
        "dipotong": {"belum_layak": _size(found.belum_layak), "bukti": _size(evidence)},
        "pengiriman": found.pengiriman,
        "dokumen": found.dokumen,
    }


def _size(items: Sized) -> ListSize:
    return {"dimuat": min(MOST, len(items)), "seluruhnya": len(items)}
