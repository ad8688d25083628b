"""Rules on Bappeda's files: periods, timelines and rubrics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.model import Indicator
from catalogue.model.period import Collection, Period, Stage, Target, Window
from catalogue.read.catalogue import Entry, Path

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
                message = f"selesai {item.selesai} mendahului mulai {item.mulai}"
                yield Fault(entry.place(*path, "selesai"), message, "Perbaiki salah satu tanggal.")


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
                yield Fault(place, f"`{row.nilai}` tidak dapat dibaca", _readable(indicator))


def _readable(indicator: Indicator) -> str:
    if not indicator.words:
        return "Tulis angka dengan titik sebagai tanda desimal, misalnya 5.23."
    return f"Pakai salah satu: {', '.join(f'`{word}`' for word in indicator.words)}."


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
                message = "tanggal atau aturan ini berasal resmi, tetapi sumbernya tidak disebut"
                help = "Tambahkan `sumber`, atau ganti `asal` menjadi `pola` atau `usulan`."
                yield Fault(entry.place(*path, "asal"), message, help)


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
