"""What a person saw in a workbook is what is read; what is no workbook says what it is and how to save it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalogue.common.findings import Severity
from catalogue.pipeline import Loaded, load
from catalogue.propose.cells import read_cells
from catalogue.propose.intake import Intake, take_in
from tests.test_import import GOOD, blank, fill, record, report, take
from tests.trees import lay_out

SHARE = "kematangan_pengaduan_nilai"
EVIDENCE = {"inovasi": "Antar Obat", "indikator": "Regulasi inovasi daerah", "judul": "SK"}


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Read an empty catalogue with two agencies."""
    return load(lay_out(tmp_path, b"# berkas: README.md\n"))


def changed(loaded: Loaded, rows: list[dict[str, Any]], change: Callable[[Any, dict[str, int]], None]) -> Intake:
    """Import the filled template after a change of its sheet of innovations."""

    def edit(book: Any) -> None:
        sheet = book["Inovasi"]
        change(sheet, {str(cell.value): cell.column for cell in sheet[3]})

    return take_in(fill(blank(loaded), {"Inovasi": rows}, edit), "usulan.xlsx", loaded)


@pytest.mark.parametrize(
    ("value", "number_format", "share"),
    [
        (85, '0"%"', "85"),
        (85, r"0\%", "85"),
        (85, 'General;General"%"', "85"),
        (85, "[Red]0;0%", "85"),
        (0.85, "0%", "85"),
        (0.855, '0.0%" selesai"', "85.5"),
    ],
)
def test_a_share_is_what_its_cell_shows(loaded: Loaded, value: float, number_format: str, share: str) -> None:
    """Only a percent sign that is not quoted, escaped or for negative numbers stands for hundredths."""

    def shape(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(5, at[SHARE]).number_format = number_format

    found = record(changed(loaded, [{**GOOD, SHARE: value}], shape))
    assert found.kematangan
    assert found.kematangan.pengaduan
    assert str(found.kematangan.pengaduan.nilai) == share


@pytest.mark.parametrize("value", [date(2026, 3, 5), time(8, 30), True])
def test_what_excel_made_of_a_text_is_told(loaded: Loaded, value: object) -> None:
    """The number of a decree that became a date, a time or an answer is asked for again."""
    taken = take(loaded, GOOD, Bukti=[{**EVIDENCE, "nomor": value}])
    assert "Excel membaca sel ini sebagai" in report(taken)
    assert not taken.acceptable


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
    assert read_cells(repacked(blank(loaded), extra=extra))
    assert load_workbook(io.BytesIO(repacked(blank(loaded), extra=extra)))
