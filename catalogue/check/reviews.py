"""Rules on Bappeda's reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.assess.fingerprint import fingerprint
from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Severity
from catalogue.common.indonesian import day_text
from catalogue.model import Maturity, Review
from catalogue.read.catalogue import Path


@rule("telaah-usang", Severity.PERINGATAN)
def stale_verification(check: Check) -> Iterator[Fault]:
    """Putusan sesuai dengan fakta dan bukti yang sekarang.

    `sidik` tiap putusan sama dengan sidik data fakta dan bukti pada catatan inovasinya.

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
