"""What arrives from outside: the answers of an agency about its records, and the line that says what was taken in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from catalogue.model.types import Date, Day, InVocabulary, Record, Sentence, Slug, Text, field

Way = Literal["isu", "whatsapp", "surel", "berkas", "kertas", "excel"]
"""How a submission came to the coordinator."""
Progress = Literal["diterima", "diperiksa", "terbit", "ditolak"]
NUMBER = "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
"""A receipt number: eight letters of Crockford's base 32."""


class AgencyAnswer(Record):
    """What an agency says of one record."""

    inovasi: Slug = field("Inovasi", "Nama berkas inovasinya, tanpa .yaml.", default=..., example="bank-sampah")
    putusan: Annotated[str, InVocabulary("putusan-tanggapan")] = field(
        "Putusan", "Jawaban OPD atas catatan itu.", default=..., example="benar"
    )
    isi: Sentence | None = field("Isi", "Alasannya: mengapa, sejak kapan, atau milik siapa.")
    sejak: Date | None = field("Sejak", "Sejak kapan berhenti.", example="2025-06")
    milik: Slug | None = field("Milik", "Nama berkas OPD pemiliknya, tanpa .yaml.", example="dinas-kesehatan")


class AgencyAnswers(Record):
    """The answers of one agency, sent together."""

    kiriman: Literal["jawaban"] = field("Kiriman", "Selalu `jawaban`.", default=...)
    opd: Slug = field("OPD", "Nama berkas OPD yang menjawab, tanpa .yaml.", default=..., example="dinas-kesehatan")
    jabatan: Text = field(
        "Jabatan", "Jabatan yang menjawab, bukan nama orang.", default=..., example="Sekretaris Dinas"
    )
    tanggal: Day = field("Tanggal", "Hari jawaban itu diberikan.", default=..., example="2026-11-30")
    jawaban: tuple[AgencyAnswer, ...] = field(
        "Jawaban", "Satu butir untuk tiap inovasi.", default=..., min_length=1, max_length=100
    )


Whole = Annotated[str, StringConstraints(min_length=1)]
"""A text as it is, blanks and all; the size of what carries it bounds it."""


class BundledFile(Record):
    """A file of the coordinator's as it is to be, and the mark of the published one that it was made from."""

    tempat: Text = field(
        "Tempat", "Letak berkasnya dalam katalog.", default=..., example="periods/2027/reviews/bank-sampah.yaml"
    )
    dasar: Annotated[str, Field(pattern="^[0-9a-f]{16}$")] | None = field(
        "Dasar", "Ringkasan berkas terbit yang menjadi awalnya; kosong bila berkasnya baru."
    )
    isi: Whole = field("Isi", "Seluruh isi berkas.", default=...)


class BundledSubmission(Record):
    """A submission that the coordinator took in, as it came."""

    lewat: Way = field("Lewat", "Jalan kiriman itu sampai.", default=..., example="whatsapp")
    isi: Whole = field("Isi", "Kiriman itu seutuhnya.", default=...)


class Bundle(Record):
    """What the coordinator did at the desk, sent together: files of its own, and what it took in."""

    kiriman: Literal["meja"] = field("Kiriman", "Selalu `meja`.", default=...)
    tanggal: Day = field("Tanggal", "Hari kiriman itu dibuat.", default=..., example="2026-11-30")
    jabatan: Text = field(
        "Jabatan", "Jabatan yang mengirim, bukan nama orang.", default=..., example="Kepala Bidang Riset dan Inovasi"
    )
    berkas: tuple[BundledFile, ...] = field("Berkas", "Satu butir tiap berkas.", default=(), max_length=500)
    diterima: tuple[BundledSubmission, ...] = field(
        "Diterima", "Satu butir tiap kiriman yang diterima.", default=(), max_length=500
    )


class Receipt(Record):
    """A submission that the coordinator took in."""

    nomor: Annotated[str, Field(pattern=f"^{NUMBER}$")] | None = field(
        "Nomor",
        "Nomor tanda terima, dihitung dari isi kiriman; kosong bila yang diterima bukan kiriman, misalnya surat.",
        example="K7Q2-9F3M",
    )
    tanggal: Day = field("Tanggal", "Hari kiriman itu diterima.", default=..., example="2026-11-30")
    lewat: Way = field("Lewat", "Jalan kiriman itu sampai.", default=..., example="whatsapp")
    opd: Slug | None = field("OPD", "Nama berkas OPD pengirim, tanpa .yaml; kosong bila belum ditetapkan.")
    inovasi: tuple[Slug, ...] = field(
        "Inovasi", "Nama berkas inovasi yang dikirim atau dijawab.", default=(), max_length=200, example="[bank-sampah]"
    )
    keadaan: Progress = field(
        "Keadaan",
        "diterima, diperiksa selama menunggu keputusan, terbit bila isinya sudah masuk katalog, atau ditolak.",
        default=...,
        example="terbit",
    )
    catatan: Sentence | None = field("Catatan", "Keterangan bagi pengirim, misalnya alasan penolakan.")
    diterima_oleh: Text = field("Diterima oleh", "Lembaga yang menerimanya.", default=..., example="Bappeda")


class Receipts(Record):
    """What was taken in during one reporting year: the content of `periods/<year>/penerimaan.yaml`."""

    penerimaan: tuple[Receipt, ...] = field(
        "Penerimaan", "Satu butir tiap kiriman, yang terbaru paling bawah.", default=(), max_length=5_000
    )
