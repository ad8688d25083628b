"""The spreadsheet of proposals: the template, the way back from it, faults at their cells, and hostile files."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.common.findings import Severity, count
from catalogue.export.template import template
from catalogue.model import Innovation
from catalogue.model.reference.tables import tables
from catalogue.pipeline import Loaded, assemble, load
from catalogue.propose.intake import Intake, take_in
from catalogue.propose.layout import KEY_ROW, layouts
from catalogue.propose.tidy import tidy
from catalogue.read.catalogue import Catalogue
from catalogue.read.decode import decode
from catalogue.read.files import Reading
from catalogue.read.yaml.nodes import parse
from catalogue.report import text_report
from tests.built import build
from tests.exported import catalogue_at, context, frozen_city, random_catalogue
from tests.office import XLSX, convert
from tests.records import filled
from tests.trees import KOTA, lay_out
from tests.wide import wide_book

EMPTY = b"# berkas: README.md\n"
GOOD: dict[str, Any] = {
    "opd": "Dinas Contoh",
    "nama": "Antar Obat",
    "ringkasan": "Obat diantar.",
    "status_data": "dikonfirmasi-opd",
}
FORMS = ("Inovasi 1", "Inovasi 2", "Inovasi 3")
Cells = Mapping[str, Any]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Read an empty catalogue with two agencies."""
    return load(lay_out(tmp_path_factory.mktemp("kosong"), EMPTY))


MADE: list[tuple[Loaded, bytes]] = []
"""Templates that were made before, each with its catalogue."""


def whole(loaded: Loaded) -> bytes:
    """Return the published template."""
    assert loaded.catalogue
    return next(template(context(loaded.catalogue))).content


def blank(loaded: Loaded) -> bytes:
    """Return the published template without the sheets of one innovation each, made once for each catalogue."""
    known = next((content for of, content in MADE if of is loaded), None)
    if known is None:
        known = fill(whole(loaded), {}, _without_forms)
        MADE.append((loaded, known))
    return known


def _without_forms(book: Any) -> None:
    for title in FORMS:
        del book[title]


def fill(content: bytes, sheets: Mapping[str, Sequence[Cells]], change: Callable[[Any], None] | None = None) -> bytes:
    """Fill in a workbook as a person would: values under their keys, from row 5 on."""
    book = load_workbook(io.BytesIO(content))
    for title, rows in sheets.items():
        sheet = book[title]
        at = {str(cell.value): index for index, cell in enumerate(sheet[KEY_ROW], start=1)}
        for number, row in enumerate(rows, start=5):
            for key, value in row.items():
                sheet.cell(number, at[key]).value = value
    if change:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def take(loaded: Loaded, *rows: Cells, opd: str | None = None, **sheets: Sequence[Cells]) -> Intake:
    """Fill in the template and import it."""
    return take_in(fill(blank(loaded), {"Inovasi": list(rows), **sheets}), "usulan.xlsx", loaded, opd=opd)


def report(taken: Intake) -> str:
    """Return the findings as a terminal shows them."""
    return text_report(taken.findings, {})


def record(taken: Intake, path: str = "innovations/dinas-contoh/antar-obat.yaml") -> Innovation:
    """Read back a file that the import would write."""
    assert taken.acceptable, report(taken)
    parsed = parse(taken.files[path], path)
    assert parsed.top
    decoded = decode(parsed.top, Innovation, path, frozen_city().catalogue.vocabularies)  # type: ignore[union-attr]
    assert decoded.record, decoded.findings
    return decoded.record


def test_template_is_made_from_the_model(loaded: Loaded) -> None:
    """Every column of the model is there with its help; headings are locked, entries are not, lists are offered."""
    book = load_workbook(io.BytesIO(whole(loaded)))
    wide = [layout.title for layout in layouts()]
    assert book.sheetnames == ["Petunjuk", *FORMS, *wide, "Pilihan", "_katalog"]
    assert book["Pilihan"].sheet_state == "hidden"
    for layout, table in zip(layouts(), tables(Innovation, "inovasi"), strict=True):
        sheet = book[layout.title]
        keys = [cell.value for cell in sheet[KEY_ROW]]
        assert keys[len(layout.head) :] == [column.name for column in table.columns]
        assert sheet.protection.sheet
        assert all(cell.protection.locked for cell in sheet[2])
        assert len([rule for rule in sheet.data_validations.dataValidation if rule.prompt]) == len(layout.columns)
        assert not any(column.protection.locked for column in sheet.column_dimensions.values())
        assert str(sheet["A4"].value) == "contoh"
    offered = {rule.formula1 for rule in book["Inovasi"].data_validations.dataValidation if rule.type == "list"}
    assert len(offered) > 15


def test_untouched_template_holds_nothing(loaded: Loaded) -> None:
    """The example is not taken for a proposal."""
    taken = take_in(whole(loaded), "usulan.xlsx", loaded)
    assert [found.rule for found in taken.findings] == ["wajib-diisi"]
    assert not taken.files


def test_records_survive_the_way_there_and_back(tmp_path: Path, deep: bool) -> None:
    """Random valid records are the same after record, workbook, import and YAML, and their file is tidy."""
    for seed in range(50) if deep else (0,):
        folder = tmp_path / str(seed)
        folder.mkdir()
        catalogue = random_catalogue(folder, (20 if deep else 6) + seed % 2)
        content = wide_book(context(catalogue), catalogue.innovations.values())
        loaded = load(folder / "catalogue")
        assert set(take_in(content, "usulan.xlsx", loaded).unchanged) == paths(catalogue)
        taken = take_in(content, "usulan.xlsx", without_records(loaded))
        assert set(taken.files) == paths(catalogue)
        for entry in catalogue.innovations.values():
            assert filled(record(taken, entry.path)) == filled(entry.record)
            assert tidy(taken.files[entry.path], Innovation).text == taken.files[entry.path]


def paths(catalogue: Catalogue) -> set[str]:
    """Return where the records lie."""
    return {entry.path for entry in catalogue.innovations.values()}


def without_records(loaded: Loaded) -> Loaded:
    """Return a catalogue without its innovations."""
    kept = tuple(source for source in loaded.sources.values() if source.kind != "innovation")
    return assemble(Reading(kept, loaded.beside, ()))


def test_the_city_survives() -> None:
    """The records of the frozen city come back unchanged, and laid onto themselves they change nothing."""
    catalogue = catalogue_at(KOTA)
    content = wide_book(context(catalogue), catalogue.innovations.values())
    again = take_in(content, "usulan.xlsx", frozen_city())
    assert (again.files, set(again.unchanged)) == ({}, paths(catalogue))
    taken = take_in(content, "usulan.xlsx", without_records(frozen_city()))
    for entry in catalogue.innovations.values():
        assert filled(record(taken, entry.path)) == filled(entry.record)


def test_what_excel_makes_of_entries(loaded: Loaded) -> None:
    """Dates, numbers, choices and texts mean what the one who typed them saw."""
    row = {
        **GOOD,
        "tahapan": "Penerapan",
        "urusan_utama": "Kesehatan (1.02)",
        "urusan_lain": "2.10; Pendidikan (1.01)",
        "waktu_uji_coba": date(2024, 3, 5),
        "waktu_penerapan": "1 Juli 2024",
        "waktu_pengembangan": 2025,
        "terakhir_diperiksa": date(2026, 1, 31),
        "kontak_unit": "Kantor",
        "kontak_telepon": "0621 007",
        "lokasi_lintang": "3,3285",
        "lokasi_bujur": 99.125,
        "tujuan": "Baris satu\nbaris dua",
        "kematangan_sdm_nilai": 12.0,
        "kematangan_anggaran_nilai": "2024, 2025",
        "kematangan_pengaduan_nilai": 0.925,
        "kematangan_kemanfaatan_nilai_basis": "a",
        "kematangan_kemanfaatan_nilai_nilai": "1.250,5",
    }
    evidence = {"inovasi": "antar obat", "indikator": "Regulasi inovasi daerah", "judul": "SK", "nomor": "007"}

    def shape(book: Any) -> None:
        sheet = book["Inovasi"]
        at = {cell.value: cell.column for cell in sheet[KEY_ROW]}
        sheet.cell(5, at["kematangan_pengaduan_nilai"]).number_format = "0.0%"
        sheet.cell(5, at["waktu_uji_coba"]).number_format = "mmm-yy"
        sheet.cell(5, at["terakhir_diperiksa"]).number_format = "dd/mm/yyyy"

    content = fill(blank(loaded), {"Inovasi": [row], "Bukti": [{**evidence, "tanggal": date(2025, 1, 2)}]}, shape)
    found = record(take_in(content, "usulan.xlsx", loaded))
    assert (found.tahapan, found.urusan_utama, found.urusan_lain) == ("penerapan", "1.02", ("2.10", "1.01"))
    assert (found.waktu_uji_coba, found.waktu_penerapan, found.waktu_pengembangan) == ("2024-03", "2024-07-01", "2025")
    assert str(found.terakhir_diperiksa) == "2026-01-31"
    assert found.kontak
    assert found.kontak.telepon == "0621 007"
    assert found.lokasi
    assert (str(found.lokasi.lintang), str(found.lokasi.bujur)) == ("3.3285", "99.125")
    assert found.tujuan == "Baris satu\nbaris dua"
    maturity = filled(found.kematangan)
    assert maturity["sdm"] == {"nilai": 12}
    assert maturity["anggaran"] == {"nilai": [2024, 2025]}
    assert str(maturity["pengaduan"]["nilai"]) == "92.5"
    assert str(maturity["kemanfaatan"]["nilai"]["nilai"]) == "1250.5"
    assert maturity["regulasi"]["bukti"] == [{"judul": "SK", "nomor": "007", "tanggal": "2025-01-02"}]


FAULTS = """\
galat[penulisan-salah]: `Obat Baru!` tidak dapat menjadi nama berkas
  --> usulan.xlsx, lembar Inovasi, sel C6
galat[opd-tidak-dikenal]: `Dinas Conto` bukan OPD yang terdaftar
  --> usulan.xlsx, lembar Inovasi, sel B7
galat[wajib-diisi]: OPD pengampu belum dipilih
  --> usulan.xlsx, lembar Inovasi, sel B8
galat[slug-ganda]: nama berkas `antar-obat` dipakai dua baris
  --> usulan.xlsx, lembar Inovasi, sel D9
"""


def places(taken: Intake) -> str:
    """Return rule, message and place of each finding."""
    lines = report(taken).splitlines()
    return "\n".join(line for line in lines if line.startswith(("galat[", "peringatan[", "  -->"))) + "\n"


def test_faults_of_identity_are_told_at_their_cells(loaded: Loaded) -> None:
    """File names and agencies are checked in the words of the rules."""
    taken = take(
        loaded,
        GOOD,
        {**GOOD, "nama": "Obat", "nama_berkas": "Obat Baru!"},
        {**GOOD, "nama": "Tiga", "opd": "Dinas Conto"},
        {**GOOD, "nama": "Empat", "opd": None},
        GOOD,
    )
    told = places(taken)
    for line in FAULTS.splitlines():
        assert line in told
    assert "Mungkin maksudnya `Dinas Contoh`." in report(taken)
    assert not taken.acceptable


def test_faults_of_values_are_told_at_their_cells(loaded: Loaded) -> None:
    """The decoder and the rules speak of cells as they speak of lines."""
    row = {
        **GOOD,
        "ringkasan": None,
        "tahapan": "penerpan",
        "waktu_penerapan": "2025-13",
        "waktu_uji_coba": "01/07/2024",
        "video": "ftp://contoh.go.id",
        "kematangan_kemanfaatan_nilai_basis": "a",
        "kematangan_kemanfaatan_nilai_nilai": "1.500",
        "kontak_telepon": "0621",
        "kematangan_sdm_nilai": "seribu",
        "terkait": "tidak-ada",
    }
    evidence = [
        {"inovasi": "Antar Obta", "indikator": "Regulasi inovasi daerah", "judul": "SK"},
        {"inovasi": "Antar Obat", "indikator": "Regulasy inovasi daerah", "judul": "SK"},
        {"inovasi": "Antar Obat", "indikator": "Video inovasi", "tautan": "contoh"},
    ]
    taken = take(loaded, row, Bukti=evidence)
    rules = sorted(found.rule for found in taken.findings if found.severity is Severity.GALAT)
    assert rules == sorted(
        [
            *("wajib-diisi",) * 3,
            "kosakata",
            *("tanggal-salah",) * 2,
            *("tautan-salah",) * 2,
            *("angka-salah",) * 2,
            *("rujukan-mati",) * 2,
            "indikator-asing",
        ]
    )
    where = {finding.place.where.removeprefix("usulan.xlsx, lembar ") for finding in taken.findings}
    assert {"Inovasi, sel F5", "Bukti, sel B5", "Bukti, sel C6", "Bukti, sel D7", "Bukti, sel G7"} <= where
    assert "`1.500` dapat dibaca ribuan atau pecahan" in report(taken)
    assert not taken.acceptable


def test_signs_that_nobody_sees_are_told_or_left_out(loaded: Loaded) -> None:
    """A sign that no file may hold is told at its cell and once; what has no width is not there, as in a file."""
    taken = take(loaded, {**GOOD, "ringkasan": "Obat\u0092nya diantar.", "tujuan": "Baris\u2028lain"})
    faults = [found for found in taken.findings if found.severity is Severity.GALAT]
    said = [(found.rule, found.place.where.split()[-1], found.message) for found in faults]
    assert said == [
        ("berkas-tidak-terbaca", "F5", "aksara rusak U+0092, yang semula mungkin `\u2019`"),
        ("berkas-tidak-terbaca", "AG5", "aksara kendali U+2028 (pemisah baris dari halaman web) tidak boleh ada"),
    ]
    assert not taken.acceptable
    sound = record(take(loaded, {**GOOD, "ringkasan": "Obat\u00a0pa\u00adsien di\u200bantar e\u0301."}))
    assert sound.ringkasan == "Obat pasien diantar \u00e9."


def test_rules_across_records_hold(loaded: Loaded, tmp_path: Path) -> None:
    """What only the whole catalogue shows is found too, at the cell."""
    taken = take(
        loaded, {**GOOD, "terkait": "tidak-ada"}, {**GOOD, "nama_berkas": "lain", "status_data": "sumber-publik"}
    )
    found = {finding.rule: finding.place.where for finding in taken.findings}
    assert {"rujukan-mati", "tanpa-sumber", "nama-ganda"} <= set(found)
    assert all(where.startswith("usulan.xlsx, lembar Inovasi, sel ") for where in found.values())


def test_formulas_and_errors_are_refused(loaded: Loaded) -> None:
    """A formula is what its author saw only in the author's own program."""
    values = {"=1+1": "sel berisi rumus", "=HYPERLINK(A1)": "sel berisi rumus", "#REF!": "#REF!"}
    rows = [{**GOOD, "nama": name, "kepanjangan": value} for name, value in zip("ABC", values, strict=True)]
    taken = take(loaded, *rows)
    said = [(found.place.span.line, found.message) for found in taken.findings]
    for row, message in enumerate(values.values(), start=5):
        assert any(line == row and message in one for line, one in said), said
    assert not taken.acceptable


def test_keys_that_were_changed_are_told(loaded: Loaded) -> None:
    """An unknown key, a key twice, a column without a key and a sheet without keys lose nothing silently."""

    def harm(book: Any) -> None:
        sheet = book["Inovasi"]
        sheet["E3"], sheet["F3"], sheet["G3"] = "kepanjagan", "nama", None
        sheet["E5"] = sheet["F5"] = sheet["G5"] = "isi"
        book["Bukti"]["A3"] = None
        book["Bukti"].delete_rows(1, 3)

    taken = take_in(fill(blank(loaded), {"Inovasi": [GOOD]}, harm), "usulan.xlsx", loaded)
    rules = [(found.rule, found.place.where.rpartition(" ")[2]) for found in taken.findings]
    assert ("kunci-asing", "E3") in rules
    assert ("kunci-ganda", "F3") in rules
    assert ("kunci-asing", "G5") in rules
    assert ("bentuk-salah", "A1") in rules
    assert "Mungkin maksudnya `kepanjangan`." in report(taken)


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """An existing record stays unless `--replace` says otherwise, and never loses what has no column there."""
    root = lay_out(tmp_path, b"# berkas: innovations/dinas-contoh/antar-obat.yaml\n" + yaml_of(GOOD))
    loaded = load(root)
    content = fill(blank(loaded), {"Inovasi": [GOOD]})
    assert [
        found.rule for found in take_in(content, "u.xlsx", loaded).findings if found.rule != "pengesahan-tidak-cocok"
    ] == ["slug-ganda"]
    taken = take_in(content, "u.xlsx", loaded, overwrite=True)
    assert taken.acceptable
    assert taken.unchanged == ("innovations/dinas-contoh/antar-obat.yaml",)
    narrow = fill(content, {}, lambda book: book["Inovasi"].delete_cols(20))
    refused = take_in(narrow, "u.xlsx", loaded, overwrite=True)
    assert "akan kehilangan isian" in report(refused)
    moved = fill(
        blank(loaded), {"Inovasi": [{**GOOD, "opd": "Dinas Lain", "nama": "Lain", "nama_berkas": "antar-obat"}]}
    )
    assert "sudah dipakai inovasi lain" in report(take_in(moved, "u.xlsx", loaded, overwrite=True))


def yaml_of(row: Mapping[str, str]) -> bytes:
    """Write a small record."""
    return "".join(f"{key}: {value}\n" for key, value in row.items() if key != "opd").encode()


def test_command(tmp_path: Path) -> None:
    """The command writes all or nothing, and says what it wrote."""
    root = lay_out(tmp_path, EMPTY)
    loaded = load(root)
    good, mixed, taken = tmp_path / "baik.xlsx", tmp_path / "campur.xlsx", tmp_path / "lain.xlsx"
    second = {**GOOD, "nama": "Kedua", "opd": None}
    good.write_bytes(fill(blank(loaded), {"Inovasi": [GOOD, second]}))
    mixed.write_bytes(fill(blank(loaded), {"Inovasi": [GOOD, {**second, "tahapan": "salah"}]}))
    assert build("import", str(mixed), "--opd", "dinas-lain", "--root", str(root)).returncode == 1
    assert list((root / "innovations").rglob("*.yaml")) == []
    done = build("import", str(good), "--opd", "dinas-lain", "--root", str(root))
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line.startswith("innovations/")] == [
        "innovations/dinas-contoh/antar-obat.yaml dibuat.",
        "innovations/dinas-lain/kedua.yaml dibuat.",
    ]
    assert build("check", "--root", str(root)).returncode == 0
    assert build("import", str(good), "--opd", "dinas-lain", "--root", str(root)).returncode == 1
    again = build("import", str(good), "--opd", "dinas-lain", "--replace", "--root", str(root))
    assert "innovations/dinas-lain/kedua.yaml tidak berubah." in again.stdout
    assert build("import", str(good), "--opd", "tidak-ada", "--root", str(root)).returncode == 2
    assert build("import", str(tmp_path / "hilang.xlsx"), "--root", str(root)).returncode == 2
    blocked = root / "innovations/dinas-lain/ketiga.yaml"
    blocked.mkdir()
    third = [{**GOOD, "nama": "Nol"}, {**second, "nama": "Ketiga"}]
    taken.write_bytes(fill(blank(loaded), {"Inovasi": third}))
    failed = build("import", str(taken), "--opd", "dinas-lain", "--root", str(root))
    assert failed.returncode == 2
    assert not (root / "innovations/dinas-contoh/nol.yaml").exists()
    assert list(root.rglob("*.baru")) == []


def test_saved_by_libreoffice(loaded: Loaded, tmp_path: Path) -> None:
    """The template filled in and saved by LibreOffice is read alike."""
    file = tmp_path / "usulan.xlsx"
    row = {
        **GOOD,
        "tujuan": "Satu\ndua",
        "kontak_unit": "Kantor",
        "kontak_telepon": "0621 007",
        "lokasi_lintang": "3,5",
    }
    file.write_bytes(fill(blank(loaded), {"Inovasi": [row], "Catatan": [{"inovasi": "Antar Obat", "teks": "=1"}]}))
    convert(XLSX, file, into=tmp_path / "x")
    direct = take_in(fill(file.read_bytes(), {"Catatan": [{"teks": "tiga"}]}), "u.xlsx", loaded)
    through = take_in(
        fill((tmp_path / "x/usulan.xlsx").read_bytes(), {"Catatan": [{"teks": "tiga"}]}), "u.xlsx", loaded
    )
    assert record(through) == record(direct)
    assert through.files == direct.files


def repack(content: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Change or add parts of a workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            part = old.read(name) if name in old.namelist() else b""
            change = changes.get(name, part)
            new.writestr(name, change(part) if callable(change) else change)
    return made.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _with_doctype(part: bytes) -> bytes:
    return part.replace(b"<worksheet", LAUGHS.encode() + b"<worksheet", 1)


def _in_utf16(part: bytes) -> bytes:
    text = _with_doctype(part).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return text.encode("utf-16")


def _in_ebcdic(part: bytes) -> bytes:
    head, _, rest = _with_doctype(part).decode().partition("?>")
    return (head.replace("UTF-8", "cp037") + "?>").encode() + rest.encode("cp037", "replace")


def _far_cell(part: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return part.replace(b"</sheetData>", far)


def _relation(part: bytes) -> bytes:
    target = b'<Relationship Id="rX" Type="http://x/oleObject" Target="file:///etc/passwd" TargetMode="External"/>'
    return part.replace(b"</Relationships>", target + b"</Relationships>")


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "text": lambda _: b"nama,ringkasan\r\n",
    "old excel": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut off": lambda book: book[: len(book) // 2],
    "huge file": lambda book: book + bytes(11 * 1024 * 1024),
    "bomb": lambda book: repack(book, {"xl/media/a.xml": bytes(120 * 1024 * 1024)}),
    "many parts": lambda book: repack(book, {f"xl/media/{n}.png": b"x" for n in range(600)}),
    "macros": lambda book: repack(book, {"xl/vbaProject.bin": b"x"}),
    "external link": lambda book: repack(book, {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "data connection": lambda book: repack(book, {"xl/connections.xml": b"<a/>"}),
    "embedded object": lambda book: repack(book, {"xl/embeddings/oleObject1.bin": b"x"}),
    "outer relation": lambda book: repack(book, {"xl/worksheets/_rels/sheet2.xml.rels": _relation}),
    "entities": lambda book: repack(book, {SHEET: _with_doctype}),
    "entities in UTF-16": lambda book: repack(book, {SHEET: _in_utf16}),
    "entities in EBCDIC": lambda book: repack(book, {SHEET: _in_ebcdic}),
    "broken XML": lambda book: repack(book, {SHEET: lambda part: part[:-20]}),
    "far cell": lambda book: repack(book, {SHEET: _far_cell}),
    "no workbook": lambda book: repack(book, {"xl/workbook.xml": b"<workbook/>"}),
    "strange cell": lambda book: repack(book, {SHEET: lambda part: part.replace(b'r="A3"', b'r="..A3"')}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str, loaded: Loaded) -> None:
    """A finding in words, quickly, and never a traceback."""
    content = HOSTILE[name](fill(blank(loaded), {"Inovasi": [GOOD]}))
    started = time.process_time()
    taken = take_in(content, "usulan.xlsx", loaded)
    assert time.process_time() - started < 5
    assert count(taken.findings, Severity.GALAT) >= 1
    assert not taken.acceptable
    assert {found.rule for found in taken.findings} <= {"berkas-tidak-terbaca", "bentuk-salah"}
