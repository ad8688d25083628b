"""Rules on the addresses that were ever published: each stands once, and what ended leads to what lives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.model.addresses import Address, is_page
from catalogue.read.catalogue import UNASSIGNED


@rule("alamat-ganda", Severity.GALAT)
def repeated_address(check: Check) -> Iterator[Fault]:
    """Tiap alamat tercatat sekali.

    Dalam `alamat.yaml` tidak ada alamat yang ditulis dua kali, sendiri atau melalui `nama`.

    Mengapa: Alamat yang tercatat masih terbit dan juga berakhir tidak dapat dialihkan dengan benar.

    Perbaikan: Hapus salah satu; yang benar ialah yang sesuai dengan keadaan situs.
    """
    entry = check.catalogue.addresses
    seen: dict[str, Place] = {}
    for number, item in enumerate(entry.record.alamat):
        for index, (address, _) in enumerate(item.each()):
            at, name = divmod(index, len(item.nama) or 1)
            place = entry.place("alamat", number, *(("nama", name) if item.nama else ("alamat", at)))
            if address in seen:
                message = f"alamat `{address}` ditulis dua kali"
                yield Fault(place, message, "Hapus salah satu.", seen[address], "pertama")
            seen.setdefault(address, place)


@rule("alamat-tidak-lengkap", Severity.GALAT)
def incomplete_address(check: Check) -> Iterator[Fault]:
    """Alamat yang berakhir menyebut alasan dan penggantinya.

    Butir `alamat.yaml` yang memiliki `berakhir` juga memiliki `alasan`, dan `pengganti` bila itu halaman. Yang masih
    terbit tidak memiliki ketiganya. Tanda `*` dan `nama` selalu bersama.

    Mengapa: Pembaca yang membuka tautan lama perlu sampai di halaman penggantinya dan tahu sebabnya.

    Perbaikan: Isi yang kurang, atau hapus yang tidak berlaku.
    """
    entry = check.catalogue.addresses
    for number, item in enumerate(entry.record.alamat):
        for message, help in _lacking(item):
            yield Fault(entry.place("alamat", number, "alamat"), message, help)


def _lacking(item: Address) -> Iterator[tuple[str, str]]:
    starred = {"*" in place for place in item.alamat}
    if starred != {bool(item.nama)}:
        yield "tanda `*` dan `nama` tidak bersama", "Pada tiap alamat tulis `*` bila ada `nama`, dan hanya bila ada."
    if "*" in (item.pengganti or "") and not item.nama:
        yield "pengganti memakai `*` tanpa `nama`", "Tulis alamat penggantinya seutuhnya."
    if item.berakhir and not item.alasan:
        yield "berakhir tanpa `alasan`", "Tulis sebabnya dalam satu kalimat."
    if item.berakhir and not item.pengganti and any(map(is_page, item.alamat)):
        yield "halaman berakhir tanpa `pengganti`", "Sebut halaman yang kini memuat isinya."
    if not item.berakhir and (item.alasan or item.pengganti):
        yield "belum berakhir tetapi memiliki alasan atau pengganti", "Isi `berakhir`, atau hapus keduanya."


@rule("alamat-buntu", Severity.GALAT)
def dead_successor(check: Check) -> Iterator[Fault]:
    """Pengganti alamat lama ialah alamat yang terbit.

    `pengganti` dalam `alamat.yaml` tercatat di berkas itu sebagai alamat yang masih terbit, atau halaman inovasi atau
    OPD yang ada dalam katalog.

    Mengapa: Tautan lama yang dialihkan ke halaman yang tidak ada sama saja dengan tautan mati.

    Perbaikan: Perbaiki ejaannya, atau sebut halaman lain yang terbit.
    """
    entry = check.catalogue.addresses
    living = frozenset(entry.record.living())
    for number, item in enumerate(entry.record.alamat):
        dead = (new for _, new in item.each() if new and not _is_published(check, re.split("[?#]", new)[0], living))
        if first := next(dead, None):
            help = "Pakai alamat yang masih terbit, misalnya halaman di atasnya."
            yield Fault(entry.place("alamat", number, "pengganti"), f"pengganti `{first}` tidak terbit", help)


def _is_published(check: Check, address: str, living: frozenset[str]) -> bool:
    """Tell whether an address answers: what is listed as living does, if only by leading to the page above it."""
    folder, _, name = address.rstrip("/").partition("/")
    if folder == "inovasi" and check.exists("innovation", name):
        return True
    return address in living or (folder == "opd" and (check.exists("opd", name) or name == UNASSIGNED))
