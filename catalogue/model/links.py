"""Links that the weekly check leaves alone for a while: the content of `.github/tautan.yaml`."""

from __future__ import annotations

from pydantic import Field

from catalogue.model.fields import Record, field
from catalogue.model.types import Day, Sentence, WebAddress


class LinkException(Record):
    """Addresses that are right although they cannot be opened now, until a day."""

    awalan: WebAddress = field("Awalan", "Awal alamat; semua yang diawalinya tidak diperiksa.", default=...)
    alasan: Sentence = field("Alasan", "Mengapa alamatnya benar walaupun tidak dapat dibuka.", default=...)
    sampai: Day = field("Sampai", "Hari terakhir pengecualian berlaku.", default=..., example="2027-01-31")


class LinkExceptions(Record):
    """All of them."""

    pengecualian: tuple[LinkException, ...] = Field(default=(), title="Pengecualian", max_length=200)
