"""The answers of the form for a correction: one value of an existing file, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from catalogue.common.findings import START, Finding, Place, Severity
from catalogue.common.suggest import closest
from catalogue.model import Innovation
from catalogue.model.reference.tables import Column
from catalogue.model.types import SLUG
from catalogue.pipeline import Loaded, assemble
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.issues.forms import (
    ABOUT,
    PART,
    VALUE,
    Form,
    column_named,
)
from catalogue.propose.layout import Choices, vocabulary_choices
from catalogue.propose.tidy import Unsure, tidy, with_value
from catalogue.propose.typed import pieces, written
from catalogue.read.catalogue import InnovationEntry
from catalogue.read.files import Reading
from catalogue.read.yaml.tree import Node, Scalar, Sequence

ADDRESS = re.compile(rf"(?:.*/)?(?P<id>{SLUG})(?:\.yaml)?/?(?:[?#].*)?")
"""A page, a file or just a name: its last part names the innovation."""


def corrected(
    form: Form, answers: Mapping[str, str], loaded: Loaded, day: Callable[[str], date] | None
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
    return _changed(entry, column, node, loaded, day)


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
    remarks = tuple(_remark(found, entry.path) for found in _new(checked.findings, loaded.findings))
    return entry.path, text, remarks


def _new(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Return the findings that were not there before, wherever their lines moved to."""
    known = {replace(found, place=Place(found.place.path), related=None, replacement=None) for found in before}
    moved = {found: replace(found, place=Place(found.place.path), related=None, replacement=None) for found in after}
    return [found for found, same in moved.items() if same not in known]


def _remark(finding: Finding, path: str) -> Remark:
    return from_finding(finding, VALUE.label if finding.place.path == path else "")
