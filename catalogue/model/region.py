"""Whose catalogue this is: the content of `region.yaml`, the one file that knows the city."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Contact, Source
from catalogue.model.types import Answer, Day, RepositoryAddress, Sentence, SiteAddress, Text


class Programme(Record):
    """The programme that the compliance page measures."""

    nama: Text = field("Nama program", "Nama target.", default=..., example="Satu OPD Satu Inovasi")
    penjelasan: Sentence = field("Penjelasan", "Isi target dalam satu atau dua kalimat.", default=...)
    ditetapkan: Day | None = field("Ditetapkan", "Hari target disampaikan.")
    sumber: tuple[Source, ...] = field("Sumber", "Asal keterangan tentang target.", default=(), max_length=10)


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
    cabang: Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]{1,80}$")] = field(
        "Cabang", "Cabang Git yang diterbitkan.", default="main"
    )
    koordinator: Text = field("Koordinator", "Lembaga yang mengoordinasi pelaporan.", default=..., example="Bappeda")
    kontak: Contact | None = field("Kontak", "Kantor yang menjawab pertanyaan tentang katalog.")
    program: Programme = field("Program", "Target yang diukur halaman kepatuhan.", default=...)
