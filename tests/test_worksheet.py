"""What an agency works with: the Ministry's form, indicators and copy buttons of a record, and its workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from catalogue.build import settings
from catalogue.common.findings import Severity
from catalogue.common.program import HOME
from catalogue.export.workbook import CELL_LIMIT, fit
from catalogue.pipeline import load
from catalogue.propose.intake import take_in
from catalogue.publish.production import Production, produce
from catalogue.publish.states import build_site
from catalogue.site.views.innovations import InnovationView
from tests.built import shared
from tests.office import convert
from tests.texts import made_up
from tests.trees import lay_out

HOSTILE = '=HYPERLINK("https://contoh.go.id")'
DESIGN = "\n\n".join(f"Paragraf {number} " + " ".join(made_up(60, str(number))) for number in range(5))
RECORD = f"""\
nama: '{HOSTILE}'
ringkasan: Obat diantar ke rumah.
status_data: dikonfirmasi-opd
tahapan: penerapan
nama_inisiator: "0071 Seksi Farmasi"
jenis: digital
urusan_utama: 1.02
urusan_lain: [2.10, 1.01]
waktu_penerapan: 2024-07
waktu_pengembangan: 2025-02-03
rancang_bangun: |
{DESIGN.replace("Paragraf", "  Paragraf")}

  - butir **tebal**
  - butir kedua
tujuan: Cepat <script>alert(1)</script> dan aman.
lokasi:
  lintang: 3.3285
  bujur: 99.1620
penghargaan:
  - nama: Juara
kematangan:
  anggaran:
    nilai: [2025]
    bukti:
      - judul: DPA
        nomor: "007"
        pemegang: Bagian Keuangan
  sdm:
    nilai: 12
"""


def production(tmp_path: Path, case: str = RECORD) -> Production:
    """Prepare the site of a small catalogue."""
    root = lay_out(tmp_path, case.encode())
    loaded = load(root)
    assert loaded.publishable, loaded.findings
    given = settings(loaded, root, date(2026, 11, 24), {"SITE_URL": "https://contoh.go.id/"})
    return produce(loaded, given, root, HOME / "templates")


def item(made: Production) -> InnovationView:
    """Return the page of the agency's one innovation."""
    view = next(page.view() for page in made.pages if page.address == "inovasi/contoh/")
    assert isinstance(view, InnovationView)
    return view


def book(made: Production) -> bytes:
    """Return the workbook of the agency."""
    return next(export.content for export in made.worksheets if export.address == "opd/dinas-contoh/isian.xlsx")


def test_form_follows_the_rubric(tmp_path: Path) -> None:
    """Every field of the Ministry's form is there in its order, with what the record says of it."""
    made = production(tmp_path)
    rows = {row.item.nomor: row for row in item(made).form}
    assert list(rows) == [form.nomor for form in made.build.assessment.rubric.formulir]
    assert rows["3"].text == "Penerapan"
    assert rows["5"].text == "0071 Seksi Farmasi"
    assert rows["6"].text == "3.3285, 99.1620"
    assert rows["13"].text == "Pertanahan dan Pendidikan"
    assert rows["15"].notes == ("hari atau bulannya belum dicatat, sedangkan formulir meminta tanggal",)
    assert (rows["16a"].text, rows["16b"].text, rows["16b"].notes) == ("Ya", "3 Februari 2025", ())
    assert "<li>butir kedua</li>" in rows["17"].shown
    assert rows["17"].notes == ("314 kata dari paling sedikit 300",)
    assert "<script>" not in rows["18"].shown
    assert rows["21"].text == "DPA, nomor 007, disimpan Bagian Keuangan"
    assert rows["24"].text == "Juara"
    again = production(tmp_path / "again", RECORD.replace("Paragraf 0", "Kader menyiram kebun. " * 50))
    notes = next(row.notes for row in item(again).form if row.item.nomor == "17")
    assert notes == ("462 kata dari paling sedikit 300", "tidak dihitung: 147 kata diulang")
    copyable = [number for number, row in rows.items() if row.copyable]
    assert copyable == ["2", "3", "5", "6", "8", "12", "13", "15", "16b", "17", "18"]


def test_hidden_levels_stay_hidden(tmp_path: Path) -> None:
    """Where the period keeps the maturity to itself, the page tells no level and no gain."""
    base = (HOME / "tests/base/periods/2026/period.yaml").read_text(encoding="utf-8")
    hidden = f"{base}\npublikasi:\n  kematangan: tidak\n"
    case = f"# berkas: periods/2026/period.yaml\n{hidden}# berkas: innovations/dinas-contoh/contoh.yaml\n{RECORD}"
    made = production(tmp_path, case)
    hidden_rows = {(row.rubric.level, row.rubric.next, row.gain, row.most) for row in item(made).indicators}
    assert hidden_rows == {("", "", None, None)}
    (tmp_path / "open").mkdir()
    shown = {row.rubric.level.split(":")[0] for row in item(production(tmp_path / "open")).indicators}
    assert shown == {"tingkat 0", "tingkat 1", "tingkat 2"}


def test_gains_are_those_of_the_formula(tmp_path: Path) -> None:
    """Evidence for twelve people, weight 2 at level 2, brings 4 of 12 innovations of 250 points; 33 people 6."""
    row = next(row for row in item(production(tmp_path)).indicators if row.indicator.nomor == "17")
    assert (row.gain, row.most) == (Decimal("0.13"), Decimal("0.20"))


def test_book_says_what_is_missing_and_keeps_texts_as_they_are(tmp_path: Path) -> None:
    """Leading zeros and line breaks stay, and nothing that a record says becomes a formula or a link."""
    content = book(production(tmp_path))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    read = load_workbook(io.BytesIO(content))
    head, *rows = read["Yang kurang"].iter_rows(values_only=True)
    assert head[:5] == ("Inovasi", "Langkah", "Menuju langkah", "Pelaku", "Yang masih kurang")
    assert {row[:4] for row in rows} == {(HOSTILE, "diberitakan", "tercatat", "OPD")}
    assert any("Belum dibenarkan" in str(row[4]) for row in rows)
    filled = [(row[3], str(row[1])) for row in read.worksheets[2].iter_rows(values_only=True)]
    assert ("nama", HOSTILE) in filled
    assert ("nama_inisiator", "0071 Seksi Farmasi") in filled
    assert "\n\n".join(text for key, text in filled if key == "rancang_bangun").count("\n") >= 10


def test_book_can_be_imported_again(tmp_path: Path) -> None:
    """What is missing is for reading only: the import takes the rows and nothing else."""
    made = production(tmp_path)
    taken = take_in(book(made), "isian.xlsx", made.loaded)
    assert [finding.message for finding in taken.findings if finding.severity is Severity.GALAT] == []
    assert taken.unchanged == ("innovations/dinas-contoh/contoh.yaml",)


def test_book_is_the_same_twice(tmp_path: Path) -> None:
    """Two builds of one day give the same bytes."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert book(production(tmp_path / "a")) == book(production(tmp_path / "b"))


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    """Characters outside the basic plane count twice in a spreadsheet."""
    for text in ("a" * 40_000, "😀" * 20_000):
        assert len(fit(text).encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert fit(text).endswith(" (dipotong)")
    assert fit("😀" * 16_000) == "😀" * 16_000


def test_book_opens_in_libreoffice(tmp_path: Path) -> None:
    """LibreOffice reads every sheet, and what it reads is what was written."""
    file = tmp_path / "isian.xlsx"
    file.write_bytes(book(production(tmp_path)))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    assert "repair" not in convert(every_sheet, file, into=tmp_path).lower()
    for sheet in load_workbook(file).worksheets:
        with (tmp_path / f"isian-{sheet.title}.csv").open(encoding="utf-8", newline="") as read:
            written = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            assert list(csv.reader(read)) == written


def _publish(place: Path) -> None:
    root = lay_out(place, RECORD.encode())
    loaded = load(root)
    given = settings(loaded, root, date(2026, 11, 24), {"SITE_URL": "https://contoh.go.id/"})
    build_site(loaded, given, root, place / "site", lambda _: None)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the whole site of the small catalogue."""
    return shared(tmp_path_factory, "formulir", _publish) / "site"


@pytest.fixture
def page(site: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open the record from the disk, after a script of the test has run."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], locale="id-ID")
    opened = context.new_page()
    if script := getattr(request, "param", ""):
        opened.add_init_script(script)
    opened.goto((site / "inovasi/contoh/index.html").as_uri())
    opened.evaluate(PASTE_BOX)
    opened.get_by_text("Isi formulir Kementerian").click()
    yield opened
    context.close()


PASTE_BOX = """() => {
        const place = document.createElement("div");
        place.contentEditable = "true";
        place.setAttribute("aria-label", "Salinan");
        document.body.append(place);
    }"""
WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
REFUSING = WITHOUT_CLIPBOARD + "; document.execCommand = () => false"


@pytest.mark.browser
@pytest.mark.parametrize("page", ["", WITHOUT_CLIPBOARD], indirect=True, ids=["clipboard", "selection"])
def test_copy_buttons(page: Page) -> None:
    """A press copies the field, long texts with their markup too, and says so to eye and ear."""
    page.get_by_role("button", name="Salin Rancang bangun").press("Enter")
    expect(page.locator("#tersalin")).to_have_text("Rancang bangun disalin.")
    page.get_by_label("Salinan").evaluate("element => element.focus()")
    page.keyboard.press("Control+V")
    pasted = page.get_by_label("Salinan")
    assert "tebal</strong>" in pasted.inner_html() or "tebal</b>" in pasted.inner_html()
    assert "background" not in pasted.inner_html()
    assert "Paragraf 4" in pasted.inner_text()
    page.get_by_role("button", name="Salin Nama inisiator").click()
    expect(page.locator("#tersalin")).to_have_text("Nama inisiator disalin.")
    page.get_by_label("Salinan").evaluate("element => { element.textContent = ''; element.focus() }")
    page.keyboard.press("Control+V")
    assert pasted.inner_text().strip() == "0071 Seksi Farmasi"


@pytest.mark.browser
@pytest.mark.parametrize("page", [REFUSING], indirect=True, ids=["refused"])
def test_copy_refused(page: Page) -> None:
    """Where a browser allows neither way, the text is selected and the keys are named."""
    page.get_by_role("button", name="Salin Nama inisiator").click()
    expect(page.locator("#tersalin")).to_contain_text("Tekan Ctrl dan C")
    assert page.evaluate("getSelection().toString()") == "0071 Seksi Farmasi"


@pytest.mark.browser
def test_paper_says_only_that_a_field_is_empty(page: Page) -> None:
    """The link that opens the form is of no use there, and its word would read as what was filled in."""
    empty = page.locator(".form .empty dd").filter(has=page.locator("a")).first
    expect(empty).to_contain_text("belum diisi Isi")
    page.emulate_media(media="print")
    assert empty.inner_text().strip() == "belum diisi"
