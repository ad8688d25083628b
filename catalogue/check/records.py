"""Rules on what one record says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.meant import misspelt
from catalogue.check.registry import (
    TOPICS,
    USELESS_EXEMPTION,
    Check,
    Fault,
    declare,
    rule,
)
from catalogue.common.findings import Severity
from catalogue.common.phrases import phrase
from catalogue.model import Innovation, PartialDate
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
    """Pembacaan menyebut isian yang ada.

    Daftar `pembacaan` memuat nama isian yang terisi dalam berkas yang sama.

    Mengapa: Tanda pembacaan pada isian yang tidak ada menyesatkan orang yang memeriksa.

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

    Mengapa: Tautan jenis lain dapat menjalankan program di gawai pembaca.

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
