"""The Ministry's rubric of one year: indicators, levels, weights and the formula, all as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from catalogue.model.innovation import Innovation, Source
from catalogue.model.maturity import Maturity
from catalogue.model.types import Answer, Integer, InVocabulary, Number, Record, Sentence, Slug, Text, field, number_in

FIELDS = (*Innovation.model_fields, *(f"kematangan.{key}" for key in Maturity.model_fields))


def _known_field(name: str) -> str:
    if name not in FIELDS:
        raise PydanticCustomError("kosakata", "nama isian", {"vocabulary": "isian", "words": list(FIELDS)})
    return name


FieldName = Annotated[str, AfterValidator(_known_field)]
Offset = Annotated[Integer, Field(ge=-5, le=0)]
Weight = Annotated[Number, Field(gt=0, le=100)]


class Condition(Record):
    """When a fact reaches a level; exactly the keys that suit the fact are given, none means always.

    A word beside a limit is another answer that reaches the level.
    """

    kata: tuple[Text, ...] = field("Kata", "Fakta berupa salah satu kata ini.", default=())
    minimum: Number | None = field("Minimum", "Angka paling kecil.")
    lebih_dari: Number | None = field("Lebih dari", "Angka harus lebih besar dari ini.")
    maksimum: Number | None = field("Maksimum", "Angka paling besar.")
    tahun: tuple[tuple[Offset, ...], ...] = field(
        "Tahun",
        "Salah satu susunan tahun ini seluruhnya ada; 0 tahun pelaporan (T-0), -1 tahun sebelumnya (T-1).",
        default=(),
    )
    basis: dict[str, Condition] | None = field("Basis", "Syarat menurut basis fakta.")

    @property
    def numeric(self) -> bool:
        """Whether it sets a limit to a number."""
        return (self.minimum, self.lebih_dari, self.maksimum) != (None, None, None)


class EvidenceYears(Record):
    """The years from which the evidence of an indicator may be; without limits any year will do."""

    kata: tuple[Text, ...] = field("Kata", "Berlaku bila fakta salah satu kata ini; kosong berarti selalu.", default=())
    dari: Offset | None = field("Dari", "Tahun paling lama: 0 tahun pelaporan (T-0), -2 dua tahun sebelumnya (T-2).")
    sampai: Offset | None = field("Sampai", "Tahun paling baru, dihitung seperti `dari`.")
    tahun_penerapan: Answer = field(
        "Tahun penerapan", "ya bila tahunnya harus sama dengan tahun penerapan atau pengembangan.", default=False
    )


class Level(Record):
    """One level of an indicator; its score is weight times level."""

    level: Annotated[Integer, Field(ge=1, le=3)] = field("Tingkat", "1, 2, atau 3.", default=...)
    teks: Sentence = field("Bunyi", "Bunyi tingkat menurut pedoman.", default=...)
    syarat: Condition | None = field("Syarat", "Syarat yang dapat dihitung; tanpa ini tingkat dinyatakan langsung.")
    perlu_pihak_lain: Answer = field(
        "Perlu pihak lain",
        "ya bila tingkat ini menunggu DPRD atau daerah lain, sehingga tidak dapat dijanjikan dalam satu putaran.",
        default=False,
    )


class Indicator(Record):
    """An indicator that scores: a row of the SPD or one of the twenty of an innovation (SID)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=40)] = field(
        "Kunci", "Kunci yang dipakai dalam berkas data.", default=...
    )
    nomor: Text = field("Nomor", "Nomor dalam pedoman.", default=...)
    nama: Sentence = field("Nama", "Nama indikator menurut pedoman.", default=...)
    variabel: Text = field("Variabel", "Variabel tempat indikator ini.", default=...)
    wajib: Answer = field("Wajib", "ya bila pedoman mewajibkannya.", default=...)
    bobot: Weight = field("Bobot", "Skor satu tingkat.", default=...)
    level: tuple[Level, ...] = field("Tingkat", "Tingkat 1 sampai 3.", default=..., min_length=1, max_length=3)
    bukti: Sentence | None = field("Data pendukung", "Dokumen yang diminta pedoman.")
    tahun_bukti: tuple[EvidenceYears, ...] = field(
        "Tahun bukti", "Tahun dokumen yang diterima, bila pedoman membatasinya.", default=()
    )
    satu_bukti_per_satuan: Answer = field(
        "Satu bukti tiap satuan",
        "ya bila pedoman meminta satu berkas untuk tiap kegiatan, cara, atau daerah.",
        default=False,
    )
    satu_dokumen_banyak_inovasi: Answer = field(
        "Satu dokumen banyak inovasi",
        "ya bila satu dokumen dapat menyebut banyak inovasi, seperti keputusan dengan daftar.",
        default=False,
    )
    hasil_pembangunan: Answer = field(
        "Hasil pembangunan",
        "ya bila yang diukur hasil kerja bertahun-tahun, seperti kemiskinan, bukan sesuatu yang dapat disusun.",
        default=False,
    )
    penanda_tangan: Sentence | None = field(
        "Penanda tangan", "Siapa yang menandatangani atau menerbitkan dokumennya.", example="kepala daerah"
    )
    lama_hari: Annotated[Integer, Field(ge=1, le=730)] | None = field(
        "Lama menyusun",
        "Hari kalender dari mulai disusun sampai ditandatangani; usulan katalog, bukan isi pedoman.",
        example="30",
    )
    berkas: tuple[Slug, ...] = field("Jenis berkas", "Jenis berkas yang diterima.", default=())
    catatan: Sentence | None = field("Catatan", "Keterangan tentang isi pedoman.")

    @property
    def words(self) -> tuple[str, ...]:
        """The closed words of its levels, lowest first; none when the levels are numbers."""
        return tuple(word for level in self.level if level.syarat for word in level.syarat.kata)

    def understands(self, text: str) -> bool:
        """Tell whether a text is one of the closed words, or a number when the levels are numbers."""
        worded = all(level.syarat and level.syarat.kata and not level.syarat.numeric for level in self.level)
        return text in self.words or (not worded and number_in(text) is not None)


class Formula(Record):
    """The constants of the index."""

    pembagi_minimum: Annotated[Integer, Field(ge=1)] = field("Pembagi minimum", "Pembagi terkecil.", default=...)
    bobot_jumlah: Annotated[Number, Field(ge=0)] = field("Bobot jumlah inovasi", "Skor tiap inovasi.", default=...)
    batas_jumlah: Annotated[Integer, Field(ge=1)] = field(
        "Batas jumlah", "Banyaknya inovasi yang dihitung.", default=...
    )
    urusan_dasar_minimum: Annotated[Integer, Field(ge=0)] = field(
        "Urusan dasar minimum", "Urusan pelayanan dasar yang harus terwakili agar jumlah inovasi dinilai.", default=...
    )
    total_maksimum: Weight | Annotated[Number, Field(gt=0)] = field("Skor tertinggi", "Pembagi akhir.", default=...)
    teks: Sentence = field("Rumus", "Rumus dalam kalimat.", default=...)


class Band(Record):
    """A category of the index; both limits belong to it, and the index is rounded to two decimals first."""

    nama: Text = field("Nama", "Nama kategori.", default=...)
    minimum: Number = field("Dari", "Batas bawah.", default=...)
    maksimum: Number = field("Sampai", "Batas atas.", default=...)


class Profile(Record):
    """What makes a proposal fit to be entered: the step *layak*."""

    isian_wajib: tuple[FieldName, ...] = field(
        "Isian wajib", "Isian profil yang harus terisi.", default=..., min_length=1
    )
    kata_minimum: Annotated[Integer, Field(ge=0)] = field(
        "Kata minimum", "Jumlah kata paling sedikit dalam rancang bangun.", default=...
    )
    tahapan: tuple[Annotated[str, InVocabulary("tahapan")], ...] = field(
        "Tahapan", "Tahapan inovasi yang dihitung; kosong berarti semua.", default=()
    )


class Participation(Record):
    """How often an innovation may be reported."""

    maksimum: Annotated[Integer, Field(ge=1)] = field(
        "Paling banyak", "Berapa kali satu inovasi boleh dilaporkan.", default=...
    )
    keyakinan: Sentence = field("Keyakinan", "Dari mana batas ini dan seberapa pasti.", default=...)
    sumber: tuple[Source, ...] = field("Sumber", "Pedoman atau berita yang menyebutnya.", default=(), max_length=5)


class FormItem(Record):
    """One field of the Ministry's form for an innovation, and the field of the catalogue that answers it."""

    nomor: Text = field("Nomor", "Urutan pada formulir.", default=...)
    nama: Sentence = field("Nama", "Nama isian pada formulir Kementerian.", default=...)
    isian: FieldName | None = field("Isian", "Isian katalog yang menjawabnya.", example="rancang_bangun")
    bentuk: Literal["tetap", "pilihan", "teks", "teks-panjang", "koordinat", "tanggal", "ya-tidak", "berkas"] = field(
        "Bentuk", "Cara isian itu diisi pada formulir; tetap bila sudah terisi sendiri.", default=...
    )
    aturan: Sentence | None = field("Aturan", "Batas atau jenis berkas yang diminta.")


class Rubric(Record):
    """Everything that the Ministry may change from one year to the next."""

    tahun: Annotated[Integer, Field(ge=2000, le=2100)] = field("Tahun", "Tahun pelaporan (T-0).", default=...)
    nama: Sentence = field("Nama", "Nama pedoman.", default=...)
    status: Literal["berlaku", "perkiraan"] = field(
        "Status", "berlaku, atau perkiraan sebelum pedoman terbit.", default=...
    )
    keyakinan: tuple[Sentence, ...] = field("Keyakinan", "Dari mana isi rubrik ini dan seberapa pasti.", default=...)
    rumus: Formula = field("Rumus", "Tetapan rumus indeks.", default=...)
    kategori: tuple[Band, ...] = field("Kategori", "Predikat menurut nilai indeks.", default=..., min_length=1)
    profil: Profile = field("Profil", "Syarat langkah layak.", default=...)
    keikutsertaan: Participation | None = field(
        "Keikutsertaan", "Batas banyaknya pelaporan satu inovasi; tanpa ini tidak dibatasi."
    )
    formulir: tuple[FormItem, ...] = field("Formulir", "Isian formulir Kementerian menurut urutannya.", default=())
    spd: tuple[Indicator, ...] = field("Satuan Pemerintah Daerah", "Baris skor SPD.", default=..., min_length=1)
    indikator: tuple[Indicator, ...] = field(
        "Satuan Inovasi Daerah", "Indikator tiap inovasi.", default=..., min_length=1
    )
    perubahan: tuple[Sentence, ...] = field("Perubahan", "Yang berbeda dari tahun sebelumnya.", default=())
    sumber: tuple[Source, ...] = field("Sumber", "Pedoman dan salinan yang dibaca.", default=..., min_length=1)
