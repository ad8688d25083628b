"""A spreadsheet dropped into the form: read in the browser, its faults told by cell, its innovations opened or sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.built import Built
from tests.forms import form_page, until, yaml_of

pytestmark = pytest.mark.browser
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = {
    "opd": "Dinkes",
    "nama": "Antar Resep",
    "ringkasan": "Obat diantar ke rumah pasien.",
    "status_data": "Dikonfirmasi OPD (dikonfirmasi-opd)",
}
DROP = """async ([name, bytes]) => {
  const dataTransfer = new DataTransfer(), main = document.querySelector("main");
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
  for (const kind of ["dragover", "drop"]) {
    main.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
  }
}"""


def saved(book: Any) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def down(**sheets: Mapping[str, Any]) -> bytes:
    """Make a workbook with a sheet for each innovation, whose keys stand in the fourth column."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, values in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        sheet.append([f"Inovasi: {title}"])
        sheet.append(["Butir", "Isian", "Petunjuk", "Kunci"])
        for key, value in values.items():
            sheet.append([key, value, "", key])
        sheet.column_dimensions["D"].hidden = True
    return saved(book)


def drop(page: Page, content: bytes, name: str = "usulan.xlsx") -> None:
    """Drop a file anywhere on the page."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate(DROP, [name, list(content)])
    expect(page.locator("#judul-excel")).to_be_focused()


def told(page: Page) -> list[str]:
    """Return the faults as they are listed."""
    return [line.inner_text() for line in page.locator("#excel-daftar li").all()]


def test_one_innovation_goes_into_the_form(browser: Browser, small: Built) -> None:
    """Values are read as the form reads them, evidence stands under its indicator, empty rows leave no gap."""
    values = {
        **GOOD,
        "tema": "Kesehatan; pangan-dan-pertanian",
        "waktu_penerapan": "1 Juli 2025",
        "kematangan.sdm.nilai": 1250,
        "kematangan.sdm.bukti.1.judul": None,
        "kematangan.sdm.bukti.2.judul": "SK Kepala Dinas",
        "kematangan.sdm.bukti.2.tanggal": "17/08/2025",
    }
    with form_page(browser, small) as page:
        drop(page, down(Antar=values))
        assert told(page) == []
        page.get_by_role("button", name="Buka di formulir").click()
        expect(page.locator("#isian-opd")).to_have_value("dinas-kesehatan")
        text = yaml_of(page)
    assert "status_data: dikonfirmasi-opd\n" in text
    assert "tema: [kesehatan, pangan-dan-pertanian]\n" in text
    assert "waktu_penerapan: 2025-07-01\n" in text
    assert text.endswith(
        "kematangan:\n  sdm:\n    nilai: 1250\n    bukti:\n"
        "      - judul: SK Kepala Dinas\n        tanggal: 2025-08-17\n"
    )


def test_every_fault_is_told_at_its_cell(browser: Browser, small: Built) -> None:
    """A wrong agency hides no other fault, and nothing that is written is left out in silence."""
    faulty = {
        **GOOD,
        "opd": "Dinas Angkasa",
        "waktu_penerapan": "kemarin",
        "kematangan.sdm.nilai": "dua belas",
        "video": "=A1",
        "warna": "biru",
    }
    content = down(Bank_Sampah=faulty, Lengkap={**GOOD, "nama": "Antar Resep Baru"})
    with form_page(browser, small) as page:
        drop(page, content)
        expect(page.locator("#judul-excel")).to_have_text("Berkas ini memuat 2 inovasi")
        lines = told(page)
        places = [line.split(":")[0] for line in lines]
        assert places == [f"Lembar Bank Sampah, sel B{row}" for row in (3, 9, 10, 7, 8)]
        for line, said in zip(
            lines, ("bukan OPD yang terdaftar", "rumus", "tidak dikenal", "tanggal", "angka"), strict=True
        ):
            assert said in line


def test_several_innovations_are_drafts_of_their_own(browser: Browser, small: Built) -> None:
    """Each is opened without losing the other, or sent without being opened."""
    content = down(Satu=GOOD, Dua={**GOOD, "nama": "Antar Resep Baru"})
    with form_page(browser, small) as page:
        for number, id in enumerate(("antar-resep", "antar-resep-baru")):
            drop(page, content)
            page.get_by_role("button", name="Buka di formulir").nth(number).click()
            until(page, "id => localStorage.getItem(`usul:baru-${id}`)", id)
        page.goto(f"{small.address}usul/?draf=antar-resep")
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("#isian-nama")).to_have_value("Antar Resep")
        drop(page, content)
        page.get_by_text("Kirim tanpa membukanya").last.click()
        with page.expect_download() as download:
            page.locator("#excel-daftar").get_by_role("button", name="Simpan berkas").click()
        text = download.value.path().read_text("utf-8")
        assert text.startswith("# kiriman: catatan\n# berkas: innovations/dinas-kesehatan/antar-resep-baru.yaml\n")


def _columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[3]}


def _template(small: Built, change: Callable[[Any, dict[str, int]], object], path: str) -> bytes:
    book = load_workbook(small.folder / path)
    sheet = book["Inovasi"]
    change(sheet, _columns(sheet))
    return saved(book)


def test_the_wide_sheet_is_read_by_its_rows(browser: Browser, small: Built) -> None:
    """Rows of the published template are proposals, and rows of its other sheets belong to them."""

    def fill(sheet: Any, at: dict[str, int]) -> None:
        for row, name in ((5, "Antar Resep"), (6, "Antar Resep Baru")):
            for key, value in {**GOOD, "nama": name, "kematangan_sdm_nilai": "12"}.items():
                sheet.cell(row, at[key], value)
        proofs = sheet.parent["Bukti"]
        keys = _columns(proofs)
        for key, value in (("inovasi", "Antar Resep Baru"), ("indikator", "sdm"), ("judul", "SK Kepala Dinas")):
            proofs.cell(5, keys[key], value)

    with form_page(browser, small) as page:
        drop(page, _template(small, fill, "data/templat-usulan.xlsx"))
        assert told(page) == []
        page.get_by_role("button", name="Buka di formulir").last.click()
        assert yaml_of(page).endswith(
            "kematangan:\n  sdm:\n    nilai: 12\n    bukti:\n      - judul: SK Kepala Dinas\n"
        )


def test_a_known_record_changes_only_where_its_sheet_does(browser: Browser, small: Built) -> None:
    """An agency's workbook, a sheet for each record, brings one change; nobody is asked about what nobody changed."""
    book = load_workbook(small.folder / "opd/dinas-kesehatan/isian.xlsx")
    for sheet in book.worksheets:
        at = {sheet.cell(row, 4).value: row for row in range(1, sheet.max_row + 1)}
        if "nama" in at and sheet.cell(at["nama"], 2).value == "ANTAR OBAT":
            sheet.cell(at["tujuan"], 2, "Obat sampai sebelum habis.")
    before = (small.folder / "api/v1/inovasi/antar-obat.yaml").read_text("utf-8")
    with form_page(browser, small) as page:
        drop(page, saved(book))
        page.locator("#excel-daftar section", has_text="ANTAR OBAT").get_by_role("button").first.click()
        expect(page.locator("#draf")).to_contain_text("Tidak ada isian yang bertabrakan")
        after = yaml_of(page)
    assert "tujuan: Obat sampai sebelum habis.\n" in after
    assert set(before.split("\n")) - set(after.split("\n")) <= {line for line in before.split("\n") if "tujuan" in line}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


REFUSED = (
    (_packed({"xl/worksheets/sheet1.xml": bytes(101 * 1024 * 1024)}), "isi berkas jauh lebih besar"),
    (_packed({"xl/vbaProject.bin": b"Sub"}), "makro"),
    (_packed({f"xl/worksheets/{number}.xml": b"" for number in range(501)}), "isi berkas jauh lebih besar"),
    (_packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}), "deklarasi XML"),
    (b"PK\x03\x04 tidak utuh", "berkas rusak"),
)
"""A bomb, a macro, too many parts, an entity, and damage."""


def test_what_is_no_plain_workbook_is_refused(browser: Browser, small: Built) -> None:
    """What would become large, runs programs or is damaged says so; the page lives on."""
    with form_page(browser, small) as page:
        for content, said in REFUSED:
            drop(page, content)
            expect(page.locator("#excel-daftar li")).to_contain_text(said)
        drop(page, down(Satu=GOOD))
        assert told(page) == []
