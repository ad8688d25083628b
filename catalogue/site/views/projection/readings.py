"""The three readings of the index with their arithmetic written out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.assess import READINGS, Assessment
from catalogue.assess.index import CENT, category
from catalogue.common.indonesian import number_text

READING_TEXTS = {
    "klaim": "Semua fakta yang dinyatakan dihitung.",
    "berbukti": "Hanya fakta yang memiliki paling sedikit satu bukti dihitung.",
    "terverifikasi": "Hanya fakta yang sudah dinyatakan sesuai oleh Bappeda dihitung.",
}


@dataclass(frozen=True)
class ReadingView:
    """The index under one reading, every number of the formula, and how far the unknown leaves it open."""

    name: str
    explanation: str
    iid: str
    kategori: str
    highest: str
    highest_kategori: str
    spd: str
    maturity: str
    divisor: str
    average: str
    count: str
    total: str
    short_of_target: str


def readings(assessment: Assessment) -> tuple[ReadingView, ...]:
    """Write out every reading of a period; none while no innovation counts, for then nothing is projected."""
    return tuple(_reading(assessment, name) for name in READINGS) if assessment.index.n else ()


def told(assessment: Assessment) -> str:
    """Say in a sentence how low and how high the index may be, by what is known today."""
    index, year = assessment.index, assessment.period.tahun
    low, high = (number_text(value, 2) for value in index.range)
    if index.n:
        return (
            f"Menurut yang diketahui hari ini, indeks {year} paling rendah {low}, bila hanya yang sudah diperiksa "
            f"yang dihitung, dan paling tinggi {high}, bila semua fakta yang dinyatakan benar dan semua baris SPD yang "
            "belum diketahui mencapai tingkat tertinggi."
        )
    known = sum(row.level is not None for row in index.spd_rows)
    opening = f"Indeks {year} belum dapat diproyeksikan, karena belum ada inovasi yang dihitung; belum diketahui "
    opening += "tidak sama dengan nol. "
    if not known:
        return (
            f"{opening}Nilai SPD kota untuk putaran ini pun belum diketahui; seluruhnya memberi paling tinggi {high}."
        )
    return (
        f"{opening}Dari data kota sendiri, {known} dari {len(index.spd_rows)} baris SPD diketahui: tanpa satu inovasi "
        f"pun indeksnya paling rendah {low}, dan paling tinggi {high} bila semua baris lain mencapai tingkat tertinggi."
        " Inovasi yang dihitung menambah di atasnya."
    )


def _reading(assessment: Assessment, name: str) -> ReadingView:
    index, rubric = assessment.index, assessment.rubric
    reading = index.readings[name]
    highest = reading.iid + index.open_points
    counted = (state for state in assessment.innovations.values() if state.eligible)
    return ReadingView(
        name=name,
        explanation=READING_TEXTS[name],
        iid=number_text(reading.iid, 2),
        kategori=reading.kategori,
        highest=number_text(highest, 2),
        highest_kategori=category(highest, rubric),
        spd=number_text(reading.spd),
        maturity=number_text(sum((state.scores[name] for state in counted), Decimal(0))),
        divisor=number_text(index.divisor),
        average=number_text(reading.rata_kematangan, 3),
        count=number_text(reading.jumlah_inovasi, 2),
        total=number_text(reading.total, 3),
        short_of_target=_short_of_target(assessment, reading.iid),
    )


def _short_of_target(assessment: Assessment, iid: Decimal) -> str:
    """Return by how much the index as shown stays below the RPJMD target, empty without one or above it."""
    target = assessment.period.target_rpjmd
    if not target or target.nilai is None:
        return ""
    missing = target.nilai - iid.quantize(CENT, ROUND_HALF_UP)
    return number_text(missing, 2) if missing > 0 else ""
