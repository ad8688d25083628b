"""An empty record to fill in: every field with its help as a comment, derived from the model."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic.fields import FieldInfo

from catalogue.model import Evidence, Fact, Innovation, Maturity, Record, Vocabulary
from catalogue.model.grammar import slug_of
from catalogue.model.reference import vocabularies_of
from catalogue.model.shape import alternatives, is_long_text, record_in
from catalogue.read.files import locate

HEADER = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json
# Isi nilai di belakang titik dua. Hanya isian bertanda wajib yang harus ada.
# Kunci yang dibiarkan kosong dianggap belum diisi dan boleh dihapus.
"""
WIDTH = 110


class BadTarget(ValueError):
    """The wanted place is not of the form OPD/SLUG."""


def target_path(target: str) -> str:
    """Return the path of the record for `OPD/SLUG`; raise BadTarget when it is written otherwise."""
    if locate(path := f"innovations/{target}.yaml") is None:
        raise BadTarget(target)
    return path


def skeleton(vocabularies: Mapping[str, Vocabulary]) -> str:
    """Write a record with every field of the model empty, in the model's order and in the normal form of `tidy`."""
    return HEADER + "\n" + "\n".join(_Skeleton(vocabularies).record(Innovation)) + "\n"


@dataclass
class _Skeleton:
    vocabularies: Mapping[str, Vocabulary]
    listed: dict[str, str] = field(default_factory=dict)

    def record(self, model: type[Record], indent: int = 0) -> Iterator[str]:
        """Write the fields of a record, those at the left edge apart by a blank line."""
        for index, (name, info) in enumerate(model.model_fields.items()):
            if index and not indent:
                yield ""
            yield from self._field(name, info, indent)

    def _field(self, name: str, info: FieldInfo, indent: int) -> Iterator[str]:
        space = " " * indent
        for paragraph in self._help(name, info, "bila bagian ini diisi" if indent else ""):
            yield from textwrap.wrap(
                paragraph,
                WIDTH - indent,
                initial_indent=f"{space}# ",
                subsequent_indent=f"{space}# ",
                break_on_hyphens=False,
                break_long_words=False,
            )
        yield f"{space}{name}:"
        inner = record_in(info.annotation)
        if inner is Maturity:
            yield from _evidence_example(indent + 2)
        if inner is Evidence or inner is None:
            return
        if issubclass(inner, Fact):
            yield from self._fact(inner, indent + 2)
        elif _is_list(info):
            yield from _as_item(list(self.record(inner, indent + 4)), indent + 2)
        else:
            yield from self.record(inner, indent + 2)

    def _fact(self, model: type[Record], indent: int) -> Iterator[str]:
        """Write a fact without the help that is the same for all facts."""
        yield f"{' ' * indent}nilai:"
        inner = record_in(model.model_fields["nilai"].annotation)
        if inner:
            yield from self.record(inner, indent + 2)
        yield f"{' ' * indent}bukti:"

    def _help(self, name: str, info: FieldInfo, condition: str) -> Iterator[str]:
        required = f" (wajib {condition}".rstrip() + ")" if info.is_required() else ""
        yield f"{info.title}{required}. {info.description}"
        for vocabulary in vocabularies_of(info.annotation, info.metadata):
            if vocabulary in self.listed:
                yield f"Pilihan: sama dengan `{self.listed[vocabulary]}`."
            elif vocabulary in self.vocabularies:
                self.listed[vocabulary] = name
                yield from _choices(self.vocabularies[vocabulary])
        if info.examples:
            yield f"Contoh: {info.examples[0]}"
        if _is_list(info) and record_in(info.annotation) is None:
            yield "Boleh lebih dari satu: tulis [pertama, kedua], atau tiap butir di baris sendiri diawali `- `."
        if is_long_text(info.annotation):
            yield "Teks panjang: tulis `|` di belakang titik dua, lalu teksnya di bawahnya, diawali dua spasi."


def _choices(vocabulary: Vocabulary) -> Iterator[str]:
    """List the words, one a line with its name where that says more than the word."""
    if all(slug_of(word.nama) == word.id for word in vocabulary.butir):
        yield f"Pilihan: {', '.join(word.id for word in vocabulary.butir)}."
        return
    yield "Pilihan:"
    yield from (f"- {word.id}: {word.nama}" for word in vocabulary.butir)


def _is_list(info: FieldInfo) -> bool:
    return any(getattr(option, "__origin__", None) is tuple for option in alternatives(info.annotation))


def _as_item(lines: list[str], indent: int) -> Iterator[str]:
    """Put a record behind a dash; the comments above its first key stand above the dash."""
    space = " " * indent
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (space + line.lstrip() for line in lines[:first])
    yield f"{space}- {lines[first].lstrip()}"
    yield from lines[first + 1 :]


def _evidence_example(indent: int) -> Iterator[str]:
    space = " " * indent
    yield f"{space}# Tiap indikator memuat `nilai`, yaitu faktanya, dan `bukti`; boleh ditambah `catatan`."
    yield f"{space}# Satu butir bukti ditulis di bawah `bukti:` seperti ini; hanya judul yang wajib:"
    for index, (name, info) in enumerate(Evidence.model_fields.items()):
        yield f"{space}#   {'  ' if index else '- '}{name}: {info.title}. {info.description}"
