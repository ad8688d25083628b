"""The data of the simulator: the formula, the rubric and every innovation with its levels, as small as may be.

Numbers are texts, so that the browser can take them exactly as they are; levels are one digit per indicator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from catalogue.assess import READINGS, Assessment, InnovationState
from catalogue.assess.verdicts import READING_NAMES
from catalogue.build import Build
from catalogue.model import Indicator

SHORTEST = 4
"""Least characters of the mark that stands for an innovation in a shared address."""


def simulator(build: Build, assessment: Assessment) -> dict[str, object]:
    """Return everything the simulator needs; it asks for nothing more."""
    target = assessment.period.target_rpjmd
    marks = short_marks(assessment.innovations)
    affairs = {slug: place for place, found in enumerate(assessment.urusan, start=1) for slug in found.inovasi_tercatat}
    return {
        **formula_data(assessment),
        "target": _plain(target.nilai) if target and target.nilai is not None else None,
        "bacaan": [(reading, READING_NAMES[reading]) for reading in READINGS],
        "urusan": [found.nama for found in assessment.urusan],
        "inovasi": [
            [
                marks[state.slug],
                build.innovation_link(state.slug).text,
                build.opd_short(state.opd),
                affairs.get(state.slug, 0),
                int(state.eligible),
                *(levels(state, reading) for reading in READINGS),
            ]
            for state in _own(assessment)
        ],
    }


def formula_data(assessment: Assessment) -> dict[str, object]:
    """Return the formula of the index, its bands, and the rows that it adds up."""
    formula = assessment.rubric.rumus
    return {
        "rumus": {
            "pembagi": formula.pembagi_minimum,
            "bobot": _plain(formula.bobot_jumlah),
            "batas": formula.batas_jumlah,
            "urusan": formula.urusan_dasar_minimum,
            "maksimum": _plain(formula.total_maksimum),
        },
        "kategori": [
            [band.nama, _plain(band.minimum)] for band in sorted(assessment.rubric.kategori, key=lambda b: b.minimum)
        ],
        "indikator": [_indicator(indicator) for indicator in assessment.rubric.indikator],
        "spd": [[*_indicator(row.indicator), row.tingkat or 0] for row in assessment.index.spd],
    }


def _own(assessment: Assessment) -> Iterable[InnovationState]:
    """Return the innovations of their own; what does not count cannot be made to here either."""
    return (state for state in assessment.innovations.values() if state.counts)


def short_marks(slugs: Iterable[str]) -> dict[str, str]:
    """Give each innovation a short mark that stays the same from build to build, as long as no two would share it."""
    full = {slug: _mark(slug) for slug in slugs}
    length = SHORTEST
    while len({mark[:length] for mark in full.values()}) < len(full):
        length += 1
    return {slug: mark[:length] for slug, mark in full.items()}


def _mark(slug: str) -> str:
    """Write a hash in the letters a to p, which no number in the address can be taken for."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(slug.encode()).hexdigest())


def _indicator(indicator: Indicator) -> list[object]:
    levels = sorted(indicator.level, key=lambda level: level.level)
    return [indicator.nomor, indicator.nama, _plain(indicator.bobot), [[level.level, level.teks] for level in levels]]


def levels(state: InnovationState, reading: str) -> str:
    """Write the levels that a reading counts; empty when all are 0."""
    digits = "".join(str(part.level if part.scores[reading] else 0) for part in state.indicators)
    return digits if digits.strip("0") else ""


def _plain(value: Decimal) -> str:
    return f"{value:f}"
