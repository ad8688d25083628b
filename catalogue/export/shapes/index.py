"""The shape of the projected index; its parts are the results as the assessment has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from catalogue.assess import Range, ReadingResult, SpdValue
from catalogue.assess.advice import (
    BasicServiceAdvice,
    EvidenceAdvice,
    NewcomerAdvice,
    OneMoreInnovation,
    RouteAdvice,
    SendingAdvice,
    Statement,
)
from catalogue.export.shapes.common import Reading
from catalogue.model.published import Number, shape


@shape
class Index(TypedDict):
    """The projected index of a period; without `dipublikasikan` only the first three keys are there."""

    tahun: int
    """Periode pelaporan."""
    rubrik: str
    """Rubrik yang dipakai."""
    dipublikasikan: bool
    """Apakah periode ini menerbitkan proyeksinya."""
    proyeksi: NotRequired[bool]
    """Selalu benar: angka ini dihitung katalog, bukan hasil penilaian Kementerian."""
    rumus: NotRequired[str]
    """Rumus dalam kalimat."""
    n: NotRequired[int]
    """Banyaknya inovasi yang dihitung."""
    pembagi: NotRequired[int]
    """Pembagi jumlah skor kematangan."""
    urusan_dasar_terpenuhi: NotRequired[int]
    """Banyaknya urusan pelayanan dasar yang terwakili."""
    spd_belum_diketahui_menambah_paling_banyak: NotRequired[Number]
    """Skor yang masih mungkin dari baris SPD yang belum diketahui."""
    bacaan: NotRequired[Mapping[Reading, ReadingResult | None]]
    """Hasil menurut tiap perhitungan; null selama belum ada inovasi yang dihitung."""
    rentang: NotRequired[Range]
    """Indeks terendah dan tertinggi yang mungkin menurut yang diketahui."""
    spd: NotRequired[Sequence[SpdValue]]
    """Baris SPD dengan tahun nilainya."""
    dapat_diisi: NotRequired[bool]
    """Apakah putaran ini masih dapat diisi."""
    saran: NotRequired[IndexAdvice]
    """Yang menaikkan indeks; tidak ada pada putaran yang sudah ditutup."""


@shape
class ListSize(TypedDict):
    """How much of a list is there."""

    dimuat: int
    """Banyaknya butir dalam berkas ini, yang paling menambah lebih dahulu."""
    seluruhnya: int
    """Banyaknya butir seandainya daftar tidak dipotong."""


@shape
class CutLists(TypedDict):
    """The lists that are cut where they are long."""

    belum_layak: ListSize
    """Daftar inovasi yang belum layak."""
    bukti: ListSize
    """Daftar bukti yang menambah."""


@shape
class IndexAdvice(TypedDict):
    """What would raise the index; single scores only where the period publishes them."""

    pernyataan: Sequence[Statement]
    """Saran dalam kalimat."""
    inovasi_tambahan: Mapping[Reading, OneMoreInnovation]
    """Arti satu inovasi layak tambahan."""
    urusan_dasar: BasicServiceAdvice
    """Syarat urusan pelayanan dasar."""
    belum_layak: NotRequired[Sequence[NewcomerAdvice]]
    """Inovasi yang belum layak, paling banyak 100; lihat `dipotong`."""
    bukti: NotRequired[Sequence[EvidenceAdvice]]
    """Bukti yang menambah, paling banyak 100; lihat `dipotong`."""
    dipotong: NotRequired[CutLists]
    """Banyaknya butir yang dimuat dari seluruhnya."""
    pengiriman: NotRequired[Mapping[Reading, SendingAdvice]]
    """Inovasi yang sebaiknya dikirim."""
    dokumen: NotRequired[Sequence[RouteAdvice]]
    """Daftar dokumen terpendek menuju predikat berikutnya."""
