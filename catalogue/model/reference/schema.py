"""JSON Schemas for editors and for other programs, derived from the model and the closed lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from catalogue.model import (
    Addresses,
    Ecosystem,
    Innovation,
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

SCHEMAS: dict[str, type[Record]] = {
    "inovasi": Innovation,
    "opd": Opd,
    "periode": Period,
    "telaah": Review,
    "penerimaan": Receipts,
    "rubrik": Rubric,
    "kosakata": Vocabulary,
    "padanan": Synonyms,
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
