"""Rules on how periods, stages and extensions lie in time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Severity
from catalogue.common.indonesian import day_text


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
                message = f"`{field}` tahap `{stage.nama}` berada di luar periode {period.tahun}"
                other = entry.place("mulai" if getattr(stage, field) < period.mulai else "selesai")
                help = "Perbaiki tanggalnya, atau panjangkan periodenya."
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
                    message = f"`selesai_semula` {day_text(before)} tidak mendahului {day_text(after)}"
                    yield Fault(place, message, "Perbaiki salah satu tanggalnya.")


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
                message = f"kunci tahap `{stage.id}` sudah dipakai"
                place = entry.place("linimasa", index, "id")
                yield Fault(place, message, "Ganti `id` salah satu tahap.", first, "dipakai di sini")
            seen.setdefault(stage.id, index)
