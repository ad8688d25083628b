"""The answers of the form for a new innovation, read as the one row of a spreadsheet of proposals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from catalogue.common.findings import Finding, Severity, Span
from catalogue.model.grammar import slug_of
from catalogue.model.reference.tables import SEPARATOR
from catalogue.pipeline import Loaded
from catalogue.propose.cells import Cell, Sheet
from catalogue.propose.intake import Intake, take_in_sheets
from catalogue.propose.issues.body import chosen
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.issues.forms import SOURCE, Form, Question
from catalogue.propose.layout import (
    FILE,
    FIRST_ROW,
    KEY_ROW,
    MAIN,
    OWNER,
)

NAME = "isian"
"""What stands for the file in the places of findings."""
SOURCES = "sumber"
HELPS = {
    "slug-ganda": (
        "Bila ini inovasi yang sama, pakai formulir Perbaikan. Bila bukan, isi `Nama berkas` dengan nama lain."
    ),
    "opd-tidak-dikenal": "Pilih OPD dari daftar pada formulir.",
}
"""What helps here instead of what helps in a spreadsheet."""


def newcomer(
    form: Form, answers: Mapping[str, str], loaded: Loaded, day: Callable[[str], date] | None
) -> tuple[str, str, tuple[Remark, ...]]:
    """Return the path and text of the record, both empty when there is none, and what was found."""
    if not answers.get(FILE.name) and not slug_of(answers["nama"]):
        return "", "", (Remark(Severity.GALAT, FILE.title, "tidak dapat dibuat dari nama inovasi", FILE.help),)
    asked = [question for question in form.questions if question.kind != "checkboxes" and question != SOURCE]
    sheets = [_main_sheet(asked, answers), _source_sheet(answers)]
    taken = take_in_sheets(sheets, NAME, loaded, day=day)
    remarks = tuple(_remark(found, asked) for found in taken.findings)
    return (*_file(taken), remarks)


def _file(taken: Intake) -> tuple[str, str]:
    return next(iter(taken.files.items()), ("", ""))


def _main_sheet(asked: list[Question], answers: Mapping[str, str]) -> Sheet:
    title = MAIN.capitalize()
    keys = {index: Cell(question.id, _at(KEY_ROW, index, title)) for index, question in enumerate(asked, start=1)}
    row = {
        index: Cell(_written(question, answers[question.id]), _at(FIRST_ROW, index, title))
        for index, question in enumerate(asked, start=1)
        if answers.get(question.id)
    }
    return Sheet(title, {KEY_ROW: keys, FIRST_ROW: row})


def _written(question: Question, text: str) -> str:
    if question.many and question.choices:
        return SEPARATOR.join(chosen(question, text))
    return text


def _source_sheet(answers: Mapping[str, str]) -> Sheet:
    """Make a row of every line of the sources, which is an address or the name of a document."""
    title, name = SOURCES.capitalize(), answers.get("nama", "")
    keys = {index: Cell(key, _at(KEY_ROW, index, title)) for index, key in enumerate(_source_keys(), start=1)}
    lines = [line.strip(" -*\t<>") for line in answers.get(SOURCE.id, "").split("\n")]
    rows = {number: dict(_source(line, name, number, title)) for number, line in enumerate(lines, FIRST_ROW) if line}
    return Sheet(title, {KEY_ROW: keys, **rows})


def _source_keys() -> tuple[str, str, str]:
    return OWNER.name, "judul", "tautan"


def _source(line: str, name: str, number: int, title: str) -> Iterator[tuple[int, Cell]]:
    yield 1, Cell(name, _at(number, 1, title))
    column = 3 if line.startswith(("https://", "http://")) else 2
    yield column, Cell(line, _at(number, column, title))


def _at(row: int, column: int, sheet: str) -> Span:
    return Span(row, column, row, column + 1, sheet)


def _remark(finding: Finding, asked: list[Question]) -> Remark:
    place = finding.place
    label = ""
    if place.path == NAME:
        main = place.span.sheet == MAIN.capitalize() and place.span.column <= len(asked)
        label = asked[place.span.column - 1].label if main else SOURCE.label
    return from_finding(finding, label, HELPS.get(finding.rule))
