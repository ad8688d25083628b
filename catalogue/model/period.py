"""Bappeda's side: the period of a year, the reviews in it, and the Ministry's published results."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, model_validator

from catalogue.model.innovation import Source
from catalogue.model.types import Answer, Day, Integer, Number, Record, Sentence, Slug, Text, field

Step = Literal["tercatat", "layak", "lengkap", "terverifikasi", "terlapor"]
"""What a stage or a target may ask for; *diberitakan*, below them all, is a result and nobody's task."""

Asal = Literal["resmi", "pola", "usulan"]
"""Where a date or a rule comes from: a document, the pattern of former years, or a proposal of this catalogue."""

FORMER_ORIGINS = {"rancangan": "usulan", "resmi": "resmi"}
Points = Annotated[Number, Field(ge=0, le=100)]
ASAL_HELP = "resmi bila ada dokumennya; pola dari tahun-tahun lalu; usulan katalog ini. Selain resmi adalah perkiraan."


def _origin_of_status(data: Any) -> Any:
    """Read the former `status` of a date as its `asal`."""
    if isinstance(data, dict) and "status" in data and "asal" not in data and data["status"] in FORMER_ORIGINS:
        return {
            **{key: value for key, value in data.items() if key != "status"},
            "asal": FORMER_ORIGINS[data["status"]],
        }
    return data


class Dated(Record):
    """What a document sets, or a guess stands in for; its former key was `status`."""

    if TYPE_CHECKING:
        asal: Asal  # declared where it stands among the fields of each

    _former = model_validator(mode="before")(_origin_of_status)

    @property
    def resmi(self) -> bool:
        """Whether a document sets it; all else is a guess, never past and never late."""
        return self.asal == "resmi"


class Extension(Record):
    """An earlier end of a stage, kept when the stage was extended."""

    selesai_semula: Day = field("Selesai semula", "Hari terakhir sebelum diperpanjang.", default=...)
    diumumkan: Day | None = field("Diumumkan", "Hari perpanjangan diumumkan.")
    sumber: tuple[Source, ...] = field("Sumber", "Surat atau berita perpanjangan.", default=(), max_length=5)


class Stage(Dated):
    """One stage of the timeline."""

    id: Slug = field("Kunci", "Kunci tahap dalam periode ini.", default=...)
    nama: Text = field("Nama", "Nama tahap.", default=...)
    mulai: Day = field("Mulai", "Hari pertama.", default=...)
    selesai: Day = field("Selesai", "Hari terakhir.", default=...)
    asal: Asal = field("Asal", ASAL_HELP, default=...)
    pelaku: Text = field("Pelaku", "Siapa yang bekerja pada tahap ini.", default=...)
    langkah: Step | None = field("Langkah", "Langkah inovasi yang harus tercapai pada akhir tahap ini.")
    penjelasan: Sentence | None = field("Penjelasan", "Apa yang dilakukan.")
    perpanjangan: tuple[Extension, ...] = field("Perpanjangan", "Riwayat perpanjangan.", default=(), max_length=10)
    catatan: Sentence | None = field("Catatan", "Dasar tanggal rancangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Surat yang menetapkan tanggal.", default=(), max_length=5)


class Window(Dated):
    """The days in which an innovation must have been put into use, or developed, to be reported."""

    mulai: Day = field("Mulai", "Hari pertama.", default=...)
    selesai: Day = field("Selesai", "Hari terakhir.", default=...)
    asal: Asal = field("Asal", ASAL_HELP, default=...)
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dasar rentang.", default=(), max_length=5)


class Target(Dated):
    """When an agency has met Satu OPD Satu Inovasi: one of its innovations fulfils every condition."""

    langkah: Step = field("Langkah", "Langkah paling rendah yang memenuhi target.", default=...)
    dikonfirmasi: Answer = field("Dikonfirmasi", "ya bila OPD harus sudah membenarkan catatannya.", default=False)
    berjalan: Answer = field("Berjalan", "ya bila inovasinya harus diketahui masih berjalan.", default=False)
    dalam_rentang: Answer = field(
        "Dalam rentang", "ya bila inovasinya harus diterapkan dalam rentang yang dapat dilaporkan.", default=False
    )
    asal: Asal = field("Asal", ASAL_HELP, default=...)
    catatan: Sentence | None = field("Catatan", "Alasan pilihan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dasar penetapan.", default=(), max_length=5)


class Collection(Dated):
    """Whether the round can still be changed; nothing else says so."""

    keadaan: Literal["terbuka", "ditutup"] = field("Keadaan", "terbuka atau ditutup.", default=...)
    tanggal: Day | None = field("Tanggal", "Hari pertama bila terbuka, hari terakhir bila ditutup.")
    asal: Asal = field("Asal", ASAL_HELP, default=...)
    catatan: Sentence | None = field("Catatan", "Dari mana tanggal itu.")
    sumber: tuple[Source, ...] = field("Sumber", "Surat atau berita.", default=(), max_length=5)

    def open_on(self, today: date) -> bool:
        """Tell whether entry is open on a day; what closes is open up to its last day."""
        if self.keadaan == "ditutup":
            return self.tanggal is not None and today <= self.tanggal
        return self.tanggal is None or self.tanggal <= today


class Notice(Record):
    """The letter by which agencies were told of the target and its deadline."""

    tanggal: Day = field("Tanggal", "Hari surat disampaikan kepada OPD.", default=...)
    dokumen: Sentence = field("Dokumen", "Nomor dan perihal surat.", default=...)
    sumber: tuple[Source, ...] = field("Sumber", "Surat atau berita.", default=(), max_length=5)


class PlannedIndex(Record):
    """The index that the city's medium-term plan (RPJMD) sets for the year."""

    nilai: Points | None = field("Nilai", "Target indeks; kosong bila belum diketahui.")
    catatan: Sentence | None = field("Catatan", "Keterangan.")
    sumber: tuple[Source, ...] = field("Sumber", "Dokumen RPJMD.", default=(), max_length=5)


class SpdRow(Record):
    """The city's state for one SPD row."""

    nilai: Text | None = field("Nilai", "Angka atau kata menurut rubrik.")
    level: Annotated[Integer, Field(ge=0, le=3)] | None = field("Tingkat", "Tingkat, bila hanya itu yang diketahui.")
    tahun: Annotated[Integer, Field(ge=1990, le=2100)] | None = field("Tahun", "Tahun keadaan yang disebut sumber.")
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
    target: Target = field("Target", "Syarat yang memenuhi Satu OPD Satu Inovasi.", default=...)
    pengumpulan: Collection | None = field("Pengumpulan", "Apakah putaran ini masih dapat diisi.")
    pemberitahuan: Notice | None = field(
        "Pemberitahuan", "Surat yang memberi tahu OPD tentang target dan batas waktunya."
    )
    target_rpjmd: PlannedIndex | None = field("Target RPJMD", "Target indeks dalam RPJMD.")
    linimasa: tuple[Stage, ...] = field("Linimasa", "Tahap pelaporan.", default=(), max_length=40)
    spd: dict[str, SpdRow] = field("SPD", "Keadaan daerah menurut baris SPD.", default={}, max_length=60)
    publikasi: Visibility = field("Publikasi", "Apa yang ditampilkan untuk umum.", default=Visibility())
    catatan: tuple[Sentence, ...] = field("Catatan", "Keterangan periode.", default=(), max_length=10)
    sumber: tuple[Source, ...] = field("Sumber", "Dasar periode.", default=(), max_length=20)

    @model_validator(mode="before")
    @classmethod
    def _former(cls, data: Any) -> Any:
        """Read the former `ambang` as `target`."""
        if isinstance(data, dict) and "ambang" in data and "target" not in data:
            return {"target" if key == "ambang" else key: value for key, value in data.items()}
        return data

    def open_on(self, today: date) -> bool | None:
        """Tell whether the round can still be changed on a day; None where nothing says."""
        return self.pengumpulan.open_on(today) if self.pengumpulan else None


class Verification(Record):
    """Bappeda's finding on one indicator; it holds only while the evidence is what it saw."""

    putusan: Literal["sesuai", "tidak-sesuai"] = field("Putusan", "sesuai atau tidak-sesuai.", default=...)
    sidik: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] = field(
        "Sidik data", "Ringkasan fakta dan bukti yang diperiksa; ditulis oleh program.", default=...
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
