"""The answers of the form for a correction: one value of an existing file, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from catalogue.common.findings import START, Finding, Place, Severity
from catalogue.common.suggest import closest
from catalogue.model import Innovation
from catalogue.model.reference.tables import Column, value_at
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
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.read.files import Reading, locate
from catalogue.read.records import read_record
from catalogue.read.yaml.tree import Node, Scalar, Sequence

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
    remarks = tuple(_remark(found, entry.path) for found in _new(checked.findings, loaded.findings))
    return entry.path, text, remarks


def _new(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Return the findings that were not there before, wherever their lines moved to."""
    known = {replace(found, place=Place(found.place.path), related=None, replacement=None) for found in before}
    moved = {found: replace(found, place=Place(found.place.path), related=None, replacement=None) for found in after}
    return [found for found, same in moved.items() if same not in known]


def _remark(finding: Finding, path: str) -> Remark:
    return from_finding(finding, VALUE.label if finding.place.path == path else "")
