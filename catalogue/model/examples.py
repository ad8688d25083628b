"""Innovations of other regions, shown as theirs to an agency that has none: `vocabularies/contoh-daerah-lain.yaml`."""

from __future__ import annotations

from typing import Annotated

from catalogue.model.fields import Record, field
from catalogue.model.innovation import Source
from catalogue.model.types import Date, InVocabulary, Sentence, Text


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
