"""Rules on what one record says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.checking import TOPICS, USELESS_EXEMPTION, Check, Fault, declare, misspelt, rule
from catalogue.check.evidence import facts
from catalogue.common.findings import Severity
from catalogue.common.phrases import phrase
from catalogue.model import Innovation, PartialDate
from catalogue.model.innovation import Channel, Part, Result, Service
from catalogue.read.catalogue import InnovationEntry, Path

MARKDOWN_FIELDS = ("rancang_bangun", "tujuan", "manfaat", "hasil", "pelajaran")
LINK_TARGET = re.compile(
    r"\]\(\s*(?:<\s*)?([A-Za-z][A-Za-z0-9+.-]{0,30}):"
    r"|^[ \t]*\[[^\]\n]{1,999}\]:[ \t]*<?([A-Za-z][A-Za-z0-9+.-]{0,30}):",
    re.MULTILINE,
)
SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


declare(
    USELESS_EXEMPTION,
    Severity.PERINGATAN,
    """Pengecualian masih diperlukan.

    Setiap `pengecualian` menyebut aturan yang ada, yang berupa peringatan, dan yang memang memperingatkan sesuatu di
    berkas itu.

    Mengapa: Pengecualian yang tertinggal menutupi peringatan yang kelak benar.

    Perbaikan: Hapus pengecualiannya, atau perbaiki nama aturannya.
    """,
    TOPICS["records"],
)


@rule("tanpa-sumber", Severity.GALAT)
def missing_source(check: Check) -> Iterator[Fault]:
    """Data sumber publik menyebut sumbernya.

    Inovasi dengan `status_data: sumber-publik` memuat paling sedikit satu `sumber` yang berjudul atau bertautan.

    Mengapa: Keterangan yang bukan dari OPD hanya dapat dipercaya bila pembaca dapat memeriksa asalnya.

    Perbaikan: Tambahkan `sumber`, atau minta OPD membenarkan isinya lalu ganti menjadi `dikonfirmasi-opd`.
    """
    for entry in check.catalogue.innovations.values():
        record = entry.record
        if record.status_data == "sumber-publik" and not any(item.tautan or item.judul for item in record.sumber):
            yield Fault(entry.place("status_data"), phrase("tanpa-sumber"), phrase("tanpa-sumber/perbaikan"))


@rule("urutan-tanggal", Severity.GALAT)
def dates_out_of_order(check: Check) -> Iterator[Fault]:
    """Urutan waktu masuk akal.

    Uji coba tidak sesudah penerapan, pengembangan tidak sebelum penerapan, dan pengembangan yang lama tidak sesudah
    yang terbaru.

    Mengapa: Waktu yang terbalik membuat inovasi salah dinilai terhadap rentang tahun pelaporan.

    Perbaikan: Periksa tanggal pada dokumen penetapannya, lalu perbaiki yang keliru.
    """
    for entry in check.catalogue.innovations.values():
        record = entry.record
        begun, latest = (
            (("waktu_penerapan",), record.waktu_penerapan),
            (("waktu_pengembangan",), record.waktu_pengembangan),
        )
        yield from _ordered(entry, (("waktu_uji_coba",), record.waktu_uji_coba), begun)
        yield from _ordered(entry, begun, latest)
        for index, item in enumerate(record.pengembangan_lama):
            former = (("pengembangan_lama", index, "waktu"), item.waktu)
            yield from _ordered(entry, begun, former)
            yield from _ordered(entry, former, latest)


def _ordered(
    entry: InnovationEntry, first: tuple[Path, PartialDate | None], second: tuple[Path, PartialDate | None]
) -> Iterator[Fault]:
    (here, early), (there, late) = first, second
    if early and late and early.first_day > late.last_day:
        message = phrase("urutan-tanggal", first=here[-1], early=early, second=there[-1], late=late)
        help = phrase("urutan-tanggal/perbaikan")
        yield Fault(entry.place(*there), message, help, entry.place(*here), "waktu yang lain")


@rule("pembacaan-asing", Severity.GALAT)
def unknown_reading(check: Check) -> Iterator[Fault]:
    """Isian yang perlu konfirmasi OPD memang ada.

    Daftar `pembacaan` memuat nama isian yang terisi dalam berkas yang sama.

    Mengapa: Tanda itu pada isian yang tidak ada menyesatkan orang yang memeriksa.

    Perbaikan: Perbaiki ejaannya, atau hapus dari daftar.
    """
    for entry in check.catalogue.innovations.values():
        for index, name in enumerate(entry.record.pembacaan):
            if name not in Innovation.model_fields:
                place, message = entry.place("pembacaan", index), phrase("pembacaan-asing", name=name)
                help = phrase("pembacaan-asing/perbaikan")
                yield misspelt(place, message, name, list(Innovation.model_fields), help)
            elif not getattr(entry.record, name):
                message = phrase("pembacaan-asing/kosong", name=name)
                help = phrase("pembacaan-asing/kosong/perbaikan")
                yield Fault(entry.place("pembacaan", index), message, help)


@rule("tautan-teks", Severity.GALAT)
def unsafe_link_in_text(check: Check) -> Iterator[Fault]:
    """Tautan di dalam teks panjang aman.

    Tautan dalam `rancang_bangun`, `tujuan`, `manfaat`, dan `hasil` diawali http, https, mailto, atau tel.

    Mengapa: Tautan jenis lain dapat menjalankan program di HP atau komputer pembaca.

    Perbaikan: Ganti dengan alamat web lengkap, atau hapus tautannya.
    """
    for entry in check.catalogue.innovations.values():
        for name in MARKDOWN_FIELDS:
            text = getattr(entry.record, name) or ""
            for match in LINK_TARGET.finditer(text) if "](" in text or "]:" in text else ():
                scheme = match[1] or match[2]
                if scheme.lower() not in SAFE_SCHEMES:
                    message = phrase("tautan-teks", scheme=scheme, name=name)
                    yield Fault(entry.place(name), message, phrase("tautan-teks/perbaikan"))


PHONE = re.compile(r"(?:\+|\()?[0-9][0-9 ()-]{2,24}")
MOBILE = re.compile(r"(?:\+?62|0)[ -]?8[0-9 -]{7,16}")
ADDRESS = re.compile(r"https?://\S+")
WRITTEN = {
    "telepon": (PHONE, "nomor telepon", "Tulis nomornya saja, misalnya `112` atau `0621 21000`."),
    "whatsapp": (MOBILE, "nomor WhatsApp", "Tulis nomor ponselnya saja, misalnya `0811 0000 0000`."),
    "situs": (ADDRESS, "alamat situs", "Tulis alamat lengkap yang diawali `https://`."),
    "aplikasi": (ADDRESS, "alamat aplikasi", "Tulis alamat lengkap yang diawali `https://`."),
}
"""How the value of each kind of channel is written; the address of a counter is in words."""


def told_facts(check: Check) -> Iterator[tuple[InnovationEntry, Path, Part | Channel | Result]]:
    """Yield what records tell of their services and each figure that they reached, and where it stands."""
    for entry in check.catalogue.with_any("layanan"):
        yield from ((entry, path, said) for path, said in service_facts(entry))
    for entry in check.catalogue.with_any("capaian"):
        yield from ((entry, ("capaian", index), result) for index, result in enumerate(entry.record.capaian))


def service_facts(entry: InnovationEntry) -> Iterator[tuple[Path, Part | Channel]]:
    """Yield each part and channel of a service, and where it stands."""
    service = entry.record.layanan
    for name in Service.model_fields if service else ():
        value = getattr(service, name)
        if isinstance(value, Part):
            yield ("layanan", name), value
    for index, channel in enumerate(service.kanal if service else ()):
        yield ("layanan", "kanal", index), channel


def name_of(path: Path) -> str:
    """Return the field that a finding about a told fact names."""
    return str(path[0] if path[0] == "capaian" else path[1])


@rule("kanal-tidak-cocok", Severity.GALAT)
def channel_against_kind(check: Check) -> Iterator[Fault]:
    """Kanal layanan ditulis menurut jenisnya.

    Kanal telepon dan WhatsApp memuat nomor, situs dan aplikasi memuat alamat yang diawali `https://`, dan loket memuat
    alamat tempatnya.

    Mengapa: Tombol pada halaman layanan langsung menelepon atau membuka alamat itu.

    Perbaikan: Tulis nomor atau alamatnya saja, atau ganti `jenis` kanalnya. Jam dan keterangan ada isiannya sendiri.
    """
    for entry in check.catalogue.with_any("layanan"):
        for path, fact in service_facts(entry):
            if isinstance(fact, Channel) and fact.jenis in WRITTEN:
                pattern, name, help = WRITTEN[fact.jenis]
                if not pattern.fullmatch(fact.nilai):
                    yield Fault(entry.place(*path, "nilai"), f"`{fact.nilai[:60]}` bukan {name}", help)


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
