"""The sheet of one innovation: its lines from top to bottom, each with label, key and help, all from the model.

The workbooks are written by it and the import reads by it. A key is the path of its value: `nama`,
`kematangan.regulasi.nilai`, `kematangan.regulasi.bukti.1.judul`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from catalogue.model import Innovation, Maturity
from catalogue.model.innovation import Service
from catalogue.model.reference.tables import Column, Path, Table, tables, value_at
from catalogue.propose.layout import FILE, MAIN, OPD

HEADINGS = ("Butir", "Isian", "Petunjuk", "Kunci")
HEADING_ROW = 3
NEW = "Inovasi baru"
"""The sheet of an agency's workbook that holds no innovation yet."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Inovasi": ("nama", "kepanjangan", "ringkasan", "jenis_catatan", "tahapan", "status", "status_sejak"),
    "Pembenaran OPD": ("status_data", "pengesahan"),
    "Profil": (
        *("inisiator", "nama_inisiator", "klasifikasi", "jenis", "bentuk", "urusan_utama", "urusan_lain"),
        *("asta_cita", "pkpn", "tema", "penerima_manfaat"),
    ),
    "Waktu": ("waktu_uji_coba", "waktu_penerapan", "waktu_pengembangan", "pengembangan", "pengembangan_lama"),
    "Uraian dan hasil": (
        *("rancang_bangun", "tujuan", "manfaat", "hasil", "capaian"),
        *("pelajaran", "syarat_replikasi", "penghargaan"),
    ),
    "Layanan bagi warga": ("layanan",),
    "Kematangan: fakta dan bukti": ("kematangan",),
    "Kontak, lokasi, dan tautan": ("kontak", "lokasi", "tautan", "video"),
    "Sumber": ("sumber",),
}
"""The fields in the order in which an office fills them in; every other field stands below them where it is filled."""
OTHERS = "Isian lain"

UNASKED = re.compile(
    r"pengembangan_lama|foto|(?:kematangan|layanan)\.\w+\.(?:catatan|sumber)|capaian\.\d+\.sumber"
    r"|layanan\.kanal\.\d+\.(?:catatan|sumber)|sumber\.\d+\.(?:catatan|diakses|terlihat|kutipan|arsip)"
)
"""Keys that stand on a sheet only where the record has a value: who collects knows it, an office seldom does."""
WITHHELD = frozenset({"pengesahan.diterima_oleh"})
"""Keys of what only the coordinator says."""
OFFERED = frozenset({"capaian", "kanal", "bukti", "penghargaan", "tautan", "sumber"})
"""Lists that end with an empty item; that of evidence only where there is none."""

AROUND: Mapping[str, Mapping[str, FieldInfo]] = {
    "kematangan": Maturity.model_fields,
    "layanan": Service.model_fields,
}
"""The records around a value that say more of it than it does itself."""
FIRST_INDICATOR = next(iter(Maturity.model_fields))

LONG = 1_600
"""Characters of a text in one cell; a longer one goes on in the next line, so that each can be read and printed."""
GOES_ON = "\n\n"
"""What stands between the parts of a text that goes on."""
NUMBERED = re.compile(r"(.*\S) ([0-9]{1,3})(?:: (.*))?")


@dataclass(frozen=True, eq=False)
class Field:
    """What a key stands for: a value of the record, or of the item of a list at `place`."""

    column: Column
    table: Table
    place: Path = ()

    @cached_property
    def first(self) -> str:
        """The key of the value, of lists in their first item."""
        return self.key(1)

    @cached_property
    def seldom(self) -> bool:
        """Whether it stands on a sheet only where the record has it."""
        return bool(UNASKED.fullmatch(self.first))

    def key(self, number: int) -> str:
        """Write the key of the value in the item of this number."""
        return ".".join((*self.place, *((str(number),) if self.place else ()), *self.column.path))


class Line(NamedTuple):
    """A line that asks for one value; `value` is what the record says by now."""

    field: Field
    number: int = 1
    value: Any = None


@cache
def known_fields() -> Mapping[str, Field]:
    """Return every field by its key, those of lists by the key of their first item."""
    main, *lists = tables(Innovation, MAIN)
    found = [Field(column, main) for column in (OPD, FILE, *main.columns)]
    found += (Field(column, table, place) for table in lists for place in table.lists for column in table.columns)
    return {field.first: field for field in found}


def field_of(key: str) -> tuple[Field, str] | None:
    """Return what a key stands for, and the number of the item that it names."""
    parts = key.strip().casefold().split(".")
    number = next((part for part in parts if part.isdecimal()), "")
    field = known_fields().get(".".join("1" if part.isdecimal() else part for part in parts))
    return (field, number) if field and bool(field.place) == bool(number) else None


@cache
def labelled() -> Mapping[tuple[str, str], Field]:
    """Return every field by its plain label, those of the evidence also by the indicator it stands under."""
    return {
        (indicator_of(field) if _proof(field) else "", plain(label(field))): field for field in known_fields().values()
    }


def field_labelled(text: str, indicator: str) -> tuple[Field, str] | None:
    """Return what a label stands for below an indicator, and the number of the item that it names."""
    found = labelled().get(("", plain(text)))
    if found and not found.place:
        return found, ""
    numbered = NUMBERED.fullmatch(plain(text))
    if not numbered:
        return None
    first = f"{numbered[1]} 1" + (f": {numbered[3]}" if numbered[3] else "")
    field = labelled().get((indicator, first)) or labelled().get(("", first))
    return (field, numbered[2]) if field else None


def indicator_of(field: Field) -> str:
    """Return the indicator to which a field belongs, or nothing."""
    path = field.place or field.column.path
    return path[1] if path[:1] == ("kematangan",) else ""


def _proof(field: Field) -> bool:
    return bool(field.place) and bool(indicator_of(field))


def plain(text: str) -> str:
    """Return a label without what typing may change in it."""
    return " ".join(text.casefold().strip(" *:\n\t").split())


def label(field: Field, number: int = 1) -> str:
    """Return the label of a field, in an item of this number."""
    column = field.column
    if field.place:
        named = field.table.title or field.table.name
        return f"{named} {number}" + (f": {_lower(column.title)}" if column.path else "")
    around = [part for part in column.group.split(": ") if part not in ("", "Layanan", "Kematangan", "Fakta")]
    if around and column.title in ("Isi", "Fakta"):
        return ": ".join(around)
    return ": ".join([*around, _lower(column.title) if around else column.title])


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def sections(record: Innovation | None) -> Iterator[tuple[str, list[Line]]]:
    """Yield the lines of a sheet by section: all that an office is asked, and all else that the record holds."""
    for title, fields in _sections().items():
        asked = title != OTHERS
        if lines := [line for field in fields for line in _lines(field, record, asked)]:
            yield title, lines


@cache
def _sections() -> Mapping[str, tuple[Field, ...]]:
    """Return the fields of each section; of a list the first, which stands for all of an item."""
    named = {name for names in SECTIONS.values() for name in names}
    others = {OTHERS: tuple(name for name in Innovation.model_fields if name not in named)}
    return {title: tuple(_fields(names)) for title, names in {**SECTIONS, **others}.items()}


def _fields(names: Iterable[str]) -> Iterator[Field]:
    fields = known_fields()
    leading = {first.place: first for first in reversed(list(fields.values())) if first.place}
    for name in names:
        below = [field for key, field in fields.items() if key.split(".")[0] == name]
        own = [field for field in below if not field.place] + [leading[place] for place in leading if place[0] == name]
        groups = Maturity.model_fields if name == "kematangan" else ("",)
        for group in groups:
            yield from (field for field in own if indicator_of(field) == group and field.first not in WITHHELD)


def _lines(field: Field, record: Innovation | None, asked: bool) -> Iterator[Line]:
    if field.place:
        yield from _items(field, record, asked)
        return
    value = value_at(record, field.column.path)
    if isinstance(value, str) and len(value) > LONG:
        yield from (Line(field, 1, part) for part in _parts(value))
    elif filled(value) or (asked and not field.seldom):
        yield Line(field, 1, value)


def _items(first: Field, record: Innovation | None, asked: bool) -> Iterator[Line]:
    """Yield the lines of a list: those of every item, and of an empty one where another is asked for."""
    fields, items = _item_fields(first), value_at(record, first.place) or ()
    for number, item in enumerate(items, start=1):
        for field in fields:
            value = getattr(item, field.column.path[0]) if field.column.path else item
            if filled(value) or not field.seldom:
                yield Line(field, number, value)
    if asked and first.table.name in OFFERED and not (items and first.table.marked):
        yield from (Line(field, len(items) + 1) for field in fields if not field.seldom)


@cache
def _item_fields(first: Field) -> tuple[Field, ...]:
    return tuple(field for field in known_fields().values() if field.place == first.place)


def asked_of(line: Line) -> bool:
    """Tell whether a line must be filled in on every sheet."""
    return line.field.column.required and not line.field.place and len(line.field.column.path) == 1


def help_of(line: Line) -> str:
    """Return the help of a line, of lists only at the first item."""
    if line.number > 1 or (_proof(line.field) and indicator_of(line.field) != FIRST_INDICATOR):
        return ""
    return helps()[line.field.first]


@cache
def helps() -> Mapping[str, str]:
    """Return the help of every field by its key."""
    return {key: _help(field) for key, field in known_fields().items()}


def _help(field: Field) -> str:
    column = field.column
    if column is FILE:
        return "Diisi katalog; jangan diubah."
    around = AROUND.get(column.path[0], {}) if column.path and not field.place else {}
    own = column.title in ("Isi", "Fakta") and around
    help = own[column.path[1]].description if own else column.help
    return f"{help or ''} Boleh beberapa, dipisahkan titik koma." if column.many else help or ""


@cache
def text_marks() -> frozenset[str]:
    """Return the marks of every label, help and heading of a sheet."""
    fields = known_fields().values()
    texts = [*(label(field) for field in fields), *helps().values(), *SECTIONS, OTHERS]
    return frozenset(map(text_mark, texts))


def text_mark(text: str) -> str:
    """Return a mark of a label, whatever the number of its item, or of a help."""
    return hashlib.sha256(re.sub("[0-9]+", "1", plain(text)).encode()).hexdigest()[:6]


def filled(value: Any) -> bool:
    """Tell whether a value is one."""
    return value is not None and value != ()


def _parts(text: str) -> list[str]:
    """Split a long text between its paragraphs."""
    parts: list[str] = []
    for paragraph in re.split(r"(?<!\n)\n\n(?!\n)", text):
        if parts and len(parts[-1]) + len(paragraph) < LONG:
            parts[-1] += GOES_ON + paragraph
        else:
            parts.append(paragraph)
    return parts


def titles(names: Mapping[str, str], taken: frozenset[str]) -> dict[str, str]:
    """Return a title of a sheet for each innovation by its name: short, without forbidden signs, each another."""
    found: dict[str, str] = {}
    used = {title.casefold() for title in taken}
    for id, name in names.items():
        bare = _short(" ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).split()).strip("'"), 31) or id[:31]
        title, number = bare, 1
        while title.casefold() in used:
            number += 1
            title = f"{_short(bare, 30 - len(str(number)))} {number}"
        used.add(title.casefold())
        found[id] = title
    return found


def _short(text: str, units: int) -> str:
    """Cut a text to the UTF-16 units that a title may have."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore").strip("' ")
