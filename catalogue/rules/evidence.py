"""Rules on facts and their evidence."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.findings import Severity
from catalogue.model import Maturity
from catalogue.rules.registry import Check, Fault, rule


@rule("bukti-tanpa-tempat", Severity.PERINGATAN)
def evidence_without_place(check: Check) -> Iterator[Fault]:
    """Bukti menyebut tempatnya.

    Setiap bukti memuat `tautan`, atau `pemegang` bila berkasnya tidak dapat dibuka umum.

    Mengapa: Bappeda perlu tahu ke mana mencari berkas saat memeriksa.

    Perbaikan: Tambahkan `tautan`, atau `pemegang` berisi unit kerja yang menyimpan berkasnya.
    """
    for entry in check.catalogue.innovations.values():
        maturity = entry.record.kematangan
        for key in Maturity.model_fields if maturity else ():
            fact = getattr(maturity, key)
            for index, item in enumerate(fact.bukti if fact else ()):
                if not (item.tautan or item.pemegang):
                    message = f"bukti `{item.judul}` tidak menyebut tautan atau pemegangnya"
                    place = entry.place("kematangan", key, "bukti", index)
                    yield Fault(place, message, "Tambahkan `tautan:` atau `pemegang:`.")


@rule("bukti-tanpa-fakta", Severity.PERINGATAN)
def evidence_without_fact(check: Check) -> Iterator[Fault]:
    """Bukti disertai faktanya.

    Indikator yang memuat `bukti` juga memuat `nilai`.

    Mengapa: Tingkat kematangan dihitung dari `nilai`; bukti tanpa nilai tidak menambah skor.

    Perbaikan: Isi `nilai` menurut isi dokumennya.
    """
    for entry in check.catalogue.innovations.values():
        maturity = entry.record.kematangan
        for key in Maturity.model_fields if maturity else ():
            fact = getattr(maturity, key)
            if fact and fact.bukti and fact.nilai is None:
                place = entry.place("kematangan", key)
                yield Fault(place, f"`{key}` memuat bukti tetapi belum memuat `nilai`", "Isi `nilai`.")
