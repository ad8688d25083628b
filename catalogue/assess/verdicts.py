"""How steps and standings are named to readers."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.assess.result import Reason

STEP_NAMES = {
    "diberitakan": "diberitakan",
    "tercatat": "dibenarkan OPD",
    "layak": "layak dilaporkan",
    "lengkap": "lengkap buktinya",
    "terverifikasi": "terverifikasi",
    "terlapor": "terlapor",
}
"""The steps as a reader outside the programme understands them."""

VERDICTS: Mapping[Reason, str] = {
    "terpenuhi": "Memenuhi target",
    "tidak-terpenuhi": "Tidak memenuhi target",
    "belum-memenuhi-syarat": "Dibenarkan, belum dapat dinilai",
    "menunggu-konfirmasi": "Menunggu diterima",
    "diberitakan": "Baru diberitakan",
    "belum-ditemukan": "Belum ditemukan",
}
"""The standing of an agency in a few words, from the best known to the least known."""

GUESS = "perkiraan katalog, bukan jadwal resmi"
"""What is said of a day or a rule that no document sets."""
