"""A closed list: the content of one file under `vocabularies/`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.grammar import slug_of
from catalogue.model.innovation import Source
from catalogue.model.types import Answer, Record, Sentence, Slug, Text, field

BRACKETED = re.compile(r"\(([^()]+)\)\s*$")
"""The word that ends the name of a choice."""
PLAIN = re.compile(r"[\w\s.,;:/&()'+\u2013\u2014\"-]*")
"""What a name is written with; any other sign could mean something that the list does not have."""


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

    def meant(self, text: str) -> str | None:
        """Return the word that a text stands for: the word in other letters, its name, or what it has in brackets."""
        if not PLAIN.fullmatch(text):
            return None
        bracketed = BRACKETED.search(text)
        return self._names.get(slug_of(text)) or (bracketed[1] if bracketed and bracketed[1] in self._ids else None)

    @cached_property
    def _names(self) -> dict[str, str]:
        names = Counter(slug_of(item.nama) for item in self.butir)
        titled = {slug_of(item.nama): item.id for item in self.butir if names[slug_of(item.nama)] == 1}
        return titled | {slug_of(item.id): item.id for item in self.butir}

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(item.id for item in self.butir)


Group = Annotated[tuple[Text, ...], Field(min_length=2, max_length=12)]


class OneWay(Record):
    """Words with which people ask for something that goes by another name."""

    diketik: tuple[Text, ...] = field(
        "Yang diketik", "Kata warga.", default=..., min_length=1, max_length=20, example="[SKTM, surat domisili]"
    )
    dicari: tuple[Text, ...] = field(
        "Yang dicari", "Kata pada catatan yang menjawabnya.", default=..., min_length=1, max_length=12
    )


class Synonyms(Record):
    """Words and phrases that mean the same to someone who searches, and words that mean nothing to them."""

    nama: Text = field("Nama daftar", "Nama daftar.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Untuk apa daftar ini.")
    padanan: tuple[Group, ...] = field(
        "Padanan",
        "Satu baris satu kelompok: singkatan beserta kepanjangannya, atau kata yang searti.",
        default=(),
        max_length=1000,
        example="[KTP, kartu tanda penduduk]",
    )
    searah: tuple[OneWay, ...] = field(
        "Searah",
        "Kata warga yang menanyakan sesuatu dengan nama lain: yang diketik menemukan yang dicari, tidak sebaliknya.",
        default=(),
        max_length=500,
    )
    ejaan_singkat: tuple[Group, ...] = field(
        "Ejaan singkat",
        "Satu baris satu kata: cara orang menyingkatnya di ponsel, lalu kata utuhnya yang terakhir.",
        default=(),
        max_length=500,
        example="[utk, untk, untuk]",
    )
    kata_umum: tuple[Text, ...] = field(
        "Kata umum", "Kata yang diabaikan pencarian karena ada di mana-mana.", default=(), max_length=500
    )
    sumber: tuple[Source, ...] = field("Sumber", "Asal daftar.", default=(), max_length=10)
