"""Where the readings, their range and the target stand among the bands of the index."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalogue.assess import READINGS, Assessment
from catalogue.assess.verdicts import READING_NAMES
from catalogue.common.indonesian import number_text
from catalogue.site.views.plots import Kind, Plot, Row, Scale

MARKS: tuple[Kind, ...] = ("circle", "square", "diamond")
"""What the readings are told apart by, besides their words."""
RANGE = "Rentang"
FROM_CITY = "Data daerah (SPD)"
"""What the range is called, and while no innovation counts."""
TARGET = "Target RPJMD"


def ruler(assessment: Assessment) -> Plot:
    """Draw the ruler of a period; a reading or a target that is not known is not drawn."""
    bands = sorted(assessment.rubric.kategori, key=lambda band: band.minimum)
    scale = Scale(Decimal(0), max(band.maksimum for band in bands))
    rows = tuple(_rows(assessment, scale))
    return Plot(
        id="penggaris",
        title=f"Indeks {assessment.period.tahun} di antara batas predikat",
        told=_told(assessment, rows),
        rows=rows,
        zones=tuple(
            scale.zone(band.nama, f"dari {number_text(band.minimum, 2)}", (band.minimum, band.maksimum))
            for band in bands
            if band.maksimum > band.minimum
        ),
    )


def _rows(assessment: Assessment, scale: Scale) -> Iterator[Row]:
    for name, mark in zip(READINGS, MARKS, strict=True):
        if reading := assessment.index.bacaan[name]:
            words, value = READING_NAMES[name], number_text(reading.iid, 2)
            yield scale.row(f"{words[0].upper()}{words[1:]}", value, mark, (reading.iid, reading.iid))
    yield _range(assessment, scale)
    target = assessment.period.target_rpjmd
    if target and target.nilai is not None:
        yield scale.row(TARGET, number_text(target.nilai, 2), "triangle", (target.nilai, target.nilai))


def _range(assessment: Assessment, scale: Scale) -> Row:
    """Draw the range; how low it may be is not said while nothing at all is known."""
    index, found = assessment.index, assessment.index.rentang
    low, high = number_text(found.bawah, 2), number_text(found.atas, 2)
    known = index.n or any(row.tingkat is not None for row in index.spd)
    value = f"{low} sampai {high}" if known else f"paling tinggi {high}"
    return scale.row(RANGE if index.n else FROM_CITY, value, "range", (found.bawah, found.atas))


def _told(assessment: Assessment, rows: tuple[Row, ...]) -> str:
    target = assessment.period.target_rpjmd
    unknown = "" if target and target.nilai is not None else f" {TARGET} belum diketahui."
    return f"{'; '.join(f'{row.label} {row.value}' for row in rows)}.{unknown}"
