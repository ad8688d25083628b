"""Whose approval a change needs, derived from the agencies and the region, and whether the host is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.check.checking import Check, Fault, rule
from catalogue.common.findings import Place, Severity
from catalogue.model.grammar import slug_of
from catalogue.read.catalogue import Catalogue
from catalogue.read.files import OWNERS

MAINTAINERS = "pengelola"
"""The team of those who keep the program."""

COORDINATED = ("periods/", "rubrics/", "vocabularies/", "region.yaml", "opd/", "innovations/")
"""What the coordinating agency decides on: of `opd/` too, because it says who is obliged; of innovations, all."""

HEAD = """\
# Dibuat dari opd/ dan region.yaml oleh `build.py reference`; jangan diubah dengan tangan.
# Yang cocok paling akhir yang berlaku. Satu tim tiap OPD, juga bagi unit di bawahnya.
"""
ASLEEP = "# Belum berlaku: `repositori` belum diisi pada region.yaml, sehingga organisasinya belum diketahui.\n"


def code_owners(catalogue: Catalogue) -> str:
    """Write whose approval a change needs; as comments while the organisation is not known."""
    organisation = organisation_of(catalogue.region.repositori)
    lines = [" ".join((path, *owners)) for path, owners in owner_rules(catalogue, organisation or "ORGANISASI")]
    if organisation is None:
        return HEAD + ASLEEP + "".join(f"# {line}\n" for line in lines)
    return HEAD + "".join(f"{line}\n" for line in lines)


def owner_rules(catalogue: Catalogue, organisation: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each pattern of paths with its owners; the last that fits decides."""
    coordinator = f"@{organisation}/{coordinator_team(catalogue)}"
    yield "*", (f"@{organisation}/{MAINTAINERS}",)
    yield from ((f"/{path}", (coordinator,)) for path in COORDINATED)
    for opd in catalogue.opds:
        team = f"@{organisation}/opd-{agency_of(catalogue, opd)}"
        owners = tuple(dict.fromkeys((team, coordinator)))
        yield f"/innovations/{opd}/", owners


def coordinator_team(catalogue: Catalogue) -> str:
    """Return the team of the coordinating agency."""
    return slug_of(catalogue.region.koordinator)


def agency_of(catalogue: Catalogue, opd: str) -> str:
    """Return the agency above a unit, or the agency itself; a ring of parents ends where it began."""
    seen: set[str] = set()
    while opd in catalogue.opds and opd not in seen:
        seen.add(opd)
        parent = catalogue.opds[opd].record.induk
        if parent is None or parent not in catalogue.opds:
            break
        opd = parent
    return opd


def organisation_of(repository: str | None) -> str | None:
    """Return the organisation that owns a repository, of which teams can be named."""
    parts = urlsplit(repository or "").path.strip("/").split("/")
    return parts[0] if len(parts) == 2 and re.fullmatch(r"[A-Za-z0-9-]{1,39}", parts[0]) else None


@rule("pembagian-telaah", Severity.PERINGATAN, whole=True)
def sleeping_owners(check: Check) -> Iterator[Fault]:
    """Pembagian telaah berlaku dan sesuai dengan daftar OPD.

    `.github/CODEOWNERS` memuat tim yang harus menyetujui perubahan tiap berkas, sesuai dengan `opd/` dan `region.yaml`.
    Selama `repositori` pada `region.yaml` kosong, semua barisnya hanya keterangan. Pada usulan tidak diperiksa.

    Mengapa: Tanpa pembagian yang berlaku, rekan mana pun dapat menyetujui putusan atas inovasi OPD-nya sendiri.

    Perbaikan: Isi `repositori`. Sesudah itu berkasnya diperbarui lewat usulan yang dibuat alur *Penjaga*; terimalah
    usulan itu.
    """
    if check.owners is None or check.changed:
        return
    if organisation_of(check.catalogue.region.repositori) is None:
        message = "pembagian telaah belum berlaku, karena organisasi pemilik repositori belum diketahui"
        help = "Tulis alamatnya pada baris tersendiri, misalnya `repositori: https://github.com/kota-contoh/katalog`."
        yield Fault(Place("region.yaml"), message, help, Place(OWNERS), "semua barisnya hanya keterangan")
    elif check.owners.splitlines() != code_owners(check.catalogue).splitlines():
        message = "pembagian telaah tidak sesuai lagi dengan `opd/` dan `region.yaml`"
        help = "Terima usulan *Perbarui berkas turunan* dari alur *Penjaga*, atau jalankan `build.py reference`."
        yield Fault(Place(OWNERS), message, help)
