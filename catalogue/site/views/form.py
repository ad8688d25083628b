"""The Ministry's form for an innovation, field by field in its order, with what is to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.assess.design_text import design_of
from catalogue.assess.words import count_words
from catalogue.build import Build
from catalogue.common.indonesian import number_text
from catalogue.model import Evidence, Fact, Innovation
from catalogue.model.innovation import Location
from catalogue.model.rubric import FormItem
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.markup import render_markdown
from catalogue.site.views.fields import value_text


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
    return tuple(_row(build, entry, item) for item in build.assessment.rubric.formulir)


def _row(build: Build, entry: InnovationEntry, item: FormItem) -> FormRow:
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
