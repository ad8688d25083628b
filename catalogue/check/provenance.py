"""Rules on where a record comes from, what it is by those words, and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.check.evidence import facts
from catalogue.check.registry import Check, Fault, rule
from catalogue.check.services import name_of, told_facts
from catalogue.common.findings import Severity
from catalogue.read.catalogue import InnovationEntry


@rule("jenis-catatan-kosong", Severity.PERINGATAN)
def kind_unsaid(check: Check) -> Iterator[Fault]:
    """Catatan dari sumber publik menyebut jenisnya.

    Catatan dengan `status_data: sumber-publik` memuat `jenis_catatan`: inovasi, program, kegiatan, rencana, atau
    program nasional, menurut kata-kata sumbernya.

    Mengapa: Berita yang menyebut sebuah kegiatan belum menjadikannya inovasi; tanpa jenis, catatan ini tidak dihitung.

    Perbaikan: Isi `jenis_catatan` menurut sebutan sumbernya, dan salin kalimat yang menentukan ke `kutipan`.

    Dasar: PP 38/2017 tentang Inovasi Daerah, Pasal 6.
    """
    for entry in check.catalogue.innovations.values():
        if entry.record.status_data == "sumber-publik" and entry.record.jenis_catatan is None:
            help = "Isi `jenis_catatan` menurut sebutan sumbernya; bila ragu, pakai `program` atau `kegiatan`."
            yield Fault(entry.place("status_data"), "catatan dari sumber publik ini belum menyebut jenisnya", help)


@rule("fakta-tanpa-sumber", Severity.PERINGATAN)
def fact_without_source(check: Check) -> Iterator[Fault]:
    """Fakta dari sumber publik menyebut sumbernya.

    Dalam catatan dengan `status_data: sumber-publik`, fakta indikator tanpa bukti, tiap keterangan `layanan`, dan
    tiap angka `capaian` menyebut nomor urut `sumber` yang menyatakannya.

    Mengapa: Fakta menambah skor dan keterangan layanan diikuti warga; pembaca perlu tahu sumber yang menyatakannya.

    Perbaikan: Tambahkan `sumber` pada fakta itu, misalnya `sumber: [1]`. Bila tidak ada sumber yang menyatakannya,
    hapus faktanya.
    """
    for entry, key, fact in facts(check):
        unproven = fact.nilai is not None and not fact.bukti and not fact.sumber
        if unproven and entry.record.status_data == "sumber-publik":
            help = "Tambahkan `sumber` berisi nomor urut sumber yang menyatakannya, misalnya `sumber: [1]`."
            yield Fault(entry.place("kematangan", key, "nilai"), f"`{key}` tidak menyebut sumbernya", help)
    for entry, path, said in told_facts(check):
        if entry.record.status_data == "sumber-publik" and not said.sumber:
            help = "Tambahkan `sumber` berisi nomor urut sumber yang menyatakannya, misalnya `sumber: [1]`."
            yield Fault(entry.place(*path), f"`{name_of(path)}` tidak menyebut sumbernya", help)


@rule("pengesahan-tidak-cocok", Severity.PERINGATAN)
def confirmation_against_state(check: Check) -> Iterator[Fault]:
    """Status data sesuai dengan pengesahannya.

    Catatan berstatus `dikonfirmasi-opd` memuat `pengesahan`, dan yang pengesahannya sudah diterima koordinator
    berstatus `dikonfirmasi-opd`. `diterima_oleh` adalah koordinator yang disebut `region.yaml`.

    Mengapa: Catatan naik ke langkah tercatat hanya bila jelas siapa di OPD yang membenarkan dan siapa yang menerima.

    Perbaikan: OPD mengisi `pengesahan` (tanggal, jabatan, cara); koordinator mengisi `diterima_oleh` sesudah
    memeriksanya. Sesudah itu `status_data` menjadi `dikonfirmasi-opd`.
    """
    for entry in check.catalogue.innovations.values():
        if entry.record.status_data == "dikonfirmasi-opd" or entry.record.pengesahan:
            yield from _unfitting(entry, check.catalogue.region.koordinator)


def _unfitting(entry: InnovationEntry, coordinator: str) -> Iterator[Fault]:
    said, given = entry.record.status_data == "dikonfirmasi-opd", entry.record.pengesahan
    receiver = given.diterima_oleh if given else None
    if given is None:
        help = "Tambahkan `pengesahan` berisi `tanggal`, `jabatan`, dan `cara`; koordinator mengisi `diterima_oleh`."
        yield Fault(entry.place("status_data"), "dibenarkan OPD, tetapi `pengesahan` belum ada", help)
    elif receiver is not None and receiver.casefold() != coordinator.casefold():
        message = f"`diterima_oleh` berisi `{receiver}`, sedangkan koordinatornya {coordinator}"
        help = f"Hapus baris ini sampai {coordinator} menerimanya."
        yield Fault(entry.place("pengesahan", "diterima_oleh"), message, help)
    elif receiver is not None and not said:
        message, help = "pengesahan sudah diterima, tetapi status datanya belum", "Ganti menjadi `dikonfirmasi-opd`."
        yield Fault(entry.place("status_data"), message, help, replacement="dikonfirmasi-opd")
