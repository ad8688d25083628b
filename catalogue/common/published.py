"""What holds of everything that is published: its licence, and the history of the API, newest first."""

from __future__ import annotations

from typing import NamedTuple

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

SCHEMA = 1
"""Number of the published shapes; raised when a key changes its meaning or goes."""


class ApiRelease(NamedTuple):
    """What a version of the API brought, with its day."""

    versi: str
    tanggal: str
    perubahan: str


RELEASES: tuple[ApiRelease, ...] = (
    ApiRelease(
        versi="1.2",
        tanggal="2026-11-29",
        perubahan="Saran dalam `indeks/<tahun>.json` memuat paling banyak 100 butir pada `belum_layak` dan `bukti`; "
        "kunci baru `dipotong` menyebut banyaknya seluruhnya. Di luar `/api/v1/`, kartu sematan dengan jawaban oEmbed, "
        "umpan tiap OPD dan tema, dan `data/datasette.json` berakhir.",
    ),
    ApiRelease(
        versi="1.1",
        tanggal="2026-11-24",
        perubahan="Kunci baru `pengembangan_lama` pada inovasi: pengembangan yang mendahului yang terbaru.",
    ),
    ApiRelease(
        versi="1.0",
        tanggal="2026-11-24",
        perubahan="Terbitan pertama: inovasi, OPD, kepatuhan, proyeksi indeks, dan perubahan catatan.",
    ),
)
"""The newest first. A new key or address raises the second number; `tests/api/` keeps the shape of each version."""

VERSION = RELEASES[0].versi
