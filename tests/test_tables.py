"""The tables for reuse: CSV with its data package, workbook and database, read by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from catalogue.export.comma import safe
from catalogue.export.datapackage import EXCEL
from catalogue.export.dataset import dataset
from catalogue.export.file import Export
from catalogue.export.table import table as make_tables
from catalogue.export.workbook import Book
from catalogue.export.workbook import Column as SheetColumn
from catalogue.model import Innovation, Opd, Record
from catalogue.model.reference.tables import MARKER, ORDER, SEPARATOR, Column, append, put, tables
from catalogue.model.types import InVocabulary, Number, Text, field
from catalogue.read.catalogue import Catalogue
from tests.exported import by_address, catalogue_at, context, random_catalogue, restored
from tests.office import XLSX, convert
from tests.records import filled
from tests.trees import BASE, KOTA, lay_out

Rows = Mapping[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def random_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalogue, dict[str, Export]]:
    """Make the files of a catalogue of random records."""
    made = random_catalogue(tmp_path_factory.mktemp("acak"), 12)
    return made, by_address(make_tables(context(made)))


def read_csv(files: Mapping[str, Export]) -> Rows:
    """Read the CSV files as RFC 4180 says, undoing what keeps a spreadsheet from taking a text for a formula."""
    found = {}
    for address, export in files.items():
        if address.endswith(".csv") and address != EXCEL:
            text = export.content.decode("utf-8-sig")
            assert text.endswith("\r\n")
            listed = csv.DictReader(io.StringIO(text, newline=""), strict=True)
            name = address.removeprefix("data/").removesuffix(".csv")
            found[name] = [{key: restored(value) or None for key, value in row.items()} for row in listed]
    return found


def read_workbook(files: Mapping[str, Export]) -> Rows:
    """Read the sheets."""
    found = {}
    for sheet in load_workbook(io.BytesIO(files["data/inovasi.xlsx"].content)).worksheets:
        names, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, names), row, strict=True)) for row in rows]
    return found


def connect(files: Mapping[str, Export]) -> sqlite3.Connection:
    """Open the database."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files["data/katalog.sqlite"].content)
    connection.row_factory = sqlite3.Row
    return connection


def read_database(files: Mapping[str, Export]) -> Rows:
    """Read the tables."""
    connection = connect(files)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
        for name in names
        if "_cari" not in name
    }


def text_of(value: Any, column: Column) -> Any:
    """Return a value of any of the three as the text that a record's author would have written."""
    if column.many:
        return list(map(str, json.loads(value))) if value.startswith("[") else value.split(SEPARATOR)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if column.kind == "answer":
        return {1: "ya", 0: "tidak"}.get(value, value)
    return str(value)


def rebuild(model: type[Record], name: str, prefix: str, sheets: Rows) -> dict[str, Any]:
    """Put the documents of a model together again from rows."""
    main, *lists = tables(model, name, prefix)
    documents: dict[str, dict[str, Any]] = {}
    for row in sheets[name]:
        document = documents.setdefault(str(row["id"]), {})
        for column in main.columns:
            if row[column.name] is not None:
                put(document, column.path, text_of(row[column.name], column))
    for table in lists:
        for row in sorted(sheets.get(table.name, []), key=lambda row: int(row[ORDER])):
            place = table.place_of(row[MARKER]) if table.marked else table.lists[0]
            assert place
            item = {c.path: text_of(row[c.name], c) for c in table.columns if row[c.name] is not None}
            nested: dict[str, Any] = {}
            for path, value in item.items():
                if path:
                    put(nested, path, value)
            append(documents[str(row[name])], place, nested or item[()])
    words = {"vocabularies": catalogue_at(KOTA).vocabularies}
    return {id: model.model_validate(document, context=words) for id, document in documents.items()}


@pytest.mark.parametrize("read", [read_csv, read_workbook, read_database])
def test_records_can_be_rebuilt(
    read: Callable[[Mapping[str, Export]], Rows], random_files: tuple[Catalogue, dict[str, Export]]
) -> None:
    """From each form every record comes out as it stood in YAML, whatever its texts look like."""
    catalogue, files = random_files
    sheets = read(files)
    for model, name, prefix, entries in (
        (Innovation, "inovasi", "", catalogue.innovations),
        (Opd, "opd", "opd_", catalogue.opds),
    ):
        rebuilt = rebuild(model, name, prefix, sheets)
        assert list(rebuilt) == list(entries)
        for id, entry in entries.items():
            assert filled(rebuilt[id]) == filled(entry.record)


@pytest.mark.parametrize("read", [read_csv, read_workbook, read_database])
def test_the_city_can_be_rebuilt(read: Callable[[Mapping[str, Export]], Rows]) -> None:
    """The same for the records of the frozen city."""
    catalogue = catalogue_at(KOTA)
    sheets = read({export.address: export for export in make_tables(context(catalogue))})
    rebuilt = rebuild(Innovation, "inovasi", "", sheets)
    assert {id: filled(record) for id, record in rebuilt.items()} == {
        id: filled(entry.record) for id, entry in catalogue.innovations.items()
    }


def test_same_bytes_twice(tmp_path: Path) -> None:
    """Two builds of the same records give the same files to the byte."""
    catalogue = random_catalogue(tmp_path, 5)
    first, second = (by_address(make_tables(context(catalogue))) for _ in range(2))
    assert {address: file.content for address, file in first.items()} == {
        address: file.content for address, file in second.items()
    }


def test_data_package_is_valid(tmp_path: Path, random_files: tuple[Catalogue, dict[str, Export]]) -> None:
    """Frictionless finds every file with its size and hash, every type, key and reference in order."""
    for address, export in random_files[1].items():
        (tmp_path / address).parent.mkdir(exist_ok=True)
        (tmp_path / address).write_bytes(export.content)
    report = validate(tmp_path / "data/datapackage.json")
    assert report.flatten(["type", "title", "message"]) == []
    assert report.stats["tasks"] == sum(address.endswith(".csv") for address in random_files[1])
    damaged = (tmp_path / "data/bukti.csv").read_bytes().replace(b"acak-", b"hilang-", 1)
    (tmp_path / "data/bukti.csv").write_bytes(damaged)
    assert not validate(tmp_path / "data/datapackage.json").valid


def test_database_is_sound(random_files: tuple[Catalogue, dict[str, Export]]) -> None:
    """SQLite finds neither damage nor a dead reference, and every column has a type."""
    connection = connect(random_files[1])
    assert [tuple(row) for row in connection.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(connection.execute("PRAGMA foreign_key_check")) == []
    assert len(list(connection.execute("PRAGMA foreign_key_list(inovasi)"))) > 10
    kinds = {row["name"]: row["type"] for row in connection.execute("PRAGMA table_info(inovasi)")}
    assert (kinds["nama"], kinds["lokasi_lintang"], kinds["kematangan_sdm_nilai"]) == ("TEXT", "REAL", "INTEGER")
    assert "" not in kinds.values()


def test_search_in_the_database() -> None:
    """A word is found without regard to case and accents, by its beginning, and by its root."""
    catalogue = catalogue_at(KOTA)
    connection = connect({export.address: export for export in make_tables(context(catalogue))})
    query = "SELECT id FROM inovasi_cari JOIN inovasi ON inovasi.rowid = inovasi_cari.rowid WHERE inovasi_cari MATCH ?"
    words = ("SAMPAH", "sampáh", "perpus*", "pustaka", "setor")
    found = {word: {row[0] for row in connection.execute(query, (word,))} for word in words}
    assert "opd-setor-sampah-plastik" in found["SAMPAH"]
    assert found["SAMPAH"] == found["sampáh"]
    assert "bunik" in found["perpus*"] & found["pustaka"]


@given(st.text(alphabet="'=+-@\t 0123ab.,\uff1d", max_size=8))
def test_formulas_are_disarmed_and_come_back(text: str) -> None:
    """No text begins a formula any more, and every text comes back."""
    cell = safe(text)
    assert restored(cell) == text
    if cell.strip()[:1] in set("=+-@\uff1d"):
        assert cell == text
        assert set(cell) <= set("+0123456789 ")


@pytest.mark.parametrize(
    "text",
    ["+62 811 000", "a=1", "(0621) 21000", "0812-3456", "'kutip'", "", "2024-2026", "4", "0", "188.45/12 Tahun 2024"],
)
def test_harmless_texts_stay(text: str) -> None:
    """What no spreadsheet takes for anything else is not touched."""
    assert safe(text) == text


ALTERED = ["007", "0621007", "3.30", "5/3", "5-6", "2024-07", "8:30", "3E5", "12.75.01", "Mei 24", "benar", "(12)"]


@pytest.mark.parametrize("text", [*ALTERED, "+62811", "-5", "1,250", "10%", "Rp5", "1 1/2", "17 Juli 2024", "05/2024"])
def test_texts_that_look_like_numbers_and_dates_stay_texts(text: str) -> None:
    """A leading zero, the last zero of a code, the number of a decree are not lost on opening the file."""
    assert safe(text) == f"'{text}"
    assert restored(safe(text)) == text
    assert restored(safe(f"'{text}")) == f"'{text}"


@pytest.mark.parametrize("language", ["1033", "1057"])
def test_libreoffice_alters_no_text(language: str, tmp_path: Path) -> None:
    """Every text column and every code of an affair is the same after opening and saving, in English and Indonesian."""
    record = 'nama: "007"\nringkasan: 5/3\nstatus_data: dikonfirmasi-opd\nurusan_utama: "3.30"\nurusan_lain: ["2.10"]\n'
    head = "# berkas: innovations/dinas-contoh/2024.yaml\n"
    kontak = "kontak: {unit: Mei 24, telepon: 0621007}\n"
    made = by_address(make_tables(context(catalogue_at(lay_out(tmp_path, f"{head}{record}{kontak}".encode())))))
    names = ("inovasi", "kosakata", "kepatuhan")
    for name in names:
        (tmp_path / f"{name}.csv").write_bytes(made[f"data/{name}.csv"].content)
    form, files = f"44,34,76,1,,{language},false,true", [tmp_path / f"{name}.csv" for name in names]
    convert(f"csv:Text - txt - csv (StarCalc):{form},false", *files, into=tmp_path / "x", reading=f"CSV:{form}")
    for name in names:
        before, after = (cells(folder / f"{name}.csv") for folder in (tmp_path, tmp_path / "x"))
        assert before == after
    assert cells(tmp_path / "inovasi.csv")[0]["urusan_utama"] == "Perdagangan (3.30)"


def cells(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a CSV file as it stands."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""), delimiter=delimiter))


def test_the_table_for_excel_says_the_same(random_files: tuple[Catalogue, dict[str, Export]]) -> None:
    """The same cells behind a byte order mark, semicolons between them; only decimals are written with a comma."""
    ours, theirs = (random_files[1][address].content for address in ("data/inovasi.csv", EXCEL))
    assert theirs.startswith(b"\xef\xbb\xbfid;opd;")
    table = next(table for table in dataset(context(random_files[0])) if table.name == "inovasi")
    plain, excel = (
        list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=mark))
        for text, mark in ((ours, ","), (theirs, ";"))
    )
    numbers = {column.name for column in table.columns if column.kind == "number"}
    for row, twin in zip(plain, excel, strict=True):
        assert {name: value.replace(".", ",") if name in numbers else value for name, value in row.items()} == twin
    assert any("," in row[name] for row in excel for name in numbers)


def test_an_indonesian_libreoffice_opens_the_table_for_excel(tmp_path: Path) -> None:
    """Opened with Indonesian settings, each value lies in its column, decimals are numbers and texts stay texts."""
    record = 'nama: "007; =1+1"\nringkasan: 5/3\nstatus_data: dikonfirmasi-opd\nurusan_utama: "3.30"\n'
    head = "# berkas: innovations/dinas-contoh/2024.yaml\n"
    place = "lokasi: {alamat: Jalan Contoh, lintang: 3.325, bujur: 99.156}\n"
    made = by_address(make_tables(context(catalogue_at(lay_out(tmp_path, f"{head}{record}{place}".encode())))))
    file = tmp_path / "inovasi-excel.csv"
    file.write_bytes(made[EXCEL].content)
    convert(XLSX, file, into=tmp_path, reading="CSV:59,34,76,1,,1057,false,true")
    sheet = load_workbook(tmp_path / "inovasi-excel.xlsx").worksheets[0]
    names, values = sheet.iter_rows(values_only=True)
    opened = dict(zip(names, values, strict=True))
    assert list(names) == list(cells(file, ";")[0])
    assert (opened["nama"], opened["ringkasan"]) == ("007; =1+1", "'5/3")
    assert (opened["lokasi_lintang"], opened["lokasi_bujur"]) == (3.325, 99.156)


class Longer(Innovation):
    """An innovation with fields that the catalogue does not have yet."""

    luas: Annotated[Number, "hektare"] | None = field("Luas", "Luas lahan.")
    warna: tuple[Annotated[str, InVocabulary("tema")], ...] = field("Warna", "Warna.", default=())
    saran: tuple[Text, ...] = field("Saran", "Saran warga.", default=())


def test_a_new_field_needs_no_line() -> None:
    """A field of any shape finds its column or its table by itself."""
    old, new = tables(Innovation, "inovasi"), tables(Longer, "inovasi")
    added = [column for column in new[0].columns if column not in old[0].columns]
    assert [(c.name, c.kind, c.many, c.vocabulary) for c in added] == [
        ("luas", "number", False, None),
        ("warna", "text", True, "tema"),
    ]
    assert [table.name for table in new if table.name not in {table.name for table in old}] == ["saran"]


def test_every_value_of_the_model_has_its_place() -> None:
    """Each leaf of the model is in exactly one column."""

    def leaves(schema: Any, path: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        for option in schema.get("anyOf", [schema]):
            node = definitions[option["$ref"].rsplit("/", 1)[1]] if "$ref" in option else option
            if "properties" in node:
                for name, inner in node["properties"].items():
                    yield from leaves(inner, (*path, name))
            elif node.get("type") == "array":
                yield from leaves(node["items"], path)
            elif node.get("type") != "null":
                yield path

    schema = Innovation.model_json_schema()
    definitions = schema["$defs"]
    expected = {path for name, node in schema["properties"].items() for path in leaves(node, (name,))}
    main, *lists = tables(Innovation, "inovasi")
    placed = [column.path for column in main.columns]
    placed += [(*place, *column.path) for table in lists for place in table.lists for column in table.columns]
    assert len(placed) == len(set(placed))
    assert set(placed) == expected


def test_hidden_scores_stay_hidden(tmp_path: Path) -> None:
    """Where the period keeps maturity and index to itself, no table tells them."""
    period = (BASE / "periods/2026/period.yaml").read_text(encoding="utf-8")
    hidden = f"# berkas: periods/2026/period.yaml\n{period}\npublikasi:\n  kematangan: tidak\n  indeks: tidak\n"
    made = {table.name: table for table in dataset(context(catalogue_at(lay_out(tmp_path, hidden.encode()))))}
    assert not any("skor" in column.name for column in made["inovasi"].columns)
    assert all(row[3:] == (None, None, None) for row in made["langkah"].rows)
    assert made["indeks"].rows == ()


def test_workbook_opens_in_libreoffice(tmp_path: Path, random_files: tuple[Catalogue, dict[str, Export]]) -> None:
    """LibreOffice reads every sheet, and the texts are the same there."""
    file = tmp_path / "inovasi.xlsx"
    file.write_bytes(random_files[1]["data/inovasi.xlsx"].content)
    convert(XLSX, file, into=tmp_path / "x")
    through = {"data/inovasi.xlsx": Export("", (tmp_path / "x/inovasi.xlsx").read_bytes(), "")}
    assert read_workbook(through)["inovasi"] == read_workbook(random_files[1])["inovasi"]


def test_lists_without_an_item_have_no_csv_file(tmp_path: Path) -> None:
    """The data package names just the files that are there; the table of innovations is there even when empty."""
    files = by_address(make_tables(context(random_catalogue(tmp_path, 1))))
    tables = {table.name: table for table in dataset(context(random_catalogue(tmp_path / "lain", 0)))}
    assert not tables["bukti"].has_rows
    empty = by_address(make_tables(context(random_catalogue(tmp_path / "kosong", 0))))
    assert "data/inovasi.csv" in empty
    assert "data/bukti.csv" not in empty
    assert {address for address in files if address.endswith(".csv")} > {"data/inovasi.csv", "data/kepatuhan.csv"}


def test_odd_texts_stay_what_they_are() -> None:
    """Neither markup, nor what a workbook writes characters as, nor blanks at an end change on the way through it."""
    texts = ["<r><t>x</t></r>", "</si></sst>", "_x0041_", " a ", "\n", "=1+1", "a & b < c", "\t\u00a0", "1"]
    book = Book("Judul", "Katalog", datetime(2026, 11, 24, tzinfo=UTC))
    book.table("Teks", [SheetColumn("satu"), SheetColumn("dua")], [(text, text) for text in texts])
    rows = load_workbook(io.BytesIO(book.content()))["Teks"].iter_rows(min_row=2, values_only=True)
    assert list(rows) == [(text, text) for text in texts]
