"""How an innovation is used: the parts of a service standard, and the ways to reach it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.types import Integer, InVocabulary, Markdown, Sentence

STANDARD = "UU 25/2009 Pasal 21; PermenPANRB 15/2014"

Numbers = tuple[Annotated[Integer, Field(ge=1, le=30)], ...]
SOURCES = "Nomor urut sumber yang menyatakannya, bila bukan OPD sendiri yang mengisinya."


class Part(Record):
    """One part of a service standard, and who says so."""

    isi: Markdown = field("Isi", "Keterangannya, dengan bahasa yang dipahami warga.", default=...)
    sumber: Numbers = field("Sumber", SOURCES, default=(), max_length=10)


class Channel(Record):
    """One way to reach the service."""

    jenis: Annotated[str, InVocabulary("kanal")] = field(
        "Jenis kanal", "Cara menghubungi atau mendatanginya.", default=..., example="telepon"
    )
    nilai: Sentence = field(
        "Nomor atau alamat",
        "Nomor kantor, alamat https, atau alamat loket; bukan nomor pribadi.",
        default=...,
        example="0621 21000",
    )
    jam: Sentence | None = field(
        "Jam layanan", "Hari dan jam bukanya.", example="Senin sampai Jumat, 08.00 sampai 15.30"
    )
    catatan: Sentence | None = field("Catatan kanal", "Untuk apa kanal ini dipakai.")
    sumber: Numbers = field("Sumber", SOURCES, default=(), max_length=10)


class Service(Record):
    """What a citizen must know to use the innovation."""

    kebutuhan: tuple[Annotated[str, InVocabulary("kebutuhan")], ...] = field(
        "Kebutuhan", "Kebutuhan warga yang dijawab layanan ini.", default=(), max_length=4
    )
    bagi: Part | None = field("Bagi siapa", "Siapa yang boleh memakai layanan ini.")
    syarat: Part | None = field("Persyaratan", "Yang harus dibawa atau dipenuhi.", source=STANDARD)
    cara: Part | None = field(
        "Sistem, mekanisme, dan prosedur", "Langkah warga dari awal sampai selesai.", source=STANDARD
    )
    jangka_waktu: Part | None = field("Jangka waktu", "Lama penyelesaiannya.", source=STANDARD)
    biaya: Part | None = field("Biaya atau tarif", "Besarnya, atau bahwa tidak dipungut biaya.", source=STANDARD)
    produk: Part | None = field("Produk pelayanan", "Yang diterima warga.", source=STANDARD)
    pengaduan: Part | None = field("Pengaduan", "Ke mana mengadu, dan bagaimana ditangani.", source=STANDARD)
    kanal: tuple[Channel, ...] = field(
        "Kanal", "Telepon, WhatsApp, situs, aplikasi, atau loket layanan ini.", default=(), max_length=12
    )
