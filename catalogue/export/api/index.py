"""The projected index of a period."""

from __future__ import annotations

from catalogue.assess import Assessment, SpdState
from catalogue.export.api.advice import advice
from catalogue.export.shapes.index import Index, SpdValue
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
