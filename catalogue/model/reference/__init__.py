"""What is derived from the code and kept in the repository: the JSON Schemas and the field guide."""

from __future__ import annotations

import json
from collections.abc import Mapping

from catalogue.model import Vocabulary
from catalogue.model.reference.guide import field_guide
from catalogue.model.reference.schema import SCHEMAS, json_schema
from catalogue.model.report import report_schema

__all__ = ["SCHEMAS", "derived_files", "field_guide", "json_schema"]


def derived_files(vocabularies: Mapping[str, Vocabulary]) -> dict[str, str]:
    """Return the text of every derived file by its path in the repository."""
    schemas = {name: json_schema(name, vocabularies) for name in SCHEMAS} | {"laporan": report_schema()}
    files = {
        f"docs/skema/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }
    return {**files, "docs/panduan/isian.md": field_guide(vocabularies)}
