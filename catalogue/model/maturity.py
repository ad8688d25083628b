"""The twenty facts of an innovation's maturity and the evidence for each.

Indicators 16 to 35 of the guideline (Pedoman Umum IGA 2026, Surat Kepala BSKDN 400.10.11/1887/BSKDN, Lampiran II).
A record states the fact; which level that is, the rubric of the year says.
"""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import Field

from catalogue.model.types import (
    Amount,
    Date,
    Integer,
    InVocabulary,
    Number,
    OrWord,
    Record,
    Sentence,
    Text,
    WebAddress,
    field,
)

Value = TypeVar("Value")
Year = Annotated[Integer, Field(ge=1990, le=2100)]
Years = Annotated[tuple[Year, ...], Field(max_length=20)]
Count = Annotated[Integer, Field(ge=0, le=10_000_000)]
NO_COMPLAINT = "tidak-ada"
"""That nobody complained is no share of complaints, and not that none was resolved."""

Resolved = Annotated[Number, Field(ge=0, le=100), OrWord(NO_COMPLAINT)]


class Evidence(Record):
    """One document, picture or page that proves a fact; the catalogue keeps where it is, never the file itself."""

    judul: Text = field("Judul", "Nama dokumen seperti tertulis pada dokumennya.", default=...)
    nomor: Text | None = field("Nomor", "Nomor dokumen, bila ada.", example="000.9/112 Tahun 2025")
    tanggal: Date | None = field("Tanggal", "Tanggal dokumen; boleh tahun atau bulan saja.", example="2025-03-14")
    tautan: WebAddress | None = field("Tautan", "Alamat dokumen bila dapat dibuka umum.")
    pemegang: Text | None = field("Pemegang", "Unit kerja yang menyimpan berkasnya, bila tidak ada tautan.")


class Fact(Record, Generic[Value]):
    """What is true of the innovation for one indicator, and what proves it."""

    nilai: Value | None = field("Fakta", "Keadaan yang sebenarnya; tingkatnya dihitung dari rubrik tahun berjalan.")
    bukti: tuple[Evidence, ...] = field("Bukti", "Dokumen yang membuktikan fakta ini.", default=(), max_length=30)
    catatan: Sentence | None = field("Catatan", "Keterangan singkat untuk penelaah.")
    sumber: tuple[Annotated[Integer, Field(ge=1, le=30)], ...] = field(
        "Sumber", "Nomor urut sumber yang menyatakannya, bila OPD belum melampirkan bukti.", default=(), max_length=10
    )


class Benefit(Record):
    """The benefit in one of the six bases of indicator 33; bases may not be mixed."""

    basis: Annotated[str, InVocabulary("basis-kemanfaatan")] = field(
        "Basis", "Cara mengukur kemanfaatan: a sampai f.", default=..., example="a"
    )
    nilai: Annotated[Amount, Field(ge=0)] = field("Nilai", "Besarnya menurut basis itu.", default=..., example="350")


class Maturity(Record):
    """The facts by indicator; the keys are those of the rubric files."""

    regulasi: Fact[Annotated[str, InVocabulary("regulasi")]] | None = field(
        "Regulasi inovasi daerah", "Peraturan yang menetapkan inovasi ini, yang tertinggi.", example="sk-kepala-daerah"
    )
    sdm: Fact[Count] | None = field("Sumber daya manusia", "Jumlah orang yang ditugaskan.", example="12")
    anggaran: Fact[Years] | None = field(
        "Dukungan anggaran", "Tahun anggaran yang membiayainya.", example="[2024, 2025]"
    )
    alat_kerja: Fact[Annotated[str, InVocabulary("alat-kerja")]] | None = field(
        "Alat kerja", "Cara kerja inovasi dijalankan.", example="daring"
    )
    bimtek: Fact[Count] | None = field("Bimtek inovasi", "Jumlah bimbingan teknis dalam tiga tahun.", example="2")
    rkpd: Fact[Years] | None = field("Integrasi dalam RKPD", "Tahun RKPD yang memuatnya.", example="[2024, 2025]")
    aktor: Fact[Count] | None = field("Keterlibatan aktor", "Jumlah aktor, termasuk pelaksana.", example="4")
    pelaksana: Fact[Annotated[str, InVocabulary("pelaksana")]] | None = field(
        "Pelaksana inovasi", "Dasar penugasan pelaksananya.", example="surat-penugasan"
    )
    jejaring: Fact[Count] | None = field("Jejaring inovasi", "Jumlah perangkat daerah yang terlibat.", example="3")
    sosialisasi: Fact[Annotated[str, InVocabulary("sosialisasi")]] | None = field(
        "Sosialisasi", "Saluran sosialisasi yang terluas.", example="kanal-pemda"
    )
    pedoman_teknis: Fact[Annotated[str, InVocabulary("pedoman-teknis")]] | None = field(
        "Pedoman teknis", "Bentuk pedoman bagi pengguna.", example="elektronik"
    )
    informasi_layanan: Fact[Annotated[Count, Field(le=4)]] | None = field(
        "Kemudahan informasi layanan", "Jumlah cara informasi diperoleh, dari empat cara.", example="3"
    )
    kemudahan_proses: Fact[Annotated[Count, Field(ge=1)]] | None = field(
        "Kemudahan proses", "Lama layanan dalam hari kalender; layanan sehari selesai ditulis 1.", example="1"
    )
    pengaduan: Fact[Resolved] | None = field(
        "Penyelesaian pengaduan",
        "Persen pengaduan yang diselesaikan, atau `tidak-ada` bila memang tidak ada pengaduan.",
        example="92.5",
    )
    integrasi: Fact[Annotated[str, InVocabulary("integrasi")]] | None = field(
        "Layanan terintegrasi", "Sejauh mana layanan terhubung dengan layanan lain.", example="satu-unit"
    )
    replikasi: Fact[Count] | None = field("Replikasi", "Jumlah daerah lain yang menirunya.", example="1")
    kecepatan: Fact[Annotated[Count, Field(ge=1)]] | None = field(
        "Kecepatan penciptaan", "Lama penciptaan inovasi dalam bulan; kurang dari sebulan ditulis 1.", example="4"
    )
    kemanfaatan: Fact[Benefit] | None = field("Kemanfaatan", "Besarnya manfaat dalam satu basis.")
    monev: Fact[Annotated[str, InVocabulary("monev")]] | None = field(
        "Monitoring dan evaluasi", "Jenis laporan evaluasi yang tertinggi.", example="survei"
    )
    video: Fact[Annotated[Count, Field(le=5)]] | None = field(
        "Video inovasi", "Jumlah unsur yang tampak dalam video, dari lima unsur.", example="5"
    )
