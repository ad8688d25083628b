"""One agency (OPD) or one unit below it: the content of one file under `opd/`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Contact, Source
from catalogue.model.types import Answer, InVocabulary, Sentence, Slug, Text


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
