"""Every address ever published: the content of `alamat.yaml`, to which lines are added and from which none is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from catalogue.model.types import Day, Record, Sentence, WebAddress, field

PART = r"[a-z0-9*][a-z0-9*._-]*"
PLACE = rf"{PART}(?:/{PART})*/?"
Place = Annotated[str, StringConstraints(pattern=rf"^{PLACE}$", max_length=300)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$", max_length=100)]
Successor = Annotated[
    str, StringConstraints(pattern=rf"^{PLACE}(?:\?[a-z0-9=&*-]+)?(?:#[a-z0-9*-]+)?$", max_length=300)
]


class Address(Record):
    """Addresses with a common fate, as many as they have names; they live until the day on which they ended."""

    alamat: Annotated[tuple[Place, ...], Field(min_length=1, max_length=200)] = field(
        "Alamat",
        "Alamat di bawah situs, tanpa garis miring di depan; alamat halaman berakhir dengan garis miring. "
        "Tanda `*` diganti dengan tiap kata dalam `nama`.",
        default=...,
        example="[inovasi/*/, api/v1/inovasi/*.json]",
    )
    nama: tuple[Name, ...] = field(
        "Nama", "Kata pengganti `*`, satu tiap alamat.", default=(), example="[antar-obat]", max_length=20_000
    )
    berakhir: Day | None = field(
        "Berakhir", "Hari sejak alamat itu tidak terbit lagi; kosong selama masih terbit.", example="2026-11-29"
    )
    alasan: Sentence | None = field(
        "Alasan", "Mengapa alamat itu berakhir, dalam satu kalimat.", example="Kartu untuk situs lain dihentikan."
    )
    pengganti: Successor | None = field(
        "Pengganti",
        "Alamat yang menggantikan halaman itu, boleh dengan `*`, saringan, atau bagian halaman; wajib bila ada halaman "
        "yang berakhir, selain halaman inovasi yang dihapus.",
        example="inovasi/*/",
    )

    def each(self) -> Iterator[tuple[str, str | None]]:
        """Yield every address, that of a page with its successor."""
        for place in self.alamat:
            for name in self.nama or ("*",):
                new = self.pengganti.replace("*", name) if self.pengganti and is_page(place) else None
                yield place.replace("*", name), new


def is_page(address: str) -> bool:
    """Tell whether readers come to an address, and not only programs."""
    return address.endswith(("/", ".html"))


class Addresses(Record):
    """Every address that the site of a catalogue ever had."""

    keterangan: Sentence | None = field("Keterangan", "Untuk apa daftar ini.", example="Alamat yang pernah terbit.")
    alamat: tuple[Address, ...] = field("Alamat", "Alamat yang pernah terbit.", default=(), max_length=5_000)

    def living(self) -> Iterator[str]:
        """Yield the addresses that did not end."""
        return (address for item in self.alamat if not item.berakhir for address, _ in item.each())


class LinkException(Record):
    """Addresses that are right although they cannot be opened now, until a day."""

    awalan: WebAddress = field("Awalan", "Awal alamat; semua yang diawalinya tidak diperiksa.", default=...)
    alasan: Sentence = field("Alasan", "Mengapa alamatnya benar walaupun tidak dapat dibuka.", default=...)
    sampai: Day = field("Sampai", "Hari terakhir pengecualian berlaku.", default=..., example="2027-01-31")


class LinkExceptions(Record):
    """All of them."""

    pengecualian: tuple[LinkException, ...] = Field(default=(), title="Pengecualian", max_length=200)
