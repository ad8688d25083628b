"""What is derived from the model and kept in the repository: the JSON Schemas and the field guide."""

from __future__ import annotations

import json
from collections.abc import Mapping

from catalogue.model import Vocabulary
from catalogue.reference.guide import field_guide
from catalogue.reference.schema import SCHEMAS, json_schema

__all__ = ["SCHEMAS", "derived_files", "field_guide", "json_schema"]


def derived_files(vocabularies: Mapping[str, Vocabulary]) -> dict[str, str]:
    """Return the text of every derived file by its path in the repository."""
    files = {
        f"docs/skema/{name}.schema.json": json.dumps(json_schema(name, vocabularies), ensure_ascii=False, indent=2)
        + "\n"
        for name in SCHEMAS
    }
    return {**files, "docs/panduan/isian.md": field_guide(vocabularies)}
