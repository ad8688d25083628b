"""A closed list: the content of one file under `vocabularies/`."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.types import Answer, Sentence, Slug, Text


class Word(Record):
    """One word of a closed list."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=60)] = field(
        "Kata", "Yang ditulis dalam berkas data.", default=...
    )
    nama: Sentence = field("Nama", "Yang dibaca orang.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Penjelasan kata ini.")
    dasar: Text | None = field("Dasar", "Pasal atau peraturan.")
    golongan: Slug | None = field("Golongan", "Golongan kata, bagi daftar yang bergolong.")
    pelayanan_dasar: Answer = field("Pelayanan dasar", "ya bagi enam urusan wajib pelayanan dasar.", default=False)
    dalam_formulir: Answer = field("Dalam formulir", "ya bila menjadi pilihan pada formulir Kementerian.", default=True)
    slug: Slug | None = field("Alamat", "Bagian alamat halaman, bila berbeda dari kata.")


class Vocabulary(Record):
    """A closed list with its source; the order is the order in forms and pages."""

    nama: Text = field("Nama daftar", "Nama daftar.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Apa yang dipilih dari daftar ini.")
    asal: Literal["peraturan", "kementerian", "katalog"] = field(
        "Asal", "peraturan, formulir kementerian, atau susunan katalog ini sendiri.", default=...
    )
    golongan: dict[str, Text] = field("Golongan", "Nama tiap golongan.", default={})
    butir: tuple[Word, ...] = field("Butir", "Kata-kata dalam daftar.", default=..., min_length=1)
    sumber: tuple[Source, ...] = field("Sumber", "Asal daftar.", default=(), max_length=10)

    def __contains__(self, word: object) -> bool:
        return word in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(item.id for item in self.butir)
