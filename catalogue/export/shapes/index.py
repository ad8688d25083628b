"""The shape of the projected index."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from catalogue.export.shapes.advice import IndexAdvice
from catalogue.export.shapes.common import Number, Reading, shape


@shape
class ReadingResult(TypedDict):
    """The projected index in one reading."""

    spd: Number
    """Skor satuan pemerintah daerah."""
    rata_kematangan: Number
    """Jumlah skor kematangan dibagi pembagi."""
    jumlah_inovasi: Number
    """Skor jumlah inovasi."""
    total: Number
    """Jumlah ketiganya."""
    iid: Number
    """Proyeksi indeks, 0 sampai 100."""
    kategori: str
    """Predikat menurut rubrik."""


@shape
class Range(TypedDict):
    """The lowest and the highest index that what is known leaves open."""

    bawah: Number
    """Dengan yang terverifikasi saja, dan baris SPD yang belum diketahui dianggap nol."""
    atas: Number
    """Dengan seluruh klaim, dan baris SPD yang belum diketahui dianggap tertinggi."""


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
    bacaan: NotRequired[dict[Reading, ReadingResult | None]]
    """Hasil menurut tiap bacaan; null selama belum ada inovasi yang dihitung."""
    rentang: NotRequired[Range]
    """Indeks terendah dan tertinggi yang mungkin menurut yang diketahui."""
    saran: NotRequired[IndexAdvice]
    """Yang menaikkan indeks."""
