"""The shapes of the list of changes and of the list of all responses."""

from __future__ import annotations

from typing_extensions import TypedDict

from catalogue.export.shapes.common import Address, Day, shape


@shape
class RecordChange(TypedDict):
    """What a change did to one innovation."""

    id: str
    """Kunci inovasi."""
    nama: str | None
    """Nama inovasi hari ini; null bila sudah tidak ada."""
    url: Address | None
    """Halamannya."""
    jenis: str
    """baru, diubah, atau dihapus."""
    diisi: list[str]
    """Isian yang semula kosong."""
    diubah: list[str]
    """Isian yang berubah."""
    dikosongkan: list[str]
    """Isian yang menjadi kosong."""
    opd_semula: str | None
    """OPD asal, bila dipindahkan."""
    pemeriksaan: list[int]
    """Periode yang pemeriksaannya diperbarui."""
    terbaca: bool
    """Salah bila isi waktu itu tidak terbaca program ini."""


@shape
class Change(TypedDict):
    """One change of the published catalogue."""

    tanggal: Day | None
    """Hari terbit menurut Git; null bila tidak dapat dipastikan."""
    perubahan: str
    """Perubahan Git."""
    url: Address | None
    """Tempat perubahan itu dapat dibaca."""
    usulan: int | None
    """Nomor usulan yang diterima."""
    pengusul: str | None
    """OPD yang mengusulkan."""
    inovasi: list[RecordChange]
    """Yang berubah."""


@shape
class Changes(TypedDict):
    """Every change of a record that Git knows."""

    celah: str | None
    """Mengapa riwayat tidak diketahui: tanpa-git, dangkal, atau git-gagal; null bila diketahui."""
    keadaan: str | None
    """Perubahan Git yang menghasilkan terbitan ini; dengannya terbitan dapat dibuat ulang."""
    perubahan: list[Change]
    """Yang terbaru di depan."""


@shape
class Entry(TypedDict):
    """One address of the API."""

    judul: str
    """Isinya."""
    url: str
    """Alamatnya; `{id}` diganti kunci inovasi."""


@shape
class Release(TypedDict):
    """What a version of the API brought."""

    versi: str
    """Versi API."""
    tanggal: Day
    """Hari terbit."""
    perubahan: str
    """Yang berubah."""


@shape
class Contents(TypedDict):
    """Where to begin."""

    openapi: Address
    """Penjelasan semua alamat dan kunci (OpenAPI 3.1)."""
    titik_akses: list[Entry]
    """Semua alamat."""
    riwayat_api: list[Release]
    """Perubahan API ini, yang terbaru di depan."""
