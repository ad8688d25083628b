"""One table of values through every door: record, spreadsheet, form and empty record read each the same way."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.findings import Severity
from catalogue.common.phrases import phrase
from catalogue.model import Innovation, grammar
from catalogue.model.grammar import serial_day
from catalogue.model.reference.tables import tables
from catalogue.pipeline import Loaded, load
from catalogue.propose.browser import browser_checks
from catalogue.propose.cells import written
from catalogue.propose.layout import vocabulary_choices
from catalogue.propose.tidy.fresh import skeleton
from catalogue.read.decode import decode
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml.nodes import parse
from tests.exported import frozen_city
from tests.test_import import GOOD, report, take
from tests.trees import HERE, lay_out

COLUMNS = {column.name: column for column in tables(Innovation, "inovasi")[0].columns}
COUNT, SHARE, AMOUNT = (
    "kematangan_sdm_nilai",
    "kematangan_pengaduan_nilai",
    "kematangan_kemanfaatan_nilai_nilai",
)
KINDS_OF_COLUMNS = (
    COUNT,
    SHARE,
    AMOUNT,
    "waktu_penerapan",
    "terakhir_diperiksa",
    "tahapan",
    "urusan_utama",
    "status_data",
    "video",
)
MARK = "\u2603"
"""Stands where a value is to be."""
EXAMPLES = [
    (COUNT, "1.250", "1250"),
    (COUNT, "Rp1.250.000", "1250000"),
    (COUNT, "12 orang", "12"),
    (COUNT, "12,5", None),
    (COUNT, "0.125", None),
    (COUNT, "null", None),
    (COUNT, "-", None),
    (SHARE, "95,5", "95.5"),
    (SHARE, "95,5%", "95.5"),
    (SHARE, "92 persen", "92"),
    (SHARE, "1.250", "1.250"),
    (SHARE, "Tidak ada", "tidak-ada"),
    (SHARE, "nan", None),
    (AMOUNT, "1.250", None),
    (AMOUNT, "1.250 orang", None),
    (AMOUNT, "1.250,5", "1250.5"),
    (AMOUNT, "1.250.000", "1250000"),
    (AMOUNT, "0.125", "0.125"),
    (AMOUNT, "1,250", "1.2500"),
    ("waktu_penerapan", "17/07/2024", "2024-07-17"),
    ("waktu_penerapan", "17-07-2024", "2024-07-17"),
    ("waktu_penerapan", "17 Juli 2024", "2024-07-17"),
    ("waktu_penerapan", "Rabu, 17 Juli 2024", "2024-07-17"),
    ("waktu_penerapan", "17 Agt 2024", "2024-08-17"),
    ("waktu_penerapan", "2024-07-17 00:00:00", "2024-07-17"),
    ("waktu_penerapan", "07/2024", "2024-07"),
    ("waktu_penerapan", "Nopember 2024", "2024-11"),
    ("waktu_penerapan", "01/07/2024", None),
    ("waktu_penerapan", "05-05-2025", "2025-05-05"),
    ("waktu_penerapan", "31 Februari 2025", None),
    ("waktu_penerapan", "20 Agustus 25", None),
    ("waktu_penerapan", "kemarin", None),
    ("video", "drive.google.com/file/d/1a", "https://drive.google.com/file/d/1a"),
    ("video", "www.contoh.go.id", "https://www.contoh.go.id"),
    ("video", "laporan.pdf", None),
    ("terakhir_diperiksa", "17/07/2024", "2024-07-17"),
    ("terakhir_diperiksa", "Juli 2024", None),
    ("tahapan", "Penerapan", "penerapan"),
    ("tahapan", "PENERAPAN", "penerapan"),
    ("urusan_utama", "Kesehatan", "1.02"),
    ("urusan_utama", "Kesehatan (1.02)", "1.02"),
    ("urusan_utama", "#N/A", None),
    ("tahapan", "penerapan \U0001f331", None),
    ("tahapan", "~penerapan~", None),
    ("urusan_utama", "3.30", "3.30"),
    ("urusan_utama", "3.3", None),
    ("status_data", "Dikonfirmasi OPD (dikonfirmasi-opd)", "dikonfirmasi-opd"),
    ("status_data", "DIKONFIRMASI OPD", "dikonfirmasi-opd"),
    ("kematangan_sdm_nilai", "2024-2026", None),
    ("waktu_penerapan", "2024-2026", None),
    ("waktu_penerapan", "17 Agustus 2024", "2024-08-17"),
    ("waktu_penerapan", "Agu 2024", "2024-08"),
    ("waktu_penerapan", "{{tanggal}}", None),
    (SHARE, "101", None),
    (COUNT, "1 250", None),
    (COUNT, "+5", None),
    (COUNT, "\uff11\uff12", None),
    (AMOUNT, "-", None),
]
"""A column, what is typed, and how data files write it; None where somebody must be asked."""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Read an empty catalogue with two agencies."""
    return load(lay_out(tmp_path, b"# berkas: README.md\n"))


def read_at(name: str, top: Document) -> str | None:
    """Return what the model makes of the value of this column; None when the record is refused."""
    catalogue = frozen_city().catalogue
    assert catalogue
    value: Any = decode(top, Innovation, "a.yaml", catalogue.vocabularies).record
    for part in COLUMNS[name].path:
        value = value and getattr(value, part)
    return value if value is None else str(value)


def from_yaml(name: str, text: str) -> str | None:
    """Read a value as a record states it; None when the record is refused."""
    tree: Any = json.dumps(text)
    for part in reversed(COLUMNS[name].path):
        tree = f"{{{part}: {tree}}}"
    basis = ", basis: a" if name == AMOUNT else ""
    tree = tree.replace(json.dumps(text), json.dumps(text) + basis)
    known = "" if name == "status_data" else "status_data: dikonfirmasi-opd\n"
    lines = f"nama: A\nringkasan: B\n{known}{tree[1:-1]}\n"
    parsed = parse(lines, "a.yaml")
    assert parsed.top
    return read_at(name, parsed.top)


def test_a_record_and_a_cell_say_the_same() -> None:
    """What the model reads is what spreadsheet and correction write, and what it refuses they leave as it is."""
    catalogue = frozen_city().catalogue
    assert catalogue
    for name, text, meant in EXAMPLES:
        assert from_yaml(name, text) == meant, (name, text)
        listed = catalogue.vocabularies.get(COLUMNS[name].vocabulary or "")
        cell = written(text, COLUMNS[name], vocabulary_choices(listed) if listed else None)
        assert from_yaml(name, cell) == meant, (name, text)
        assert meant in (None, cell), (name, text)


@cache
def skeleton_of(name: str) -> str:
    """Return an empty record with the line of a value marked, and what belongs to that value filled in."""
    catalogue = frozen_city().catalogue
    assert catalogue
    known: dict[tuple[str, ...], str] = {("nama",): "A", ("ringkasan",): "B", ("status_data",): "dikonfirmasi-opd"}
    if name == AMOUNT:
        known[*COLUMNS[name].path[:-1], "basis"] = "a"
    known[COLUMNS[name].path] = MARK
    lines, at = [], list[str]()
    for line in skeleton(catalogue.vocabularies).split("\n"):
        if key := re.fullmatch(r"( *)(\w+):", line):
            at = [*at[: len(key[1]) // 2], key[2]]
            lines.append(f"{line} {known.get(tuple(at), '')}".rstrip())
        else:
            lines.append(line)
    return "\n".join(lines)


def from_new(name: str, text: str) -> str | None:
    """Read a value that somebody typed behind the key of an empty record; None when the record is refused."""
    parsed = parse(skeleton_of(name).replace(MARK, text), "a.yaml")
    if parsed.top is None or any(found.severity is Severity.GALAT for found in parsed.findings):
        return None
    return read_at(name, parsed.top)


def test_an_empty_record_says_the_same() -> None:
    """What is typed behind a key is read as the model reads it."""
    read = [(name, text, from_new(name, text)) for name, text, _ in EXAMPLES]
    assert read == EXAMPLES


def in_the_browser(cases: Sequence[tuple[str, str]], tmp_path: Path) -> list[str | None]:
    """Read values with the modules of the form, run without a page; None for a value that they report."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    catalogue = frozen_city().catalogue
    assert catalogue
    shutil.copytree(HERE.parent / "templates/assets/form", tmp_path / "form")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "checks.json").write_text(json.dumps(browser_checks(catalogue.vocabularies)))
    asked = [[list(COLUMNS[name].path), text] for name, text in cases]
    (tmp_path / "cases.json").write_text(json.dumps(asked))
    (tmp_path / "run.js").write_text(
        'import { readFileSync } from "node:fs"; import { meant } from "./form/values.js";\n'
        'import { validate } from "./form/validate.js";\n'
        'const [checks, cases] = ["checks", "cases"].map((name) => JSON.parse(readFileSync(`${name}.json`, "utf8")));\n'
        "const at = (shape, path) => path.reduce((one, key) => one.fields.find(({ name }) => name === key), shape);\n"
        "const tree = (path, text) => path.reduceRight((inner, key) => ({ [key]: inner }), text);\n"
        "const wrong = (path, text) => validate(tree(path, text), checks).some((one) => !one.missing);\n"
        "console.log(JSON.stringify(cases.map(([path, text]) =>\n"
        "  (wrong(path, text) ? null : meant(at(checks.bentuk, path), text.trim(), checks)))));\n"
    )
    done = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    found: list[str | None] = json.loads(done.stdout)
    return found


def test_the_browser_reads_them_too(tmp_path: Path) -> None:
    """The form writes each value as the model does, and reports what that refuses."""
    cases = [(name, text) for name, text, _ in EXAMPLES]
    assert in_the_browser(cases, tmp_path) == [meant for _, _, meant in EXAMPLES]


DIGITS = "0123456789"


def any_value(chance: random.Random) -> str:
    """Write a number, a day, a choice or nothing as somebody or some program may."""

    def figures(most: int) -> str:
        return "".join(chance.choice(DIGITS) for _ in range(chance.randint(1, most)))

    day, month, year = chance.randint(0, 32), chance.randint(0, 13), chance.choice((1999, 2024, 2026, 20244))
    sign = chance.choice("-/. ")
    word = chance.choice([*grammar.MONTH_NAMES, "bulan"])
    made = (
        f"{chance.choice(('', '-', 'Rp', 'Rp. ', '+'))}{figures(4)}{chance.choice(('', '.', ','))}{figures(3)}",
        ".".join(figures(3) for _ in range(chance.randint(1, 4))),
        f"{figures(3)}{chance.choice((' orang', '%', ' %', ' persen', ' hari', ' juta', 'x'))}",
        f"{day}{sign}{month}{sign}{year}",
        f"{year}{sign}{month:02}{sign}{day:02}",
        f"{month}{sign}{year}",
        f"{chance.choice(('', 'Senin, ', 'Jumat '))}{day} {word} {year}",
        f"{word} {year}",
        f"{year}{chance.choice(('-', ' s.d. ', '/'))}{year + 2}",
        f"{chance.randint(10_000, 99_999)}",
        chance.choice(("null", "~", "NaN", "#N/A", "{{x}}", "-", "Tidak ada", "None", "ya", "true", "[]")),
        chance.choice(
            ("Penerapan", "UJI COBA", "Kesehatan", "kesehatan (1.02)", "1.02", "3.3", "Inisiatif", "Perdagangan")
        ),
    )
    text = chance.choice(made)
    return chance.choice((text, text, text.upper(), text.lower(), f" {text} ", text.replace(" ", "  ")))


def test_all_doors_agree_on_any_value(tmp_path: Path, deep: bool) -> None:
    """Record, cell, form and empty record read a random value as the same one, or all ask."""
    chance = random.Random(21)
    cases = [(chance.choice(KINDS_OF_COLUMNS), any_value(chance)) for _ in range(10_000 if deep else 60)]
    catalogue = frozen_city().catalogue
    assert catalogue
    lists = {name: vocabulary_choices(listed) for name, listed in catalogue.vocabularies.items()}
    against = []
    for (name, text), form in zip(cases, in_the_browser(cases, tmp_path), strict=True):
        model = from_yaml(name, text.strip())
        cell = from_yaml(name, written(text, COLUMNS[name], lists.get(COLUMNS[name].vocabulary or "")))
        if serial_day(text.strip()) and COLUMNS[name].kind in ("date", "day"):
            assert cell == serial_day(text.strip())
            cell = model
        read = (model, cell, form, from_new(name, text.strip()))
        against += [] if len({one and plain_number(one) for one in read}) == 1 else [(name, text, *read)]
    assert against == []


def plain_number(text: str) -> str:
    """Return a number without zeros that say nothing: those that tell it from a thousand, and those at its head."""
    return format(Decimal(text).normalize(), "f") if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else text


def test_stretches_of_years_and_days_of_excel_are_answered(loaded: Loaded) -> None:
    """Each year is written out; what a spreadsheet makes of a day is read there as that day, and told elsewhere."""
    row = {**GOOD, "waktu_penerapan": 45000, "kematangan_anggaran_nilai": "2024 s.d. 2026"}
    told = report(take(loaded, row))
    assert "waktu_penerapan" not in told
    assert written("45000", COLUMNS["waktu_penerapan"], None) == "2023-03-15"
    assert from_yaml("waktu_penerapan", "45000") is None
    assert "Tulis setiap tahunnya: `2024`, `2025`, `2026`." in told


def test_who_must_choose_sees_both_readings(loaded: Loaded) -> None:
    """A thousand or a fraction, July or January: the report writes out either."""
    row = {**GOOD, "waktu_penerapan": "01/07/2024", "kematangan_kemanfaatan_nilai_basis": "a", AMOUNT: "1.250"}
    told = report(take(loaded, row))
    assert "Tulis `2024-07-01` untuk 1 Juli 2024, atau `2024-01-07` untuk 7 Januari 2024." in told
    assert "Tulis `1250`, atau `1,250` bila itu pecahan." in told


@pytest.mark.parametrize(("name", "slug"), [("Café Literasi", "cafe-literasi"), ("Ñandú 2", "nandu-2"), ("図書館", "")])
def test_names_make_one_address(name: str, slug: str) -> None:
    """Marks fall from letters; what has no Latin letter makes no name of a file."""
    assert grammar.slug_of(name) == slug


NOTHINGS = [
    *("null", "~", "NaN", "<NA>", "None", "(none)", "undefined", "[object Object]", "{{nama}}", "${nama}", "%NAMA%"),
    *(
        "<nil>",
        "[]",
        "{}",
        "''",
        "<%= nama %>",
        "{% nama %}",
        "%(nama)s",
        "%s",
        "#REF!",
        "#####",
        "Invalid Date",
        "NaT",
    ),
    *("0000-00-00", "Err:502", "Loading...", "Tidak tersedia"),
]


def test_spellings_of_nothing_are_told_wherever_they_stand(loaded: Loaded) -> None:
    """What a machine writes for nothing is no content: in a text, nested, in a list, in a number, a day, a choice."""
    names = [f"Inovasi {number}" for number in range(len(NOTHINGS))]
    texts = [{**GOOD, "nama": n, "kepanjangan": t, "kontak_unit": t} for n, t in zip(names, NOTHINGS, strict=True)]
    lists = [{**GOOD, "nama": n, "tema": t} for n, t in zip(names, NOTHINGS, strict=True)]
    for rows, rules, times in ((texts, ("isian-semu", "bentuk-salah"), 2), (lists, ("kosakata", "bentuk-salah"), 1)):
        told = Counter(found.place.span.line for found in take(loaded, *rows).findings if found.rule in rules)
        assert {text: told[number] >= times for number, text in enumerate(NOTHINGS, 5)} == dict.fromkeys(NOTHINGS, True)
    for text in NOTHINGS:
        assert [from_yaml(name, text) for name in (COUNT, "waktu_penerapan", "tahapan")] == [None] * 3


def test_nothing_where_a_record_is_wanted_is_answered_as_nothing() -> None:
    """`kematangan: null` and `sdm: ~` are to be emptied, not to be filled with keys."""
    for lines in ("kematangan: null", "kematangan: {sdm: ~}", "tema: null", "sumber: [null]"):
        parsed = parse(f"nama: A\nringkasan: B\nstatus_data: dikonfirmasi-opd\n{lines}\n", "a.yaml")
        assert parsed.top
        (found,) = decode(parsed.top, Innovation, "a.yaml", {}).findings
        assert found.help == phrase("isian-semu/perbaikan")
