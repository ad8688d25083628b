"""What the validation library found, said as a clerk would understand it: rule, message and help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin

from pydantic import BaseModel

from catalogue.model import Record, Vocabulary
from catalogue.model.types import LONG
from catalogue.slips import OTHER_NAMES, date_meant, number_meant
from catalogue.suggest import closest

Path = tuple[str | int, ...]
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
        index = f" ke-{self.path[-1] + 1}" if self.path and isinstance(self.path[-1], int) else ""
        return f"`{parts[-1] if parts else 'berkas'}`{index}"

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
    help = f"Mungkin maksudnya `{match}`." if match else f"Kunci yang dikenal di sini: {_enumerate(known)}."
    return Fault("kunci-asing", context.path, f"kunci `{key}` tidak dikenal", help, on_key=True, meant=match)


def _missing(context: _Context) -> Fault:
    key = str(context.path[-1])
    field = _field_at(context.model, context.path)
    help = f"Tambahkan `{key}: ...`. {field.description if field else ''}".strip()
    return Fault("wajib-diisi", context.path, f"isian wajib `{key}` belum ada", help, on_key=True)


def _blank(context: _Context) -> Fault:
    return Fault("wajib-diisi", context.path, f"{context.name} kosong", "Isi nilainya, atau hapus kuncinya.")


def _not_in_list(context: _Context) -> Fault:
    name = context.limits.get("vocabulary", "")
    words = context.limits.get("words") or _words(context.vocabularies.get(name))
    match = closest(str(context.value), words)
    if match:
        title = next(iter(words[match]), "") if isinstance(words, Mapping) else ""
        help = f"Mungkin maksudnya `{match}`{f' ({title})' if title else ''}."
    else:
        help = f"Pilihan: {_enumerate(words)}."
    message = f"{context.shown} bukan pilihan untuk {context.name}"
    return Fault("kosakata", context.path, message, help, meant=match)


def _literal(context: _Context) -> Fault:
    words = [word.strip("'\" ") for word in str(context.limits.get("expected", "")).replace(" or ", ", ").split(",")]
    match = closest(str(context.value), words)
    help = f"Mungkin maksudnya `{match}`." if match else f"Pilihan: {_enumerate(words)}."
    message = f"{context.shown} bukan pilihan untuk {context.name}"
    return Fault("kosakata", context.path, message, help, meant=match)


def _words(vocabulary: Vocabulary | None) -> dict[str, tuple[str, ...]]:
    return {word.id: (word.nama,) for word in vocabulary.butir} if vocabulary else {}


def _date(context: _Context) -> Fault:
    form = context.limits.get("form", "2025-07-01")
    message = f"{context.shown} bukan tanggal yang benar untuk {context.name}"
    meant = date_meant(context.value) if isinstance(context.value, str) else None
    exact = meant if meant and (len(meant) == len("2025-07-01") or not form.startswith("2025-07-01")) else None
    return Fault("tanggal-salah", context.path, message, f"Tulis seperti {form}.", meant=exact)


def _number(context: _Context) -> Fault:
    form = context.limits.get("form", "350")
    message = f"{context.shown} bukan angka yang benar untuk {context.name}"
    meant = number_meant(context.value, "titik pemisah" in form) if isinstance(context.value, str) else None
    return Fault("angka-salah", context.path, message, f"Tulis seperti {form}.", meant=meant)


def _range(context: _Context) -> Fault:
    names = {"ge": "paling sedikit", "gt": "lebih dari", "le": "paling banyak", "lt": "kurang dari"}
    bounds = " dan ".join(f"{names[key]} {limit}" for key, limit in context.limits.items() if key in names)
    message = f"{context.shown} di luar batas untuk {context.name}"
    return Fault("angka-salah", context.path, message, f"Nilainya harus {bounds}.")


def _web_address(context: _Context) -> Fault:
    help = "Tulis alamat lengkap yang diawali `https://`, tanpa spasi, misalnya `https://contoh.go.id/berita`."
    return Fault("tautan-salah", context.path, f"{context.shown} bukan alamat web yang dapat dipakai", help)


def _too_long(context: _Context) -> Fault:
    limit = context.limits["max_length"]
    if isinstance(context.value, str):
        message = f"{context.name} terlalu panjang: {len(context.value)} aksara dari paling banyak {limit}"
        return Fault(
            "terlalu-panjang", context.path, message, "Ringkas isinya, atau pindahkan rinciannya ke isian lain."
        )
    message = f"{context.name} memuat terlalu banyak butir: paling banyak {limit}"
    return Fault("terlalu-panjang", context.path, message, "Simpan butir yang terpenting saja.")


def _pattern(context: _Context) -> Fault:
    field = _field_at(context.model, context.path)
    example = next(iter(field.examples or ()), "") if field else ""
    help = (field.description if field else "") or "Periksa penulisannya."
    shown = f" Contoh: `{example}`." if example else " Pakai huruf kecil, angka, dan tanda hubung."
    return Fault("penulisan-salah", context.path, f"{context.shown} tidak sesuai bentuk {context.name}", help + shown)


def _misshaped(context: _Context) -> Fault:
    value = context.value
    found = "daftar" if isinstance(value, list) else "rincian berkunci" if isinstance(value, dict) else "teks"
    wanted = "isian lain"
    annotation = _annotation_at(context.model, context.path)
    if annotation is not None:
        wanted = _shape(annotation)
    help = {
        "daftar": "Tulis tiap butir di baris sendiri, diawali `- `.",
        "rincian berkunci": f"Tulis kuncinya di bawahnya: {_enumerate(keys_at(context.model, context.path))}.",
        "teks": "Tulis satu nilai di belakang titik dua.",
    }.get(wanted, "Bandingkan dengan contoh pada daftar isian.")
    return Fault("bentuk-salah", context.path, f"{context.name} berisi {found}, seharusnya {wanted}", help)


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
        return ", ".join(listed[:LISTED]) + f", dan {len(listed) - LISTED} lainnya (lihat daftar isian)"
    return ", ".join(listed)


def alternatives(annotation: Any) -> list[Any]:
    """Return the alternatives of a type without None and without what only annotates it."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return [part for option in get_args(annotation) for part in alternatives(option)]
    if hasattr(annotation, "__metadata__"):
        return alternatives(get_args(annotation)[0])
    return [] if annotation is type(None) else [annotation]


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _annotation_at(model: type[BaseModel], path: Path) -> Any:
    annotation: Any = model
    for part in path:
        for option in alternatives(annotation):
            if _is_model(option) and part in option.model_fields:
                annotation = option.model_fields[str(part)].annotation
                break
            if get_origin(option) in (tuple, dict):
                annotation = get_args(option)[1 if get_origin(option) is dict else 0]
                break
        else:
            return None
    return annotation


def _shape(annotation: Any) -> str:
    for option in alternatives(annotation):
        if get_origin(option) is tuple:
            return "daftar"
        if _is_model(option) or get_origin(option) is dict:
            return "rincian berkunci"
    return "teks"


def _field_at(model: type[BaseModel], path: Path) -> Any:
    parent = _annotation_at(model, path[:-1])
    for option in alternatives(parent):
        if _is_model(option) and path[-1] in option.model_fields:
            return option.model_fields[str(path[-1])]
    return None


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that a record at this path of a document may have, in the model's order."""
    for option in alternatives(_annotation_at(model, path)):
        if _is_model(option):
            return list(option.model_fields)
    return []


def record_in(annotation: Any) -> type[Record] | None:
    """Return the record that a field holds, alone or in a list; None when it holds simple values."""
    for option in alternatives(annotation):
        if _is_model(option):
            found: type[Record] = option
            return found
        if get_origin(option) is tuple:
            return record_in(get_args(option)[0])
    return None


def is_long_text(annotation: Any) -> bool:
    """Tell whether a field holds a text of many paragraphs."""
    if hasattr(annotation, "__metadata__"):
        return any(getattr(part, "max_length", 0) == LONG for part in annotation.__metadata__)
    return any(is_long_text(option) for option in get_args(annotation))


def keys_below(model: type[BaseModel]) -> set[str]:
    """Return every key of the records inside a model."""
    found: set[str] = set()
    waiting: list[Any] = [info.annotation for info in model.model_fields.values()]
    seen: set[int] = set()
    while waiting:
        for option in alternatives(waiting.pop()):
            if _is_model(option) and id(option) not in seen:
                seen.add(id(option))
                found.update(option.model_fields)
                waiting.extend(info.annotation for info in option.model_fields.values())
            elif get_origin(option) in (tuple, dict):
                waiting.extend(part for part in get_args(option) if part is not Ellipsis)
    return found
