"""Rules on what people read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeAlias

from catalogue.check.checking import Check, Fault, rule
from catalogue.check.identity import normalised
from catalogue.common.findings import Place, Severity, Span
from catalogue.common.indonesian import enumerate_words
from catalogue.common.phrases import phrase
from catalogue.model import Innovation, PartialDate, Record
from catalogue.model.grammar import NOTHING, PLACEHOLDER
from catalogue.read.catalogue import Entry, InnovationEntry, Path
from catalogue.read.characters import split_lines

ACRONYM = re.compile(r"(?<![\w-])(?![IVX]+\b|[A-Z]{1,2}\d+\b)[A-Z][A-Z0-9]*[A-Z](?![\w-])")
"""Capitals, but neither a Roman numeral nor the number of a house or a road."""

EXPLAINED = re.compile(r"\(([A-Z0-9]{2,20})\)|\b([A-Z0-9]{2,20}) \(")
IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|<img\b", re.IGNORECASE)
EMPTY_WORDS = {"foto", "gambar", "image", "img", "dokumentasi", "kegiatan", "foto kegiatan", "dokumentasi kegiatan"}
SHORT = 40
RESERVED = re.compile(r"//(?:www\.)?example\.(?:com|org|net)\b|^https://contoh\.go\.id/berita$")
"""Addresses that nobody owns (RFC 2606), and the one of our own examples."""


@rule("singkatan-tanpa-kepanjangan", Severity.PERINGATAN)
def unexplained_acronym(check: Check) -> Iterator[Fault]:
    """Singkatan dijelaskan.

    Singkatan dalam `nama` dan `ringkasan` dijelaskan pada `kepanjangan` atau di dalam kurung. Singkatan OPD dan yang
    ada dalam daftar singkatan umum tidak perlu dijelaskan.

    Mengapa: Warga yang mencari layanan tidak mengenal singkatan kantor.

    Perbaikan: Isi `kepanjangan`, atau tulis kepanjangannya dalam kurung saat pertama disebut.
    """
    opds = [entry.record for entry in check.catalogue.opds.values()]
    known = {word.upper() for opd in opds for word in (opd.singkatan or "").split()}
    known |= {word.upper() for word in check.catalogue.words("singkatan")}
    for entry in check.catalogue.innovations.values():
        yield from _unexplained(check, entry, known)


def _unexplained(check: Check, entry: InnovationEntry, known: set[str]) -> Iterator[Fault]:
    record = entry.record
    used = {field: dict.fromkeys(ACRONYM.findall(getattr(record, field))) for field in ("nama", "ringkasan")}
    spelt = set(used["nama"]) if record.kepanjangan else set()
    if any(not spelt | known >= words.keys() for words in used.values()):
        whole = " ".join(text for _, text in prose(record))
        spelt |= {word for pair in EXPLAINED.findall(whole) for word in pair}
    for field, words in used.items():
        strange = [word for word in words if word not in known and word not in spelt]
        if strange:
            spelt |= set(strange)
            message = f"kepanjangan {enumerate_words(f'`{word}`' for word in strange)} tidak disebut"
            help = "Isi `kepanjangan`." if field == "nama" else "Tulis kepanjangannya dalam kurung."
            yield Fault(place_of(check, entry, (field,), strange[0]), message, help)


@rule("gambar-dalam-teks", Severity.PERINGATAN)
def picture_in_text(check: Check) -> Iterator[Fault]:
    """Gambar disimpan sebagai foto.

    Teks panjang tidak memuat gambar, baik `![]()` maupun `<img>`.

    Mengapa: Gambar dari situs lain tidak ditampilkan, agar pembaca tidak terlacak dan tiap gambar punya teks pengganti.

    Perbaikan: Simpan gambarnya di map yang sama, lalu cantumkan pada `foto` beserta `teks_alternatif` dan `sumber`.
    """
    message, help = phrase("gambar-dalam-teks"), phrase("gambar-dalam-teks/perbaikan")
    for entry in check.catalogue.innovations.values():
        for field, text in prose(entry.record):
            for match in IMAGE.finditer(text):
                place = place_of(check, entry, (field,), match.group())
                yield Fault(place, message, help)


@rule("teks-pengganti-kosong", Severity.PERINGATAN)
def meaningless_alternative(check: Check) -> Iterator[Fault]:
    """Teks pengganti foto menjelaskan gambarnya.

    `teks_alternatif` bukan nama berkas, bukan nama inovasi saja, dan bukan kata umum seperti `foto kegiatan`.

    Mengapa: Pembaca yang tidak dapat melihat gambarnya hanya mendapat teks ini.

    Perbaikan: Tulis apa yang terlihat, misalnya `Petugas mengantar obat ke teras rumah pasien`.

    Dasar: WCAG 2.2, kriteria 1.1.1.
    """
    for entry in check.catalogue.innovations.values():
        for index, photo in enumerate(entry.record.foto):
            text = normalised(photo.teks_alternatif)
            empty = {*EMPTY_WORDS, normalised(photo.berkas), normalised(entry.record.nama), ""}
            if text in empty or re.search(r"\.(?:jpe?g|png|webp)$", photo.teks_alternatif, re.IGNORECASE):
                message = f"`{photo.teks_alternatif}` tidak menjelaskan isi gambar"
                yield Fault(entry.place("foto", index, "teks_alternatif"), message, "Tulis apa yang terlihat.")


@rule("isian-semu", Severity.PERINGATAN)
def stand_in(check: Check) -> Iterator[Fault]:
    """Isian memuat keterangan yang sebenarnya.

    Tidak ada isian yang hanya berisi tanda hubung, `tidak ada`, `nihil`, teks contoh, atau alamat contoh, dan tidak ada
    yang memuat sisa program seperti `null`, `NaN`, `#N/A`, atau `{{nama}}`.

    Mengapa: Isian seperti itu terhitung terisi, padahal pembaca tidak mendapat apa-apa.

    Perbaikan: Isi dengan keterangan yang benar, atau kosongkan isiannya; isian yang tidak wajib boleh kosong.
    """
    for entry in check.catalogue.innovations.values():
        for path, text in texts_in(check, entry):
            short = len(text) <= SHORT
            left = ("//" in text and RESERVED.search(text)) or PLACEHOLDER.search(text) or "lorem ipsum" in text.lower()
            if left or (short and NOTHING.fullmatch(text)):
                shown = text if short else f"{text[: SHORT - 3]}..."
                yield Fault(entry.place(*path), phrase("isian-semu", shown=shown), phrase("isian-semu/perbaikan"))


@rule("isian-berulang", Severity.PERINGATAN)
def repeated_text(check: Check) -> Iterator[Fault]:
    """Tiap isian memuat hal yang berbeda.

    Dua isian teks dalam satu catatan tidak berisi kalimat yang sama.

    Mengapa: Tujuan, manfaat, dan hasil menjawab pertanyaan yang berbeda; penilai Kementerian membacanya terpisah.

    Perbaikan: Tulis jawaban yang sesuai bagi tiap isian, atau hapus yang berulang.
    """
    for entry in check.catalogue.innovations.values():
        seen: dict[str, str] = {}
        for field, text in prose(entry.record):
            key = " ".join(text.split()).casefold()
            if key in seen:
                message = phrase("isian-berulang", field=field, other=seen[key])
                help = phrase("isian-berulang/perbaikan")
                yield Fault(entry.place(field), message, help, entry.place(seen[key]), "teks yang sama")
            else:
                seen[key] = field


LINK = re.compile(r"https?://[^\s<>()\[\]\"']+")
"""An address in a text; of one in Markdown's parentheses the closing one is no part."""

AUTHORITY = re.compile(r"://[^/\s]*")
"""The host of an address, and all else up to its first slash; escapes in a quoted text may hide it."""

PROSE = (
    *("nama", "kepanjangan", "ringkasan", "pengembangan"),
    *("rancang_bangun", "tujuan", "manfaat", "hasil", "pelajaran"),
)
"""The fields of an innovation that people read as text."""


Texts: TypeAlias = list[tuple[Path, str]]
Others: TypeAlias = list[tuple[Path, Any]]


def leaves(record: Record) -> Texts:
    """Return every text in a record with its path; dates and numbers are no texts."""
    texts: Texts = []
    _gather(record, (), texts, [])
    return texts


def dates(record: Record) -> list[tuple[Path, date]]:
    """Return every date in a record with its path, of one that is not exact the first day."""
    others: Others = []
    _gather(record, (), [], others)
    found = ((path, item.first_day if isinstance(item, PartialDate) else item) for path, item in others)
    return [(path, day) for path, day in found if isinstance(day, date)]


def last_date(value: Record | tuple[Any, ...], last: date = date.min) -> date:
    """Return the last date in a record, without asking where; `last` when none is later."""
    for item in value if isinstance(value, tuple) else value.__dict__.values():
        kind: Any = type(item)
        if kind is str or not item:
            continue
        if kind is PartialDate:
            last = max(last, item.first_day)
        elif kind is date:
            last = max(last, item)
        elif _has_parts(kind):
            last = last_date(item, last)
    return last


@cache
def _has_parts(kind: type) -> bool:
    """Tell whether values of a type hold others; asked of each value it would take longer than all else."""
    return issubclass(kind, tuple | Record)


def _gather(value: Any, path: Path, texts: Texts, others: Others) -> None:
    """Walk through a record, and put every text on one list, and what is neither a text nor a record on the other."""
    for name, item in enumerate(value) if isinstance(value, tuple) else value.__dict__.items():
        kind: Any = type(item)
        if not item:
            continue
        if kind is str:
            texts.append(((*path, name), item))
        elif _has_parts(kind):
            _gather(item, (*path, name), texts, others)
        else:
            others.append(((*path, name), item))


def mentioning(check: Check, *words: str) -> Iterator[InnovationEntry]:
    """Yield the innovations in whose file one of the words occurs; looking first saves looking closely."""
    for entry in check.catalogue.innovations.values():
        source = check.sources.get(entry.path)
        text = source.text.lower() if source else ""
        if source is None or any(word in text for word in words):
            yield entry


def linking(check: Check, *words: str) -> Iterator[InnovationEntry]:
    """Yield the innovations in whose file one of the words occurs in the host of an address."""
    for entry in check.catalogue.innovations.values():
        source = check.sources.get(entry.path)
        text = source.text.lower() if source else ""
        hosts = text if "\\" in text else "\n".join(set(AUTHORITY.findall(text)))
        if source is None or any(word in hosts for word in words):
            yield entry


def prose(record: Innovation) -> Iterator[tuple[str, str]]:
    """Yield the filled text fields of an innovation."""
    for name in PROSE:
        if text := getattr(record, name):
            yield name, text
    if record.pengembangan_lama:
        yield "pengembangan_lama", "\n".join(item.uraian for item in record.pengembangan_lama)


def texts_in(check: Check, entry: Entry[Any]) -> tuple[tuple[Path, str], ...]:
    """Return every text in an entry with its path, gathered once for all rules."""
    known = check.texts.get(entry.path)
    if known is None:
        known = check.texts[entry.path] = tuple(leaves(entry.record))
    return known


def links_in(check: Check, entry: Entry[Any]) -> Iterator[tuple[Path, str]]:
    """Yield every web address in an entry, those inside texts too, each once a value."""
    return _links(texts_in(check, entry))


def links(record: Record) -> Iterator[tuple[Path, str]]:
    """Yield every web address in a record, as `links_in` does."""
    return _links(leaves(record))


def _links(texts: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    for path, text in texts:
        if "://" in text:
            for address in dict.fromkeys(match.group().rstrip(".,;:") for match in LINK.finditer(text)):
                yield path, address


def place_of(check: Check, entry: Entry[Any], path: Path, word: str) -> Place:
    """Return where a word of a value stands, or the value itself when the word was broken over lines."""
    place = entry.place(*path)
    source = check.sources.get(place.path)
    first = place.span.line
    for number, line in enumerate(_value_lines(_lines(source.text), first) if source else (), first):
        column = line.find(word, place.span.column - 1 if number == first else 0)
        if column >= 0:
            return Place(place.path, Span(number, column + 1, number, column + 1 + len(word)))
    return place


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    return split_lines(text)


def _value_lines(lines: list[str], first: int) -> Iterator[str]:
    """Yield the line on which a value begins and those that are indented below it."""
    start = lines[first - 1]
    depth = len(start) - len(start.lstrip(" -"))
    yield start
    for line in lines[first:]:
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            return
        yield line
