"""Rules on what a rancang bangun says, however long it is."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.assess.copies import copies_in
from catalogue.assess.design_text import DesignText, design_of
from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Severity
from catalogue.common.indonesian import enumerate_words


@rule("rancang-bangun-berulang", Severity.PERINGATAN)
def repeated_design(check: Check) -> Iterator[Fault]:
    """Rancang bangun tidak mengulang dan tidak mengisi ruang.

    Kata yang dihitung untuk `rancang_bangun` adalah kata yang menambah keterangan. Kalimat atau rangkaian delapan kata
    yang sudah ditulis sebelumnya, teks pengisi seperti `lorem ipsum` atau `isi di sini`, dan teks yang separuhnya atau
    lebih sama dengan `ringkasan`, `tujuan`, `manfaat`, atau `hasil` tidak dihitung. Pengulangan kecil, paling banyak
    sepersepuluh dari teksnya, dibiarkan.

    Mengapa: Kementerian meminta paling sedikit 300 kata agar inovasinya dapat dipahami. Teks yang diulang sampai 300
    kata tidak menjelaskan apa-apa, dan inovasinya tidak dihitung layak.

    Perbaikan: Sisakan satu dari tiap kalimat yang diulang, lalu jelaskan yang belum diceritakan, misalnya masalah
    sebelum inovasi, apa yang baru, dan cara kerjanya.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    for entry in check.catalogue.innovations.values():
        design = design_of(entry.record)
        if design.counted < design.words:
            message = f"`rancang_bangun` ditulis {design.words} kata, tetapi hanya {design.counted} yang dihitung: "
            help = "Tulis tiap kalimat sekali saja, dan ganti yang tidak dihitung dengan keterangan yang belum ada."
            yield Fault(entry.place("rancang_bangun"), message + design.uncounted + _quoted(design), help)


def _quoted(design: DesignText) -> str:
    """Quote what stands more than once."""
    quotes = (f"“{repeat.passage}” ditulis {repeat.times} kali" for repeat in design.repeats)
    return f" ({enumerate_words(quotes)})" if design.repeats else ""


@rule("rancang-bangun-salinan", Severity.PERINGATAN, whole=True)
def copied_design(check: Check) -> Iterator[Fault]:
    """Rancang bangun ditulis untuk inovasinya sendiri.

    Rancang bangun dua inovasi tidak sama untuk separuh isinya atau lebih. Kata yang sama tetap dihitung pada inovasi
    yang lebih dahulu dilaporkan Bappeda; bila belum ada yang dilaporkan, pada yang lebih dahulu diterapkan menurut
    `waktu_penerapan`; bila itu pun sama, pada nama berkas yang lebih dahulu menurut abjad. Inovasi yang sudah berhenti
    tidak dibandingkan.

    Mengapa: Penilai tidak dapat membedakan dua inovasi dengan rancang bangun yang sama, dan salinan tidak menjelaskan
    inovasi yang menyalinnya.

    Perbaikan: Tulis rancang bangun menurut keadaan inovasi ini. Bila sebenarnya inovasi ini yang lebih dahulu,
    periksa `waktu_penerapan` pada kedua berkas. Bila keduanya satu inovasi, gabungkan.
    """
    innovations = check.catalogue.innovations
    for slug, other in copies_in(check.catalogue).items():
        entry, neighbour = innovations[slug], innovations[other]
        copied = design_of(entry.record, neighbour.record).copied
        message = f"{copied} kata `rancang_bangun` sama dengan rancang bangun `{neighbour.record.nama}`"
        help = "Tulis rancang bangun menurut keadaan inovasi ini; kata yang sama tidak dihitung di sini."
        place = entry.place("rancang_bangun")
        yield Fault(place, message, help, neighbour.place("rancang_bangun"), "teks yang sama")


@rule("rancang-bangun-bagian-kosong", Severity.PERINGATAN)
def empty_part(check: Check) -> Iterator[Fault]:
    """Tiap judul dalam rancang bangun ada isinya.

    Judul dasar hukum, permasalahan, isu strategis, metode pembaharuan, keunggulan dan kebaharuan, atau cara kerja
    dalam `rancang_bangun` diikuti penjelasan. Rancang bangun boleh ditulis tanpa judul.

    Mengapa: Judul tanpa isi menunjukkan bahwa rancang bangunnya belum selesai, sehingga inovasinya belum dihitung
    layak.

    Perbaikan: Tulis penjelasan di bawah judul itu. Bila penjelasannya ada di bagian lain, pindahkan ke bawah judulnya
    atau hapus judul yang kosong.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    for entry in check.catalogue.innovations.values():
        if empty := design_of(entry.record).empty:
            message = f"{len(empty)} bagian `rancang_bangun` berjudul tetapi kosong: {enumerate_words(empty)}"
            yield Fault(entry.place("rancang_bangun"), message, "Isi bagian itu, atau hapus judulnya.")
