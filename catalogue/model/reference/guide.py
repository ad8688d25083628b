"""The field guide for those who fill in records: every field with its help, derived from the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.types import StringConstraints

from catalogue.model import Innovation, Maturity, Opd, Vocabulary
from catalogue.model.types import InVocabulary

INTRODUCTION = """\
# Daftar isian

Halaman ini dibuat dari model data, sehingga selalu sama dengan yang diperiksa.
Hanya isian bertanda **wajib** yang harus ada; isian lain menambah kelengkapan inovasi.
Nilai ditulis apa adanya: `2.16`, `010`, dan `12:30` dibaca persis seperti tertulis.
"""

SECTIONS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("Inovasi", "Satu berkas `innovations/<opd>/<nama>.yaml`.", Innovation),
    ("Kematangan", "Isi `kematangan` pada berkas inovasi. Tiap indikator memuat `nilai` dan daftar `bukti`.", Maturity),
    ("OPD", "Satu berkas `opd/<id>.yaml`.", Opd),
)

NO_CHOICE = {"singkatan"}
"""Lists from which no field takes its words."""


def field_guide(vocabularies: Mapping[str, Vocabulary]) -> str:
    """Write the guide as Markdown, one sentence a line."""
    parts = [INTRODUCTION]
    for title, intro, model in SECTIONS:
        parts.append(f"\n## {title}\n\n{intro}\n")
        for name, info in model.model_fields.items():
            parts.append(_entry(title.lower(), name, info, vocabularies))
    parts.append("\n## Daftar pilihan\n\nKata yang boleh ditulis pada isian yang berpilihan.\n")
    parts.extend(_word_list(name, words) for name, words in vocabularies.items() if name not in NO_CHOICE)
    return "".join(parts)


def _entry(section: str, name: str, info: FieldInfo, vocabularies: Mapping[str, Vocabulary]) -> str:
    lines = [f"\n### `{name}` {{: #{section}-{name.replace('_', '-')} }}\n", f"**{info.title}.** {info.description}\n"]
    lines += [f"- {note}" for note in _notes(name, info, vocabularies)]
    for nested in _records(info.annotation):
        lines += ["", *_nested(nested)]
    return "\n".join(lines) + "\n"


def _notes(name: str, info: FieldInfo, vocabularies: Mapping[str, Vocabulary]) -> Iterator[str]:
    if info.is_required():
        yield "Wajib diisi."
    yield from _limits(info.annotation, info.metadata)
    for vocabulary in vocabularies_of(info.annotation, info.metadata):
        if vocabulary in vocabularies:
            yield f"Pilihan: lihat [{vocabularies[vocabulary].nama}](#daftar-{vocabulary})."
    for example in info.examples or ():
        yield f"Contoh: `{name}: {example}`"
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    if source := extra.get("x-sumber"):
        yield f"Dasar: {source}."


def _nested(model: type[BaseModel]) -> Iterator[str]:
    yield "| Kunci | Arti | Wajib |"
    yield "| --- | --- | --- |"
    for name, info in model.model_fields.items():
        yield f"| `{name}` | {info.title}. {info.description} | {'ya' if info.is_required() else ''} |"


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield a type and every type inside it, with what annotates them."""
    yield annotation
    if hasattr(annotation, "__metadata__"):
        yield from annotation.__metadata__
    if get_origin(annotation) in (Union, UnionType, tuple, dict) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            if part is not Ellipsis:
                yield from _parts(part)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and "nilai" in annotation.model_fields:
        field = annotation.model_fields["nilai"]
        yield from (*field.metadata, *_parts(field.annotation))


def vocabularies_of(annotation: Any, metadata: list[Any]) -> list[str]:
    """Return the names of the closed lists that a field or the parts of its type draw from."""
    found = [part.name for part in (*metadata, *_parts(annotation)) if isinstance(part, InVocabulary)]
    return list(dict.fromkeys(found))


def _records(annotation: Any) -> list[type[BaseModel]]:
    found = [part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    return [model for model in found if model is not Maturity and "bukti" not in model.model_fields]


def _limits(annotation: Any, metadata: list[Any]) -> Iterator[str]:
    for part in (*metadata, *_parts(annotation)):
        if isinstance(part, StringConstraints) and part.max_length:
            yield f"Paling banyak {part.max_length} aksara."
            return
    if any(isinstance(part, MaxLen) for part in metadata):
        yield f"Daftar, paling banyak {next(p.max_length for p in metadata if isinstance(p, MaxLen))} butir."


def _word_list(name: str, vocabulary: Vocabulary) -> str:
    lines = [f"\n### {vocabulary.nama} {{: #daftar-{name} }}\n"]
    if vocabulary.keterangan:
        lines.append(f"{vocabulary.keterangan}\n")
    lines += ["| Tulis | Arti | Dasar |", "| --- | --- | --- |"]
    for word in vocabulary.butir:
        meaning = f"{word.nama}. {word.keterangan}" if word.keterangan else word.nama
        lines.append(f"| `{word.id}` | {meaning} | {word.dasar or ''} |")
    return "\n".join(lines) + "\n"
