"""Rules on how a service is reached, and on who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.check.registry import Check, Fault, rule
from catalogue.common.findings import Severity
from catalogue.model.innovation import Result
from catalogue.model.service import Channel, Part, Service
from catalogue.read.catalogue import InnovationEntry, Path

PHONE = re.compile(r"(?:\+|\()?[0-9][0-9 ()-]{2,24}")
MOBILE = re.compile(r"(?:\+?62|0)[ -]?8[0-9 -]{7,16}")
ADDRESS = re.compile(r"https?://\S+")
WRITTEN = {
    "telepon": (PHONE, "nomor telepon", "Tulis nomornya saja, misalnya `112` atau `0621 21000`."),
    "whatsapp": (MOBILE, "nomor WhatsApp", "Tulis nomor ponselnya saja, misalnya `0811 0000 0000`."),
    "situs": (ADDRESS, "alamat situs", "Tulis alamat lengkap yang diawali `https://`."),
    "aplikasi": (ADDRESS, "alamat aplikasi", "Tulis alamat lengkap yang diawali `https://`."),
}
"""How the value of each kind of channel is written; the address of a counter is in words."""


def told_facts(check: Check) -> Iterator[tuple[InnovationEntry, Path, Part | Channel | Result]]:
    """Yield what records tell of their services and each figure that they reached, and where it stands."""
    for entry in check.catalogue.with_any("layanan"):
        yield from ((entry, path, said) for path, said in service_facts(entry))
    for entry in check.catalogue.with_any("capaian"):
        yield from ((entry, ("capaian", index), result) for index, result in enumerate(entry.record.capaian))


def service_facts(entry: InnovationEntry) -> Iterator[tuple[Path, Part | Channel]]:
    """Yield each part and channel of a service, and where it stands."""
    service = entry.record.layanan
    for name in Service.model_fields if service else ():
        value = getattr(service, name)
        if isinstance(value, Part):
            yield ("layanan", name), value
    for index, channel in enumerate(service.kanal if service else ()):
        yield ("layanan", "kanal", index), channel


def name_of(path: Path) -> str:
    """Return the field that a finding about a told fact names."""
    return str(path[0] if path[0] == "capaian" else path[1])


@rule("kanal-tidak-cocok", Severity.GALAT)
def channel_against_kind(check: Check) -> Iterator[Fault]:
    """Kanal layanan ditulis menurut jenisnya.

    Kanal telepon dan WhatsApp memuat nomor, situs dan aplikasi memuat alamat yang diawali `https://`, dan loket memuat
    alamat tempatnya.

    Mengapa: Tombol pada halaman layanan langsung menelepon atau membuka alamat itu.

    Perbaikan: Tulis nomor atau alamatnya saja, atau ganti `jenis` kanalnya. Jam dan keterangan ada isiannya sendiri.
    """
    for entry in check.catalogue.with_any("layanan"):
        for path, fact in service_facts(entry):
            if isinstance(fact, Channel) and fact.jenis in WRITTEN:
                pattern, name, help = WRITTEN[fact.jenis]
                if not pattern.fullmatch(fact.nilai):
                    yield Fault(entry.place(*path, "nilai"), f"`{fact.nilai[:60]}` bukan {name}", help)
