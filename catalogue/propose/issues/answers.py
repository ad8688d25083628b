"""The answers of the two forms: a new record, read as the row of a spreadsheet, or one corrected value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from catalogue.common.findings import START, Finding, Place, Severity, Span
from catalogue.common.suggest import closest
from catalogue.model import Innovation
from catalogue.model.grammar import slug_of
from catalogue.model.reference.tables import SEPARATOR, Column, value_at
from catalogue.model.types import SLUG
from catalogue.pipeline import Loaded, assemble
from catalogue.propose.cells import Cell, Sheet
from catalogue.propose.fitting import pieces, written
from catalogue.propose.intake import Intake, take_in_sheets
from catalogue.propose.issues.body import chosen
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.issues.forms import (
    ABOUT,
    PART,
    SOURCE,
    VALUE,
    Form,
    Question,
    column_named,
)
from catalogue.propose.layout import (
    FILE,
    FIRST_ROW,
    KEY_ROW,
    MAIN,
    OWNER,
    Choices,
    vocabulary_choices,
)
from catalogue.propose.tidy import Unsure, tidy, with_value
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.read.files import Reading, locate
from catalogue.read.records import read_record
from catalogue.read.yaml.tree import Node, Scalar, Sequence

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


SHOWN = 150
"""Characters of a value that an answer shows."""
ADDRESS = re.compile(rf"(?:.*/)?(?P<id>{SLUG})(?:\.yaml)?/?(?:[?#].*)?")
"""A page, a file or just a name: its last part names the innovation."""


Earlier = Callable[[str], bytes | None]
"""Gives what a file held when the issue was opened, None where that is not known."""


def corrected(
    form: Form,
    answers: Mapping[str, str],
    loaded: Loaded,
    day: Callable[[str], date] | None,
    earlier: Earlier | None = None,
) -> tuple[str, str, tuple[Remark, ...]]:
    """Return the path and new text of the file, both empty when there is none, and what was found."""
    catalogue = loaded.catalogue
    assert catalogue is not None
    named = ADDRESS.fullmatch(answers[ABOUT.id].strip("` <>"))
    entry = catalogue.innovations.get(named["id"]) if named else None
    part = next(question for question in form.questions if question.id == PART)
    assert part.choices
    name = part.choices.word(answers[PART])
    if entry is None or name not in part.choices.titles:
        return "", "", tuple(_unknown(entry, answers, list(catalogue.innovations), part.choices, name))
    column = column_named(name)
    listed = catalogue.vocabularies.get(column.vocabulary or "")
    node = _node(answers[VALUE.id], column, vocabulary_choices(listed) if listed else None)
    path, text, remarks = _changed(entry, column, node, loaded, day)
    newer = _newer(entry, column, catalogue, earlier) if path and earlier else ()
    return path, text, (*newer, *remarks)


def _newer(entry: InnovationEntry, column: Column, catalogue: Catalogue, earlier: Earlier) -> tuple[Remark, ...]:
    """Tell that the field was changed by somebody else since the issue was opened."""
    location, content = locate(entry.path), earlier(entry.path)
    before = read_record(location, content, catalogue.vocabularies) if location and content is not None else None
    if before is None:
        return ()
    old, now = (value_at(record, column.path) for record in (before, entry.record))
    if old == now:
        return ()
    message = f"isian ini sudah berubah pada katalog sesudah isu dibuat: semula {_shown(old)}, kini {_shown(now)}"
    help = "Bila yang kini sudah benar, tutup isu ini. Bila tidak, usulan ini menggantikan yang kini."
    return (Remark(Severity.PERINGATAN, VALUE.label, message, help, newer=True),)


def _shown(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    text = " ".join(text.split())
    return f"\u201c{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}\u201d" if text else "kosong"


def _unknown(
    entry: InnovationEntry | None, answers: Mapping[str, str], slugs: list[str], parts: Choices, name: str
) -> Iterable[Remark]:
    if entry is None:
        match = closest(answers[ABOUT.id].strip("/").split("/")[-1].removesuffix(".yaml"), slugs)
        help = f"Mungkin maksudnya `{match}`." if match else ABOUT.help
        yield Remark(Severity.GALAT, ABOUT.label, f"tidak ada inovasi `{answers[ABOUT.id]}`", help)
    if name not in parts.titles:
        yield Remark(Severity.GALAT, "Isian yang keliru atau kosong", f"tidak ada isian `{name}`", "Pilih dari daftar.")


def _node(text: str, column: Column, choices: Choices | None) -> Node:
    style = '"' if column.kind == "text" and not column.vocabulary and not column.or_word else ""
    if column.many:
        items = [Scalar(written(piece, column, choices), START, style) for piece in _pieces(text, column, choices)]
        return Sequence(list(items), START)
    return Scalar(written(text, column, choices), START, style)


def _pieces(text: str, column: Column, choices: Choices | None) -> list[str]:
    """Split a list as in a cell of a spreadsheet; codes may be joined by commas as well."""
    known = choices is not None and all(choices.word(word.strip()) in choices.titles for word in text.split(","))
    return [word.strip() for word in text.split(",")] if known else pieces(text, column)


def _changed(
    entry: InnovationEntry, column: Column, node: Node, loaded: Loaded, day: Callable[[str], date] | None
) -> tuple[str, str, tuple[Remark, ...]]:
    source = loaded.sources[entry.path]
    try:
        text = with_value(source.text, Innovation, column.path, node)
    except Unsure as reason:
        message = f"`{entry.path}` tidak dapat diubah dengan sendirinya: {reason}"
        return "", "", (Remark(Severity.GALAT, ABOUT.label, message, "Minta bantuan penelaah."),)
    if text == tidy(source.text, Innovation).text:
        return "", "", (Remark(Severity.GALAT, VALUE.label, "isinya sama dengan yang sudah tercatat"),)
    sources = {**loaded.sources, entry.path: replace(source, text=text, faults=())}
    checked = assemble(Reading(tuple(sources.values()), loaded.beside, ()), day)
    remarks = tuple(_remark_at(found, entry.path) for found in _new(checked.findings, loaded.findings))
    return entry.path, text, remarks


def _new(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Return the findings that were not there before, wherever their lines moved to."""
    known = {replace(found, place=Place(found.place.path), related=None, replacement=None) for found in before}
    moved = {found: replace(found, place=Place(found.place.path), related=None, replacement=None) for found in after}
    return [found for found, same in moved.items() if same not in known]


def _remark_at(finding: Finding, path: str) -> Remark:
    return from_finding(finding, VALUE.label if finding.place.path == path else "")
