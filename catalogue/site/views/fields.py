"""The fields of a record as rows of label and value, and the Ministry's form filled in with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalogue.assess.design_text import count_words, design_of
from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words, number_text, partial_date_text
from catalogue.model import Evidence, Fact, Innovation
from catalogue.model.innovation import Location
from catalogue.model.maturity import NO_COMPLAINT
from catalogue.model.rubric import FormItem
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.markup import render_markdown

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
    made = (
        FieldRow(
            name=name,
            label=label(name),
            value=value_text(build, record, name),
            links=tuple(_links(build, name, getattr(record, name))),
            reading=name in record.pembacaan,
        )
        for name in names
    )
    return tuple(row for row in made if row.value)


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


@dataclass(slots=True)
class FormRow:
    """A field of the Ministry's form: `shown` is what to enter, rendered where `text` may have markup."""

    item: FormItem
    shown: str
    text: str
    required: bool
    notes: tuple[str, ...]

    @property
    def copyable(self) -> bool:
        return bool(self.text) and self.item.bentuk not in ("tetap", "berkas", "ya-tidak")

    @property
    def counted(self) -> bool:
        """Tell whether the field counts when the filled ones are counted: not files, and not what is there anyway."""
        return self.item.bentuk not in ("tetap", "berkas")


def form_rows(build: Build, entry: InnovationEntry) -> tuple[FormRow, ...]:
    """Fill in the Ministry's form of the current period's rubric for an innovation."""
    return tuple(_form_row(build, entry, item) for item in build.assessment.rubric.formulir)


def _form_row(build: Build, entry: InnovationEntry, item: FormItem) -> FormRow:
    record, profile = entry.record, build.assessment.rubric.profil
    long = item.bentuk == "teks-panjang"
    text = _text(build, record, item)
    return FormRow(
        item=item,
        shown=render_markdown(getattr(record, item.isian)) if long and item.isian else text,
        text=text,
        required=item.isian in profile.isian_wajib and item.bentuk not in ("ya-tidak", "berkas"),
        notes=tuple(_notes(record, item, profile.kata_minimum)) if text else (),
    )


def _notes(record: Innovation, item: FormItem, minimum: int) -> list[str]:
    """Say what the one who copies should know of a filled field."""
    assert item.isian
    notes = []
    value = getattr(record, item.isian, None)
    if item.bentuk == "teks-panjang":
        words = count_words(value)
        wanted = f" dari paling sedikit {number_text(minimum)}" if item.isian == "rancang_bangun" else ""
        notes.append(f"{number_text(words)} kata{wanted}")
        if item.isian == "rancang_bangun" and (left_out := design_of(record).uncounted):
            notes.append(f"tidak dihitung: {left_out}")
    if item.bentuk == "tanggal" and len(str(value)) < len("2025-07-01"):
        notes.append("hari atau bulannya belum dicatat, sedangkan formulir meminta tanggal")
    if item.isian in record.pembacaan:
        notes.append("disimpulkan pengumpul data, perlu konfirmasi OPD")
    return notes


def _text(build: Build, record: Innovation, item: FormItem) -> str:
    if item.isian is None:
        return ""
    group, _, key = item.isian.rpartition(".")
    value = getattr(getattr(record, group) if group else record, key, None)
    if item.bentuk == "ya-tidak":
        return "Ya" if value else "Tidak"
    if item.bentuk == "koordinat":
        return _coordinates(record.lokasi)
    if item.bentuk == "berkas":
        return _documents(value)
    return value or "" if item.bentuk == "teks-panjang" else value_text(build, record, item.isian)


def _documents(value: Any) -> str:
    """Name the documents that a field of the catalogue speaks of: evidence, awards, or one address."""
    if isinstance(value, Fact):
        return "; ".join(map(evidence_text, value.bukti))
    return "; ".join(award.nama for award in value) if isinstance(value, tuple) else value or ""


def _coordinates(place: Location | None) -> str:
    """Write coordinates as maps copy them: latitude, comma, longitude, with decimal points."""
    if place is None or place.lintang is None or place.bujur is None:
        return ""
    return f"{place.lintang}, {place.bujur}"


def evidence_text(item: Evidence) -> str:
    """Name a document with its number, its date and where it is."""
    parts = [item.judul, f"nomor {item.nomor}" if item.nomor else "", item.tanggal or "", item.tautan or ""]
    if item.pemegang:
        parts.append(f"disimpan {item.pemegang}")
    return ", ".join(part for part in parts if part)
