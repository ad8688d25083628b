"""The projected index of a period."""

from __future__ import annotations

from catalogue.assess import Assessment
from catalogue.export.api.advice import advice
from catalogue.export.shapes.index import Index
from catalogue.export.values import number
from catalogue.read.catalogue import Catalogue


def index(catalogue: Catalogue, assessment: Assessment) -> Index:
    """Return what the API says of the index; no numbers where the period keeps them to itself."""
    if not assessment.period.publikasi.indeks:
        return {"tahun": assessment.period.tahun, "rubrik": assessment.period.rubrik, "dipublikasikan": False}
    found = assessment.index
    return {
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
        "saran": advice(catalogue, assessment),
    }
