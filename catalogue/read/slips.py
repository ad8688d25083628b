"""What a date or a number that is written otherwise can only mean, and what keys are called elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from catalogue.common.indonesian import MONTHS

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


def date_meant(text: str) -> str | None:
    """Return the year, month or day in our writing, or None when it could be another one."""
    if match := re.fullmatch(r"(?:(\d{1,2}) +)?([A-Za-z]+) +(\d{4})", text.strip()):
        month = next((number for number, name in enumerate(MONTHS, 1) if _is_month(match[2], name)), 0)
        return _written(match[3], month, match[1])
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text.strip()):
        return _written(match[1], int(match[2]), match[3])
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text.strip()):
        only_day_first = int(match[1]) > 12 or match[1] == match[2]
        return _written(match[3], int(match[2]), match[1]) if only_day_first else None
    return None


def _is_month(written: str, name: str) -> bool:
    return written.casefold() in (name.casefold(), name[:3].casefold())


def _written(year: str, month: int, day: str | None) -> str | None:
    try:
        exact = date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return exact.isoformat() if day else exact.isoformat()[:7]


def number_meant(text: str, whole: bool) -> str | None:
    """Return the number in our writing, or None when it could be another one; `whole` when no fraction is allowed."""
    bare = re.sub(r" *(?:%|persen|orang|hari|bulan|kali|unit|buah)$", "", text.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        return bare.replace(".", "") if whole else None
    if re.fullmatch(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", bare) and not whole:
        return bare.replace(".", "").replace(",", ".")
    fits = re.fullmatch(r"\d{1,15}" if whole else r"\d{1,15}(?:\.\d{1,8})?", bare)
    return bare if fits and bare != text else None
