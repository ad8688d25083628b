"""The fields of a record as rows of label and value, labelled by the model itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words, number_text, partial_date_text
from catalogue.model import Innovation
from catalogue.model.innovation import Location
from catalogue.model.maturity import NO_COMPLAINT

VOCABULARIES = {
    "tahapan": "tahapan",
    "inisiator": "inisiator",
    "klasifikasi": "klasifikasi",
    "jenis": "jenis",
    "bentuk": "bentuk",
    "urusan_utama": "urusan",
    "urusan_lain": "urusan",
    "asta_cita": "asta-cita",
    "pkpn": "pkpn",
    "tema": "tema",
    "status": "status",
    "status_data": "status-data",
}
"""Which closed list a field takes its words from, so that its reader sees the word's name."""

DATES = {"waktu_uji_coba", "waktu_penerapan", "waktu_pengembangan"}

NUMBERS = {
    "sdm": "orang",
    "bimtek": "kali",
    "aktor": "aktor",
    "jejaring": "perangkat daerah",
    "informasi_layanan": "cara",
    "kemudahan_proses": "hari",
    "pengaduan": "persen",
    "replikasi": "daerah",
    "kecepatan": "bulan",
    "video": "unsur",
}
"""The unit in which each counted fact is stated (Pedoman Umum IGA 2026, Lampiran II)."""


@dataclass(frozen=True)
class FieldRow:
    """A field as shown: `reading` when the compiler inferred it and no source states it."""

    name: str
    label: str
    value: str
    links: tuple[tuple[str, str], ...] = ()
    reading: bool = False


def label(name: str) -> str:
    """Return the label of a field of an innovation."""
    return Innovation.model_fields[name].title or name


def value_text(build: Build, record: Innovation, name: str) -> str:
    """Write a field's value for people; empty when it is not filled."""
    value = getattr(record, name)
    if not value:
        return ""
    if name in DATES:
        return partial_date_text(value)
    if isinstance(value, Location):
        return location_text(value)
    if name in VOCABULARIES:
        return _words(build, VOCABULARIES[name], value if isinstance(value, tuple) else (value,))
    return str(value)


def location_text(location: Location) -> str:
    """Write an address and its coordinates."""
    parts = [location.alamat or ""]
    if location.lintang is not None and location.bujur is not None:
        parts.append(f"{number_text(location.lintang)}; {number_text(location.bujur)}")
    return ", ".join(part for part in parts if part)


def _words(build: Build, vocabulary: str, ids: Iterable[str]) -> str:
    words = (build.word(vocabulary, id) for id in ids)
    return enumerate_words(word.nama for word in words if word)


def rows(build: Build, record: Innovation, names: Iterable[str]) -> tuple[FieldRow, ...]:
    """Show the filled ones of these fields."""
    made = (_row(build, record, name) for name in names)
    return tuple(row for row in made if row.value)


def _row(build: Build, record: Innovation, name: str) -> FieldRow:
    return FieldRow(
        name=name,
        label=label(name),
        value=value_text(build, record, name),
        links=tuple(_links(build, name, getattr(record, name))),
        reading=name in record.pembacaan,
    )


def _links(build: Build, name: str, value: Any) -> Iterable[tuple[str, str]]:
    ids = value if isinstance(value, tuple) else (value,)
    if name in ("urusan_utama", "urusan_lain"):
        for word in filter(None, (build.word("urusan", id) for id in ids)):
            yield word.nama, f"urusan/{word.slug or word.id}/"
    elif name == "tema":
        for word in filter(None, (build.word("tema", id) for id in ids)):
            yield word.nama, f"tema/{word.id}/"


def fact_text(build: Build, id: str, fact: str) -> str:
    """Say the fact of an indicator in words, with its unit."""
    word = build.word(id.replace("_", "-"), fact)
    if word:
        return word.nama
    if fact == NO_COMPLAINT:
        return "Tidak ada pengaduan"
    basis, _, amount = fact.partition(": ")
    if id == "kemanfaatan" and (word := build.word("basis-kemanfaatan", basis)):
        return f"{word.nama}: {amount.replace('.', ',')}"
    return f"{fact} {NUMBERS.get(id, '')}".strip() if fact else "Belum diisi"
