"""The sheet of one innovation: there and back, what a clerk does to it, and the report that comes back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.common.findings import Severity
from catalogue.export.worksheets import agency_book
from catalogue.pipeline import Loaded, load
from catalogue.propose.intake import Intake, take_in
from catalogue.propose.layout import REPORT
from catalogue.propose.marked_copy import SIGN, marked_copy
from catalogue.propose.record_sheet import field_labelled, field_of, indicator_of, known_fields, label, titles
from tests.built import build
from tests.exported import catalogue_at, context, random_catalogue
from tests.office import XLSX, convert
from tests.test_import import EMPTY, record, report
from tests.test_old_workbooks import BEFORE, PATH, faults, later
from tests.trees import lay_out

OPD = "dinas-contoh"
NEW = "Inovasi baru"
Change = Callable[[Any], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a catalogue with one record."""
    return lay_out(tmp_path, EMPTY + f"# berkas: {PATH}\n{BEFORE}".encode())


def exported(root: Path) -> bytes:
    """Return the workbook of the agency."""
    catalogue = catalogue_at(root)
    return agency_book(context(catalogue), OPD, list(catalogue.innovations.values()), None)


def edited(content: bytes, *changes: Change) -> bytes:
    """Change a workbook as a person would."""
    book = load_workbook(io.BytesIO(content))
    for change in changes:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(sheet: Any, key: str) -> int:
    """Return the row of a key."""
    return next(int(cell.row) for cell in sheet["D"] if cell.value == key)


def put(title: str, **values: Any) -> Change:
    """Write entries under their keys, in which two lines stand for a point."""

    def change(book: Any) -> None:
        for key, value in values.items():
            book[title].cell(row_of(book[title], key.replace("__", ".")), 2).value = value

    return change


def take(content: bytes, loaded: Loaded) -> Intake:
    """Import a workbook."""
    return take_in(content, "isian.xlsx", loaded)


GOOD = {
    "nama": "Kebun Atap",
    "ringkasan": "Sayur ditanam di atap.",
    "status_data": "DIKONFIRMASI OPD (dikonfirmasi-opd)",
}


def test_every_value_has_a_key_and_a_label_of_its_own() -> None:
    """Either leads back to the value, the label within its indicator."""
    for key, field in known_fields().items():
        assert field_of(key) == (field, "1" if field.place else "")
        assert field_labelled(f"{label(field).upper()} *", indicator_of(field)) == field_of(key)


def test_titles_are_such_as_a_workbook_may_have() -> None:
    """Short, without forbidden signs, each another, and none that the workbook needs itself."""
    names = {"a": "Sumber", "b": "Data [1/2]: 'semua'?", "c": "\U0001f600" * 20, "d": "X" * 40, "e": "X" * 35}
    found = titles(names, frozenset({"Sumber"}))
    assert found["a"] == "Sumber 2"
    assert len({title.casefold() for title in found.values()}) == 5
    assert all(len(title.encode("utf-16-le")) <= 62 and not set(title) & set("[]:*?/\\") for title in found.values())


def test_records_survive_the_way_there_and_back(tmp_path: Path, deep: bool) -> None:
    """An untouched workbook of random records changes nothing, and read as new it makes the same records."""
    catalogue = random_catalogue(tmp_path, 60 if deep else 3)
    entries = list(catalogue.innovations.values())
    content = agency_book(context(catalogue), OPD, entries, None)
    taken = take(content, load(tmp_path / "catalogue"))
    assert (taken.files, faults(taken)) == ({}, [])
    assert len(taken.unchanged) == len(entries)


def test_an_untouched_workbook_changes_nothing(root: Path) -> None:
    """However much the record has changed since."""
    content = exported(root)
    loaded = later(root, lambda text: text.replace("tema: [kesehatan]\n", "").replace("Berita pertama", "Berita lain"))
    taken = take(content, loaded)
    assert (taken.files, taken.unchanged, taken.findings) == ({}, (PATH,), ())


def test_only_what_was_changed_is_changed(root: Path) -> None:
    """Comments and newer values of the file stay; an empty sheet that was filled in is a new record."""
    content = edited(exported(root), put("Antar Obat", penerima_manfaat="Lansia"), put(NEW, **GOOD))
    loaded = later(root, lambda text: text.replace("mengantre.", "mengantre lama."))
    taken = take(content, loaded)
    assert faults(taken) == []
    assert "# atas" in taken.files[PATH]
    assert "mengantre lama." in taken.files[PATH]
    assert "penerima_manfaat: Lansia" in taken.files[PATH]
    assert record(taken, f"innovations/{OPD}/kebun-atap.yaml").status_data == "dikonfirmasi-opd"


def test_what_both_changed_names_both(root: Path) -> None:
    """At the cell, with the value that is published and the one of the sheet."""
    content = edited(exported(root), put("Antar Obat", tujuan="Supaya obat sampai."))
    taken = take(content, later(root, lambda text: text.replace("mengantre.", "mengantre lama.")))
    (told,) = [found for found in taken.findings if found.severity is Severity.GALAT]
    assert told.place.span.sheet == "Antar Obat"
    assert "`Supaya pasien tidak mengantre lama.`, di sini `Supaya obat sampai.`" in told.message


def _moved(book: Any) -> None:
    sheet = book[NEW]
    row = row_of(sheet, "nama")
    kept = [cell.value for cell in sheet[row]]
    sheet.delete_rows(row)
    for column, value in enumerate(kept, start=1):
        sheet.cell(sheet.max_row + (column == 1), column).value = value


def _second_evidence(book: Any) -> None:
    sheet = book[NEW]
    last = row_of(sheet, "kematangan.sdm.bukti.1.pemegang")
    sheet.insert_rows(last + 1, 2)
    sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 2).value = "Bukti 2: judul", "Surat tugas"
    sheet.cell(last + 2, 1).value, sheet.cell(last + 2, 2).value = "bukti 2: NOMOR", "007"


def _without_keys(book: Any) -> None:
    for sheet in list(book.worksheets):
        if sheet.title == NEW:
            sheet.delete_cols(4)
        else:
            book.remove(sheet)


FACTS = {
    "kematangan__sdm__nilai": 12,
    "kematangan__sdm__bukti__1__judul": "SK tim",
    "kematangan__pengaduan__nilai": 0.925,
    "waktu_penerapan": 45292,
    "waktu_uji_coba": "1 Juli 2023",
    "urusan_utama": "Kesehatan",
}


@pytest.mark.parametrize("harm", [(), (_moved,), (_without_keys,)], ids=["as it is", "rows moved", "keys lost"])
def test_entries_are_found_by_key_or_label(root: Path, harm: tuple[Change, ...]) -> None:
    """Rows may be moved and inserted, and a sheet may be copied into another workbook without its keys."""

    def shaped(book: Any) -> None:
        book[NEW].cell(row_of(book[NEW], "kematangan.pengaduan.nilai"), 2).number_format = "0.0%"
        book[NEW].cell(row_of(book[NEW], "waktu_penerapan"), 2).number_format = "General"
        book[NEW].cell(row_of(book[NEW], "kematangan.sdm.nilai"), 2).number_format = "General"

    content = edited(exported(root), put(NEW, **GOOD, **FACTS), shaped, _second_evidence, *harm)
    found = record(take(content, load(root)), f"innovations/{OPD}/kebun-atap.yaml")
    assert (found.waktu_penerapan, found.waktu_uji_coba, found.urusan_utama) == ("2024-01-01", "2023-07-01", "1.02")
    assert found.kematangan
    assert found.kematangan.sdm
    assert found.kematangan.pengaduan
    assert found.kematangan.sdm.nilai == 12
    assert str(found.kematangan.pengaduan.nilai) == "92.5"
    assert [(one.judul, one.nomor) for one in found.kematangan.sdm.bukti] == [("SK tim", None), ("Surat tugas", "007")]


def _unknown_label(book: Any) -> None:
    sheet = book[NEW]
    sheet.cell(sheet.max_row + 1, 1).value = "Tujuann"
    sheet.cell(sheet.max_row, 2).value = "Isi"


def _beside(book: Any) -> None:
    book[NEW].cell(row_of(book[NEW], "tujuan"), 5).value = "catatan tangan"


def _over_help(book: Any) -> None:
    book[NEW].cell(row_of(book[NEW], "manfaat"), 3).value = "Warga hemat waktu"


def _hidden(book: Any) -> None:
    book[NEW].row_dimensions[row_of(book[NEW], "nama")].hidden = True


def _nameless(book: Any) -> None:
    book[NEW].cell(row_of(book[NEW], "nama"), 2).value = None


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_unknown_label, "butir `Tujuann` tidak dikenal"),
        (_beside, "tulisan `catatan tangan` berada di luar kolom Isian"),
        (_over_help, "tulisan `Warga hemat waktu` berada di luar kolom Isian"),
        (_hidden, "tersembunyi, tetapi ikut terbaca"),
        (_nameless, "`nama`"),
        (lambda book: setattr(book[NEW], "sheet_state", "hidden"), "lembar `Inovasi baru` tersembunyi"),
    ],
)
def test_nothing_is_dropped_in_silence(root: Path, harm: Change, message: str) -> None:
    """What stands where nothing is read, or where nobody saw it, is told."""
    taken = take(edited(exported(root), put(NEW, **GOOD), harm), load(root))
    assert message in report(taken)
    assert not taken.acceptable


TWELVE: dict[str, tuple[Any, Any]] = {
    "opd": ("Dinas Conto", "Dinas Contoh"),
    "status_data": ("Dari sumber publik", "Dikonfirmasi OPD"),
    "tahapan": ("penerpan", "Penerapan"),
    "jenis": ("digitall", "Digital"),
    "urusan_utama": ("99.99", "Kesehatan (1.02)"),
    "waktu_penerapan": ("2025-13", "2025-12"),
    "video": ("ftp://contoh.go.id", "https://contoh.go.id/v"),
    "kontak__telepon": ("tanya kantor", "0621 21000"),
    "kematangan__sdm__nilai": ("seribu", "1.000"),
    "kematangan__regulasi__bukti__1__tautan": ("contoh", "https://contoh.go.id/sk"),
    "status": ("=1+1", "Aktif"),
    "lokasi__lintang": ("95,5", "3,5"),
}
"""What was planted, and what mends it, by key; the source is missing that the second one asks for."""
SOUND = {"kontak__unit": "Kantor", "lokasi__bujur": "99,1", "kematangan__regulasi__bukti__1__judul": "SK"}


def planted(root: Path) -> bytes:
    """Return a workbook with a new innovation that has twelve faults."""
    return edited(exported(root), put(NEW, **GOOD), put(NEW, **SOUND, **{key: bad for key, (bad, _) in TWELVE.items()}))


def test_twelve_faults_are_mended_in_one_round(root: Path) -> None:
    """No fault hides another: each is told at its cell, and once all are mended there is none."""
    content, loaded = planted(root), load(root)
    taken = take(content, loaded)
    sheet = load_workbook(io.BytesIO(content))[NEW]
    told = {found.place.span.cell for found in taken.findings if found.severity is Severity.GALAT}
    assert told == {f"B{row_of(sheet, key.replace('__', '.'))}" for key in TWELVE}
    mended = edited(content, put(NEW, **{key: good for key, (_, good) in TWELVE.items()}))
    again = take(mended, loaded)
    assert faults(again) == []
    assert list(again.files) == [f"innovations/{OPD}/kebun-atap.yaml"]


def test_the_report_is_a_copy_of_the_workbook(root: Path) -> None:
    """Faulty cells are coloured and commented, all are listed with links, and nothing of the workbook is changed."""
    content = edited(planted(root), lambda book: setattr(book["Antar Obat"]["B6"], "number_format", "0.00"))
    loaded = load(root)
    taken = take(content, loaded)
    copy = load_workbook(io.BytesIO(marked_copy(content, taken.findings)))
    before = load_workbook(io.BytesIO(content))
    assert copy.sheetnames == [REPORT, *before.sheetnames]
    for sheet in before.worksheets:
        pairs = zip(sheet.iter_rows(), copy[sheet.title].iter_rows(max_row=sheet.max_row), strict=True)
        cells = [(one, other) for row, same in pairs for one, other in zip(row, same, strict=False)]
        assert [one.coordinate for one, other in cells if one.value != other.value] == []
        assert [one.coordinate for one, other in cells if one.number_format != other.number_format] == []
    listed = [row for row in copy[REPORT].iter_rows(min_row=5) if row[0].value]
    assert len(listed) == len(taken.findings)
    links = [str(row[2].hyperlink and (row[2].hyperlink.location or row[2].hyperlink.target)) for row in listed]
    assert [link for link in links if not link.removeprefix("#").startswith(f"'{NEW}'!B")] == []
    where = f"B{row_of(copy[NEW], 'tahapan')}"
    assert "penerpan" in copy[NEW][where].comment.text
    assert [str(block.sqref) for block in copy[NEW].conditional_formatting if where in str(block.sqref)] == [where]


def test_the_report_can_be_mended_and_handed_in_again(root: Path) -> None:
    """Its comments and its list are no proposal, and a second report holds nothing of the first."""
    loaded = load(root)
    first = marked_copy(planted(root), take(planted(root), loaded).findings)
    mended = edited(first, put(NEW, **{key: good for key, (_, good) in TWELVE.items() if key != "tahapan"}))
    taken = take(mended, loaded)
    assert [found.message for found in taken.findings if "komentar" in found.message or REPORT in found.message] == []
    assert [found.place.span.cell for found in taken.findings if found.severity is Severity.GALAT] != []
    second = load_workbook(io.BytesIO(marked_copy(mended, taken.findings)))
    assert second.sheetnames.count(REPORT) == 1
    commented = [cell.coordinate for row in second[NEW].iter_rows() for cell in row if cell.comment]
    assert set(commented) == {found.place.span.cell for found in taken.findings if found.place.span.sheet == NEW}
    rules = [rule for block in second[NEW].conditional_formatting for rule in block.rules if SIGN in rule.formula]
    assert len(rules) == len(commented)


def test_command_writes_the_report_beside_the_workbook(root: Path, tmp_path: Path) -> None:
    """Only where something keeps the proposals from being taken in."""
    file = tmp_path / "isian.xlsx"
    file.write_bytes(planted(root))
    done = build("import", str(file), "--root", str(root))
    assert done.returncode == 1
    assert "isian-hasil-pemeriksaan.xlsx" in done.stdout
    assert load_workbook(tmp_path / "isian-hasil-pemeriksaan.xlsx").sheetnames[0] == REPORT


def test_a_long_text_goes_on_below(root: Path) -> None:
    """Its paragraphs stand in several cells, and together they are the text that they were."""
    text = "\n\n".join(f"Paragraf {number} " + "kata " * 80 + "akhir." for number in range(8))
    lines = "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))
    loaded = later(root, lambda before: f"{before}rancang_bangun: |\n{lines}")
    content = exported(root)
    keys = [cell.value for cell in load_workbook(io.BytesIO(content))["Antar Obat"]["D"]]
    assert keys.count("rancang_bangun") > 1
    assert take(content, loaded).unchanged == (PATH,)


def test_a_workbook_is_the_same_through_libreoffice(root: Path, tmp_path: Path) -> None:
    """Opened and saved there, it gives the same records."""
    file = tmp_path / "isian.xlsx"
    file.write_bytes(edited(exported(root), put("Antar Obat", tujuan="Satu\ndua"), put(NEW, **GOOD, **SOUND)))
    convert(XLSX, file, into=tmp_path / "x")
    direct, through = (take(one.read_bytes(), load(root)) for one in (file, tmp_path / "x/isian.xlsx"))
    assert faults(direct) == []
    assert len(direct.files) == 2
    assert through.files == direct.files


def test_a_sheet_is_printed_on_three_pages(root: Path, tmp_path: Path) -> None:
    """On A4, as LibreOffice lays it out."""
    file = tmp_path / "isian.xlsx"
    file.write_bytes(
        edited(exported(root), lambda book: [book.remove(one) for one in book.worksheets if one.title != NEW])
    )
    convert("pdf", file, into=tmp_path)
    pages = re.findall(rb"/Type\s*/Page\b.*?/MediaBox\s*\[([^\]]*)\]", (tmp_path / "isian.pdf").read_bytes(), re.DOTALL)
    assert 1 <= len(pages) <= 3
    assert {tuple(round(float(number)) for number in page.split()) for page in pages} == {(0, 0, 595, 842)}
