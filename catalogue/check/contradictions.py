"""Rules on what a record says in one place and denies in another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalogue.check.checking import Check, Fault, rule
from catalogue.check.receipts import lines
from catalogue.check.texts import dates, last_date
from catalogue.common.findings import Severity
from catalogue.common.indonesian import day_text, enumerate_words
from catalogue.read.catalogue import InnovationEntry

LATITUDES = Decimal("-11.5"), Decimal("6.5")
LONGITUDES = Decimal("94.5"), Decimal("141.5")
"""Indonesia with its outer islands, generously."""

AFFAIRS = {"wajib-pelayanan-dasar", "wajib-non-pelayanan-dasar", "pilihan"}
"""The groups of affairs that UU 23/2014 Pasal 12 divides among the agencies."""

PERCENT_BASES = {"b": 100, "c": 100}
"""Bases of indicator 33 that are a share of a whole."""


@rule("tahapan-bertentangan", Severity.PERINGATAN)
def stage_against_dates(check: Check) -> Iterator[Fault]:
    """Tahapan sesuai dengan waktunya.

    Inovasi bertahap `inisiatif` belum memuat waktu uji coba atau penerapan, dan yang bertahap `uji-coba` belum memuat
    waktu penerapan.

    Mengapa: Tahapan menentukan apakah inovasi dapat dinilai; tanggal yang berbeda membuatnya diragukan.

    Perbaikan: Naikkan `tahapan`, atau hapus waktu yang baru berupa rencana.
    """
    later = {"inisiatif": ("waktu_uji_coba", "waktu_penerapan"), "uji-coba": ("waktu_penerapan",)}
    for entry in check.catalogue.innovations.values():
        record = entry.record
        for field in later.get(record.tahapan or "", ()):
            if getattr(record, field):
                message = f"`tahapan` berisi `{record.tahapan}`, tetapi `{field}` sudah terisi"
                help = "Naikkan `tahapan`, atau hapus waktunya bila baru berupa rencana."
                yield Fault(entry.place("tahapan"), message, help, entry.place(field), "waktunya")
                break


@rule("jenis-bertentangan", Severity.PERINGATAN)
def kind_against_tools(check: Check) -> Iterator[Fault]:
    """Jenis inovasi sesuai dengan alat kerjanya.

    Inovasi `non-digital` tidak dijalankan secara daring, dan inovasi `digital` tidak dijalankan secara manual.

    Mengapa: Jenis menentukan bukti yang diminta pada indikator layanan terintegrasi.

    Perbaikan: Perbaiki `jenis` atau `kematangan.alat_kerja`.
    """
    against = {"digital": "manual", "non-digital": "daring"}
    for entry in check.catalogue.innovations.values():
        record = entry.record
        tools = record.kematangan.alat_kerja if record.kematangan else None
        if record.jenis and tools and tools.nilai == against.get(record.jenis):
            message = f"`jenis` berisi `{record.jenis}`, tetapi `alat_kerja` berisi `{tools.nilai}`"
            other = entry.place("kematangan", "alat_kerja", "nilai")
            yield Fault(entry.place("jenis"), message, "Perbaiki salah satunya.", other, "alat kerjanya")


@rule("klasifikasi-bertentangan", Severity.PERINGATAN)
def class_against_owner(check: Check) -> Iterator[Fault]:
    """Klasifikasi sesuai dengan pemiliknya.

    Inovasi berklasifikasi `desa-dan-kelurahan` disimpan pada map kelurahan atau kecamatan.

    Mengapa: Klasifikasi dipilih pada formulir Kementerian dan menentukan jenis bukti yang diterima.

    Perbaikan: Pindahkan berkasnya ke map kelurahannya, atau perbaiki `klasifikasi`.
    """
    for entry in check.catalogue.innovations.values():
        owner = check.catalogue.opds.get(entry.opd)
        local = owner is None or owner.record.jenis in ("kelurahan", "kecamatan")
        if entry.record.klasifikasi == "desa-dan-kelurahan" and owner and not local:
            message = f"inovasi kelurahan disimpan pada map {owner.record.nama}"
            help = "Pindahkan berkasnya ke map kelurahannya, atau perbaiki `klasifikasi`."
            yield Fault(entry.place("klasifikasi"), message, help)


@rule("pengembangan-tanpa-isi", Severity.PERINGATAN)
def development_without_content(check: Check) -> Iterator[Fault]:
    """Pengembangan menyebut apa yang dikembangkan.

    Inovasi yang berstatus `dikembangkan` atau memuat `waktu_pengembangan` juga memuat `pengembangan`; yang berstatus
    `dikembangkan` memuat `waktu_pengembangan`.

    Mengapa: Inovasi lama hanya dapat dilaporkan lagi bila ada bukti pengembangan dalam rentang yang dinilai.

    Perbaikan: Isi `pengembangan` dengan apa yang baru, dan `waktu_pengembangan` dengan kapan.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    for entry in check.catalogue.innovations.values():
        record = entry.record
        developed = record.status == "dikembangkan"
        names = [*(["waktu_pengembangan"] if developed else []), "pengembangan"]
        missing = [f"`{name}`" for name in names if not getattr(record, name)]
        if missing and (developed or record.waktu_pengembangan):
            message = f"inovasi ini dikembangkan, tetapi {enumerate_words(missing)} belum diisi"
            place = entry.place("status" if developed else "waktu_pengembangan")
            yield Fault(place, message, "Sebut apa yang baru dan kapan.")


@rule("gabungan-tanpa-tujuan", Severity.PERINGATAN)
def merged_into_nothing(check: Check) -> Iterator[Fault]:
    """Inovasi yang digabung menyebut induknya.

    Inovasi berstatus `digabung` memuat `digabung_ke`.

    Mengapa: Pembaca perlu tahu inovasi mana yang meneruskan layanannya.

    Perbaikan: Tambahkan `digabung_ke` berisi nama berkas inovasi yang meneruskannya, tanpa `.yaml`.
    """
    for entry in check.catalogue.innovations.values():
        if entry.record.status == "digabung" and not entry.record.digabung_ke:
            help = "Tambahkan `digabung_ke` berisi nama berkas inovasi yang meneruskannya, tanpa `.yaml`."
            yield Fault(entry.place("status"), "inovasi ini digabung, tetapi tidak disebut ke mana", help)


@rule("pembacaan-tersisa", Severity.PERINGATAN)
def reading_left(check: Check) -> Iterator[Fault]:
    """Data yang dibenarkan OPD tidak lagi berupa simpulan pengumpul.

    Catatan berstatus `dikonfirmasi-opd` tidak memuat `pembacaan`.

    Mengapa: Tanda itu berarti isinya disimpulkan pengumpul data; sesudah OPD membenarkan, tandanya keliru.

    Perbaikan: Periksa isian yang disebut, perbaiki bila keliru, lalu hapus `pembacaan`.
    """
    for entry in check.catalogue.innovations.values():
        if entry.record.status_data == "dikonfirmasi-opd" and entry.record.pembacaan:
            message = "data sudah dibenarkan OPD, tetapi masih memuat `pembacaan`"
            yield Fault(entry.place("pembacaan"), message, "Periksa isian yang disebut, lalu hapus `pembacaan`.")


@rule("tanggal-masa-depan", Severity.PERINGATAN)
def date_to_come(check: Check) -> Iterator[Fault]:
    """Yang dicatat sudah terjadi.

    Tanggal bukti, sumber, penghargaan, pemeriksaan, dan penerimaan kiriman, serta waktu uji coba, penerapan, dan
    pengembangan tidak sesudah hari ini.

    Mengapa: Rencana bukan kenyataan; tanggal yang belum tiba hampir selalu salah ketik.

    Perbaikan: Perbaiki tanggalnya, atau hapus sampai benar-benar terjadi.
    """
    if check.today is None:
        return
    for entry in check.catalogue.innovations.values():
        last = last_date(entry.record)
        for path, day in dates(entry.record) if last > check.today else ():
            if day > check.today:
                help = "Perbaiki tanggalnya, atau hapus sampai benar-benar terjadi."
                yield Fault(entry.place(*path), f"{day_text(day)} belum tiba", help)
    for line, year, number in lines(check):
        if line.tanggal > check.today:
            place = check.catalogue.receipts[year].place("penerimaan", number, "tanggal")
            yield Fault(place, f"{day_text(line.tanggal)} belum tiba", "Tulis hari kiriman itu diterima.")


@rule("koordinat-asing", Severity.PERINGATAN)
def place_abroad(check: Check) -> Iterator[Fault]:
    """Koordinat berada di Indonesia.

    `lintang` dan `bujur` menunjuk tempat di wilayah Indonesia.

    Mengapa: Lintang dan bujur yang tertukar membuat inovasi tampil di benua lain.

    Perbaikan: Salin lagi dari peta; lintang ditulis lebih dahulu, misalnya `3.3285` dan `99.1625`.
    """
    for entry in check.catalogue.innovations.values():
        where = entry.record.lokasi
        for name, limits in (("lintang", LATITUDES), ("bujur", LONGITUDES)):
            value = getattr(where, name, None)
            if value is not None and not limits[0] <= value <= limits[1]:
                message = f"`{name}` {value} berada di luar Indonesia"
                yield Fault(entry.place("lokasi", name), message, "Periksa apakah lintang dan bujur tertukar.")
                break


@rule("penghargaan-mendahului", Severity.PERINGATAN)
def award_before_beginning(check: Check) -> Iterator[Fault]:
    """Penghargaan diterima sesudah inovasi ada.

    Tahun penghargaan tidak sebelum tahun uji coba, atau tahun penerapan bila uji cobanya tidak diisi.

    Mengapa: Penghargaan yang lebih tua daripada inovasinya milik hal lain, atau salah satu tahunnya keliru.

    Perbaikan: Periksa kedua tahunnya; hapus penghargaan yang bukan untuk inovasi ini.
    """
    for entry in check.catalogue.innovations.values():
        field = "waktu_uji_coba" if entry.record.waktu_uji_coba else "waktu_penerapan"
        begun = getattr(entry.record, field)
        for index, award in enumerate(entry.record.penghargaan):
            if begun and award.tahun and award.tahun.year < begun.year:
                message = f"penghargaan tahun {award.tahun.year} mendahului inovasinya ({begun.year})"
                place = entry.place("penghargaan", index, "tahun")
                yield Fault(place, message, "Periksa kedua tahunnya.", entry.place(field), "mulainya")


@rule("manfaat-di-luar-batas", Severity.PERINGATAN)
def impossible_benefit(check: Check) -> Iterator[Fault]:
    """Kemanfaatan masuk akal menurut basisnya.

    Basis `b` dan `c` berupa persen dari keseluruhan, sehingga tidak lebih dari 100; basis `a`, `e`, dan `f` berupa
    bilangan bulat.

    Mengapa: Nilai yang tidak mungkin berarti basisnya salah pilih, dan tingkatnya salah hitung.

    Perbaikan: Pilih basis yang sesuai dengan cara mengukurnya, atau perbaiki nilainya.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran II, indikator 33.
    """
    for entry in check.catalogue.innovations.values():
        fact = entry.record.kematangan.kemanfaatan if entry.record.kematangan else None
        benefit = fact.nilai if fact else None
        if benefit is None:
            continue
        most = PERCENT_BASES.get(benefit.basis)
        counted = benefit.basis in ("a", "e", "f")
        if (most and benefit.nilai > most) or (counted and benefit.nilai != benefit.nilai.to_integral_value()):
            kind = "bilangan bulat" if counted else f"persen, paling banyak {most}"
            message = f"`{benefit.nilai}` tidak mungkin pada basis `{benefit.basis}`, yang berupa {kind}"
            place = entry.place("kematangan", "kemanfaatan", "nilai", "nilai")
            yield Fault(place, message, "Perbaiki nilainya, atau pilih basis lain.")


@rule("urusan-bukan-opd", Severity.PERINGATAN)
def affair_of_another(check: Check) -> Iterator[Fault]:
    """Urusan pelayanan dasar diisi OPD pengampunya.

    Inovasi dengan `urusan_utama` pelayanan dasar disimpan pada OPD, atau unit di bawah OPD, yang mengampu urusan itu.
    Sekretariat, kecamatan, dan kelurahan, yang tidak mengampu satu urusan tertentu, tidak diperiksa.

    Mengapa: Enam urusan pelayanan dasar menentukan apakah jumlah inovasi dinilai, sehingga urusannya harus benar.

    Perbaikan: Perbaiki `urusan_utama`, atau pindahkan berkasnya ke OPD pengampu. Bila urusannya memang benar, jelaskan
    pada `pengecualian`.

    Dasar: UU 23/2014 Pasal 12 ayat (1); Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran I.
    """
    words = check.catalogue.words("urusan")
    for entry in check.catalogue.innovations.values():
        word = words.get(entry.record.urusan_utama or "")
        held = {id for id in _affairs(check, entry) if id in words and words[id].golongan in AFFAIRS}
        if word and word.pelayanan_dasar and held and word.id not in held:
            owner = check.catalogue.opds[entry.opd].record.nama
            message = f"urusan {word.id} ({word.nama}) bukan urusan {owner}"
            help = f"Perbaiki `urusan_utama`; urusan {owner}: {', '.join(sorted(held))}."
            yield Fault(entry.place("urusan_utama"), message, help)


def _affairs(check: Check, entry: InnovationEntry) -> set[str]:
    """Return the affairs of an agency and of those above it; empty when none is recorded."""
    held: set[str] = set()
    seen: set[str] = set()
    owner = check.catalogue.opds.get(entry.opd)
    while owner and owner.id not in seen:
        seen.add(owner.id)
        held.update(owner.record.urusan)
        owner = check.catalogue.opds.get(owner.record.induk or "")
    return held


@rule("rujukan-diri", Severity.PERINGATAN)
def reference_to_itself(check: Check) -> Iterator[Fault]:
    """Catatan merujuk catatan lain, sekali.

    `terkait` tidak menyebut inovasi itu sendiri dan tidak menyebut satu inovasi dua kali; `replikasi_dari` menyebut
    daerah lain.

    Mengapa: Rujukan ke diri sendiri tidak membawa pembaca ke mana-mana.

    Perbaikan: Hapus rujukannya, atau ganti dengan yang dimaksud.
    """
    region = check.catalogue.region
    for entry in check.catalogue.innovations.values():
        for index, slug in enumerate(entry.record.terkait):
            if slug == entry.id or slug in entry.record.terkait[:index]:
                itself = slug == entry.id
                message = "inovasi ini merujuk dirinya sendiri" if itself else f"`{slug}` disebut dua kali"
                yield Fault(entry.place("terkait", index), message, "Hapus rujukan ini.")
        origin = entry.record.replikasi_dari
        if origin and region.nama.casefold() in origin.daerah.casefold():
            message = f"`{origin.daerah}` adalah daerah ini sendiri"
            help = "Sebut daerah asalnya, atau hapus `replikasi_dari` beserta isinya."
            yield Fault(entry.place("replikasi_dari", "daerah"), message, help)
