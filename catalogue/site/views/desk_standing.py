"""Where every record stands in the open round, in one table from which the desk works out what a bundle changes."""

from __future__ import annotations

from typing import Any

from catalogue.assess import READINGS, STEPS, InnovationState
from catalogue.assess.counting import confirmed
from catalogue.assess.result import READING_NAMES
from catalogue.build import Build
from catalogue.model import Innovation
from catalogue.site.views.asking import levels_of
from catalogue.site.views.projection import formula_data, levels

CONDITIONS = ("dikonfirmasi", "berjalan", "dalam_rentang")


def standing_table(build: Build) -> dict[str, Any]:
    """Return the table; levels are left out where single scores are not for everyone, and the index with them."""
    assessment, period = build.assessment, build.period
    shown = period.publikasi.indeks and period.publikasi.kematangan
    limit = assessment.rubric.keikutsertaan
    return {
        "tahun": period.tahun,
        "hari": build.today.isoformat(),
        "langkah": STEPS,
        "putaran": limit.maksimum if limit else None,
        "target": {"langkah": period.target.langkah, **{name: getattr(period.target, name) for name in CONDITIONS}},
        "tahap": [[stage.langkah, stage.selesai.isoformat(), stage.resmi] for stage in period.linimasa],
        "pemberitahuan": period.pemberitahuan.tanggal.isoformat() if period.pemberitahuan else "",
        "resmi": build.catalogue.region.resmi,
        "opd": {id: [opd.record.wajib, opd.record.induk or ""] for id, opd in build.catalogue.opds.items()},
        "indikator": [item.id for item in assessment.rubric.indikator],
        "urusan": {found.kode: found.nama for found in assessment.urusan},
        "indeks": {**formula_data(assessment), **_rows(build)} if shown else None,
        "inovasi": [_row(build, state, shown=shown) for state in assessment.innovations.values()],
    }


def _rows(build: Build) -> dict[str, Any]:
    """Return the readings, and by which conditions a value of an SPD row reaches a level."""
    rows = build.assessment.index.spd
    return {
        "bacaan": [(reading, READING_NAMES[reading]) for reading in READINGS],
        "baris": [[row.id, levels_of(row.indicator), len(row.indicator.level)] for row in rows],
    }


def _row(build: Build, state: InnovationState, *, shown: bool) -> list[Any]:
    """Return one record: who it is, where it stands, what is known of it, its levels, and its verdicts."""
    record = build.catalogue.innovations[state.slug].record
    affairs = {found.kode for found in build.assessment.urusan}
    return [
        state.slug,
        state.opd,
        state.rank,
        "".join(_flags(state, record)),
        state.said_running.isoformat() if state.said_running else "",
        record.urusan_utama if record.urusan_utama in affairs else "",
        state.earlier,
        [levels(state, reading) for reading in READINGS] if shown else [],
        _verdicts(build, state.slug) if shown else {},
    ]


def _flags(state: InnovationState, record: Innovation) -> list[str]:
    """Say by letters what holds: counts, confirmed, taken in, told by the agency, in the window, reported."""
    reported = any(each.step == "terlapor" and each.met for each in state.requirements)
    told = bool(record.pengesahan) or record.status_data != "sumber-publik"
    held = {
        "h": state.counts,
        "k": state.confirmed,
        "d": confirmed(record),
        "b": told,
        "r": state.in_window,
        "l": reported,
    }
    return [letter for letter, holds in held.items() if holds]


def _verdicts(build: Build, slug: str) -> dict[str, list[str]]:
    review = build.catalogue.reviews.get((build.period.tahun, slug))
    return {key: [found.putusan, found.sidik] for key, found in review.record.verifikasi.items()} if review else {}
