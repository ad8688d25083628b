"""What the validation library found, said as a clerk would understand it: rule, message and help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from catalogue.common.findings import closest
from catalogue.common.indonesian import partial_date_text
from catalogue.common.phrases import phrase
from catalogue.model import Record, Vocabulary
from catalogue.model.grammar import NOTHING, dates_meant, in_full, serial_day, years_meant
from catalogue.model.shape import Path, annotation_at, field_at, keys_at, shape_of
from catalogue.model.types import FORMS
from catalogue.read.yaml import quoted

LISTED = 9
"""As many words of a closed list as a message still names."""


@dataclass(frozen=True)
class Fault:
    """A fault at a path of the document; `on_key` when the key itself is wrong, not its value.

    `meant` is the word that the key or value clearly was meant to be.
    """

    rule: str
    path: Path
    message: str
    help: str
    on_key: bool = False
    meant: str | None = None


def without_echoes(faults: list[Fault]) -> list[Fault]:
    """Leave out the missing key that a misspelt one beside it was meant to be."""
    meant = {(*fault.path[:-1], fault.meant) for fault in faults if fault.on_key and fault.meant}
    return [fault for fault in faults if fault.rule != "wajib-diisi" or fault.path not in meant]


@dataclass(frozen=True)
class _Context:
    path: Path
    value: Any
    limits: Mapping[str, Any]
    model: type[Record]
    vocabularies: Mapping[str, Vocabulary]
    siblings: frozenset[str]
    """The keys beside the last one of the path."""

    @property
    def name(self) -> str:
        """Name the value as its writer knows it: the last key, and which item of a list."""
        parts = [part for part in self.path if isinstance(part, str)]
        key = parts[-1] if parts else "berkas"
        if self.path and isinstance(self.path[-1], int):
            return phrase("nama-butir", key=key, number=self.path[-1] + 1)
        return phrase("nama-isian", key=key)

    @property
    def shown(self) -> str:
        text = str(self.value)
        return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def describe(
    detail: Mapping[str, Any], model: type[Record], data: object, vocabularies: Mapping[str, Vocabulary]
) -> Fault:
    """Say one validation error as a fault."""
    path = _known_path(detail["loc"], data)
    limits = detail.get("ctx") or {}
    context = _Context(path, detail.get("input"), limits, model, vocabularies, _keys_beside(data, path))
    say = _SAYINGS.get(detail["type"], _misshaped)
    return say(context)


def _keys_beside(data: Any, path: Path) -> frozenset[str]:
    for part in path[:-1]:
        data = data[part]
    return frozenset(data) if isinstance(data, dict) else frozenset()


def _known_path(location: Iterable[str | int], data: Any) -> Path:
    """Drop the parts of a location that name a type of the model and not a part of the document."""
    path: list[str | int] = []
    parts = list(location)
    for position, part in enumerate(parts):
        if (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        ):
            data = cast("Any", data)[part]
        elif position < len(parts) - 1 or part == "[key]":
            continue
        path.append(part)
    return tuple(path)


def _unknown_key(context: _Context) -> Fault:
    key = str(context.path[-1])
    known = keys_at(context.model, context.path[:-1])
    match = closest(key, {name: OTHER_NAMES.get(name, ()) for name in known if name not in context.siblings})
    help = phrase("mungkin", match=match) if match else phrase("kunci-asing/perbaikan", words=_enumerate(known))
    return Fault("kunci-asing", context.path, phrase("kunci-asing", key=key), help, on_key=True, meant=match)


def _missing(context: _Context) -> Fault:
    key = str(context.path[-1])
    field = field_at(context.model, context.path)
    help = phrase("wajib-diisi/perbaikan", key=key, help=field.description if field else "").strip()
    return Fault("wajib-diisi", context.path, phrase("wajib-diisi", key=key), help, on_key=True)


def _blank(context: _Context) -> Fault:
    message = phrase("wajib-diisi/kosong", name=context.name)
    return Fault("wajib-diisi", context.path, message, phrase("wajib-diisi/kosong/perbaikan"))


def _not_in_list(context: _Context) -> Fault:
    name = context.limits.get("vocabulary", "")
    words = context.limits.get("words") or _words(context.vocabularies.get(name))
    match = closest(str(context.value), words)
    if match:
        title = next(iter(words[match]), "") if isinstance(words, Mapping) else ""
        help = phrase("mungkin-berjudul" if title else "mungkin", match=match, title=title)
    else:
        help = _nothing(context) or phrase("kosakata/perbaikan", words=_enumerate(words))
    message = phrase("kosakata", shown=context.shown, name=context.name)
    return Fault("kosakata", context.path, message, help, meant=match)


def _literal(context: _Context) -> Fault:
    words = [word.strip("'\" ") for word in str(context.limits.get("expected", "")).replace(" or ", ", ").split(",")]
    match = closest(str(context.value), words)
    help = phrase("mungkin", match=match) if match else phrase("kosakata/perbaikan", words=_enumerate(words))
    message = phrase("kosakata", shown=context.shown, name=context.name)
    return Fault("kosakata", context.path, message, help, meant=match)


def _words(vocabulary: Vocabulary | None) -> dict[str, tuple[str, ...]]:
    return {word.id: (word.nama,) for word in vocabulary.butir} if vocabulary else {}


def _date(context: _Context) -> Fault:
    message = phrase("tanggal-salah", shown=context.shown, name=context.name)
    form = context.limits.get("form", "2025-07-01")
    help = _nothing(context) or phrase("tulis", form=form)
    if day := serial_day(str(context.value)):
        help = phrase("tanggal-salah/excel", day=day, form=form)
    text = context.value if isinstance(context.value, str) else ""
    meant = dates_meant(text) or dates_meant(in_full(text))
    if len(meant) > 1:
        first, second = meant
        days = {"first": first, "second": second, "one": partial_date_text(first), "other": partial_date_text(second)}
        help = phrase("tanggal-salah/dua", **days)
    elif meant and not dates_meant(text) and (form != FORMS["day"] or meant[0].count("-") == 2):
        help = phrase("tanggal-salah/tahun", first=meant[0], one=partial_date_text(meant[0]))
    return Fault("tanggal-salah", context.path, message, help)


def _number(context: _Context) -> Fault:
    if either := context.limits.get("either"):
        message = phrase("angka-salah/dua", shown=context.shown)
        help = phrase("angka-salah/dua/perbaikan", thousand=either.replace(".", ""), fraction=either.replace(".", ","))
        return Fault("angka-salah", context.path, message, help)
    message = phrase("angka-salah", shown=context.shown, name=context.name)
    help = _nothing(context) or phrase("tulis", form=context.limits.get("form", "350"))
    if years := years_meant(str(context.value)):
        help = phrase("angka-salah/tahun", years=_enumerate(map(str, years)))
    return Fault("angka-salah", context.path, message, help)


def _nothing(context: _Context) -> str:
    """Return the mend of a value that only says that there is none."""
    semu = isinstance(context.value, str) and NOTHING.fullmatch(context.value.strip())
    return phrase("isian-semu/perbaikan") if semu else ""


def _range(context: _Context) -> Fault:
    limits = [(key, limit) for key, limit in context.limits.items() if key in ("ge", "gt", "le", "lt")]
    bounds = " dan ".join(phrase(f"angka-salah/{key}", limit=limit) for key, limit in limits)
    message = phrase("angka-salah/batas", shown=context.shown, name=context.name)
    return Fault("angka-salah", context.path, message, phrase("angka-salah/batas/perbaikan", bounds=bounds))


def _web_address(context: _Context) -> Fault:
    message = phrase("tautan-salah", shown=context.shown)
    form = context.limits.get("form", "https://contoh.go.id/berita")
    help = _nothing(context) or phrase("tautan-salah/perbaikan", form=form)
    return Fault("tautan-salah", context.path, message, help)


def _too_long(context: _Context) -> Fault:
    limit = context.limits["max_length"]
    if isinstance(context.value, str):
        message = phrase("terlalu-panjang", name=context.name, length=len(context.value), limit=limit)
        return Fault("terlalu-panjang", context.path, message, phrase("terlalu-panjang/perbaikan"))
    message = phrase("terlalu-panjang/butir", name=context.name, limit=limit)
    return Fault("terlalu-panjang", context.path, message, phrase("terlalu-panjang/butir/perbaikan"))


def _pattern(context: _Context) -> Fault:
    field = field_at(context.model, context.path)
    example = next(iter(field.examples or ()), "") if field else ""
    help = (field.description if field else "") or "Periksa penulisannya."
    mend = phrase("penulisan-salah/perbaikan" if example else "penulisan-salah/umum", help=help, example=example)
    message = phrase("penulisan-salah", shown=context.shown, name=context.name)
    return Fault("penulisan-salah", context.path, message, mend)


def _misshaped(context: _Context) -> Fault:
    value = context.value
    found = "daftar" if isinstance(value, list) else "rincian berkunci" if isinstance(value, dict) else "teks"
    wanted = "isian lain"
    annotation = annotation_at(context.model, context.path)
    if annotation is not None:
        wanted = shape_of(annotation)
    if wanted == "teks" and isinstance(value, dict) and len(value) == 1:
        return _colon_in_item(context, *next(iter(value.items())))
    words = _enumerate(keys_at(context.model, context.path))
    help = _nothing(context) or phrase(f"bentuk-salah/{wanted}/perbaikan", words=words)
    message = phrase("bentuk-salah", name=context.name, found=found, wanted=wanted)
    return Fault("bentuk-salah", context.path, message, help)


def _colon_in_item(context: _Context, key: str, value: object) -> Fault:
    """Say that a colon made a key of what was meant as the beginning of a text."""
    message = phrase("bentuk-salah/titik-dua", name=context.name, key=key)
    help = phrase("bentuk-salah/titik-dua/perbaikan", text=quoted(f"{key}: {value}"))
    return Fault("bentuk-salah", context.path, message, help)


_SAYINGS: dict[str, Callable[[_Context], Fault]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "string_too_short": _blank,
    "too_short": _blank,
    "kosakata": _not_in_list,
    "literal_error": _literal,
    "tanggal-salah": _date,
    "angka-salah": _number,
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _range),
    "tautan-salah": _web_address,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_pattern_mismatch": _pattern,
}


def _enumerate(words: Iterable[str]) -> str:
    listed = [f"`{word}`" for word in words]
    if len(listed) > LISTED:
        return phrase("lainnya", words=", ".join(listed[:LISTED]), count=len(listed) - LISTED)
    return ", ".join(listed)


OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "nama": ("judul", "nama_inovasi", "nama inovasi"),
    "ringkasan": ("deskripsi", "keterangan", "uraian", "abstrak"),
    "kepanjangan": ("singkatan", "akronim"),
    "waktu_penerapan": ("tahun", "waktu_implementasi", "tanggal_penerapan"),
    "tautan": ("link", "url", "website", "situs", "alamat_web"),
    "surel": ("email", "e-mail", "alamat_email"),
    "telepon": ("telp", "hp", "no_hp", "nomor_hp", "no_telepon", "nomor_telepon"),
    "foto": ("gambar", "dokumentasi"),
    "teks_alternatif": ("alt", "keterangan_gambar"),
    "lintang": ("latitude", "lat"),
    "bujur": ("longitude", "long", "lng", "lon"),
    "bukti": ("data_pendukung", "eviden", "evidence", "lampiran"),
    "nilai": ("value", "fakta", "jumlah"),
    "sumber": ("referensi", "rujukan"),
}
"""What forms and people call our fields; a name that two fields share leads to whichever of them is known there."""
