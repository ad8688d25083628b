"""What is derived from the code and kept in the repository.

The JSON Schemas are for editors and for other programs, the field guide for those who fill in records; both say what
the model and the closed lists say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic.types import StringConstraints

from catalogue.model import (
    Addresses,
    Ecosystem,
    Examples,
    Innovation,
    Maturity,
    Opd,
    Period,
    Receipts,
    Record,
    Region,
    Results,
    Review,
    Rubric,
    Synonyms,
    Vocabulary,
)
from catalogue.model.types import InVocabulary


def derived_files(vocabularies: Mapping[str, Vocabulary]) -> dict[str, str]:
    """Return the text of every derived file by its path in the repository."""
    schemas = {name: json_schema(name, vocabularies) for name in SCHEMAS} | {"laporan": report_schema()}
    files = {
        f"docs/skema/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }
    return {**files, "docs/panduan/isian.md": field_guide(vocabularies)}


SCHEMAS: dict[str, type[Record]] = {
    "inovasi": Innovation,
    "opd": Opd,
    "periode": Period,
    "telaah": Review,
    "penerimaan": Receipts,
    "rubrik": Rubric,
    "kosakata": Vocabulary,
    "padanan": Synonyms,
    "contoh": Examples,
    "ekosistem": Ecosystem,
    "alamat": Addresses,
    "daerah": Region,
    "hasil": Results,
}
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that the YAML language server of the common editors supports wholly."""


EMPTY: dict[str, Any] = {"not": {"type": ["string", "number", "boolean", "object", "array"]}}
"""Allows a key without a value; said so, because editors offer `null` where a schema names it."""


def json_schema(name: str, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the schema of one kind of file, its closed lists filled in."""
    schema: dict[str, Any] = _adapt(model_schema(name), vocabularies)
    return {"$schema": DRAFT, "title": name.capitalize(), **schema}


@cache
def model_schema(name: str) -> dict[str, Any]:
    """Return the schema of one kind of file as its model states it; it is shared, and not to be changed."""
    return SCHEMAS[name].model_json_schema()


def _adapt(node: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:
    """Rewrite a schema so that an editor, which gives plain scalars a type of its own, accepts what `check` accepts."""
    if isinstance(node, list):
        return [_adapt(item, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "null":
        return EMPTY
    adapted = {key: _adapt(value, vocabularies) for key, value in node.items() if key != "default"}
    if isinstance(adapted.get("properties"), dict):
        # The name and docstring of a record speak to developers.
        return {key: value for key, value in adapted.items() if key not in ("title", "description")}
    if "x-vocabulary" in adapted:
        adapted = _closed_list(adapted, vocabularies)
    return _with_example(_any_scalar(adapted))


def _with_example(node: dict[str, Any]) -> dict[str, Any]:
    """Tell the example in words, because editors write a named example into the file as if it were a value."""
    examples = node.get("examples")
    if not isinstance(examples, list):
        return node
    rest = {key: value for key, value in node.items() if key != "examples"}
    told = f"Contoh: `{examples[0]}`."
    return {**rest, "description": f"{node.get('description', '')} {told}".strip()}


def _any_scalar(node: dict[str, Any]) -> dict[str, Any]:
    """Let a text look like a number and a number stand in quotes, and say in Indonesian how a value is written."""
    kind = node.get("type")
    if kind in ("integer", "number"):
        pattern = "^-?[0-9]{1,15}$" if kind == "integer" else r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$"
        form = "350, tanpa titik pemisah ribuan" if kind == "integer" else "95.5, dengan titik sebagai tanda desimal"
        return {**node, "type": [kind, "string"], "pattern": pattern, "patternErrorMessage": f"Tulis seperti {form}."}
    if kind == "string" and not node.keys() & {"format", "enum", "const"}:
        node = {**node, "type": ["string", "number"]}
    if "pattern" in node and "patternErrorMessage" not in node:
        return {**node, "patternErrorMessage": "Penulisannya tidak sesuai bentuk isian ini; lihat keterangannya."}
    return node


def _closed_list(node: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Name the words with their meaning; a code that looks like a number is one to an editor, and is let pass."""
    vocabulary = vocabularies.get(node["x-vocabulary"])
    if vocabulary is None:
        return node
    words = [word.id for word in vocabulary.butir]
    numbers = [float(word) if "." in word else int(word) for word in words if re.fullmatch(r"[0-9]+(\.[0-9]+)?", word)]
    rest = {key: value for key, value in node.items() if key != "type"}
    listed = {"enum": words, "markdownEnumDescriptions": [word.nama for word in vocabulary.butir]}
    if not numbers:
        return {**rest, **listed}
    as_number = {"type": "number", "not": {"not": {"enum": numbers}}}
    return {**rest, "anyOf": [listed, as_number]}


class JsonPlace(BaseModel):
    """A stretch of a file, counted from 1 in Unicode code points; the end column lies one past the last character."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(description="Berkas, dari akar katalog.")
    line: int = Field(ge=1, description="Baris.")
    column: int = Field(ge=1, description="Kolom.")
    end_line: int = Field(ge=1, description="Baris terakhir.")
    end_column: int = Field(ge=1, description="Kolom sesudah aksara terakhir.")


class JsonRelated(JsonPlace):
    """The other place that has to do with a finding."""

    message: str = Field(description="Apa yang ada di tempat itu.")


class JsonFinding(JsonPlace):
    """One finding."""

    rule: str = Field(description="Nama aturan.")
    severity: Literal["galat", "peringatan"] = Field(description="galat menghalangi penerbitan.")
    message: str = Field(description="Apa yang salah.")
    help: str = Field(description="Cara memperbaikinya.")
    replacement: str | None = Field(description="Pengganti bagian yang ditandai, bila pasti.")
    explanation: str | None = Field(description="Alamat penjelasan aturan, bila situsnya diketahui.")
    related: JsonRelated | None = Field(description="Tempat lain yang bersangkutan.")


class JsonReport(BaseModel):
    """All findings of one run, in the order of the files."""

    model_config = ConfigDict(extra="forbid", title="Laporan pemeriksaan")

    schema_number: Literal[1] = Field(alias="schema", description="Nomor bentuk laporan ini.")
    galat: int = Field(ge=0, description="Banyaknya galat.")
    peringatan: int = Field(ge=0, description="Banyaknya peringatan.")
    temuan: list[JsonFinding] = Field(description="Semua temuan.")


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of the report."""
    schema = JsonReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


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
