"""How letters and messages address an office: by the title of who leads it, never by a person."""

from __future__ import annotations

import re

HEADS = {
    "Inspektorat": "Inspektur",
    "Sekretariat": "Sekretaris",
    "Kecamatan": "Camat",
    "Kelurahan": "Lurah",
    "Asisten": "Asisten",
    "RSUD": "Direktur RSUD",
    "Rumah Sakit": "Direktur Rumah Sakit",
    "Perumda": "Direktur Perumda",
    "Perusahaan": "Direktur Perusahaan",
    "Perseroda": "Direktur Perseroda",
}
"""The title of who leads an office whose name begins so (UU 23/2014 and PP 18/2016); of all others it is *Kepala*."""

RULERS = {"Kota": "Wali Kota", "Kabupaten": "Bupati", "Provinsi": "Gubernur"}


def head_of_office(name: str) -> str:
    """Name who leads an office: *Camat Bajenis*, *Sekretaris DPRD*, *Kepala Dinas Kesehatan*."""
    for start, title in HEADS.items():
        if re.match(rf"{start}\b", name, re.IGNORECASE):
            return f"{title}{name[len(start) :]}"
    return f"Kepala {name}"


def ruler_of(region: str) -> str:
    """Name who governs a region: *Wali Kota Contoh* for *Kota Contoh*."""
    kind, _, place = region.partition(" ")
    return f"{RULERS[kind]} {place}" if kind in RULERS else f"Kepala Daerah {region}"
