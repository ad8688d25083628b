"""Rules on who a record is: folder, name and address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalogue.check.checking import TOPICS, Check, Fault, declare, rule
from catalogue.check.references import names_of_opds
from catalogue.common.findings import Place, Severity, closest
from catalogue.common.phrases import phrase
from catalogue.model import Opd
from catalogue.model.addresses import Address, is_page
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


@rule("alamat-ganda", Severity.GALAT)
def repeated_address(check: Check) -> Iterator[Fault]:
    """Tiap alamat tercatat sekali.

    Dalam `alamat.yaml` tidak ada alamat yang ditulis dua kali, sendiri atau melalui `nama`.

    Mengapa: Alamat yang tercatat masih terbit dan juga berakhir tidak dapat dialihkan dengan benar.

    Perbaikan: Hapus salah satu; yang benar ialah yang sesuai dengan keadaan situs.
    """
    entry = check.catalogue.addresses
    seen: dict[str, Place] = {}
    for number, item in enumerate(entry.record.alamat):
        for index, (address, _) in enumerate(item.each()):
            at, name = divmod(index, len(item.nama) or 1)
            place = entry.place("alamat", number, *(("nama", name) if item.nama else ("alamat", at)))
            if address in seen:
                message = f"alamat `{address}` ditulis dua kali"
                yield Fault(place, message, "Hapus salah satu.", seen[address], "pertama")
            seen.setdefault(address, place)


@rule("alamat-tidak-lengkap", Severity.GALAT)
def incomplete_address(check: Check) -> Iterator[Fault]:
    """Alamat yang berakhir menyebut alasan dan penggantinya.

    Butir `alamat.yaml` yang memiliki `berakhir` juga memiliki `alasan`, dan `pengganti` bila itu halaman; halaman
    inovasi yang dihapus boleh tanpa pengganti, dan alamatnya lalu menunjukkan alasannya. Yang masih terbit tidak
    memiliki ketiganya. Tanda `*` dan `nama` selalu bersama.

    Mengapa: Pembaca yang membuka tautan lama perlu sampai di halaman penggantinya dan tahu sebabnya.

    Perbaikan: Isi yang kurang, atau hapus yang tidak berlaku.
    """
    entry = check.catalogue.addresses
    for number, item in enumerate(entry.record.alamat):
        for message, help in _lacking(item):
            yield Fault(entry.place("alamat", number, "alamat"), message, help)


def _lacking(item: Address) -> Iterator[tuple[str, str]]:
    starred = {"*" in place for place in item.alamat}
    if starred != {bool(item.nama)}:
        yield "tanda `*` dan `nama` tidak bersama", "Pada tiap alamat tulis `*` bila ada `nama`, dan hanya bila ada."
    if "*" in (item.pengganti or "") and not item.nama:
        yield "pengganti memakai `*` tanpa `nama`", "Tulis alamat penggantinya seutuhnya."
    if item.berakhir and not item.alasan:
        yield "berakhir tanpa `alasan`", "Tulis sebabnya dalam satu kalimat."
    if item.berakhir and not item.pengganti and any(map(is_page, item.alamat)) and "inovasi/*/" not in item.alamat:
        yield "halaman berakhir tanpa `pengganti`", "Sebut halaman yang kini memuat isinya."
    if not item.berakhir and (item.alasan or item.pengganti):
        yield "belum berakhir tetapi memiliki alasan atau pengganti", "Isi `berakhir`, atau hapus keduanya."


@rule("alamat-buntu", Severity.GALAT)
def dead_successor(check: Check) -> Iterator[Fault]:
    """Pengganti alamat lama ialah alamat yang terbit.

    `pengganti` dalam `alamat.yaml` tercatat di berkas itu sebagai alamat yang masih terbit, atau halaman inovasi atau
    OPD yang ada dalam katalog.

    Mengapa: Tautan lama yang dialihkan ke halaman yang tidak ada sama saja dengan tautan mati.

    Perbaikan: Perbaiki ejaannya, atau sebut halaman lain yang terbit.
    """
    entry = check.catalogue.addresses
    living = frozenset(entry.record.living())
    for number, item in enumerate(entry.record.alamat):
        dead = (new for _, new in item.each() if new and not _is_published(check, re.split("[?#]", new)[0], living))
        if first := next(dead, None):
            help = "Pakai alamat yang masih terbit, misalnya halaman di atasnya."
            yield Fault(entry.place("alamat", number, "pengganti"), f"pengganti `{first}` tidak terbit", help)


def _is_published(check: Check, address: str, living: frozenset[str]) -> bool:
    """Tell whether an address answers: what is listed as living does, if only by leading to the page above it."""
    folder, _, name = address.rstrip("/").partition("/")
    if folder == "inovasi" and check.exists("innovation", name):
        return True
    return address in living or (folder == "opd" and (check.exists("opd", name) or name == UNASSIGNED))


@rule("alamat-hilang", Severity.GALAT)
def lost_address(check: Check) -> Iterator[Fault]:
    """Halaman yang pernah terbit tidak hilang begitu saja.

    Tiap halaman inovasi dan OPD yang tercatat masih terbit dalam `alamat.yaml` memiliki berkasnya, atau menjadi
    `alamat_lama` sebuah inovasi.

    Mengapa: Tautan dalam surat, kode QR, dan pesan WhatsApp memakai alamat itu; tanpa penggantinya tautan itu mati.

    Perbaikan: Bila berkasnya diganti nama, tulis nama lamanya dalam `alamat_lama` pada berkas barunya. Bila dihapus,
    beri butirnya dalam `alamat.yaml` tanggal `berakhir`, `alasan`, dan `pengganti`. Inovasi yang berhenti atau digabung
    tidak dihapus; cukup ubah `status`-nya.
    """
    entry = check.catalogue.addresses
    kept = {old for found in check.catalogue.with_any("alamat_lama") for old in found.record.alamat_lama}
    for number, item in enumerate(entry.record.alamat):
        for place in item.alamat if not item.berakhir else ():
            kind = KINDS.get(place)
            for at, name in enumerate(item.nama if kind else ()):
                known = check.exists(kind or "", name) or name == UNASSIGNED
                if not known and not (kind == "innovation" and name in kept):
                    message = f"`{place.replace('*', name)}` pernah terbit, tetapi berkasnya tidak ada lagi"
                    yield Fault(entry.place("alamat", number, "nama", at), message, _mend(kind or "", name))


KINDS = {"inovasi/*/": "innovation", "opd/*/": "opd"}
"""The pages that have a file of their own."""


def _mend(kind: str, name: str) -> str:
    renamed = f"Bila diganti nama: tulis `alamat_lama: [{name}]` pada berkas barunya. " if kind == "innovation" else ""
    ended = f"pindahkan `{name}` ke butir baru yang memuat `berakhir`, `alasan`, dan `pengganti`"
    return f"{renamed}Bila dihapus: dalam `alamat.yaml`, {ended}."


@rule("alamat-belum-tercatat", Severity.PERINGATAN)
def unlisted_address(check: Check) -> Iterator[Fault]:
    """Tiap halaman inovasi dan OPD tercatat dalam daftar alamat.

    Bila `alamat.yaml` mencatat halaman inovasi atau OPD, semua yang ada dalam katalog tercatat di dalamnya.

    Mengapa: Hanya alamat yang tercatat dijaga agar tetap menjawab bila berkasnya kelak diganti nama atau dihapus.

    Perbaikan: Jalankan `build.py reference`; yang belum tercatat ditambahkan pada akhir daftar.
    """
    entry = check.catalogue.addresses
    records = check.catalogue.innovations, check.catalogue.opds
    for (place, label), found in zip((("inovasi/*/", "inovasi"), ("opd/*/", "OPD")), records, strict=True):
        named = {name for item in entry.record.alamat if place in item.alamat for name in item.nama}
        missing = sorted(found.keys() - named) if named else []
        if missing:
            message = f"{len(missing)} alamat {label} belum tercatat, mulai dengan `{missing[0]}`"
            yield Fault(entry.place("alamat"), message, "Jalankan `build.py reference`.")
