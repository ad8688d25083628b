"""The compliance of a period for machines: what the JSON response says, and the rows of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.assess import TASKS, Assessment, OpdState
from catalogue.assess.ladder import RULES
from catalogue.assess.past.past import Mark, Marker, began_with
from catalogue.build import Build
from catalogue.export.shapes.standing import AgencyState, Compliance, Deadline, Since


def compliance(build: Build, assessment: Assessment) -> Compliance:
    """Return what the JSON response says of a period."""
    past, marks = build.past, Marker(build.catalogue, assessment, build.past, build.today)
    return {
        "tahun": assessment.period.tahun,
        "target": vars(assessment.period.target),
        "syarat_target": assessment.conditions,
        "corong": dict(assessment.funnel),
        "aturan_langkah": dict(RULES),
        "riwayat": {
            "celah": past.gap,
            "awal_katalog": past.began_on.isoformat() if past.began_on else None,
            "versi_tidak_terbaca": past.unreadable,
        },
        "ringkasan": {
            "wajib": len(assessment.obliged),
            "terpenuhi": len(assessment.fulfilled),
            "tidak_terpenuhi": len(assessment.unfulfilled),
            "belum_diketahui": len(assessment.unknown),
        },
        "opd": [_agency(build, marks, state) for state in assessment.opds.values()],
        "urusan_dasar": assessment.urusan,
        "perkembangan": past.trend.get(assessment.period.tahun, ()),
    }


def _agency(build: Build, marks: Marker, state: OpdState) -> AgencyState:
    record = build.catalogue.opds[state.opd].record
    due = marks.opd(state, marks.assessment.period.target.langkah)
    return {
        "id": state.opd,
        "nama": record.nama,
        "singkatan": record.singkatan,
        "wajib": state.obliged,
        "langkah": state.step,
        "terpenuhi": state.met,
        "keadaan": state.why,
        "alasan": state.reason,
        "inovasi": list(state.carriers),
        "unit": _units(build, state),
        "sejak": {step: _since(build, marks.opd(state, step)) for step in TASKS},
        "tenggat": _deadline(due),
        "ketepatan": due.punctuality,
        "url": build.url(f"opd/{state.opd}/"),
        "jejak": build.url(f"opd/{state.opd}/#keadaan") if state.obliged else None,
    }


def _units(build: Build, state: OpdState) -> list[str]:
    owners = dict.fromkeys(build.catalogue.innovations[slug].opd for slug in state.carriers)
    return [owner for owner in owners if owner != state.opd]


def _since(build: Build, mark: Mark) -> Since:
    """Say whether a step is held and since when; what is not known is null."""
    change = mark.change.id if mark.change else None
    return {
        "dicapai": mark.held,
        "tanggal": mark.day.isoformat() if mark.day else None,
        "perubahan": change,
        "url": build.hosting.commit(change) if change else None,
        "sejak_awal_katalog": began_with(build.past, mark),
    }


def _deadline(mark: Mark) -> Deadline | None:
    if mark.stage is None:
        return None
    return {
        "tahap": mark.stage.id,
        "tanggal": mark.stage.selesai.isoformat(),
        "asal": mark.stage.asal,
        "semula": [found.selesai_semula.isoformat() for found in mark.stage.perpanjangan],
    }


def compliance_rows(build: Build) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each agency and period, with the columns of the table of compliance."""
    for year, assessment in build.assessments.items():
        marks = Marker(build.catalogue, assessment, build.past, build.today)
        for state in assessment.opds.values():
            due = marks.opd(state, assessment.period.target.langkah)
            reached = marks.opd(state, state.step) if state.step else None
            yield (
                state.opd,
                year,
                build.catalogue.opds[state.opd].record.nama,
                state.obliged,
                state.step,
                state.met,
                state.why,
                reached.day if reached else None,
                reached.change.id if reached and reached.change else None,
                due.stage.selesai if due.stage else None,
                due.stage.asal if due.stage else None,
                due.punctuality.keadaan,
                due.punctuality.hari,
                state.carriers,
                tuple(_units(build, state)),
                state.reason,
            )
