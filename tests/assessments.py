"""Random assessments: innovations with facts, evidence and verdicts under a random rubric."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any, get_args

from catalogue.assess import READINGS, Assessment, BasicService, IndicatorState, InnovationState, Requirement
from catalogue.assess.result import VerificationState
from catalogue.assess.scoring import project, total_scores
from catalogue.model import Evidence, Period, Rubric

AFFAIRS = ("1.01", "1.02", "1.03", "1.04", "1.05", "1.06")
DOCUMENT = Evidence(judul="Surat")
WEIGHTS = ("0.75", "1", "1.5", "2", "3", "4")


def random_rubric(rng: Random, *, indicators: int, rows: int = 3) -> Rubric:
    """Make a rubric with small and odd constants, so that divisor, cap and condition all bite."""
    bands = sorted(rng.sample(range(5, 90), 3))
    return Rubric.model_validate(
        {
            "tahun": 2026,
            "nama": "Rubrik",
            "status": "berlaku",
            "keyakinan": ["Acak."],
            "rumus": {
                "pembagi_minimum": rng.randint(1, 8),
                "bobot_jumlah": rng.choice(("0", "0.38", "1", "2.5", "6")),
                "batas_jumlah": rng.choice((2, 5, 9, 200)),
                "urusan_dasar_minimum": rng.randint(0, 6),
                "total_maksimum": rng.choice(("40", "99", "250")),
                "teks": "Rumus.",
            },
            "kategori": [
                {"nama": f"Tingkat {place}", "minimum": f"{start}.01", "maksimum": "100"}
                for place, start in enumerate(bands)
            ]
            + [{"nama": "Terendah", "minimum": "0", "maksimum": "0"}],
            "profil": {"isian_wajib": ["nama"], "kata_minimum": 300},
            "spd": [_indicator(rng, f"spd-{number}") for number in range(1, rows + 1)],
            "indikator": [_indicator(rng, f"fakta_{number}") for number in range(1, indicators + 1)],
            "sumber": [{"judul": "Acak"}],
        }
    )


def _indicator(rng: Random, id: str) -> dict[str, Any]:
    levels = sorted(rng.sample((1, 2, 3), rng.choice((1, 3, 3, 3))))
    return {
        "id": id,
        "nomor": id,
        "nama": id,
        "variabel": "Acak",
        "wajib": rng.choice(("ya", "tidak")),
        "bobot": rng.choice(WEIGHTS),
        "level": [
            {"level": level, "teks": f"Tingkat {level}", "perlu_pihak_lain": rng.random() < 0.1} for level in levels
        ],
        "satu_dokumen_banyak_inovasi": rng.random() < 0.4,
        "hasil_pembangunan": rng.random() < 0.3,
        "tahun_bukti": [{"sampai": -1}] if rng.random() < 0.2 else [],
    }


def random_assessment(rng: Random, rubric: Rubric, *, counted: int, waiting: int = 0, known: float = 0.6) -> Assessment:
    """Assess random innovations; `known` is how likely an indicator is stated, and a stated one proved."""
    states = [
        random_state(rng, rubric, f"inovasi-{place:03}", "layak" if place < counted else "tercatat", known)
        for place in range(counted + waiting)
    ]
    return assessment_of(rng, rubric, states, {state.slug: rng.choice((*AFFAIRS, None)) for state in states}, known)


def random_state(rng: Random, rubric: Rubric, slug: str, step: str, known: float) -> InnovationState:
    """Make an innovation on a step, with random facts."""
    parts = tuple(_part(rng, indicator, known) for indicator in rubric.indikator)
    missing = 0 if step == "layak" else rng.randint(1, 3)
    requirements = (
        Requirement("tercatat", True, "Tercatat."),
        *(Requirement("layak", False, "Kurang.") for _ in range(missing)),
        Requirement("lengkap", False, "Kurang."),
    )
    return InnovationState(
        slug,
        rng.choice(("dinas-a", "dinas-b", "belum-ditetapkan")),
        step,
        requirements,
        parts,
        total_scores(parts),
        300,
        counts=step == "layak" or rng.random() < 0.9,
        outside=step != "layak" and rng.random() < 0.2,
    )


def _part(rng: Random, indicator: Any, known: float) -> IndicatorState:
    stated = rng.random() < known
    level = rng.choice((0, *(level.level for level in indicator.level))) if stated else 0
    evidence = (DOCUMENT,) if rng.random() < known else ()
    return part_state(indicator, stated, level, evidence, rng.choice(get_args(VerificationState)))


def part_state(
    indicator: Any, stated: bool, level: int, evidence: tuple[Evidence, ...], verification: VerificationState
) -> IndicatorState:
    """Score an indicator as the assessment does."""
    score = indicator.bobot * level
    held = (True, bool(evidence), bool(evidence) and verification == "sesuai")
    scores = {reading: score if holds else Decimal(0) for reading, holds in zip(READINGS, held, strict=True)}
    return IndicatorState(indicator, stated, "", level, evidence, verification, scores)


def assessment_of(
    rng: Random, rubric: Rubric, states: Sequence[InnovationState], affairs: dict[str, str | None], known: float
) -> Assessment:
    """Put innovations together under a rubric; SPD rows are random."""
    spd = {row.id: {"level": rng.randint(0, 3)} for row in rubric.spd if rng.random() < known}
    return reassess(rubric, period(spd), states, affairs)


def period(spd: dict[str, Any]) -> Period:
    """Make a period with these SPD rows."""
    window = {"mulai": "2024-01-01", "selesai": "2025-12-31", "asal": "usulan"}
    threshold = {"langkah": "layak", "asal": "usulan"}
    years = {"tahun": 2026, "rubrik": "acak", "mulai": "2026-01-01", "selesai": "2026-12-31"}
    return Period.model_validate({**years, "jendela": window, "target": threshold, "spd": spd})


def reassess(
    rubric: Rubric, given: Period, states: Sequence[InnovationState], affairs: dict[str, str | None]
) -> Assessment:
    """Compute the index of these innovations with the projection's own code."""
    eligible = [state for state in states if state.step != "tercatat"]
    urusan = tuple(_urusan(code, states, affairs) for code in AFFAIRS)
    return Assessment(
        period=given,
        rubric=rubric,
        innovations={state.slug: state for state in states},
        opds={},
        urusan=urusan,
        index=project(eligible, sum(bool(affair.terpenuhi) for affair in urusan), given, rubric),
    )


def _urusan(code: str, states: Sequence[InnovationState], affairs: dict[str, str | None]) -> BasicService:
    recorded = tuple(state.slug for state in states if state.counts and affairs[state.slug] == code)
    layak = tuple(state.slug for state in states if state.step != "tercatat" and state.slug in recorded)
    return BasicService(code, code, bool(layak), layak, recorded, ())
