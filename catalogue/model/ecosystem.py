"""What was recommended to connect sectors, and who could take part: the content of `ekosistem.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.period import Asal
from catalogue.model.types import Answer, InVocabulary, Sentence, Slug, Text


class Sector(Record):
    """A sector, as the affairs and themes whose innovations belong to it."""

    id: Slug = field("Kata", "Nama sektor dalam berkas data.", default=...)
    nama: Text = field("Nama", "Yang dibaca orang.", default=...)
    singkat: Annotated[Text, Field(max_length=16)] = field("Nama singkat", "Yang muat pada gambar.", default=...)
    inti: Answer = field("Sektor inti", "ya bagi sektor yang dianjurkan tidak berjalan sendiri.", default=False)
    urusan: tuple[Annotated[str, InVocabulary("urusan")], ...] = field(
        "Urusan", "Kode urusan yang termasuk sektor ini.", default=(), max_length=20
    )
    tema: tuple[Annotated[str, InVocabulary("tema")], ...] = field(
        "Tema", "Tema yang termasuk sektor ini.", default=(), max_length=20
    )


class Partner(Record):
    """A body that recommended something or could take part in it."""

    id: Slug = field("Kata", "Nama mitra dalam berkas data.", default=...)
    nama: Text = field("Nama", "Nama lembaga seperti disebut sumber.", default=...)
    opd: Slug | None = field("OPD", "Nama berkasnya di `opd/`, bila mitra itu unit kerja pemerintah daerah.")
    peran: Sentence | None = field("Peran", "Apa yang dikatakan sumber tentang perannya.")
    sumber: tuple[Source, ...] = field("Sumber", "Asal keterangan itu.", default=(), max_length=10)


class Plan(Record):
    """A first step or a measure, and whether anybody set it."""

    isi: Sentence = field("Isi", "Satu kalimat.", default=...)
    asal: Asal = field("Asal", "resmi bila ditetapkan sebuah dokumen; usulan bila saran katalog.", default=...)


class Tie(Record):
    """A connection between sectors that somebody recommended, as a programme to take up."""

    id: Slug = field("Kata", "Nama kaitan dalam berkas data.", default=...)
    nama: Text = field("Nama", "Yang dibaca orang.", default=...)
    sektor: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)] = field(
        "Sektor", "Dua sektor yang hendak dihubungkan.", default=...
    )
    keterangan: Sentence | None = field("Keterangan", "Apa yang dimaksud.")
    oleh: Slug | None = field("Dianjurkan oleh", "`id` mitra yang menganjurkannya.")
    mitra: tuple[Slug, ...] = field("Mitra", "`id` mitra yang dapat diajak.", default=(), max_length=10)
    inovasi: tuple[Slug, ...] = field(
        "Yang sudah tercatat", "Inovasi atau petunjuk yang dapat menjadi awalnya.", default=(), max_length=20
    )
    langkah_pertama: Plan | None = field("Langkah pertama", "Yang dikerjakan lebih dahulu.")
    ukuran: Plan | None = field("Ukuran", "Dari mana terlihat bahwa program ini berhasil.")


class Ecosystem(Record):
    """The sectors, the connections that were recommended, and the partners."""

    nama: Text = field("Nama daftar", "Nama daftar.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Untuk apa daftar ini.")
    sektor: tuple[Sector, ...] = field("Sektor", "Sektor menurut urusan dan tema.", default=(), max_length=14)
    kaitan: tuple[Tie, ...] = field("Kaitan", "Kaitan antarsektor yang dianjurkan.", default=(), max_length=20)
    mitra: tuple[Partner, ...] = field("Mitra", "Yang menganjurkan atau dapat diajak.", default=(), max_length=20)
    sumber: tuple[Source, ...] = field("Sumber", "Asal anjuran itu.", default=(), max_length=10)
