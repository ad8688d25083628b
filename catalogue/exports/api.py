"""API version 1: the catalogue, the agencies, the target and the index as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.assessment import READINGS, Assessment
from catalogue.assessment.fingerprint import fingerprints
from catalogue.collection import Catalogue, Entry, InnovationEntry
from catalogue.exports.advice import advice
from catalogue.exports.compliance import compliance
from catalogue.exports.types import LICENCE, Context, Export
from catalogue.exports.values import number, plain, to_json
from catalogue.model import Opd

SCHEMA = 1
"""Number of the published shapes; raised when a key changes its meaning or goes."""
JSON = "application/json"


def api(context: Context) -> Iterator[Export]:
    """Make every response of the API."""
    rows = {slug: _innovation(context, entry) for slug, entry in context.catalogue.innovations.items()}
    found = [
        _response(
            context, "inovasi.json", {"inovasi": list(rows.values())}, "Seluruh inovasi", "Semua isian tiap inovasi."
        ),
        _response(context, "opd.json", {"opd": _opds(context)}, "Seluruh OPD", "OPD dan unit di bawahnya."),
    ]
    for year, assessment in context.assessments.items():
        found.append(
            _response(
                context,
                f"kepatuhan/{year}.json",
                compliance(context, assessment),
                f"Kepatuhan {year}",
                "Keadaan tiap OPD terhadap target, dan urusan pelayanan dasar.",
            )
        )
        found.append(
            _response(
                context,
                f"indeks/{year}.json",
                _index(context.catalogue, assessment),
                f"Proyeksi indeks {year}",
                "Proyeksi Indeks Inovasi Daerah dalam tiga bacaan, dan sarannya.",
            )
        )
    listed = [{"judul": export.title, "url": context.url(export.address)} for export in found]
    template = {"judul": "Satu inovasi", "url": context.url("api/v1/inovasi/{id}.json")}
    yield _response(context, "index.json", {"titik_akses": [*listed, template]}, "Indeks API", "Daftar titik akses.")
    yield from found
    for slug, row in rows.items():
        yield _response(context, f"inovasi/{slug}.json", {"inovasi": row})


def _response(context: Context, name: str, body: dict[str, Any], title: str = "", description: str = "") -> Export:
    head = {
        "schema": SCHEMA,
        "generated_at": context.generated_at.isoformat(),
        "lisensi": LICENCE,
        "sumber": f"{context.title}, {context.site_url}",
        "status": "situs resmi" if context.catalogue.region.resmi else "bukan situs resmi pemerintah daerah",
    }
    return Export(f"api/v1/{name}", to_json({**head, **body}), JSON, title, description)


def _innovation(context: Context, entry: InnovationEntry) -> dict[str, Any]:
    states = {year: assessment.innovations[entry.id] for year, assessment in context.assessments.items()}
    dates = context.history.get(entry.path)
    return {
        "id": entry.id,
        "opd": entry.opd,
        "url": context.url(f"inovasi/{entry.id}/"),
        **plain(entry.record),
        "dicatat": dates.created.isoformat() if dates else None,
        "diubah": dates.changed.isoformat() if dates else None,
        "langkah": {str(year): state.step for year, state in states.items()},
        "kematangan_skor": {
            str(year): {name: number(state.scores[name]) for name in READINGS}
            if context.assessments[year].period.publikasi.kematangan
            else None
            for year, state in states.items()
        },
        "sidik": fingerprints(entry.record),
    }


def _opds(context: Context) -> list[dict[str, Any]]:
    return [_opd(context, entry) for entry in context.catalogue.opds.values()]


def _opd(context: Context, entry: Entry[Opd]) -> dict[str, Any]:
    innovations = [found.id for found in context.catalogue.by_opd[entry.id]]
    return {
        "id": entry.id,
        "url": context.url(f"opd/{entry.id}/"),
        **plain(entry.record),
        "unit": context.catalogue.units[entry.id],
        "inovasi": innovations,
    }


def _index(catalogue: Catalogue, assessment: Assessment) -> dict[str, Any]:
    head = {"tahun": assessment.period.tahun, "rubrik": assessment.period.rubrik}
    if not assessment.period.publikasi.indeks:
        return {**head, "dipublikasikan": False}
    index = assessment.index
    return {
        **head,
        "dipublikasikan": True,
        "proyeksi": True,
        "rumus": assessment.rubric.rumus.teks,
        "n": index.n,
        "pembagi": index.divisor,
        "urusan_dasar_terpenuhi": index.basic_covered,
        "spd_belum_diketahui_menambah_paling_banyak": number(index.open_points),
        "bacaan": {
            name: {
                "spd": number(reading.spd),
                "rata_kematangan": number(reading.rata_kematangan),
                "jumlah_inovasi": number(reading.jumlah_inovasi),
                "total": number(reading.total),
                "iid": number(reading.iid),
                "kategori": reading.kategori,
            }
            for name, reading in index.readings.items()
        },
        "saran": advice(catalogue, assessment),
    }
