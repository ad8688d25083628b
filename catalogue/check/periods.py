"""Rules on Bappeda's files: periods, timelines and rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from catalogue.assess.scoring import fingerprint
from catalogue.check.checking import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.common.indonesian import day_text
from catalogue.common.phrases import phrase
from catalogue.model import Indicator, Maturity, Review
from catalogue.model.period import Collection, Period, Stage, Target, Window
from catalogue.read.catalogue import Entry, Path
from catalogue.read.files import locate

FORMER_KEYS = re.compile(r"\b(?:ambang|status)\b")


@rule("tahun-tidak-cocok", Severity.GALAT)
def year_mismatch(check: Check) -> Iterator[Fault]:
    """Tahun periode sama dengan nama mapnya.

    `tahun` dalam `periods/<tahun>/period.yaml` sama dengan nama map.

    Mengapa: Alamat halaman memakai nama map, sedangkan perhitungan memakai isian; keduanya harus sama.

    Perbaikan: Perbaiki isian `tahun` atau nama mapnya.
    """
    for year, entry in check.catalogue.periods.items():
        if entry.record.tahun != year:
            message = f"`tahun` berisi {entry.record.tahun}, sedangkan mapnya {year}"
            yield Fault(entry.place("tahun"), message, f"Ganti menjadi {year}, atau pindahkan berkasnya.")


@rule("rentang-terbalik", Severity.GALAT)
def backward_range(check: Check) -> Iterator[Fault]:
    """Hari mulai tidak sesudah hari selesai.

    Berlaku bagi periode, jendela penerapan, dan tiap tahap linimasa.

    Mengapa: Rentang yang terbalik tidak memuat satu hari pun.

    Perbaikan: Tukar atau perbaiki kedua tanggalnya.
    """
    for entry in check.catalogue.periods.values():
        period = entry.record
        ranges: list[tuple[Path, Period | Window | Stage]] = [((), period), (("jendela",), period.jendela)]
        ranges += [(("linimasa", index), stage) for index, stage in enumerate(period.linimasa)]
        for path, item in ranges:
            if item.mulai > item.selesai:
                message = phrase("rentang-terbalik", last=item.selesai, first=item.mulai)
                yield Fault(entry.place(*path, "selesai"), message, phrase("rentang-terbalik/perbaikan"))


@rule("spd-tidak-terbaca", Severity.GALAT)
def unreadable_spd_value(check: Check) -> Iterator[Fault]:
    """Nilai SPD dapat dibaca rubrik.

    `nilai` pada baris `spd` adalah kata yang ada dalam rubrik, atau angka bila tingkatnya berupa angka.

    Mengapa: Nilai yang tidak terbaca tidak memperoleh tingkat, sehingga indeks tampak lebih rendah dari sebenarnya.

    Perbaikan: Tulis salah satu kata dari rubrik, atau angka dengan titik sebagai tanda desimal dan tanpa tanda persen.
    """
    for entry in check.catalogue.periods.values():
        rubric = check.catalogue.rubrics.get(entry.record.rubrik)
        for indicator in rubric.record.spd if rubric else ():
            row = entry.record.spd.get(indicator.id)
            if row and row.nilai is not None and not indicator.understands(row.nilai):
                place = entry.place("spd", indicator.id, "nilai")
                yield Fault(place, phrase("spd-tidak-terbaca", shown=row.nilai), _readable(indicator))


def _readable(indicator: Indicator) -> str:
    if not indicator.words:
        return phrase("spd-tidak-terbaca/angka/perbaikan")
    words = ", ".join(f"`{word}`" for word in indicator.words)
    return phrase("spd-tidak-terbaca/perbaikan", words=words)


@rule("tanggal-tanpa-sumber", Severity.PERINGATAN)
def official_date_without_source(check: Check) -> Iterator[Fault]:
    """Tanggal resmi menyebut sumbernya.

    Tahap linimasa, jendela, target, dan pengumpulan yang berasal `resmi` memuat `sumber`.

    Mengapa: OPD berhak tahu surat mana yang menetapkan batas waktunya.

    Perbaikan: Tambahkan `sumber`, atau ganti `asal` menjadi `pola` atau `usulan`.
    """
    for entry in check.catalogue.periods.values():
        for path, item in _dated(entry):
            if item.resmi and not item.sumber:
                help = "Tambahkan `sumber`, atau ganti `asal` menjadi `pola` atau `usulan`."
                yield Fault(entry.place(*path, "asal"), phrase("tanggal-tanpa-sumber"), help)


def _dated(entry: Entry[Period]) -> Iterator[tuple[Path, Window | Target | Stage | Collection]]:
    """Yield what has an origin, and where it is written."""
    period = entry.record
    yield ("jendela",), period.jendela
    yield ("target",), period.target
    yield from ((("linimasa", index), stage) for index, stage in enumerate(period.linimasa))
    if period.pengumpulan:
        yield ("pengumpulan",), period.pengumpulan


@rule("ejaan-lama", Severity.PERINGATAN)
def former_spelling(check: Check) -> Iterator[Fault]:
    """Periode ditulis dengan ejaan sekarang.

    Syarat target ditulis sebagai `target`, bukan `ambang`. Asal tanggal tahap, jendela, dan target ditulis sebagai
    `asal`, bukan `status`.

    Mengapa: Ejaan lama masih terbaca, tetapi `rancangan` tidak menyebut bahwa tanggalnya hanya perkiraan.

    Perbaikan: Ganti `ambang` menjadi `target`, `status: resmi` menjadi `asal: resmi`, dan `status: rancangan` menjadi
    `asal: usulan`, atau `asal: pola` bila tanggalnya mengikuti tahun-tahun lalu.
    """
    for entry in check.catalogue.periods.values():
        source = check.sources.get(entry.path)
        if source is None or FORMER_KEYS.search(source.text):
            yield from _former_keys(entry)


def _former_keys(entry: Entry[Period]) -> Iterator[Fault]:
    if old := entry.keys.get(("ambang",)):
        help = "Ganti kuncinya menjadi `target`; isinya tetap."
        yield Fault(Place(entry.path, old), "`ambang` adalah ejaan lama", help, replacement="target")
    for path, item in _dated(entry):
        where = ("ambang",) if old and path == ("target",) else path
        if key := entry.keys.get((*where, "status")):
            yield _former_origin(Place(entry.path, key), item)


def _former_origin(place: Place, item: Window | Target | Stage | Collection) -> Fault:
    if item.resmi:
        message, help = "`status: resmi` adalah ejaan lama", "Tulis `asal: resmi`."
        return Fault(place, message, help, replacement="asal")
    help = "Tulis `asal: usulan`, atau `asal: pola` bila tanggalnya mengikuti tahun-tahun lalu."
    return Fault(place, "`status: rancangan` adalah ejaan lama", help)


@rule("periode-bertumpuk", Severity.PERINGATAN)
def overlapping_periods(check: Check) -> Iterator[Fault]:
    """Periode tidak bertumpuk.

    Sebuah periode mulai sesudah periode sebelumnya selesai.

    Mengapa: Pada hari yang termasuk dua periode, halaman kepatuhan tidak tahu periode mana yang berjalan.

    Perbaikan: Majukan `selesai` periode yang lama, atau mundurkan `mulai` periode yang baru.
    """
    ordered = sorted(check.catalogue.periods.values(), key=lambda entry: entry.record.mulai)
    for earlier, later in pairwise(ordered):
        if later.record.mulai <= earlier.record.selesai:
            message = f"periode ini mulai sebelum periode {earlier.id} selesai ({day_text(earlier.record.selesai)})"
            help = "Ubah `mulai` periode ini, atau `selesai` periode sebelumnya."
            yield Fault(later.place("mulai"), message, help, earlier.place("selesai"), "selesai periode sebelumnya")


@rule("tahap-di-luar-periode", Severity.PERINGATAN)
def stage_outside_period(check: Check) -> Iterator[Fault]:
    """Tahap linimasa berada dalam periodenya.

    Setiap tahap mulai dan selesai di antara `mulai` dan `selesai` periodenya.

    Mengapa: Tahap di luar periode tidak pernah tampil sebagai tahap yang berjalan.

    Perbaikan: Perbaiki tanggal tahapnya, atau panjangkan periodenya.
    """
    for entry in check.catalogue.periods.values():
        period = entry.record
        for index, stage in enumerate(period.linimasa):
            field = "mulai" if not period.mulai <= stage.mulai <= period.selesai else "selesai"
            if not period.mulai <= getattr(stage, field) <= period.selesai and stage.mulai <= stage.selesai:
                message = phrase("tahap-di-luar-periode", field=field, name=stage.nama, year=period.tahun)
                other = entry.place("mulai" if getattr(stage, field) < period.mulai else "selesai")
                help = phrase("tahap-di-luar-periode/perbaikan")
                yield Fault(entry.place("linimasa", index, field), message, help, other, "batas periode")


@rule("perpanjangan-mundur", Severity.PERINGATAN)
def extension_that_shortens(check: Check) -> Iterator[Fault]:
    """Perpanjangan memundurkan hari terakhir.

    `selesai_semula` tiap perpanjangan mendahului `selesai` tahapnya, dan urutannya dari yang paling lama.

    Mengapa: Riwayat perpanjangan menunjukkan kepada OPD kapan batas waktunya berubah; urutan yang terbalik menyesatkan.

    Perbaikan: Perbaiki `selesai` atau `selesai_semula`.
    """
    for entry in check.catalogue.periods.values():
        for index, stage in enumerate(entry.record.linimasa):
            ends = [*(extension.selesai_semula for extension in stage.perpanjangan), stage.selesai]
            for position, (before, after) in enumerate(pairwise(ends)):
                if before >= after:
                    place = entry.place("linimasa", index, "perpanjangan", position, "selesai_semula")
                    message = phrase("perpanjangan-mundur", before=day_text(before), after=day_text(after))
                    yield Fault(place, message, phrase("perpanjangan-mundur/perbaikan"))


@rule("kunci-tahap-ganda", Severity.GALAT)
def repeated_stage(check: Check) -> Iterator[Fault]:
    """Kunci tahap tidak berulang.

    Tiap tahap dalam satu linimasa memiliki `id` sendiri.

    Mengapa: Kunci itu menjadi identitas tahap pada kalender yang dilanggan orang; dua tahap sekunci saling menimpa.

    Perbaikan: Ganti `id` salah satu tahap.
    """
    for entry in check.catalogue.periods.values():
        seen: dict[str, int] = {}
        for index, stage in enumerate(entry.record.linimasa):
            if stage.id in seen:
                first = entry.place("linimasa", seen[stage.id], "id")
                message = phrase("kunci-tahap-ganda", id=stage.id)
                place = entry.place("linimasa", index, "id")
                yield Fault(place, message, "Ganti `id` salah satu tahap.", first, "dipakai di sini")
            seen.setdefault(stage.id, index)


@rule("telaah-usang", Severity.PERINGATAN)
def stale_verification(check: Check) -> Iterator[Fault]:
    """Putusan sesuai dengan fakta dan bukti yang sekarang.

    `sidik` tiap putusan sama dengan sidik data dari fakta dan bukti pada catatan inovasinya.

    Mengapa: Putusan berlaku bagi yang diperiksa saat itu; sesudah fakta atau bukti berubah, putusannya dianggap
    menunggu dan tidak dihitung.

    Perbaikan: Bappeda memeriksa ulang indikatornya, lalu mencatat putusan yang baru.
    """
    for (_, slug), review in check.catalogue.reviews.items():
        entry = check.catalogue.innovations.get(slug)
        for key, verification in review.record.verifikasi.items() if entry else ():
            assert entry
            fact = getattr(entry.record.kematangan, key, None)
            if key in Maturity.model_fields and (fact is None or fingerprint(fact) != verification.sidik):
                change = "berubah" if fact else "dihapus"
                message = f"`{key}` diperiksa {day_text(verification.tanggal)}, lalu fakta atau buktinya {change}"
                place = review.place("verifikasi", key, "sidik")
                there = entry.place("kematangan", key) if fact else entry.place("nama")
                yield Fault(place, message, "Periksa ulang, lalu catat putusan baru.", there, "keadaannya sekarang")


@rule("keikutsertaan-berlebih", Severity.PERINGATAN)
def reported_too_often(check: Check) -> Iterator[Fault]:
    """Inovasi dilaporkan tidak lebih sering daripada yang dibolehkan.

    Banyaknya periode dengan `pelaporan` bagi satu inovasi tidak melebihi `keikutsertaan` rubrik periode terakhirnya.

    Mengapa: Laporan yang melebihi batas ditolak Kementerian, dan tempatnya dapat diisi inovasi lain.

    Perbaikan: Hapus `pelaporan` yang keliru, atau perbaiki batasnya pada rubrik bila pedoman berubah.

    Dasar: Pernyataan Kabupaten Tegal (2024); naskah pedoman yang menyebutnya belum terlihat.
    """
    catalogue = check.catalogue
    for slug in catalogue.innovations:
        found = [year for year in sorted(catalogue.periods) if (year, slug) in catalogue.reviews]
        reported = [year for year in found if catalogue.reviews[year, slug].record.pelaporan]
        for number, year in enumerate(reported, start=1):
            limit = catalogue.rubric_of(catalogue.periods[year].record).keikutsertaan
            if limit and number > limit.maksimum:
                message = f"dilaporkan untuk ke-{number} kalinya; paling banyak {limit.maksimum} kali"
                help = "Hapus `pelaporan` yang keliru, atau laporkan inovasi lain."
                first = catalogue.reviews[reported[0], slug].place("pelaporan")
                yield Fault(catalogue.reviews[year, slug].place("pelaporan"), message, help, first, "laporan pertama")


@rule("telaah-di-luar-periode", Severity.PERINGATAN)
def review_outside_period(check: Check) -> Iterator[Fault]:
    """Telaah bertanggal dalam periodenya.

    Tanggal putusan dan pelaporan berada di antara hari pertama dan hari terakhir periodenya, dan tidak sesudah hari
    ini.

    Mengapa: Telaah pada map tahun yang salah membuat inovasi terhitung pada periode yang salah.

    Perbaikan: Perbaiki tanggalnya, atau pindahkan berkasnya ke map tahun yang benar.
    """
    today = check.today or date.max
    for (year, _), review in check.catalogue.reviews.items():
        period = check.catalogue.periods.get(year)
        first, last = _extremes(review.record)
        if period is None or (period.record.mulai <= first and last <= min(period.record.selesai, today)):
            continue
        for path, day in _days(review.record):
            early = day > today
            if early or not period.record.mulai <= day <= period.record.selesai:
                message = f"{day_text(day)} {'belum tiba' if early else f'berada di luar periode {year}'}"
                help = "Perbaiki tanggalnya, atau pindahkan berkasnya ke map tahun yang benar."
                yield Fault(review.place(*path), message, help, period.place("mulai"), "mulai periode")


def _days(review: Review) -> Iterator[tuple[Path, date]]:
    """Yield the days of verdicts and report, each with its path."""
    yield from ((("verifikasi", key, "tanggal"), found.tanggal) for key, found in review.verifikasi.items())
    if review.pelaporan:
        yield ("pelaporan", "tanggal"), review.pelaporan.tanggal


def _extremes(review: Review) -> tuple[date, date]:
    """Return the first and the last day of a review; without any, days that are always in order."""
    days = [day for _, day in _days(review)]
    return min(days, default=date.max), max(days, default=date.min)


@rule("putusan-tanpa-catatan", Severity.PERINGATAN)
def refusal_without_reason(check: Check) -> Iterator[Fault]:
    """Putusan tidak sesuai disertai alasannya.

    Putusan `tidak-sesuai` memuat `catatan`.

    Mengapa: Tanpa alasan, OPD tidak tahu apa yang harus diperbaiki.

    Perbaikan: Tambahkan `catatan` yang menyebut apa yang kurang.
    """
    for review in check.catalogue.reviews.values():
        for key, verification in review.record.verifikasi.items():
            if verification.putusan == "tidak-sesuai" and not verification.catatan:
                message = f"`{key}` dinyatakan tidak sesuai tanpa alasan"
                place = review.place("verifikasi", key, "putusan")
                yield Fault(place, message, "Tambahkan `catatan` yang menyebut apa yang kurang.")


@rule("menilai-sendiri", Severity.GALAT)
def judged_with_its_record(check: Check) -> Iterator[Fault]:
    """Usulan tidak memuat catatan sekaligus putusan atasnya.

    Satu usulan mengubah catatan inovasi, atau telaahnya pada `periods/`, tetapi tidak keduanya. Diperiksa pada usulan
    yang dibandingkan dengan cabang utama (`check --base`), pada tahun mana pun dan juga bila telaahnya dihapus.

    Mengapa: Putusan dibuat koordinator atas catatan yang sudah diterima. Bila keduanya datang bersama, pengusul menilai
    usulannya sendiri.

    Perbaikan: Ajukan telaahnya pada usulan tersendiri sesudah catatannya diterima.
    """
    for path, record in judged_together(check.changed):
        here = next((Place(each) for each in (path, record) if each in check.sources), Place(path))
        message = f"usulan ini mengubah `{record}` sekaligus putusan atasnya, `{path}`"
        help = f"Kembalikan `{path}` seperti pada cabang utama; putusannya diajukan koordinator pada usulan lain."
        yield Fault(here, message, help)


def judged_together(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each review among some paths whose record is among them too, with that record."""
    found = [(path, place) for path in sorted(paths) if (place := locate(path))]
    records = {place.id: path for path, place in found if place.kind == "innovation"}
    for path, place in found:
        if place.kind == "review" and place.id in records:
            yield path, records[place.id]
