"""One table of values through every door: YAML, spreadsheet, correction and browser read each the same way."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from catalogue.model import Innovation, grammar
from catalogue.model.reference.tables import tables
from catalogue.pipeline import Loaded, load
from catalogue.propose.browser import browser_checks
from catalogue.propose.layout import vocabulary_choices
from catalogue.propose.typed import written
from catalogue.read.decode import decode
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
    ("waktu_penerapan", "kemarin", None),
    ("terakhir_diperiksa", "17/07/2024", "2024-07-17"),
    ("terakhir_diperiksa", "Juli 2024", None),
    ("tahapan", "Penerapan", "penerapan"),
    ("tahapan", "PENERAPAN", "penerapan"),
    ("urusan_utama", "Kesehatan", "1.02"),
    ("urusan_utama", "Kesehatan (1.02)", "1.02"),
    ("urusan_utama", "#N/A", None),
    ("tahapan", "penerapan \U0001f331", None),
    ("tahapan", "~penerapan~", None),
]
"""A column, what is typed, and how data files write it; None where somebody must be asked."""


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Read an empty catalogue with two agencies."""
    return load(lay_out(tmp_path, b"# berkas: README.md\n"))


def from_yaml(name: str, text: str) -> str | None:
    """Read a value as a record states it; None when the record is refused."""
    tree: Any = json.dumps(text)
    for part in reversed(COLUMNS[name].path):
        tree = f"{{{part}: {tree}}}"
    basis = ", basis: a" if name == AMOUNT else ""
    tree = tree.replace(json.dumps(text), json.dumps(text) + basis)
    lines = f"nama: A\nringkasan: B\nstatus_data: dikonfirmasi-opd\n{tree[1:-1]}\n"
    parsed = parse(lines, "a.yaml")
    assert parsed.top
    catalogue = frozen_city().catalogue
    assert catalogue
    value: Any = decode(parsed.top, Innovation, "a.yaml", catalogue.vocabularies).record
    for part in COLUMNS[name].path:
        value = value and getattr(value, part)
    return value if value is None else str(value)


@pytest.mark.parametrize(("name", "text", "meant"), EXAMPLES)
def test_a_record_and_a_cell_say_the_same(name: str, text: str, meant: str | None) -> None:
    """What the model reads is what spreadsheet and correction write, and what it refuses they leave as it is."""
    assert from_yaml(name, text) == meant
    catalogue = frozen_city().catalogue
    assert catalogue
    listed = catalogue.vocabularies.get(COLUMNS[name].vocabulary or "")
    cell = written(text, COLUMNS[name], vocabulary_choices(listed) if listed else None)
    assert from_yaml(name, cell) == meant
    assert meant is None or cell == meant


def test_the_browser_reads_them_too(tmp_path: Path) -> None:
    """The modules of the form, run without a page, write each value as the model does."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    catalogue = frozen_city().catalogue
    assert catalogue
    shutil.copytree(HERE.parent / "templates/assets/form", tmp_path / "form")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "checks.json").write_text(json.dumps(browser_checks(catalogue.vocabularies)))
    cases = [[list(COLUMNS[name].path), text] for name, text, _ in EXAMPLES]
    (tmp_path / "run.js").write_text(
        'import { readFileSync } from "node:fs"; import { meant } from "./form/grammar.js";\n'
        'const checks = JSON.parse(readFileSync("checks.json", "utf8"));\n'
        "const at = (shape, path) => path.reduce((one, key) => one.fields.find(({ name }) => name === key), shape);\n"
        f"const cases = {json.dumps(cases)};\n"
        "console.log(JSON.stringify(cases.map(([path, text]) => meant(at(checks.bentuk, path), text, checks))));\n"
    )
    done = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [meant for _, _, meant in EXAMPLES]


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
