"""What the search knows of the language: the content of `vocabularies/padanan.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.types import Sentence, Text

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
