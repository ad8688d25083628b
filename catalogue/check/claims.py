"""Rules on records that claim to be fit for the Ministry's application and are not."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.assess.design_parts import unspoken_parts
from catalogue.assess.design_text import DesignText, copies_in, count_words, design_of
from catalogue.assess.ladder import in_window, unfilled
from catalogue.check.checking import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.common.indonesian import enumerate_words, partial_date_text, range_text
from catalogue.model import Innovation, PartialDate, Period, Rubric
from catalogue.model.innovation import counts
from catalogue.read.catalogue import InnovationEntry

TIMES = ("waktu_penerapan", "waktu_pengembangan")

Claim = tuple[InnovationEntry, Period, Rubric, Place | None]
"""A record, the period for which it claims to be fit, that period's rubric, and where Bappeda reported it."""


def _claims(check: Check, *besides: str) -> Iterator[Claim]:
    """Yield the records that claim to be fit for a period.

    A record claims it when Bappeda entered it in the Ministry's application, or when its agency confirmed it and
    filled in every field of the profile, `besides` left out.
    """
    for entry in check.catalogue.innovations.values():
        for year, period in check.catalogue.periods.items():
            rubric = check.catalogue.rubrics.get(period.record.rubrik)
            review = check.catalogue.reviews.get((year, entry.id))
            reported = review.place("pelaporan") if review and review.record.pelaporan else None
            current = period.record == check.period and entry.record.status_data == "dikonfirmasi-opd"
            if rubric and (reported or (current and set(unfilled(entry.record, rubric.record)) <= set(besides))):
                yield entry, period.record, rubric.record, reported


@rule("rancang-bangun-kurang", Severity.PERINGATAN)
def short_design(check: Check) -> Iterator[Fault]:
    """Rancang bangun inovasi yang siap dilaporkan cukup panjang.

    Berlaku bagi inovasi yang sudah dimasukkan ke aplikasi Kementerian, dan bagi inovasi yang dibenarkan OPD serta
    semua isian profil lainnya sudah terisi. `rancang_bangun` memuat paling sedikit 300 kata, atau jumlah lain menurut
    rubrik tahunnya; alamat tautan tidak dihitung.

    Mengapa: Aplikasi Kementerian menolak rancang bangun yang lebih pendek.

    Perbaikan: Lengkapi enam bagiannya: dasar hukum, permasalahan, isu strategis, metode pembaharuan, keunggulan dan
    kebaharuan, serta cara kerja.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    for entry, period, rubric, reported in _claims(check, "rancang_bangun"):
        found, wanted = count_words(entry.record.rancang_bangun), rubric.profil.kata_minimum
        if found < wanted:
            message = f"`rancang_bangun` baru {found} kata; pelaporan {period.tahun} meminta paling sedikit {wanted}"
            missing = unspoken_parts(entry.record.rancang_bangun or "")
            help = f"Jelaskan yang belum disebut: {enumerate_words(missing)}." if missing else "Tambah penjelasannya."
            place = entry.place("rancang_bangun") if entry.record.rancang_bangun else entry.place("nama")
            yield Fault(place, message, help, reported, "sudah dilaporkan" if reported else "")


@rule("penerapan-di-luar-rentang", Severity.PERINGATAN)
def outside_window(check: Check) -> Iterator[Fault]:
    """Inovasi yang siap dilaporkan diterapkan dalam rentangnya.

    Berlaku bagi inovasi yang sudah dimasukkan ke aplikasi Kementerian, dan bagi inovasi yang dibenarkan OPD serta
    semua isian profilnya terisi. `waktu_penerapan` atau `waktu_pengembangan` berada dalam rentang periode itu.

    Mengapa: Kementerian hanya menilai inovasi yang diterapkan atau dikembangkan dalam rentang yang ditetapkan.

    Perbaikan: Jangan mengubah waktu yang sudah benar. Bila inovasi ini dikembangkan dalam rentang itu, catat
    pengembangan barunya pada `waktu_pengembangan` dan `pengembangan`, dan pindahkan pengembangan yang lebih lama ke
    `pengembangan_lama`. Bila waktunya baru berupa tahun, tambahkan bulan dan harinya menurut dokumennya. Selain itu,
    jangan dilaporkan pada periode itu.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    for entry, period, _, reported in _claims(check):
        if not in_window(entry.record, period):
            field = "waktu_pengembangan" if entry.record.waktu_pengembangan else "waktu_penerapan"
            value = getattr(entry.record, field)
            stated = f"{partial_date_text(value)} berada di luar rentang" if value else "belum diisi untuk"
            message = f"`{field}` {stated} pelaporan {period.tahun}"
            window = range_text(period.jendela.mulai, period.jendela.selesai)
            help = (
                f"Jangan ubah waktu yang sudah benar. Bila inovasi ini dikembangkan antara {window}, catat "
                "pengembangan barunya pada `waktu_pengembangan` dan `pengembangan`; bila tidak, jangan dilaporkan."
            )
            place = entry.place(field) if value else entry.place("nama")
            yield Fault(place, message, help, reported, "sudah dilaporkan" if reported else "")


@rule("waktu-dalam-rentang-tanpa-bukti", Severity.PERINGATAN)
def moved_into_window(check: Check) -> Iterator[Fault]:
    """Waktu dalam rentang pelaporan didukung dokumen.

    Berlaku bagi inovasi yang `waktu_penerapan` atau `waktu_pengembangan`-nya berada dalam rentang putaran yang masih
    dapat diisi, dan yang catatannya memuat bukti atau sumber bertanggal. Paling sedikit satu di antaranya bertanggal
    dalam rentang itu.

    Mengapa: Waktu yang digeser agar masuk rentang membuat inovasi lama dilaporkan sebagai inovasi baru.

    Perbaikan: Tambahkan dokumen atau berita bertanggal dalam rentang itu pada `bukti` atau `sumber`. Bila tidak ada,
    tulis waktu yang disebut dokumennya, meskipun di luar rentang.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    period = check.period
    if check.today and period.open_on(check.today) is False:
        return
    window = range_text(period.jendela.mulai, period.jendela.selesai)
    for entry in check.catalogue.innovations.values():
        field = next((name for name in TIMES if _in(getattr(entry.record, name), period)), None)
        days = [day for day in _documents(entry.record) if day] if field and counts(entry.record) else []
        if field and days and not any(_in(day, period) for day in days):
            stated = partial_date_text(getattr(entry.record, field))
            message = f"`{field}` {stated} tidak didukung satu dokumen pun dari rentang {window}"
            help = (
                "Tambahkan bukti atau sumber bertanggal dalam rentang itu; bila tidak ada, tulis waktu yang disebut "
                "dokumennya."
            )
            yield Fault(entry.place(field), message, help)


def _in(time: PartialDate | None, period: Period) -> bool:
    window = period.jendela
    return time is not None and window.mulai <= time.first_day and time.last_day <= window.selesai


def _documents(record: Innovation) -> Iterator[PartialDate | None]:
    """Yield the dates of everything that a record names as evidence or source."""
    yield from (source.tanggal for source in record.sumber)
    if record.kematangan:
        facts = (getattr(record.kematangan, key) for key in type(record.kematangan).model_fields)
        yield from (item.tanggal for fact in facts if fact for item in fact.bukti)


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
