"""A city (`region.yaml`, the one file that knows it), its offices (a file under `opd/`), and examples of others."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.common.hosting import Kind
from catalogue.model.innovation import Contact, Source
from catalogue.model.period import Asal
from catalogue.model.types import (
    Answer,
    Date,
    Day,
    InVocabulary,
    Record,
    RepositoryAddress,
    Sentence,
    SiteAddress,
    Slug,
    Text,
    field,
)


class Programme(Record):
    """The programme that the compliance page measures."""

    nama: Text = field("Nama program", "Nama target.", default=..., example="Satu OPD Satu Inovasi")
    penjelasan: Sentence = field("Penjelasan", "Isi target dalam satu atau dua kalimat.", default=...)
    ditetapkan: Day | None = field("Ditetapkan", "Hari target disampaikan.")
    sumber: tuple[Source, ...] = field("Sumber", "Asal keterangan tentang target.", default=(), max_length=10)


class Desk(Contact):
    """The coordinator's office, which answers questions and takes submissions in."""

    whatsapp: Annotated[str, Field(pattern=r"^(?:\+?62|0)[ -]?8[0-9 -]{7,16}$")] | None = field(
        "WhatsApp kantor",
        "Nomor WhatsApp kantor yang menerima kiriman, bukan nomor pribadi.",
        example="0811 0000 0000",
    )


class Region(Record):
    """A regional government and its catalogue's settings."""

    nama: Text = field("Nama daerah", "Nama lengkap daerah.", default=..., example="Kota Contoh")
    nama_pendek: Text = field("Nama pendek", "Nama tanpa kata kota atau kabupaten.", default=..., example="Contoh")
    pemerintah: Text = field("Nama pemerintah", "Nama pemerintah daerah.", default=...)
    provinsi: Text = field("Provinsi", "Provinsi tempat daerah ini.", default=...)
    kode_wilayah: Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2})?$")] = field(
        "Kode wilayah", "Kode Kementerian Dalam Negeri.", default=..., example="99.01"
    )
    resmi: Answer = field("Situs resmi", "ya hanya bila pemerintah daerah sudah menetapkan situs ini.", default=...)
    zona_waktu: Text = field("Zona waktu", "Zona waktu IANA yang menentukan hari ini.", default="Asia/Jakarta")
    alamat: SiteAddress | None = field("Alamat situs", "Alamat terbit situs, bila sudah ada.")
    repositori: RepositoryAddress | None = field(
        "Repositori", "Alamat repositori tempat usulan dikirim, bila sudah ada."
    )
    jenis_repositori: Kind | None = field(
        "Jenis repositori",
        "github, gitlab, atau forgejo (juga untuk Gitea), bila alamatnya tidak memperlihatkannya; "
        "git bila repositori itu tidak mempunyai halaman yang dapat dibuka.",
        example="forgejo",
    )
    cabang: Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]{1,80}$")] = field(
        "Cabang", "Cabang Git yang diterbitkan.", default="main"
    )
    koordinator: Text = field("Koordinator", "Lembaga yang mengoordinasi pelaporan.", default=..., example="Bappeda")
    kontak: Desk | None = field("Kontak", "Kantor yang menjawab pertanyaan tentang katalog dan menerima kiriman.")
    program: Programme = field("Program", "Target yang diukur halaman kepatuhan.", default=...)


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


class Example(Record):
    """One innovation of another region, as its source describes it."""

    nama: Sentence = field("Nama", "Nama inovasi menurut sumber.", default=...)
    daerah: Text = field("Daerah", "Pemerintah daerah yang menjalankannya.", default=...)
    opd: Text | None = field("OPD", "OPD atau unit yang menjalankannya, menurut sumber.")
    tahun: Date | None = field("Tahun", "Tahun yang disebut sumber.", example="2024")
    ringkasan: Sentence = field("Ringkasan", "Apa yang dilakukan, untuk siapa.", default=...)
    urusan: Annotated[str, InVocabulary("urusan")] = field(
        "Urusan", "Urusan menurut katalog ini, bukan menurut sumber.", default=...
    )
    bentuk: Annotated[str, InVocabulary("bentuk")] | None = field("Bentuk", "Bentuk inovasi.")
    sumber: Source = field("Sumber", "Halaman asal keterangan.", default=...)


class Examples(Record):
    """A short list for each affair; none of it belongs to this region or is counted."""

    nama: Text = field("Nama daftar", "Nama daftar.", default=...)
    keterangan: Sentence | None = field("Keterangan", "Untuk apa daftar ini.")
    contoh: tuple[Example, ...] = field("Contoh", "Inovasi daerah lain.", default=(), max_length=200)


class Opd(Record):
    """An agency or unit of the city; `wajib` puts it in the denominator of Satu OPD Satu Inovasi."""

    nama: Text = field("Nama", "Nama resmi menurut peraturan susunan perangkat daerah.", default=...)
    singkatan: Text | None = field("Singkatan", "Singkatan yang lazim dipakai.", example="Diskominfo")
    jenis: Annotated[str, InVocabulary("jenis-opd")] = field("Jenis", "Jenis lembaga.", default=..., example="dinas")
    wajib: Answer = field(
        "Wajib berinovasi",
        "ya bila target Satu OPD Satu Inovasi berlaku baginya.",
        default=...,
        source="UU 23/2014 Pasal 209 ayat (2)",
    )
    induk: Slug | None = field("Induk", "Nama berkas OPD induk, bagi unit di bawahnya.", example="dinas-kesehatan")
    urusan: tuple[Annotated[str, InVocabulary("urusan")], ...] = field(
        "Urusan", "Kode urusan yang diampu.", default=(), max_length=12, source="UU 23/2014 Pasal 12"
    )
    kode_wilayah: Annotated[str, Field(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$")] | None = field(
        "Kode wilayah", "Kode Kementerian Dalam Negeri bagi kecamatan dan kelurahan.", example="99.01.01"
    )
    status: Annotated[str, InVocabulary("status-opd")] = field(
        "Status nama", "Seberapa pasti nama dan keberadaannya.", default=...
    )
    keyakinan: Annotated[str, InVocabulary("keyakinan")] | None = field(
        "Keyakinan", "Kekuatan sumber yang menyebut lembaga ini."
    )
    perlu_konfirmasi: tuple[Sentence, ...] = field(
        "Perlu dikonfirmasi", "Hal yang belum pasti dan perlu dijawab OPD atau Bappeda.", default=(), max_length=10
    )
    kontak: Contact | None = field("Kontak", "Alamat dan nomor kantor.")
    pendamping: Text | None = field(
        "Pendamping",
        "Bidang atau jabatan pada koordinator yang mendampingi OPD ini, bukan nama orang.",
        example="Bidang Riset dan Inovasi",
    )
    catatan: tuple[Sentence, ...] = field("Catatan", "Keterangan lain yang bersumber.", default=(), max_length=10)
    sumber: tuple[Source, ...] = field("Sumber", "Asal nama dan keterangannya.", default=(), max_length=30)
