"""The three readings of the index with their arithmetic written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from catalogue.assess import READINGS, Assessment, ReadingResult
from catalogue.assess.result import READING_NAMES
from catalogue.assess.scoring import CENT, category
from catalogue.build import Build
from catalogue.common.indonesian import number_text, sentence
from catalogue.model.period import Result
from catalogue.site.views.plots import Kind, Plot, Row, Scale

READING_TEXTS = {
    "klaim": "Semua fakta yang dinyatakan dihitung.",
    "berbukti": "Hanya fakta yang memiliki paling sedikit satu bukti dihitung.",
    "terverifikasi": "Hanya fakta yang sudah dinyatakan sesuai oleh Bappeda dihitung.",
}


@dataclass(frozen=True)
class ReadingView:
    """The index under one reading, and how far the unknown leaves it open; `maturity` is the sum of the scores."""

    name: str
    explanation: str
    result: ReadingResult
    highest: Decimal
    highest_kategori: str
    maturity: Decimal
    short_of_target: Decimal | None


def readings(assessment: Assessment) -> tuple[ReadingView, ...]:
    """Write out every reading of a period; none while no innovation counts, for then nothing is projected."""
    return tuple(_reading(assessment, name) for name in READINGS) if assessment.index.n else ()


def told(assessment: Assessment) -> str:
    """Say in a sentence how low and how high the index may be, by what is known today."""
    index, year = assessment.index, assessment.period.tahun
    low, high = (number_text(value, 2) for value in (index.rentang.bawah, index.rentang.atas))
    if index.n:
        return (
            f"Menurut yang diketahui hari ini, indeks {year} paling rendah {low}, bila hanya yang sudah diperiksa "
            f"yang dihitung, dan paling tinggi {high}, bila semua fakta yang dinyatakan benar dan semua baris SPD yang "
            "belum diketahui mencapai tingkat tertinggi."
        )
    known = sum(row.tingkat is not None for row in index.spd)
    opening = f"Indeks {year} belum dapat diproyeksikan, karena belum ada inovasi yang dihitung; belum diketahui "
    opening += "tidak sama dengan nol. "
    if not known:
        return (
            f"{opening}Nilai SPD kota untuk putaran ini pun belum diketahui; seluruhnya memberi paling tinggi {high}."
        )
    return (
        f"{opening}Dari data kota sendiri, {known} dari {len(index.spd)} baris SPD diketahui: tanpa satu inovasi "
        f"pun indeksnya paling rendah {low}, dan paling tinggi {high} bila semua baris lain mencapai tingkat tertinggi."
        " Inovasi yang dihitung menambah di atasnya."
    )


def _reading(assessment: Assessment, name: str) -> ReadingView:
    index, rubric = assessment.index, assessment.rubric
    reading = index.readings[name]
    highest = reading.iid + index.spd_belum_diketahui_menambah_paling_banyak
    counted = (state for state in assessment.innovations.values() if state.eligible)
    return ReadingView(
        name=READING_NAMES[name],
        explanation=READING_TEXTS[name],
        result=reading,
        highest=highest,
        highest_kategori=category(highest, rubric),
        maturity=sum((state.scores[name] for state in counted), Decimal(0)),
        short_of_target=_short_of_target(assessment, reading.iid),
    )


def _short_of_target(assessment: Assessment, iid: Decimal) -> Decimal | None:
    """Return by how much the index as shown stays below the RPJMD target, None without one or above it."""
    target = assessment.period.target_rpjmd
    if not target or target.nilai is None:
        return None
    missing = target.nilai - iid.quantize(CENT, ROUND_HALF_UP)
    return missing if missing > 0 else None


COMPARED = 2
"""So many published values make a year worth a chart."""
HUNDRED = Scale(Decimal(0), Decimal(100))


@dataclass(frozen=True)
class ResultView:
    """A published index."""

    result: Result
    note: str
    ours: bool


def results(build: Build) -> tuple[ResultView, ...]:
    """Return every published result, the newest first."""
    found = sorted(build.catalogue.results.hasil, key=lambda result: (-result.tahun, *_order(result)))
    return tuple(
        ResultView(
            result=result,
            note=" ".join(filter(None, ("Skala lama." if result.skala == "lama" else "", result.catatan or ""))),
            ours=_ours(build, result),
        )
        for result in found
    )


def charts(build: Build) -> tuple[tuple[int, Plot], ...]:
    """Return the values of each year in which there is something to compare, the newest year first."""
    years: dict[int, list[Result]] = defaultdict(list)
    for result in build.catalogue.results.hasil:
        if result.nilai is not None and result.skala == "0-100":
            years[result.tahun].append(result)
    return tuple(
        (year, _plot(build, year, sorted(found, key=_order)))
        for year, found in sorted(years.items(), reverse=True)
        if len(found) >= COMPARED
    )


def _plot(build: Build, year: int, found: list[Result]) -> Plot:
    """Draw the values of a year; one of ours that was not found is said, and not drawn."""
    rows = tuple(_row(build, result) for result in found)
    told = sentence("; ".join(f"{_name(build, result)} {_value(result)}" for result in found))
    if not any(_ours(build, result) for result in found):
        told += f" Nilai {build.catalogue.region.nama} tahun itu tidak ditemukan."
    return Plot(f"nilai-{year}", f"Nilai indeks {year}", told, rows)


def _row(build: Build, result: Result) -> Row:
    kind: Kind = "own" if _ours(build, result) else "draft" if result.sebelum_validasi else "bar"
    return HUNDRED.row(_name(build, result), _value(result), kind, (Decimal(0), result.nilai or Decimal(0)))


def _name(build: Build, result: Result) -> str:
    return f"{result.daerah} (daerah ini)" if _ours(build, result) else result.daerah


def _value(result: Result) -> str:
    note = ", sebelum validasi" if result.sebelum_validasi else ""
    return f"{number_text(result.nilai or Decimal(0), 2)}{note}"


def _order(result: Result) -> tuple[bool, Decimal, str]:
    """Put what was validated first, then the higher value."""
    return result.sebelum_validasi, -(result.nilai or Decimal(0)), result.daerah


def _ours(build: Build, result: Result) -> bool:
    return result.daerah == build.catalogue.region.nama


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
