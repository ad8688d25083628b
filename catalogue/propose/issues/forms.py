"""The two issue forms, from the model: their questions, by which GitHub shows them and `body` reads them back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from catalogue.model import Innovation
from catalogue.model.reference.tables import Column, tables
from catalogue.propose.layout import (
    FILE,
    MAIN,
    OPD,
    Choices,
    choices,
    opd_names,
    vocabulary_choices,
)
from catalogue.read.catalogue import Catalogue

FOLDER = ".github/ISSUE_TEMPLATE"
Kind = Literal["input", "textarea", "dropdown", "checkboxes"]
LONG_TEXT = 400
"""Characters from which a text is given more than one line."""

UNASKED = {"status", "terakhir_diperiksa", "terkait", "alamat_lama", "pembacaan"}
"""Fields that a new innovation has no use for yet, or that only those who keep the catalogue write."""

UNCHANGED = {"alamat_lama", "pembacaan"}
"""Fields that a correction does not touch."""

NO_ANSWER = "_No response_"
"""What GitHub writes for a question that was left empty."""

STATEMENT = (
    "Isinya benar menurut dokumen OPD, dan tidak memuat NIK, NIP, nomor pribadi, surel pribadi, atau daftar nama orang."
)
PUBLIC = (
    "Yang ditulis di sini terbuka untuk umum. Sesudah dikirim, usulan dibuat dengan sendirinya, dan temuannya "
    "ditulis sebagai balasan. Bila ada yang keliru, sunting isian ini; usulannya mengikuti."
)


@dataclass(frozen=True)
class Question:
    """One question of a form: `label` is the heading of its answer, `column` the value that it asks for."""

    id: str
    label: str
    help: str
    kind: Kind = "input"
    required: bool = False
    many: bool = False
    choices: Choices | None = None
    example: str = ""
    column: Column | None = None

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.choices.titles.values()) if self.choices else ()


@dataclass(frozen=True)
class Form:
    """One form; `mark` is the label that GitHub gives its issues."""

    id: str
    name: str
    description: str
    title: str
    mark: str
    questions: tuple[Question, ...] = field(default=())


ABOUT = Question(
    "berkas", "Inovasi yang diperbaiki", "Alamat halamannya pada katalog, atau nama berkasnya.", required=True
)
PART = "isian"
VALUE = Question(
    "isi", "Isi yang benar", "Isi yang baru selengkapnya, bukan hanya bagian yang berubah.", "textarea", True
)
SOURCE = Question("sumber", "Sumber", "Dokumen atau halaman yang menyatakannya, satu sebaris.", "textarea")
CONSENT = Question("pernyataan", "Pernyataan", "", "checkboxes", True, choices=Choices({"benar": STATEMENT}))


def new_form(catalogue: Catalogue) -> Form:
    """Return the form for an innovation that the catalogue does not have yet."""
    opd = Question(OPD.name, "OPD pengampu", OPD.help, "dropdown", True, choices=choices(opd_names(catalogue)))
    file = Question(FILE.name, FILE.title, FILE.help, example="antar-obat")
    asked = [column for column in _columns() if len(column.path) == 1 and column.name not in UNASKED]
    questions = (opd, *(_question(column, catalogue) for column in asked), file, SOURCE, CONSENT)
    description = "Satu inovasi yang belum ada pada katalog. Hanya empat isian yang wajib; sisanya dapat menyusul."
    return Form("inovasi-baru", "Inovasi baru", description, "Inovasi baru: ", "usulan", questions)


def correction_form() -> Form:
    """Return the form for one field of an innovation that the catalogue has."""
    titles = {column.name: _title(column) for column in _columns() if column.name not in UNCHANGED}
    words = {title.casefold(): name for name, title in titles.items()}
    part = Question(
        PART, "Isian yang keliru atau kosong", "Satu isian.", "dropdown", True, choices=Choices(titles, words)
    )
    description = "Satu isian yang keliru atau masih kosong pada inovasi yang sudah ada."
    return Form(
        "perbaikan", "Perbaikan", description, "Perbaikan: ", "perbaikan", (ABOUT, part, VALUE, SOURCE, CONSENT)
    )


def column_named(name: str) -> Column:
    """Return a value of the record by the name of its column."""
    return next(column for column in _columns() if column.name == name)


def form_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of every form by its path in the repository, and what stands beside them."""
    forms = (new_form(catalogue), correction_form())
    files = {f"{FOLDER}/{form.id}.yml": "\n".join(_form_lines(form)) + "\n" for form in forms}
    return {**files, f"{FOLDER}/config.yml": _config(catalogue)}


def _columns() -> tuple[Column, ...]:
    return tables(Innovation, MAIN)[0].columns


def _title(column: Column) -> str:
    return f"{column.group}: {column.title}" if column.group else column.title


def _question(column: Column, catalogue: Catalogue) -> Question:
    listed = catalogue.vocabularies.get(column.vocabulary or "")
    kind: Kind = "textarea" if (column.limit or 0) > LONG_TEXT and not column.address else "input"
    return Question(
        id=column.name,
        label=column.title,
        help=column.help,
        kind="dropdown" if listed else kind,
        required=column.required,
        many=column.many,
        choices=vocabulary_choices(listed) if listed else None,
        example=column.example,
        column=column,
    )


def _form_lines(form: Form) -> Iterator[str]:
    yield "# Dibuat dari model data oleh `build.py reference`; jangan diubah dengan tangan."
    for key in ("name", "description", "title"):
        yield f"{key}: {_quoted(getattr(form, key))}"
    yield f"labels: [{_quoted(form.mark)}]"
    yield "body:"
    yield from ("  - type: markdown", "    attributes:", f"      value: {_quoted(PUBLIC)}")
    for question in form.questions:
        yield from _question_lines(question)


def _question_lines(question: Question) -> Iterator[str]:
    yield f"  - type: {question.kind}"
    yield f"    id: {question.id}"
    yield "    attributes:"
    yield f"      label: {_quoted(question.label)}"
    if question.help:
        yield f"      description: {_quoted(question.help)}"
    if question.example and question.kind != "dropdown":
        yield f"      placeholder: {_quoted(f'Contoh: {question.example}')}"
    if question.many and question.kind == "dropdown":
        yield "      multiple: true"
    if question.kind == "checkboxes":
        yield "      options:"
        for option in question.options:
            yield from (f"        - label: {_quoted(option)}", "          required: true")
        return
    if question.options:
        yield "      options:"
        yield from (f"        - {_quoted(option)}" for option in question.options)
    if question.required:
        yield from ("    validations:", "      required: true")


def _config(catalogue: Catalogue) -> str:
    """Keep the plain issue for all else, and lead to the site's guide once the site has an address."""
    lines = ["# Dibuat oleh `build.py reference`; jangan diubah dengan tangan.", "blank_issues_enabled: true"]
    if address := catalogue.region.alamat:
        about = "Cara mengusulkan dengan formulir di situs atau dengan Excel, tanpa akun GitHub."
        lines += [
            "contact_links:",
            f"  - name: {_quoted('Panduan OPD')}",
            f"    url: {_quoted(address.rstrip('/') + '/panduan/opd/')}",
            f"    about: {_quoted(about)}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a text for YAML, of which JSON's texts are a part."""
    return json.dumps(re.sub(r"\s+", " ", text), ensure_ascii=False)
