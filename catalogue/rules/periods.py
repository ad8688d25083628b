"""Rules on Bappeda's files: periods, timelines and rubrics."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.collection import Path
from catalogue.findings import Severity
from catalogue.model.period import Period, Stage, Threshold, Window
from catalogue.rules.registry import Check, Fault, rule


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
                message = f"selesai {item.selesai} mendahului mulai {item.mulai}"
                yield Fault(entry.place(*path, "selesai"), message, "Perbaiki salah satu tanggal.")


@rule("tanggal-tanpa-sumber", Severity.PERINGATAN)
def official_date_without_source(check: Check) -> Iterator[Fault]:
    """Tanggal resmi menyebut sumbernya.

    Tahap linimasa, jendela, dan ambang yang berstatus `resmi` memuat `sumber`.

    Mengapa: OPD berhak tahu surat mana yang menetapkan tenggatnya.

    Perbaikan: Tambahkan `sumber`, atau ganti status menjadi `rancangan`.
    """
    for entry in check.catalogue.periods.values():
        period = entry.record
        dated: list[tuple[Path, Window | Threshold | Stage]] = [
            (("jendela",), period.jendela),
            (("ambang",), period.ambang),
        ]
        dated += [(("linimasa", index), stage) for index, stage in enumerate(period.linimasa)]
        for path, item in dated:
            if item.status == "resmi" and not item.sumber:
                message = "berstatus resmi tetapi tanpa sumber"
                yield Fault(
                    entry.place(*path, "status"), message, "Tambahkan `sumber`, atau ganti menjadi `rancangan`."
                )
