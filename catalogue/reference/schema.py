"""JSON Schemas for editors and for other programs, derived from the model and the closed lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalogue.model import Innovation, Opd, Period, Record, Region, Results, Review, Rubric, Synonyms, Vocabulary

SCHEMAS: dict[str, type[Record]] = {
    "inovasi": Innovation,
    "opd": Opd,
    "periode": Period,
    "telaah": Review,
    "rubrik": Rubric,
    "kosakata": Vocabulary,
    "padanan": Synonyms,
    "daerah": Region,
    "hasil": Results,
}
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that the YAML language server of the common editors supports wholly."""


def json_schema(name: str, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the schema of one kind of file, its closed lists filled in."""
    schema: dict[str, Any] = _adapt(SCHEMAS[name].model_json_schema(), vocabularies)
    return {"$schema": DRAFT, **schema}


def _adapt(node: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:
    """Rewrite a schema so that an editor, which gives plain scalars a type of its own, accepts what `check` accepts."""
    if isinstance(node, list):
        return [_adapt(item, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    adapted = {key: _adapt(value, vocabularies) for key, value in node.items() if key != "default"}
    if "x-vocabulary" in adapted:
        adapted = _closed_list(adapted, vocabularies)
    elif (
        adapted.get("type") == "string" and "format" not in adapted and "enum" not in adapted and "const" not in adapted
    ):
        adapted["type"] = ["string", "number"]
    return _nullable(adapted)


def _closed_list(node: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    vocabulary = vocabularies.get(node["x-vocabulary"])
    if vocabulary is None:
        return node
    words = [word.id for word in vocabulary.butir]
    numbers = [float(word) if "." in word else int(word) for word in words if re.fullmatch(r"\d+(\.\d+)?", word)]
    rest = {key: value for key, value in node.items() if key != "type"}
    titles = [word.nama for word in vocabulary.butir]
    return {**rest, "enum": [*words, *numbers], "markdownEnumDescriptions": [*titles, *[""] * len(numbers)]}


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    """Fold `anyOf: [X, null]` into X where that is possible, because editors explain a single type better."""
    options = node.get("anyOf")
    if not options or len(options) != 2 or {"type": "null"} not in options:
        return node
    option = next(option for option in options if option != {"type": "null"})
    if "$ref" in option:
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    folded = {**option, **rest}
    if "enum" in folded:
        folded["enum"] = [*folded["enum"], None]
        if "markdownEnumDescriptions" in folded:
            folded["markdownEnumDescriptions"] = [*folded["markdownEnumDescriptions"], "belum diisi"]
    elif "type" in folded:
        kinds = folded["type"] if isinstance(folded["type"], list) else [folded["type"]]
        folded["type"] = [*kinds, "null"]
    return folded
