"""The shapes of records: all fields of the model, and what the API adds to them."""

from __future__ import annotations

from typing import Annotated, Any

from typing_extensions import TypedDict

from catalogue.export.shapes.common import (
    Address,
    Day,
    Fields,
    Scores,
    Year,
    shape,
)
from catalogue.model import Innovation, Opd


@shape
class AddedToInnovation(TypedDict):
    """What an innovation has beside its record."""

    id: str
    """Kunci inovasi; tetap, dan menjadi bagian alamatnya."""
    opd: str
    """Kunci OPD pengampu; `belum-ditetapkan` bila tidak disebut sumber mana pun."""
    opd_nama: str | None
    """Nama OPD pengampu."""
    url: Address
    """Halamannya."""
    dicatat: Day | None
    """Hari masuk katalog menurut Git; null bila riwayat tidak tersedia."""
    diubah: Day | None
    """Hari terakhir diubah menurut Git."""
    dihitung: bool
    """Apakah catatan ini inovasi yang berdiri sendiri dan belum berhenti; selain itu petunjuk."""
    berjalan: bool | None
    """Apakah diketahui masih berjalan; null bila tidak ada yang menyatakannya dalam 18 bulan terakhir."""
    langkah: dict[Year, str]
    """Langkah tertinggi yang tercapai pada tiap periode."""
    kematangan_skor: dict[Year, Scores | None]
    """Skor kematangan pada tiap periode; null bila periode itu tidak menerbitkannya."""
    sidik: dict[str, str]
    """Sidik data fakta dan bukti tiap indikator, yang dicocokkan dalam pemeriksaan."""


@shape
class AddedToOpd(TypedDict):
    """What an agency has beside its record."""

    id: str
    """Kunci OPD; tetap, dan menjadi bagian alamatnya."""
    url: Address
    """Halamannya."""
    unit: list[str]
    """Kunci unit tepat di bawahnya."""
    inovasi: list[str]
    """Kunci inovasinya sendiri, tanpa yang di unit di bawahnya."""


InnovationRow = Annotated[dict[str, Any], Fields(Innovation, AddedToInnovation)]
OpdRow = Annotated[dict[str, Any], Fields(Opd, AddedToOpd)]


@shape
class Innovations(TypedDict):
    """Every innovation."""

    inovasi: list[InnovationRow]
    """Semua inovasi menurut abjad kuncinya."""


@shape
class OneInnovation(TypedDict):
    """One innovation."""

    inovasi: InnovationRow
    """Inovasi itu."""


@shape
class Opds(TypedDict):
    """Every agency and unit."""

    opd: list[OpdRow]
    """Semua OPD dan unit di bawahnya menurut abjad kuncinya."""
