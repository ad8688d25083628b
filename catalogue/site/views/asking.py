"""What the form asks a clerk for, and what it tells of each indicator by the rubric of the open round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.model import Indicator, Period, Rubric
from catalogue.model.reference.shapes import Shape
from catalogue.model.rubric import Condition

UNASKED = {
    *("keyakinan", "terakhir_diperiksa", "alamat_lama", "pembacaan", "tanggapan", "pengecualian"),
    "pengesahan.diterima_oleh",
    *("sumber.diakses", "sumber.terlihat", "sumber.kutipan", "sumber.arsip"),
}
"""What only those know who gather records or take them in; it stays as it is in a record that has it."""

NUMBERS = "sumber"
"""Inside another field a list of this name has the places of sources, which collectors count for what they read."""


@dataclass(frozen=True)
class LevelHelp:
    """A level of an indicator in words, with the score that it brings."""

    level: int
    text: str
    score: str
    others: bool


@dataclass(frozen=True)
class IndicatorHelp:
    """What the rubric says of an indicator: who must have it, which document counts, and its levels."""

    mandatory: bool
    evidence: str
    signer: str
    each: bool
    levels: tuple[LevelHelp, ...]


def asked(shape: Shape, path: str = "") -> Shape:
    """Return a shape without what no clerk is asked for."""
    parts = [part for part in shape.fields if _is_asked(part, path)]
    inner = tuple(asked(part, f"{path}{part.name}.") for part in parts)
    item = asked(shape.item, path) if shape.item else None
    return replace(shape, fields=inner, item=item)


def _is_asked(part: Shape, path: str) -> bool:
    numbers = bool(path) and part.name == NUMBERS and part.kind == "list"
    return f"{path}{part.name}" not in UNASKED and not numbers


def with_help(fact: Shape) -> Shape:
    """Return the shape of an indicator whose fact is asked for in the words of that indicator."""
    parts = fact.fields
    fields = (replace(one, help=fact.help, example=fact.example) if one.name == "nilai" else one for one in parts)
    return replace(fact, fields=tuple(fields))


def indicator_help(build: Build) -> Mapping[str, IndicatorHelp]:
    """Explain every indicator of the current rubric, by its key."""
    return {item.id: _explained(item) for item in build.assessment.rubric.indikator}


def _explained(item: Indicator) -> IndicatorHelp:
    return IndicatorHelp(
        mandatory=item.wajib,
        evidence=item.bukti or "",
        signer=item.penanda_tangan or "",
        each=item.satu_bukti_per_satuan,
        levels=tuple(
            LevelHelp(level.level, level.teks, number_text(item.bobot * Decimal(level.level)), level.perlu_pihak_lain)
            for level in item.level
        ),
    )


def round_data(rubric: Rubric, period: Period, *, window: str, coordinator: str) -> dict[str, Any]:
    """Return what the script works out the steps and levels of a draft by; nothing of it grows with the catalogue."""
    return {
        "tahun": rubric.tahun,
        "mulai": period.jendela.mulai.isoformat(),
        "selesai": period.jendela.selesai.isoformat(),
        "rentang": window,
        "profil": rubric.profil.isian_wajib,
        "tahapan": rubric.profil.tahapan,
        "kata": rubric.profil.kata_minimum,
        "koordinator": coordinator,
        "indikator": {item.id: levels_of(item) for item in rubric.indikator},
    }


def levels_of(item: Indicator) -> dict[str, Any]:
    """Return the weight of an indicator and what each of its levels asks for."""
    levels = [[level.level, _condition(level.syarat)] for level in item.level if level.syarat]
    return {"wajib": item.wajib, "bobot": float(item.bobot), "tingkat": levels}


def _condition(condition: Condition) -> dict[str, Any]:
    return dict(_parts(condition))


def _parts(condition: Condition) -> Iterator[tuple[str, Any]]:
    for name in ("minimum", "lebih_dari", "maksimum"):
        if (limit := getattr(condition, name)) is not None:
            yield name, float(limit)
    if condition.kata:
        yield "kata", condition.kata
    if condition.tahun:
        yield "tahun", condition.tahun
    if condition.basis:
        yield "basis", {name: _condition(inner) for name, inner in condition.basis.items()}
