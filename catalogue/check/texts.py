"""Rules on what people read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.identity import normalised
from catalogue.check.registry import Check, Fault, rule
from catalogue.check.texts_of import place_of, prose, texts_in
from catalogue.common.findings import Severity
from catalogue.common.indonesian import enumerate_words
from catalogue.common.phrases import phrase
from catalogue.model.grammar import NOTHING, PLACEHOLDER
from catalogue.read.catalogue import InnovationEntry

ACRONYM = re.compile(r"(?<![\w-])(?![IVX]+\b|[A-Z]{1,2}\d+\b)[A-Z][A-Z0-9]*[A-Z](?![\w-])")
"""Capitals, but neither a Roman numeral nor the number of a house or a road."""

EXPLAINED = re.compile(r"\(([A-Z0-9]{2,20})\)|\b([A-Z0-9]{2,20}) \(")
IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|<img\b", re.IGNORECASE)
EMPTY_WORDS = {"foto", "gambar", "image", "img", "dokumentasi", "kegiatan", "foto kegiatan", "dokumentasi kegiatan"}
SHORT = 40
RESERVED = re.compile(r"//(?:www\.)?example\.(?:com|org|net)\b|^https://contoh\.go\.id/berita$")
"""Addresses that nobody owns (RFC 2606), and the one of our own examples."""


@rule("singkatan-tanpa-kepanjangan", Severity.PERINGATAN)
def unexplained_acronym(check: Check) -> Iterator[Fault]:
    """Singkatan dijelaskan.

    Singkatan dalam `nama` dan `ringkasan` dijelaskan pada `kepanjangan` atau di dalam kurung. Singkatan OPD dan yang
    ada dalam daftar singkatan umum tidak perlu dijelaskan.

    Mengapa: Warga yang mencari layanan tidak mengenal singkatan kantor.

    Perbaikan: Isi `kepanjangan`, atau tulis kepanjangannya dalam kurung saat pertama disebut.
    """
    opds = [entry.record for entry in check.catalogue.opds.values()]
    known = {word.upper() for opd in opds for word in (opd.singkatan or "").split()}
    known |= {word.upper() for word in check.catalogue.words("singkatan")}
    for entry in check.catalogue.innovations.values():
        yield from _unexplained(check, entry, known)


def _unexplained(check: Check, entry: InnovationEntry, known: set[str]) -> Iterator[Fault]:
    record = entry.record
    used = {field: dict.fromkeys(ACRONYM.findall(getattr(record, field))) for field in ("nama", "ringkasan")}
    spelt = set(used["nama"]) if record.kepanjangan else set()
    if any(not spelt | known >= words.keys() for words in used.values()):
        whole = " ".join(text for _, text in prose(record))
        spelt |= {word for pair in EXPLAINED.findall(whole) for word in pair}
    for field, words in used.items():
        strange = [word for word in words if word not in known and word not in spelt]
        if strange:
            spelt |= set(strange)
            message = f"kepanjangan {enumerate_words(f'`{word}`' for word in strange)} tidak disebut"
            help = "Isi `kepanjangan`." if field == "nama" else "Tulis kepanjangannya dalam kurung."
            yield Fault(place_of(check, entry, (field,), strange[0]), message, help)


@rule("gambar-dalam-teks", Severity.PERINGATAN)
def picture_in_text(check: Check) -> Iterator[Fault]:
    """Gambar disimpan sebagai foto.

    Teks panjang tidak memuat gambar, baik `![]()` maupun `<img>`.

    Mengapa: Gambar dari situs lain tidak ditampilkan, agar pembaca tidak terlacak dan tiap gambar punya teks pengganti.

    Perbaikan: Simpan gambarnya di map yang sama, lalu cantumkan pada `foto` beserta `teks_alternatif` dan `sumber`.
    """
    message, help = phrase("gambar-dalam-teks"), phrase("gambar-dalam-teks/perbaikan")
    for entry in check.catalogue.innovations.values():
        for field, text in prose(entry.record):
            for match in IMAGE.finditer(text):
                place = place_of(check, entry, (field,), match.group())
                yield Fault(place, message, help)


@rule("teks-pengganti-kosong", Severity.PERINGATAN)
def meaningless_alternative(check: Check) -> Iterator[Fault]:
    """Teks pengganti foto menjelaskan gambarnya.

    `teks_alternatif` bukan nama berkas, bukan nama inovasi saja, dan bukan kata umum seperti `foto kegiatan`.

    Mengapa: Pembaca yang tidak dapat melihat gambarnya hanya mendapat teks ini.

    Perbaikan: Tulis apa yang terlihat, misalnya `Petugas mengantar obat ke teras rumah pasien`.

    Dasar: WCAG 2.2, kriteria 1.1.1.
    """
    for entry in check.catalogue.innovations.values():
        for index, photo in enumerate(entry.record.foto):
            text = normalised(photo.teks_alternatif)
            empty = {*EMPTY_WORDS, normalised(photo.berkas), normalised(entry.record.nama), ""}
            if text in empty or re.search(r"\.(?:jpe?g|png|webp)$", photo.teks_alternatif, re.IGNORECASE):
                message = f"`{photo.teks_alternatif}` tidak menjelaskan isi gambar"
                yield Fault(entry.place("foto", index, "teks_alternatif"), message, "Tulis apa yang terlihat.")


@rule("isian-semu", Severity.PERINGATAN)
def stand_in(check: Check) -> Iterator[Fault]:
    """Isian memuat keterangan yang sebenarnya.

    Tidak ada isian yang hanya berisi tanda hubung, `tidak ada`, `nihil`, teks contoh, atau alamat contoh, dan tidak ada
    yang memuat sisa program seperti `null`, `NaN`, `#N/A`, atau `{{nama}}`.

    Mengapa: Isian seperti itu terhitung terisi, padahal pembaca tidak mendapat apa-apa.

    Perbaikan: Isi dengan keterangan yang benar, atau kosongkan isiannya; isian yang tidak wajib boleh kosong.
    """
    for entry in check.catalogue.innovations.values():
        for path, text in texts_in(check, entry):
            short = len(text) <= SHORT
            left = ("//" in text and RESERVED.search(text)) or PLACEHOLDER.search(text) or "lorem ipsum" in text.lower()
            if left or (short and NOTHING.fullmatch(text)):
                shown = text if short else f"{text[: SHORT - 3]}..."
                yield Fault(entry.place(*path), phrase("isian-semu", shown=shown), phrase("isian-semu/perbaikan"))


@rule("isian-berulang", Severity.PERINGATAN)
def repeated_text(check: Check) -> Iterator[Fault]:
    """Tiap isian memuat hal yang berbeda.

    Dua isian teks dalam satu catatan tidak berisi kalimat yang sama.

    Mengapa: Tujuan, manfaat, dan hasil menjawab pertanyaan yang berbeda; penilai Kementerian membacanya terpisah.

    Perbaikan: Tulis jawaban yang sesuai bagi tiap isian, atau hapus yang berulang.
    """
    for entry in check.catalogue.innovations.values():
        seen: dict[str, str] = {}
        for field, text in prose(entry.record):
            key = " ".join(text.split()).casefold()
            if key in seen:
                message = phrase("isian-berulang", field=field, other=seen[key])
                help = phrase("isian-berulang/perbaikan")
                yield Fault(entry.place(field), message, help, entry.place(seen[key]), "teks yang sama")
            else:
                seen[key] = field
