"""How steps and standings are named to readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.assess.result import Reason
from catalogue.model import Indicator, Rubric

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

READING_NAMES: Mapping[str, str] = {
    "klaim": "pernyataan OPD",
    "berbukti": "disertai data dukung",
    "terverifikasi": "hasil verifikasi",
}
"""The readings of the index as offices call them."""

GUESS = "perkiraan katalog, bukan jadwal resmi"
"""What is said of a day or a rule that no document sets."""


@dataclass(frozen=True, slots=True)
class LevelText:
    """An indicator on a level: the level, what the next asks for, and which document would prove it."""

    level: str
    next: str
    document: str


def level_texts(rubric: Rubric, *, published: bool) -> Mapping[str, Mapping[int, LevelText]]:
    """Return the texts by indicator and level, 0 included; of levels they say nothing unless those are published."""
    return {
        item.id: {
            level: _text(item, level, published=published) for level in (0, *(found.level for found in item.level))
        }
        for item in rubric.indikator
    }


def _text(indicator: Indicator, level: int, *, published: bool) -> LevelText:
    texts = {found.level: found.teks for found in indicator.level}
    above = [number for number in sorted(texts) if number > level]
    document = f"Dokumen: {indicator.bukti}" if indicator.bukti else ""
    if indicator.bukti and indicator.berkas:
        document += f" Berkas: {', '.join(indicator.berkas)}."
    if not published:
        return LevelText("", "", document)
    reached = f"tingkat {level}: {texts[level]}" if level in texts else f"tingkat {level}"
    return LevelText(reached, f"Tingkat {above[0]}: {texts[above[0]]}." if above else "", document)
