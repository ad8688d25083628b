"""Rules on records that claim to be fit for the Ministry's application and are not."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.assess.design_parts import unspoken_parts
from catalogue.assess.ladder import in_window, unfilled
from catalogue.assess.words import count_words
from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.common.indonesian import enumerate_words, partial_date_text, range_text
from catalogue.model import Innovation, PartialDate, Period, Rubric
from catalogue.model.kinds import counts
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
