"""What keys are called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "nama": ("judul", "nama_inovasi", "nama inovasi"),
    "ringkasan": ("deskripsi", "keterangan", "uraian", "abstrak"),
    "kepanjangan": ("singkatan", "akronim"),
    "waktu_penerapan": ("tahun", "waktu_implementasi", "tanggal_penerapan"),
    "tautan": ("link", "url", "website", "situs", "alamat_web"),
    "surel": ("email", "e-mail", "alamat_email"),
    "telepon": ("telp", "hp", "no_hp", "nomor_hp", "no_telepon", "nomor_telepon"),
    "foto": ("gambar", "dokumentasi"),
    "teks_alternatif": ("alt", "keterangan_gambar"),
    "lintang": ("latitude", "lat"),
    "bujur": ("longitude", "long", "lng", "lon"),
    "bukti": ("data_pendukung", "eviden", "evidence", "lampiran"),
    "nilai": ("value", "fakta", "jumlah"),
    "sumber": ("referensi", "rujukan"),
}
"""What forms and people call our fields; a name that two fields share leads to whichever of them is known there."""
