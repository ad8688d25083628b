"""What a person saw in a workbook is what is read; what is no workbook says what it is and how to save it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Color, Font, PatternFill

from catalogue.common.findings import Finding, Severity
from catalogue.model import Innovation
from catalogue.model.grammar import slug_of
from catalogue.pipeline import Loaded, load
from catalogue.propose.cells import read_cells
from catalogue.propose.intake import Intake, take_in
from catalogue.report import text_report
from tests.office import convert
from tests.test_import import GOOD, blank, fill, record, report, take
from tests.texts import made_up
from tests.trees import lay_out, small_picture

SHARE = "kematangan_pengaduan_nilai"
EVIDENCE = {"inovasi": "Antar Obat", "indikator": "Regulasi inovasi daerah", "judul": "SK"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Read an empty catalogue with two agencies."""
    return load(lay_out(tmp_path_factory.mktemp("kosong"), b"# berkas: README.md\n"))


def changed(loaded: Loaded, rows: list[dict[str, Any]], change: Callable[[Any, dict[str, int]], object]) -> Intake:
    """Import the filled template after a change of its sheet of innovations."""

    def edit(book: Any) -> None:
        sheet = book["Inovasi"]
        change(sheet, {str(cell.value): cell.column for cell in sheet[3]})

    return take_in(fill(blank(loaded), {"Inovasi": rows}, edit), "usulan.xlsx", loaded)


def shaped(loaded: Loaded, *cells: tuple[str, object, str], **more: object) -> Intake:
    """Import an innovation a row, in each of which one cell has a value and a format of its own."""

    def shape(sheet: Any, at: dict[str, int]) -> None:
        for number, (key, value, number_format) in enumerate(cells, start=5):
            cell = sheet.cell(number, at[key])
            cell.value, cell.number_format = value, number_format

    return changed(loaded, [{**GOOD, "nama": nth(number), **more} for number in range(len(cells))], shape)


def nth(number: int) -> str:
    """Return a name that resembles no other."""
    return " ".join(made_up(3, str(number))).title()


def records(taken: Intake) -> list[Innovation]:
    """Read back the innovations of `shaped`, in their order."""
    slugs = [slug_of(nth(number)) for number in range(len(taken.files))]
    return [record(taken, f"innovations/dinas-contoh/{slug}.yaml") for slug in slugs]


def told(taken: Intake) -> list[str]:
    """Return what is said of each row of `shaped`, in their order."""
    assert not taken.acceptable
    rows: dict[int, list[Finding]] = {}
    for found in taken.findings:
        rows.setdefault(found.place.span.line, []).append(found)
    return [text_report(found, {}) for _, found in sorted(rows.items())]


def test_a_share_is_what_its_cell_shows(loaded: Loaded) -> None:
    """Only a percent sign that is not quoted, escaped or for negative numbers stands for hundredths."""
    shares = [
        (85, '0"%"', "85"),
        (85, r"0\%", "85"),
        (85, 'General;General"%"', "85"),
        (85, "[Red]0;0%", "85"),
        (0.85, "0%", "85"),
        (0.855, '0.0%" selesai"', "85.5"),
    ]
    found = records(shaped(loaded, *((SHARE, value, form) for value, form, _ in shares)))
    read = [one.kematangan and one.kematangan.pengaduan and str(one.kematangan.pengaduan.nilai) for one in found]
    assert read == [share for *_, share in shares]


def test_what_excel_made_of_a_text_is_told(loaded: Loaded) -> None:
    """The number of a decree that became a date, a time or an answer is asked for again."""
    values = (date(2026, 3, 5), time(8, 30), True)
    taken = take(loaded, GOOD, Bukti=[{**EVIDENCE, "nomor": value} for value in values])
    said = told(taken)
    assert ["Excel membaca sel ini sebagai" in one for one in said] == [True] * len(values)


def test_joined_cells_stand_for_each_row(loaded: Loaded) -> None:
    """One agency joined over two rows is the agency of both."""

    def join(sheet: Any, at: dict[str, int]) -> None:
        sheet.merge_cells(start_row=5, end_row=6, start_column=at["opd"], end_column=at["opd"])

    taken = changed(loaded, [GOOD, {**GOOD, "nama": "Kebun Atap", "opd": None}], join)
    assert sorted(taken.files) == [f"innovations/dinas-contoh/{name}.yaml" for name in ("antar-obat", "kebun-atap")]


def test_hidden_rows_are_told(loaded: Loaded) -> None:
    """A row behind a filter is no proposal that somebody saw."""

    def hide(sheet: Any, _: dict[str, int]) -> None:
        sheet.row_dimensions[6].hidden = True

    taken = changed(loaded, [GOOD, {**GOOD, "nama": "Kebun Atap"}], hide)
    assert "baris 6 tersembunyi" in report(taken)
    assert not taken.acceptable


def test_an_address_behind_a_title_is_read(loaded: Loaded) -> None:
    """A cell that shows a title and leads to a page gives the page."""

    def link(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(5, at["video"]).hyperlink = "https://video.contoh.go.id/1"

    assert record(changed(loaded, [{**GOOD, "video": "Video kami"}], link)).video == "https://video.contoh.go.id/1"


def test_a_row_of_invisible_signs_is_empty_and_any_other_counts(loaded: Loaded) -> None:
    """A zero-width space is no content; a single word without name and agency is reported, not dropped."""

    def far(text: str) -> Callable[[Any, dict[str, int]], None]:
        return lambda sheet, at: setattr(sheet.cell(40, at["ringkasan"]), "value", text)

    assert changed(loaded, [GOOD], far("\u200b")).acceptable
    assert not changed(loaded, [GOOD], far("sisa")).acceptable


def test_the_short_name_of_an_agency_is_its_name(tmp_path: Path) -> None:
    """DLH is written in the column of agencies as in every letter of the office."""
    root = lay_out(tmp_path, b"# berkas: README.md\n")
    agency = root / "opd/dinas-contoh.yaml"
    agency.write_text(f"{agency.read_text('utf-8')}singkatan: DCT\n", "utf-8")
    taken = take(load(root), {**GOOD, "opd": "dct"})
    assert list(taken.files) == ["innovations/dinas-contoh/antar-obat.yaml"]


def test_a_name_without_latin_letters_asks_for_a_file_name(loaded: Loaded) -> None:
    """No file is named after the number of its row."""
    taken = take(loaded, {**GOOD, "nama": "図書館"})
    assert "nama berkas tidak dapat dibuat" in report(taken)


def repacked(content: bytes, old: bytes = b"", new: bytes = b"", extra: dict[str, bytes] | None = None) -> bytes:
    """Pack a workbook anew with other words in its parts, or with more parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for info in source.infolist():
            part = source.read(info)
            target.writestr(info.filename, part.replace(old, new) if old else part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return packed.getvalue()


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    """Pack an archive of some empty files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in names:
            target.writestr(name, mimetype if name == "mimetype" else b"")
    return packed.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OTHERS = {
    "bersandi": OLD + "EncryptedPackage".encode("utf-16-le"),
    "berbentuk lama (.xls)": OLD,
    "OpenDocument (.ods)": archive("mimetype", mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "biner (.xlsb)": archive("xl/workbook.bin"),
    "dokumen Word": archive("word/document.xml"),
    "arsip ZIP": archive("usulan.xlsx"),
    "berkas teks, misalnya CSV": b"nama;ringkasan\nA;B\n",
    "teks, misalnya CSV": "nama;ringkasan\n".encode("utf-16"),
    "kosong": b"",
    "RTF": b"{\\rtf1 a}",
    "bentuk XML": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
    "halaman web (.mht)": b"MIME-Version: 1.0\n",
    "pintasan Google Drive": b'{"url":"https://docs.google.com/open?id=1"}',
    "kunci sementara": b"\x07Bappeda" + b" " * 47 + bytes(110),
    "ini arsip,": b"Rar!\x1a\x07\0" + bytes(90),
    "gambar": b"\x89PNG\r\n\x1a\n" + bytes(90),
    "sangat lama (.xls)": b"\x09\x04\x06\0\0\0\x10\0" + bytes(90),
    "Word lama": OLD + "WordDocument".encode("utf-16-le"),
    "hak akses": OLD + "DRMEncryptedDataSpace".encode("utf-16-le"),
    "PowerPoint": archive("ppt/presentation.xml"),
    "Numbers": archive("Index/Document.iwa", "Metadata/Properties.plist"),
    "arsip halaman web": archive("Inovasi.html", "resources/sheet.css"),
    "dokumen OpenDocument": archive("mimetype", mimetype=b"application/vnd.oasis.opendocument.text"),
    "berisi berkas Excel": archive("usulan.zip"),
    "berisi berkas teks": archive("usulan.csv"),
    "halaman web": b"<html><table></table></html>",
    "PDF": b"%PDF-1.7",
    "Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_named(kind: str, loaded: Loaded) -> None:
    """Password, old, open, binary, text, web page, archive, pointer: each with the way to save it."""
    taken = take_in(OTHERS[kind], "usulan.xlsx", loaded)
    (found,) = taken.findings
    assert kind in found.message
    assert found.severity is Severity.GALAT
    assert found.help


def test_a_strict_workbook_is_named(loaded: Loaded) -> None:
    """Its parts have other names, so it is to be saved in the usual form."""
    content = repacked(blank(loaded), b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
    (found,) = take_in(content, "usulan.xlsx", loaded).findings
    assert "Strict" in found.message
    assert "Simpan Sebagai" in found.help


def test_parts_that_nobody_reads_are_not_judged(loaded: Loaded) -> None:
    """Excel's own drawing of a comment is no XML, and an add-in's memory is no program."""
    extra = {"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>", "xl/customProperty1.bin": b"\0\1"}
    extra |= {"xl/drawings/drawing9.xml": b"<a><b></a>", "customXml/item1.xml": b"<!DOCTYPE a><a/>"}
    assert read_cells(repacked(blank(loaded), extra=extra))
    assert load_workbook(io.BytesIO(repacked(blank(loaded), extra=extra)))


COUNT = "kematangan_sdm_nilai"


def test_a_number_shown_as_another_is_asked(loaded: Loaded) -> None:
    """Thousands left out, written behind or in words: the report says what is seen and what is there."""
    cases = [
        (1_250_000, "#,##0,", "1250"),
        (1_250_000, '0.0,,"jt"', "1.3jt"),
        (5, '0" juta"', "5 juta"),
        (12, '0"000"', "12000"),
        (1200, "[<100]0;0,", "1"),
    ]
    said = told(shaped(loaded, *((COUNT, value, form) for value, form, _ in cases)))
    for (value, _, shown), one in zip(cases, said, strict=True):
        assert f"sel ini menampilkan `{shown}`, padahal isinya `{value}`" in one


def test_what_a_format_adds_changes_no_number(loaded: Loaded) -> None:
    """Currency, colour, blanks and units are no part of a count."""
    forms = ["[$Rp-421]#,##0", "_-* #,##0_-", "[Red]0", '0" orang"', "0.00E+00", "General;0,", "@"]
    found = records(shaped(loaded, *((COUNT, 12, form) for form in forms)))
    assert [one.kematangan and one.kematangan.sdm and one.kematangan.sdm.nilai for one in found] == [12] * len(forms)


def test_a_text_is_what_its_cell_shows(loaded: Loaded) -> None:
    """Leading zeros and letters that only the format has are part of a text."""
    cases: list[tuple[object, str, str]] = [
        (7, "000", "007"),
        (7, '"SK-"000', "SK-007"),
        (0.85, "0%", "85%"),
        (123456, "00\\.00\\.00", "12.34.56"),
        ("7", '"SK-"@', "SK-7"),
    ]
    found = records(shaped(loaded, *(("kepanjangan", value, form) for value, form, _ in cases)))
    assert [one.kepanjangan for one in found] == [text for *_, text in cases]


def test_the_code_of_an_affair_keeps_its_zero(loaded: Loaded) -> None:
    """A number that shows 3.30 is that code; one that shows 3.3 is asked about."""
    assert records(shaped(loaded, ("urusan_utama", 3.3, "0.00")))[0].urusan_utama == "3.30"
    assert "Mungkin maksudnya `3.30`" in report(shaped(loaded, ("urusan_utama", 3.3, "General")))


def test_a_cell_that_does_not_fit_is_named(loaded: Loaded) -> None:
    """Numbers in texts, days without a year, times, and what nobody sees are asked for again at their cells."""
    cases: list[tuple[str, object, str, str]] = [
        ("kepanjangan", 2024.2025, "General", "angka (`2024.2025`), padahal isinya teks"),
        ("kepanjangan", 198501012010011001, "0", "angka (`198501012010011000`), padahal isinya teks"),
        ("kepanjangan", 0.5, "# ?/?", "angka (`0.5`), padahal isinya teks"),
        ("kontak_telepon", 62121000, "General", "angka (`62121000`), padahal isinya teks"),
        ("nama_berkas", date(2026, 3, 5), "d-mmm", "tanggal (`2026-03-05`), padahal isinya teks"),
        (COUNT, date(2026, 3, 5), "d-mmm", "tanggal (`2026-03-05`), padahal isinya angka"),
        ("waktu_penerapan", 2024.1, "General", "angka (`2024.1`), padahal isinya tanggal"),
        ("waktu_penerapan", 45356.354, "h:mm", "jam atau lama waktu"),
        ("waktu_penerapan", timedelta(hours=30), "[h]:mm", "jam atau lama waktu"),
        ("waktu_penerapan", date(2026, 3, 5), "d-mmm", "tanggal tanpa tahun, yang oleh Excel dianggap `2026-03-05`"),
        ("tujuan", "rahasia", ";;;", "isi sel ini tidak terlihat"),
        (COUNT, 12, ";;;", "isi sel ini tidak terlihat"),
        (COUNT, 0, "0;-0;;@", "isi sel ini tidak terlihat"),
    ]
    said = told(shaped(loaded, *(case[:3] for case in cases), kontak_unit="Kantor"))
    assert [message for (*_, message), one in zip(cases, said, strict=True) if message not in one] == []


def test_a_day_is_as_exact_as_its_cell(loaded: Loaded) -> None:
    """Quoted letters are no part of a format, and what it leaves out was not seen."""
    days = {
        '"Tanggal" dd/mm/yyyy': "2024-03-05",
        "[$-421]d mmmm yyyy;@": "2024-03-05",
        "yyyy": "2024",
        "mmm-yy": "2024-03",
    }
    found = records(shaped(loaded, *(("waktu_penerapan", date(2024, 3, 5), form) for form in days)))
    assert [one.waktu_penerapan for one in found] == [*days.values()]


def test_letters_of_the_colour_behind_them_are_told(loaded: Loaded) -> None:
    """White on white is nothing that somebody proposed with open eyes."""
    colours: list[tuple[Any, str | None]] = [
        ("FFFFFFFF", None),
        (Color(theme=0), None),
        ("FF0B5F5A", "FF0B5F5A"),
        (Color(indexed=9), None),
    ]

    def paint(sheet: Any, at: dict[str, int]) -> None:
        for number, (letters, behind) in enumerate(colours, start=5):
            cell = sheet.cell(number, at["tujuan"])
            cell.font = Font(color=letters)
            if behind:
                cell.fill = PatternFill("solid", fgColor=behind)

    rows = [{**GOOD, "nama": nth(number), "tujuan": "rahasia"} for number in range(len(colours))]
    said = told(changed(loaded, rows, paint))
    assert ["isi sel ini tidak terlihat" in one for one in said] == [True] * len(colours)


def joined(sheet: Any, at: dict[str, int], first: str, last: str) -> None:
    """Join the cells of two fields in the row of the proposal."""
    sheet.merge_cells(start_row=5, end_row=5, start_column=at[first], end_column=at[last])


def covered(sheet: Any, at: dict[str, int], name: str) -> None:
    """Join a filled cell with the one above it, as programs do that keep what is below."""
    sheet.merge_cells(start_row=5, end_row=6, start_column=at[name], end_column=at[name])
    sheet._cells[6, at[name]] = Cell(sheet, row=6, column=at[name], value="tertutup")


def pictures(sheet: Any, *places: str) -> None:
    """Lay pictures over a sheet."""
    for place in places:
        sheet.add_image(Image(io.BytesIO(small_picture(".png"))), place)


NAMED: dict[str, tuple[dict[str, Any], Callable[[Any, dict[str, int]], object], bool]] = {
    "baris ini hanya berisi keterangan (`tolong dicek`)": ({}, lambda s, _: s.cell(9, 1, "tolong dicek"), False),
    "kolom ini berisi data tetapi tidak berkunci": ({}, lambda s, _: s.cell(9, 300, "tolong dicek"), False),
    "baris 4 bertanda `contoh`, sehingga tidak ikut terbaca": ({}, lambda s, at: s.cell(4, at["nama"], "Kami"), True),
    "baris ini mengulang baris kunci": ({}, lambda s, at: [s.cell(9, at[key], key) for key in GOOD], False),
    "isian wajib `nama` belum ada": ({"nama": None}, lambda *_: None, False),
    "kolom `tujuan` tersembunyi": (
        {"tujuan": "Obat sampai."},
        lambda s, at: setattr(s.column_dimensions[s.cell(3, at["tujuan"]).column_letter], "hidden", True),
        True,
    ),
    "sel ini bertautan ke `https://contoh.go.id/sk`": (
        {"tujuan": "SK"},
        lambda s, at: setattr(s.cell(5, at["tujuan"]), "hyperlink", "https://contoh.go.id/sk"),
        True,
    ),
    "lembar `Inovasi` tersembunyi": ({}, lambda s, _: setattr(s, "sheet_state", "hidden"), False),
    "lembar lain (`Usulan`), ganti nama lembar itu": ({}, lambda s, _: setattr(s, "title", "Usulan"), False),
    "sel ini digabung untuk `nama`, `kepanjangan`": ({}, lambda s, at: joined(s, at, "nama", "kepanjangan"), False),
    "isi sel ini tertutup sel gabungan": ({"tujuan": "Obat"}, lambda s, at: covered(s, at, "tujuan"), False),
    "gambar di sini tidak dibaca": ({}, lambda s, _: pictures(s, "C7"), True),
    "2 gambar, yang pertama di sini, tidak dibaca": ({}, lambda s, _: pictures(s, "C7", "B9"), True),
    "grafik di sini tidak dibaca": ({}, lambda s, _: s.add_chart(BarChart(), "D8"), True),
    "komentar di sini tidak dibaca": ({}, lambda s, _: setattr(s["B5"], "comment", Comment("tolong", "OPD")), True),
    "lembar `Sheet9` tidak dibaca": ({}, lambda s, _: s.parent.create_sheet("Sheet9").append(["isi"]), True),
}


@pytest.mark.parametrize("message", NAMED)
def test_nothing_is_dropped_in_silence(message: str, loaded: Loaded) -> None:
    """Whatever is filled and not read, or read and not seen, is told; what is harmless stops nothing."""
    more, change, acceptable = NAMED[message]
    taken = changed(loaded, [{**GOOD, **more}], change)
    assert message in report(taken)
    assert taken.acceptable is acceptable


BOX = b"""<d xmlns="urn:d"><oneCellAnchor><from><col>2</col><colOff>9</colOff><row>7</row></from><sp><txBody>Kirim
segera</txBody></sp></oneCellAnchor></d>"""
"""A box of text at C8."""


def test_what_lies_on_a_sheet_is_told_at_its_place(loaded: Loaded) -> None:
    """By the name of the sheet and the cell at which it begins; a box of text too, and a drawing that is damaged."""
    told = report(changed(loaded, [GOOD], lambda sheet, _: pictures(sheet, "C7")))
    assert "lembar Inovasi, sel C7" in told
    assert "lampirkan bersama berkas Excel ini" in told
    content = fill(blank(loaded), {"Inovasi": [GOOD]}, lambda book: pictures(book["Inovasi"], "C7"))
    for part, message in ((BOX, "lembar Inovasi, sel C8"), (b"<a>", "lembar Inovasi, sel A1")):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            drawing = book.read("xl/drawings/drawing1.xml")
        taken = take_in(repacked(content, drawing, part), "usulan.xlsx", loaded)
        assert message in report(taken)
        assert taken.acceptable


def test_all_faults_of_a_row_come_at_once(loaded: Loaded) -> None:
    """An agency that is not known hides no wrong date, and a reserved name is answered with a free one."""
    taken = take(loaded, {**GOOD, "opd": "Dinas X", "nama_berkas": "aux", "waktu_penerapan": "kemarin"})
    told = {found.rule for found in taken.findings}
    assert {"opd-tidak-dikenal", "penulisan-salah", "tanggal-salah"} <= told
    assert "Misalnya `aux-inovasi`." in report(taken)


def test_keys_may_be_written_in_other_letters(loaded: Loaded) -> None:
    """Blanks, capitals and stars of a heading change no key, and columns may change places."""

    def rename(sheet: Any, at: dict[str, int]) -> None:
        for key, written in (("nama", " Nama *"), ("ringkasan", "RINGKASAN"), ("status_data", "Status data")):
            sheet.cell(3, at[key]).value = written

    assert changed(loaded, [GOOD], rename).acceptable


@pytest.mark.parametrize(
    ("form", "kind"), [("xls", "lama (.xls)"), ("ods", "(.ods)"), ("fods", "bentuk XML"), ("csv", "CSV")]
)
def test_what_libreoffice_saves_is_named(form: str, kind: str, loaded: Loaded, tmp_path: Path) -> None:
    """Real files of other kinds, renamed to .xlsx, say what they are."""
    (tmp_path / "usulan.xlsx").write_bytes(fill(blank(loaded), {"Inovasi": [GOOD]}))
    convert(form, tmp_path / "usulan.xlsx", into=tmp_path)
    (found,) = take_in((tmp_path / f"usulan.{form}").read_bytes(), "usulan.xlsx", loaded).findings
    assert kind in found.message


def test_the_list_of_sheets_may_have_another_name(loaded: Loaded) -> None:
    """Some programs call the part that lists the sheets otherwise; the cells are read all the same."""
    content = fill(blank(loaded), {"Inovasi": [GOOD]})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for info in source.infolist():
            part = source.read(info).replace(b"workbook.xml", b"workbook22.xml")
            target.writestr(info.filename.replace("workbook.xml", "workbook22.xml"), part)
    assert take_in(packed.getvalue(), "usulan.xlsx", loaded).acceptable
