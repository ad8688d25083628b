"""One record through every door: file, form, message, and a spreadsheet of either shape say the same of it."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.common.findings import Finding
from catalogue.export.worksheets import agency_book
from catalogue.model import Innovation
from catalogue.model.grammar import number_meant, serial_day
from catalogue.pipeline import Loaded, load
from catalogue.propose.intake import take_in
from catalogue.propose.record_sheet import titles
from catalogue.propose.rows import RESERVED
from catalogue.propose.submissions import apply, read_submission
from catalogue.propose.submissions.landing import rules_of, with_files
from catalogue.propose.tidy.fresh import emit
from catalogue.read.yaml import Mapping
from tests.exported import context
from tests.form_modules import run_modules
from tests.records import Maker, filled
from tests.submissions import day, sent
from tests.test_import import EMPTY, fill
from tests.test_one_grammar import COLUMNS, KINDS_OF_COLUMNS, any_value
from tests.test_record_sheets import OPD, edited, put
from tests.test_submissions import nodes
from tests.trees import lay_out
from tests.wide import wide_book

PATH = f"innovations/{OPD}/utuh.yaml"
FORM = """
import { validate } from "./form/validate.js";
import { privateNumbers, rules } from "./form/rules.js";
import { write } from "./form/writer.js";
import { copy } from "./form/values.js";
told(trees.map(copy).map((tree) => {
  const shape = validate(tree, checks), found = shape.length ? shape : [...rules(tree, checks, { agencies })];
  const text = write(tree, checks), lines = text.split("\\n").flatMap((line) => [...privateNumbers(line, checks)]);
  return [text, [...found, ...lines].map(({ rule, message }) => [rule, message])];
}));
"""
IN_THE_FORM = {
    *("wajib-diisi", "kosakata", "tanggal-salah", "angka-salah", "tautan-salah", "bentuk-salah", "terlalu-panjang"),
    *("urutan-tanggal", "tanpa-sumber", "nomor-identitas", "nomor-ponsel", "surel-pribadi", "isian-berulang"),
}
"""The rules of one record that the form has too, and that this test may meet."""
Said = tuple[str, str]
Entries = dict[tuple[str, ...], str]


@dataclass(frozen=True)
class Outcome:
    """What a door makes of a record: what is filled of it, and what is said of it."""

    record: Any
    said: tuple[Said, ...]


def said(findings: Iterable[Finding]) -> tuple[Said, ...]:
    """Return the findings without their places."""
    return tuple(sorted((one.rule, plain(one.message)) for one in findings))


def plain(message: str) -> str:
    """Write the numbers that are quoted as they are read, as a cell holds them: without currency, with a point."""
    return re.sub("`([^`]+)`", lambda quoted: f"`{number_meant(quoted[1], whole=False) or quoted[1]}`", message)


def made_up(seed: int, loaded: Loaded) -> tuple[dict[str, Any], Entries]:
    """Make a sound record, and for two of three some values that somebody wrote over those that it has.

    What only a spreadsheet knows, its errors and its days as numbers, is not among them.
    """
    assert loaded.catalogue
    chance = random.Random(seed)
    tree = Maker(seed, loaded.catalogue.vocabularies).innovation()
    for withheld in (tree, tree.get("pengesahan", {})):
        for name in ("pembacaan", "diterima_oleh"):
            withheld.pop(name, None)
    paths = [COLUMNS[name].path for name in KINDS_OF_COLUMNS if not COLUMNS[name].many]
    there = [path for path in paths if valued(tree, path)]
    count = min(len(there), chance.choice((0, 1, 2)))
    entries = {path: any_value(chance).strip() for path in chance.sample(there, count)}
    return tree, {path: text for path, text in entries.items() if not (text.startswith("#") or serial_day(text))}


def valued(tree: Any, path: Iterable[str]) -> bool:
    """Tell whether something stands at a place."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return isinstance(tree, str)


def with_entries(tree: dict[str, Any], entries: Entries) -> dict[str, Any]:
    """Write over some values."""
    made = copy.deepcopy(tree)
    for path, text in entries.items():
        inner = made
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = text
    return made


def from_file(text: str, loaded: Loaded) -> Outcome:
    """Lay the file into the catalogue and check it."""
    after = with_files(loaded, {PATH: text}, day)
    assert after.catalogue
    known = set(said(loaded.findings))
    entry = after.catalogue.innovations.get("utuh")
    return Outcome(
        filled(entry.record) if entry else None, tuple(one for one in said(after.findings) if one not in known)
    )


def from_submission(text: str, loaded: Loaded) -> Outcome:
    """Read what an issue or a message holds, and lay it onto the catalogue."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue, rules=rules_of(loaded, day))
    if isinstance(found, tuple):
        return Outcome(None, said(found))
    applied = apply(found, loaded, day)
    made = from_file(applied.files[PATH] or "", loaded)
    return Outcome(made.record, said(applied.findings))


def from_workbook(content: bytes, loaded: Loaded) -> Outcome:
    """Import a spreadsheet."""
    taken = take_in(content, "isian.xlsx", loaded, day=day)
    made = from_file(taken.files[PATH], loaded) if PATH in taken.files else None
    return Outcome(made.record if made else None, said(taken.findings))


def workbooks(tree: dict[str, Any], entries: Entries, loaded: Loaded) -> Iterator[bytes]:
    """Write a sound record into a spreadsheet of either shape, and put other values over some of its cells."""
    catalogue = with_files(loaded, {PATH: file_of(tree)}, day).catalogue
    assert catalogue
    entry, build = catalogue.innovations["utuh"], context(catalogue)
    (title,) = titles({entry.id: entry.record.nama}, RESERVED).values()
    sheet = agency_book(build, OPD, [entry], None)
    yield edited(sheet, put(title, **{".".join(path): text for path, text in entries.items()}))
    columns = {column.path: name for name, column in COLUMNS.items()}
    yield fill(wide_book(build, [entry]), {"Inovasi": [{columns[path]: text for path, text in entries.items()}]})


def file_of(tree: dict[str, Any]) -> str:
    """Write a record as a file."""
    document = nodes(tree)
    assert isinstance(document, Mapping)
    return emit(document, Innovation)


def test_all_doors_agree_on_whole_records(tmp_path: Path, deep: bool) -> None:
    """File, form, message, and a spreadsheet of either shape make the same of it, and say the same."""
    loaded = load(lay_out(tmp_path / "katalog", EMPTY), day=day)
    assert loaded.catalogue
    names = [entry.record.nama for entry in loaded.catalogue.opds.values()]
    cases = [made_up(seed, loaded) for seed in range(1_000 if deep else 5)]
    trees = [with_entries(*case) for case in cases]
    forms = run_modules(tmp_path, FORM, trees=trees, agencies=names)
    faulty = 0
    for seed, ((tree, entries), whole, (text, told)) in enumerate(zip(cases, trees, forms, strict=True)):
        file = from_file(file_of(whole), loaded)
        faulty += file.record is None
        doors = {"form": from_file(text, loaded), "message": from_submission(sent(text, path=PATH), loaded)}
        doors |= zip(
            ("sheet", "row"), (from_workbook(one, loaded) for one in workbooks(tree, entries, loaded)), strict=True
        )
        assert doors == dict.fromkeys(doors, file), (seed, entries)
        shared = {one for one in file.said if one[0] in IN_THE_FORM}
        in_form = {(rule, plain(message)) for rule, message in told if rule in IN_THE_FORM}
        assert in_form == shared if file.record else in_form <= shared, (seed, in_form ^ shared)
    assert 0 < faulty < len(cases)
