"""Which sectors innovations are to connect: the content of `ekosistem.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.types import Answer, InVocabulary, Sentence, Slug, Text


class Sector(Record):
    """A sector, as the affairs and themes whose innovations belong to it."""

    id: Slug = field("Kata", "Nama sektor dalam berkas data.", default=...)
    nama: Text = field("Nama", "Yang dibaca orang.", default=...)
    singkat: Annotated[Text, Field(max_length=16)] = field("Nama singkat", "Yang muat pada gambar.", default=...)
    inti: Answer = field("Sektor inti", "ya bagi sektor yang diminta tidak berjalan sendiri.", default=False)
    urusan: tuple[Annotated[str, InVocabulary("urusan")], ...] = field(
        "Urusan", "Kode urusan yang termasuk sektor ini.", default=(), max_length=20
    )
    tema: tuple[Annotated[str, InVocabulary("tema")], ...] = field(
        "Tema", "Tema yang termasuk sektor ini.", default=(), max_length=20
    )


class Tie(Record):
    """A connection between sectors that somebody asked for."""

    id: Slug = field("Kata", "Nama kaitan dalam berkas data.", default=...)
    nama: Text = field("Nama", "Yang dibaca orang.", default=...)
    sektor: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)] = field(
        "Sektor", "Dua sektor yang hendak dihubungkan.", default=...
    )
    keterangan: Sentence | None = field("Keterangan", "Apa yang dimaksud.")


class Ecosystem(Record):
    """The sectors, and the connections that are asked for."""

    nama: Text = field("Nama daftar", "Nama daftar.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Untuk apa daftar ini.")
    sektor: tuple[Sector, ...] = field("Sektor", "Sektor menurut urusan dan tema.", default=(), max_length=14)
    kaitan: tuple[Tie, ...] = field("Kaitan", "Kaitan antarsektor yang diminta.", default=(), max_length=20)
    sumber: tuple[Source, ...] = field("Sumber", "Asal permintaan itu.", default=(), max_length=10)
