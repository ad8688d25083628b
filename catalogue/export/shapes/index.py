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
class SpdValue(TypedDict):
    """What is publicly known of one SPD row, and of which year."""

    id: str
    """Kunci baris menurut rubrik."""
    nilai: str | None
    """Nilainya; null selama belum diketahui."""
    tahun: int | None
    """Tahun keadaan yang disebut sumber."""
    tingkat: int | None
    """Tingkat menurut rubrik; null selama belum diketahui."""
    hasil_pembangunan: bool
    """Benar bila hasil kerja bertahun-tahun, bukan dokumen."""


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
    """Hasil menurut tiap perhitungan; null selama belum ada inovasi yang dihitung."""
    rentang: NotRequired[Range]
    """Indeks terendah dan tertinggi yang mungkin menurut yang diketahui."""
    spd: NotRequired[list[SpdValue]]
    """Baris SPD dengan tahun nilainya."""
    dapat_diisi: NotRequired[bool]
    """Apakah putaran ini masih dapat diisi."""
    saran: NotRequired[IndexAdvice]
    """Yang menaikkan indeks; tidak ada pada putaran yang sudah ditutup."""
