"""The fields of a record as rows of label and value, and the Ministry's form filled in with them.

The long texts are a story: problem, idea, how it works, what came of it, what was learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from catalogue.assess.design_text import count_words, design_of
from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words, number_text, partial_date_text
from catalogue.model import Evidence, Fact, Innovation
from catalogue.model.innovation import Location
from catalogue.model.maturity import NO_COMPLAINT
from catalogue.model.rubric import FormItem
from catalogue.read.catalogue import InnovationEntry
from catalogue.site.markup import render_markdown
from catalogue.site.views.services import MeasureView, measures

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


@dataclass(frozen=True)
class TextSection:
    """A text under its heading, with the number that it is about.

    `reading` when the compiler inferred it and no source states it.
    """

    title: str
    html: Markup
    reading: bool
    amount: str = ""
    measure: str = ""
    measures: tuple[MeasureView, ...] = ()


PARTS = {
    "Masalah yang dijawab": ("permasalahan", "masalah", "latar belakang"),
    "Yang baru": ("metode pembaharuan", "metode pembaruan", "keunggulan", "kebaharuan", "kebaruan"),
    "Cara kerjanya": ("tahapan", "cara kerja", "spesifikasi", "mekanisme"),
    "Dasar hukum": ("dasar hukum",),
    "Isu strategis": ("isu strategis",),
}
"""Readers' headings, and how the six parts that the form advises for `rancang_bangun` begin in practice.

Formulir Proposal Inovasi Daerah, Pedoman Umum IGA 2026, Lampiran I: dasar hukum; permasalahan; isu strategis; metode
pembaharuan; keunggulan dan kebaharuan; tahapan atau cara kerja.
"""
BLUEPRINT = "Rancang bangun"
ORDER = (
    "Masalah yang dijawab",
    "Isu strategis",
    "Tujuan",
    "Yang baru",
    "Cara kerjanya",
    BLUEPRINT,
    "Dasar hukum",
    "Hasil",
    "Manfaat",
    "Pelajaran",
)
HEADING = re.compile(r"^ {0,3}(?:#{1,6} +(?P<marked>.+?)[ #]*|\*\*(?P<bold>[^*]{3,80})\*\*:?)\s*$", re.MULTILINE)
NUMBERING = re.compile(r"^(?:\d{1,2}|[A-Za-z])[.)] *")


def sections(build: Build, record: Innovation) -> tuple[TextSection, ...]:
    """Return the texts and figures that a record has, its blueprint taken apart where its own headings allow."""
    texts = dict(_blueprint(record.rancang_bangun or ""))
    found = {title: TextSection(title, html, "rancang_bangun" in record.pembacaan) for title, html in texts.items()}
    for name in ("tujuan", "hasil", "manfaat", "pelajaran"):
        if text := getattr(record, name):
            found[label(name)] = TextSection(label(name), render_markdown(text), name in record.pembacaan)
    if benefit := record.kematangan and record.kematangan.kemanfaatan and record.kematangan.kemanfaatan.nilai:
        word = build.word("basis-kemanfaatan", benefit.basis)
        found["Hasil"] = replace(
            _result(found), amount=number_text(benefit.nilai), measure=word.nama.lower() if word else benefit.basis
        )
    if record.capaian:
        found["Hasil"] = replace(_result(found), measures=measures(record.capaian))
    return tuple(found[title] for title in ORDER if title in found)


def _result(found: Mapping[str, TextSection]) -> TextSection:
    return found.get("Hasil", TextSection("Hasil", Markup(), reading=False))


def _blueprint(text: str) -> Iterator[tuple[str, Markup]]:
    """Yield the parts of a blueprint by the reader's heading; what stands under no known heading stays together."""
    parts: dict[str, list[str]] = {}
    title, start = BLUEPRINT, 0
    for match in HEADING.finditer(text):
        known = _reader_title(match["marked"] or match["bold"])
        if known:
            parts.setdefault(title, []).append(text[start : match.start()])
            title, start = known[0], match.end() if known[1] else match.start()
    parts.setdefault(title, []).append(text[start:])
    for found, pieces in parts.items():
        if html := render_markdown("\n\n".join(pieces).strip()):
            yield found, html


def _reader_title(heading: str) -> tuple[str, bool] | None:
    """Return the title that stands for a heading, and whether it says what they say."""
    words = NUMBERING.sub("", heading.strip(" *:")).casefold()
    for title, starts in PARTS.items():
        if words.startswith(starts):
            rest = re.sub(rf"{'|'.join(starts)}|\b(?:dan|atau|serta)\b", "", words)
            return title, len(re.findall(r"\w+", rest)) < 2
    return None


SHORT = re.compile(r"\b[A-Z][A-Z0-9]{1,7}\b")
LINKING = ("dan", "atau", "serta", "di", "ke")
"""Words of which an abbreviation takes no letter."""


def abbreviations(build: Build, text: str, known: str = "") -> tuple[tuple[str, str], ...]:
    """Return each abbreviation of a text with its words, but for those that the text or what is `known` writes out."""
    meanings = _meanings(build.catalogue.synonyms.padanan, tuple(_agencies(build)))
    written = f"{text} {known}".casefold()
    found = ((short, meanings.get(short, "")) for short in dict.fromkeys(SHORT.findall(text)))
    return tuple((short, full) for short, full in found if full and full.casefold() not in written)


def _agencies(build: Build) -> Iterator[tuple[str, str]]:
    for entry in build.catalogue.opds.values():
        if entry.record.singkatan:
            yield entry.record.singkatan, entry.record.nama


@lru_cache(maxsize=2)
def _meanings(groups: tuple[tuple[str, ...], ...], agencies: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return what each abbreviation stands for; one of two meanings is left out."""
    found: dict[str, set[str]] = {}
    for group in (*groups, *agencies):
        for short in filter(SHORT.fullmatch, group):
            if full := _written_out(short, group):
                found.setdefault(short, set()).add(full)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _written_out(short: str, group: Iterable[str]) -> str:
    """Return the phrase of a group whose words begin with the letters of the abbreviation."""
    return next((phrase for phrase in group if " " in phrase and _initials(phrase).startswith(short.casefold())), "")


def _initials(phrase: str) -> str:
    return "".join(word[0] for word in phrase.casefold().split() if word not in LINKING)
