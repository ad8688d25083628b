"""Rules on who a record is: folder, name and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalogue.check.references import names_of_opds
from catalogue.check.registry import (
    TOPICS,
    Check,
    Fault,
    declare,
    rule,
)
from catalogue.common.findings import Severity
from catalogue.common.phrases import phrase
from catalogue.common.suggest import closest
from catalogue.model import Opd
from catalogue.read.catalogue import UNASSIGNED, Entry, InnovationEntry

REMEMBERED = 20_000
"""So many names are compared without being brought into their common form again."""

declare(
    "slug-ganda",
    Severity.GALAT,
    """Nama berkas inovasi tidak berulang.

    Nama berkas inovasi berbeda di seluruh katalog, juga antar-OPD, dan tidak sama dengan alamat lama inovasi lain.

    Mengapa: Nama berkas menjadi alamat halaman; dua inovasi tidak dapat terbit di satu alamat.

    Perbaikan: Ganti nama salah satu berkas, misalnya dengan menambahkan nama OPD di belakangnya.
    """,
    TOPICS["identity"],
)


@rule("opd-tidak-dikenal", Severity.GALAT)
def unknown_agency(check: Check) -> Iterator[Fault]:
    """Map inovasi adalah OPD yang terdaftar.

    Nama map di bawah `innovations/` sama dengan nama berkas di `opd/`, atau `belum-ditetapkan`.

    Mengapa: Inovasi di map yang tidak dikenal tidak dihitung bagi OPD mana pun.

    Perbaikan: Pindahkan berkas ke map yang benar, atau daftarkan OPD-nya di `opd/` lebih dahulu.
    """
    for entry in check.catalogue.innovations.values():
        if entry.opd != UNASSIGNED and not check.exists("opd", entry.opd):
            match = closest(entry.opd, names_of_opds(check))
            otherwise = "Daftarkan OPD itu di `opd/`, atau pindahkan berkasnya."
            help = f"Mungkin maksudnya map `innovations/{match}/`." if match else otherwise
            yield Fault(entry.place(), f"map `{entry.opd}` bukan OPD yang terdaftar", help)


@rule("alamat-lama-bentrok", Severity.GALAT, whole=True)
def clashing_redirect(check: Check) -> Iterator[Fault]:
    """Alamat lama tidak dipakai inovasi lain.

    Kata dalam `alamat_lama` bukan nama berkas inovasi yang ada dan hanya disebut sekali.

    Mengapa: Alamat lama dialihkan ke alamat baru; bila masih dipakai, pembaca sampai di halaman yang salah.

    Perbaikan: Hapus kata itu dari `alamat_lama` salah satu inovasi.
    """
    claimed: dict[str, Fault] = {}
    for entry in check.catalogue.with_any("alamat_lama"):
        for index, slug in enumerate(entry.record.alamat_lama):
            place = entry.place("alamat_lama", index)
            if check.exists("innovation", slug):
                yield Fault(place, f"alamat lama `{slug}` masih dipakai inovasi yang ada", "Hapus dari `alamat_lama`.")
            elif slug in claimed:
                first = claimed[slug].place
                message = f"alamat lama `{slug}` sudah disebut inovasi lain"
                yield Fault(place, message, "Hapus dari salah satu.", first, "disebut di sini")
            else:
                claimed[slug] = Fault(place, "")


@lru_cache(REMEMBERED)
def normalised(name: str) -> str:
    """Return a name without case, punctuation and spacing, for comparison."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


@rule("nama-ganda", Severity.PERINGATAN, whole=True)
def duplicate_name(check: Check) -> Iterator[Fault]:
    """Nama inovasi tidak berulang.

    Dua inovasi tidak memakai nama yang sama, tanpa membedakan huruf besar dan tanda baca.

    Mengapa: Nama yang sama sering berarti inovasi yang sama tercatat dua kali.

    Perbaikan: Hapus catatan yang berulang, atau perjelas nama keduanya bila memang berbeda.
    """
    entries = check.catalogue.innovations.values()
    names = [normalised(entry.record.nama) for entry in entries]
    if len(set(names)) == len(names):
        return
    seen: dict[str, InnovationEntry] = {}
    for entry, key in zip(entries, names, strict=True):
        if key in seen:
            message, help = phrase("nama-ganda", name=entry.record.nama), phrase("nama-ganda/perbaikan")
            yield Fault(entry.place("nama"), message, help, seen[key].place("nama"), "dipakai pertama kali di sini")
        else:
            seen[key] = entry


@rule("nama-opd-ganda", Severity.GALAT)
def duplicate_agency(check: Check) -> Iterator[Fault]:
    """Nama OPD tidak berulang.

    Dua berkas di `opd/` tidak memuat nama yang sama.

    Mengapa: OPD yang tercatat dua kali dihitung dua kali dalam target.

    Perbaikan: Hapus salah satu berkas dan pindahkan inovasinya.
    """
    seen: dict[str, Entry[Opd]] = {}
    for entry in check.catalogue.opds.values():
        key = normalised(entry.record.nama)
        if key in seen:
            message = f"OPD `{entry.record.nama}` tercatat dua kali"
            first = seen[key].place("nama")
            yield Fault(entry.place("nama"), message, "Hapus salah satu berkas.", first, "tercatat di sini")
        else:
            seen[key] = entry
