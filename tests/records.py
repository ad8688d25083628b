"""Random valid records, made from the model's own types, with every text that has ever spoilt a spreadsheet."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, StringConstraints

from catalogue.model import Innovation, PartialDate, Record, Vocabulary
from catalogue.model.reference.tables import flat, unwrap
from catalogue.model.types import InVocabulary, web_address

TEXTS = (
    "Antar obat ke rumah",
    "=1+1",
    "+62 811 000",
    "-5 derajat",
    "@sebut",
    "'=1",
    "' kutip",
    "0071",
    "1,5",
    "1.000",
    "2025-07-01",
    "1 Juli 2025",
    "12:30",
    "no",
    "#REF!",
    "Baris satu\nbaris dua\n\n- butir: satu\n- butir; dua",
    'Kata "dikutip", lalu koma; titik koma',
    "_x000D_ dan _x0041_",
    "Ōkina \u02bbaksara é ü 汉字 😀",
    "# bukan komentar",
    "& bukan *jangkar* !tanda %arah `kutip`",
    "tab\tdi tengah",
    "spasi  ganda",
    "null",
    "{kurung: [siku]}",
    "< & > &amp;",
    "contoh",
)
PATTERNED = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|jpeg|png|webp)$": ("loket-baru.jpg", "a.webp"),
    r"^\+?[0-9][0-9 ()-]{2,24}$": ("0621 21000", "+62 621 (21) 000", "007-007"),
    r"^[^@\s<>\"']+@[^@\s<>\"']+\.[a-z]{2,}$": ("dinas@contoh.go.id", "=a+b@contoh.id"),
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": ("antar-obat", "007", "2025", "a"),
    r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$": ("12.76", "12.76.01.1001"),
    r"^[a-z_]{1,40}$": ("nama", "status_data"),
}
CHANNELS = {
    "telepon": ("112", "(0621) 21000", "+62 621 21000"),
    "whatsapp": ("0811 0000 0000", "+62811-0000-0000"),
    "situs": ("https://contoh.go.id/",),
    "aplikasi": ("https://contoh.go.id/aplikasi",),
    "loket": ("Jalan Contoh nomor 1", "=1+1"),
}
ADDRESSES = ("https://contoh.go.id/berita?a=1&b=%20#c", "http://contoh.id/=1", "https://contoh.go.id/'kutip'")


class Maker:
    """Makes documents as YAML would give them: nested, every value a text."""

    def __init__(self, seed: int, vocabularies: Mapping[str, Vocabulary]) -> None:
        self.random = random.Random(seed)
        self.words = {name: [word.id for word in list_.butir] for name, list_ in vocabularies.items()}

    def innovation(self) -> dict[str, Any]:
        """Make an innovation that passes every rule of a single record."""
        found = self.record(Innovation, self.random.choice((0.2, 0.6, 0.95)))
        found["status_data"] = "dikonfirmasi-opd"
        times = ("waktu_uji_coba", "waktu_penerapan", "waktu_pengembangan")
        in_order = sorted(found[name] for name in times if name in found)
        found |= dict(zip((name for name in times if name in found), in_order, strict=True))
        latest = in_order[-1] if in_order else "2025"
        for item in found.get("pengembangan_lama", []):
            item["waktu"] = latest
        for name in ("terkait", "alamat_lama", "foto", "pembacaan", "bagian_dari", "digabung_ke"):
            found.pop(name, None)
        for fact in (*found.get("kematangan", {}).values(), *found.get("capaian", [])):
            if "sumber" in fact:
                fact["sumber"] = ["1"] if found.get("sumber") else []
        self.reachable(found)
        if self.random.random() < 0.5:
            found["pembacaan"] = ["nama", "status_data"]
        return found

    def reachable(self, found: dict[str, Any]) -> None:
        """Write each channel of a service as its kind wants it, and name only sources that there are."""
        service = found.get("layanan", {})
        channels = service.get("kanal", [])
        for channel in channels:
            channel["nilai"] = self.random.choice(CHANNELS[channel["jenis"]])
        for part in (*service.values(), *channels):
            if "sumber" in part:
                part["sumber"] = ["1"] if found.get("sumber") else []

    def record(self, model: type[Record], fullness: float) -> dict[str, Any]:
        """Make a mapping with some of the model's fields."""
        found = {}
        for name, info in model.model_fields.items():
            if info.is_required() or self.random.random() < fullness:
                value = self.value(info.annotation, list(info.metadata), fullness)
                if value not in ({}, []):
                    found[name] = value
        return found

    def value(self, annotation: Any, notes: list[Any], fullness: float) -> Any:
        """Make a value of a type."""
        core, more = unwrap(annotation)
        notes = [*flat([*more, *notes])]
        if get_origin(core) is tuple:
            most = min([3, *(note.max_length for note in notes if isinstance(note, MaxLen))])
            items = [self.value(get_args(core)[0], [], fullness) for _ in range(self.random.randint(1, most))]
            return [item for item in items if item != {}]
        if isinstance(core, type) and issubclass(core, BaseModel):
            return self.record(core, fullness)  # type: ignore[arg-type]
        return self.scalar(core, notes)

    def scalar(self, core: type, notes: list[Any]) -> str:
        """Make a single value as text."""
        if core in (int, Decimal):
            return self.number(core, notes)
        if core is PartialDate:
            return self.random.choice(("2024", "2024-07", "2025-02-28", "1999-12-31"))
        if core is dt.date:
            return self.random.choice(("2024-02-29", "2026-11-24"))
        if core is bool:
            return self.random.choice(("ya", "tidak"))
        return self.text(notes)

    def number(self, core: type, notes: list[Any]) -> str:
        least = max([-500, *(int(note.ge) for note in notes if isinstance(note, Ge))])  # type: ignore[call-overload]
        most = min([500, *(int(note.le) for note in notes if isinstance(note, Le))])  # type: ignore[call-overload]
        most = max(least, most)
        whole = self.random.randint(least, most)
        tail = self.random.choice(("", ".5", ".50", ".25", ".12345678"))
        return f"{whole}{tail}" if core is Decimal and least < whole < most and whole != 0 else str(whole)

    def text(self, notes: list[Any]) -> str:
        for note in notes:
            if isinstance(note, InVocabulary):
                return self.random.choice(self.words[note.name])
            if pattern := getattr(note, "pattern", None):
                return self.random.choice(PATTERNED[pattern])
            if getattr(note, "func", None) is web_address:
                return self.random.choice(ADDRESSES)
        limit = next((note.max_length for note in notes if isinstance(note, StringConstraints | MaxLen)), 300) or 300
        parts = self.random.sample(TEXTS, self.random.randint(1, 3))
        return self.random.choice((" ", "\n")).join(parts)[:limit].strip()


def filled(value: Any) -> Any:
    """Return what is filled of a record, as plain values: what has no value is left out at every depth."""
    if isinstance(value, BaseModel):
        parts = {name: filled(getattr(value, name)) for name in type(value).model_fields}
        return {name: part for name, part in parts.items() if part not in (None, {}, [])}
    if isinstance(value, tuple | list):
        return [filled(item) for item in value]
    return value
