"""An empty record to fill in: every field with its help as a comment."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from pydantic.fields import FieldInfo

from catalogue.model import Innovation, Vocabulary
from catalogue.model.types import SLUG, InVocabulary

HEADER = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json
# Isi nilai di belakang titik dua. Hanya isian bertanda wajib yang harus ada.
# Kunci yang dibiarkan kosong dianggap belum diisi dan boleh dihapus.
"""


class BadTarget(ValueError):
    """The wanted place is not of the form OPD/SLUG."""


def target_path(target: str) -> str:
    """Return the path of the record for `OPD/SLUG`; raise BadTarget when it is written otherwise."""
    if not re.fullmatch(rf"{SLUG}/{SLUG}", target):
        raise BadTarget(target)
    return f"innovations/{target}.yaml"


def skeleton(vocabularies: Mapping[str, Vocabulary]) -> str:
    """Write a record with every field of the model empty, in the model's order."""
    return HEADER + "".join(_field(name, info, vocabularies) for name, info in Innovation.model_fields.items())


def _field(name: str, info: FieldInfo, vocabularies: Mapping[str, Vocabulary]) -> str:
    required = " (wajib)" if info.is_required() else ""
    text = f"{info.title}{required}. {info.description}"
    for part in info.metadata:
        if isinstance(part, InVocabulary) and part.name in vocabularies:
            text += f" Pilihan: {', '.join(word.id for word in vocabularies[part.name].butir)}."
    if info.examples:
        text += f" Contoh: {info.examples[0]}"
    comment = textwrap.wrap(text, 108, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    return "\n" + "\n".join(comment) + f"\n{name}:\n"
