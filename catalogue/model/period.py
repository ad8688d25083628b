"""Bappeda's side: the period of a year, the reviews in it, and the Ministry's published results."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.types import Answer, Day, Integer, Number, Sentence, Slug, Text

Step = Literal["tercatat", "layak", "lengkap", "terverifikasi", "terlapor"]
DateStatus = Literal["rancangan", "resmi"]
Points = Annotated[Number, Field(ge=0, le=100)]


class Extension(Record):
    """An earlier end of a stage, kept when the stage was extended."""

    selesai_semula: Day = field("Selesai semula", "Hari terakhir sebelum diperpanjang.", default=...)
    diumumkan: Day | None = field("Diumumkan", "Hari perpanjangan diumumkan.")
    sumber: tuple[Source, ...] = field("Sumber", "Surat atau berita perpanjangan.", default=(), max_length=5)


class Stage(Record):
    """One stage of the timeline."""

    id: Slug = field("Kunci", "Kunci tahap dalam periode ini.", default=...)
    nama: Text = field("Nama", "Nama tahap.", default=...)
    mulai: Day = field("Mulai", "Hari pertama.", default=...)
    selesai: Day = field("Selesai", "Hari terakhir.", default=...)
    status: DateStatus = field("Status tanggal", "resmi hanya bila ada sumbernya.", default=...)
    pelaku: Text = field("Pelaku", "Siapa yang bekerja pada tahap ini.", default=...)
    langkah: Step | None = field("Langkah", "Langkah inovasi yang harus tercapai pada akhir tahap ini.")
    penjelasan: Sentence | None = field("Penjelasan", "Apa yang dilakukan.")
    perpanjangan: tuple[Extension, ...] = field("Perpanjangan", "Riwayat perpanjangan.", default=(), max_length=10)
    catatan: Sentence | None = field("Catatan", "Dasar tanggal rancangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Surat yang menetapkan tanggal.", default=(), max_length=5)


class Window(Record):
    """The days in which an innovation must have been put into use, or developed, to be reported."""

    mulai: Day = field("Mulai", "Hari pertama.", default=...)
    selesai: Day = field("Selesai", "Hari terakhir.", default=...)
    status: DateStatus = field("Status", "resmi hanya bila ada sumbernya.", default=...)
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dasar rentang.", default=(), max_length=5)


class Threshold(Record):
    """The step at which an agency has met Satu OPD Satu Inovasi."""

    langkah: Step = field("Langkah", "Langkah paling rendah yang memenuhi target.", default=...)
    status: DateStatus = field("Status", "resmi bila sudah ditetapkan.", default=...)
    catatan: Sentence | None = field("Catatan", "Alasan pilihan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dasar penetapan.", default=(), max_length=5)


class Target(Record):
    """The index that the city's medium-term plan (RPJMD) sets for the year."""

    nilai: Points | None = field("Nilai", "Target indeks; kosong bila belum diketahui.")
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dokumen RPJMD.", default=(), max_length=5)


class SpdRow(Record):
    """The city's state for one SPD row."""

    nilai: Text | None = field("Nilai", "Angka atau kata menurut rubrik.")
    level: Annotated[Integer, Field(ge=0, le=3)] | None = field("Tingkat", "Tingkat, bila hanya itu yang diketahui.")
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Asal nilai.", default=(), max_length=5)


class Visibility(Record):
    """What the site shows to everyone."""

    kematangan: Answer = field("Skor kematangan", "Tampilkan skor tiap inovasi.", default=True)
    indeks: Answer = field("Proyeksi indeks", "Tampilkan proyeksi indeks.", default=True)


class Period(Record):
    """One reporting year: the content of `periods/<year>/period.yaml`."""

    tahun: Annotated[Integer, Field(ge=2000, le=2100)] = field("Tahun", "Tahun pelaporan.", default=...)
    rubrik: Slug = field("Rubrik", "Nama berkas rubrik, tanpa .yaml.", default=..., example="iid-2026")
    mulai: Day = field("Mulai", "Hari pertama periode ini menjadi periode berjalan.", default=...)
    selesai: Day = field("Selesai", "Hari terakhir periode ini.", default=...)
    jendela: Window = field("Jendela penerapan", "Rentang waktu penerapan yang dapat dilaporkan.", default=...)
    ambang: Threshold = field("Ambang target", "Langkah yang memenuhi Satu OPD Satu Inovasi.", default=...)
    target_rpjmd: Target | None = field("Target RPJMD", "Target indeks dalam RPJMD.")
    linimasa: tuple[Stage, ...] = field("Linimasa", "Tahap pelaporan.", default=(), max_length=40)
    spd: dict[str, SpdRow] = field("SPD", "Keadaan daerah menurut baris SPD.", default={}, max_length=60)
    publikasi: Visibility = field("Publikasi", "Apa yang ditampilkan untuk umum.", default=Visibility())
    catatan: tuple[Sentence, ...] = field("Catatan", "Keterangan periode.", default=(), max_length=10)
    sumber: tuple[Source, ...] = field("Sumber", "Dasar periode.", default=(), max_length=20)


class Verification(Record):
    """Bappeda's finding on one indicator; it holds only while the evidence is what it saw."""

    putusan: Literal["sesuai", "tidak-sesuai"] = field("Putusan", "sesuai atau tidak-sesuai.", default=...)
    sidik: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] = field(
        "Sidik bukti", "Sidik fakta dan bukti yang diperiksa; ditulis oleh perkakas.", default=...
    )
    tanggal: Day = field("Tanggal", "Hari pemeriksaan.", default=...)
    catatan: Sentence | None = field("Catatan", "Yang perlu diperbaiki.")


class Submission(Record):
    """The entry in the Ministry's application."""

    tanggal: Day = field("Tanggal", "Hari dimasukkan ke aplikasi Kementerian.", default=...)
    catatan: Sentence | None = field("Catatan", "Keterangan.")


class Outcome(Record):
    """What the Ministry decided on the innovation."""

    skor: Annotated[Number, Field(ge=0, le=200)] | None = field("Skor", "Skor kematangan menurut Kementerian.")
    keputusan: Sentence | None = field("Keputusan", "Putusan Kementerian.")
    sumber: tuple[Source, ...] = field("Sumber", "Dasar.", default=(), max_length=5)


class Review(Record):
    """Bappeda's side of one innovation: the content of `periods/<year>/reviews/<slug>.yaml`."""

    verifikasi: dict[str, Verification] = field("Verifikasi", "Putusan per indikator.", default={}, max_length=30)
    pelaporan: Submission | None = field("Pelaporan", "Pemasukan ke aplikasi Kementerian.")
    hasil: Outcome | None = field("Hasil", "Hasil penilaian Kementerian.")


class Result(Record):
    """A published index of one government in one year."""

    daerah: Text = field("Daerah", "Nama pemerintah daerah.", default=...)
    tahun: Annotated[Integer, Field(ge=2000, le=2100)] = field("Tahun", "Tahun penilaian.", default=...)
    nilai: Annotated[Number, Field(ge=0)] | None = field("Nilai", "Nilai indeks; kosong bila tidak diumumkan.")
    skala: Literal["0-100", "lama"] = field("Skala", "lama bagi penilaian sebelum 2021.", default="0-100")
    kategori: Text | None = field("Kategori", "Predikat.")
    kategori_disimpulkan: Answer = field("Predikat disimpulkan", "ya bila sumber tidak menyebutnya.", default=False)
    sebelum_validasi: Answer = field("Sebelum validasi", "ya bila Kementerian belum memvalidasinya.", default=False)
    peringkat: Text | None = field("Peringkat", "Peringkat seperti disebut sumber.")
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Berita atau keputusan.", default=..., min_length=1, max_length=10)


class Results(Record):
    """Published results for comparison: the content of `periods/results.yaml`."""

    catatan: tuple[Sentence, ...] = field("Catatan", "Cara membaca.", default=(), max_length=10)
    hasil: tuple[Result, ...] = field("Hasil", "Satu baris tiap daerah dan tahun.", default=(), max_length=2_000)
