"""The settings at the desk in Chromium: forms by keyboard and on a phone, and a year opened by the wizard."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe_faults
from tests.built import Built, build, served, shared
from tests.desk import choose, desk_page, kept
from tests.forms import until
from tests.trees import HERE, KOTA

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
YEAR = 2027
PERIOD, RECEIPTS = "periods/2026/period.yaml", "periods/2026/penerimaan.yaml"
RECEIVED = """# Buku kiriman
penerimaan:
  - nomor: K7Q2-9F3M
    tanggal: 2026-11-20
    lewat: whatsapp   # foto menyusul
    opd: dinas-kesehatan
    keadaan: diterima
    diterima_oleh: Bappeda
"""


def _small_town(place: Path) -> None:
    root = Path(shutil.copytree(HERE / "mini", place / "root"))
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    (root / RECEIPTS).write_text(RECEIVED, "utf-8")
    text = (root / PERIOD).read_text("utf-8")
    (root / PERIOD).write_text(text.replace("linimasa:\n", "# Surat Bappeda menyusul.\nlinimasa:\n"), "utf-8")
    done = build("--root", str(root), "--out", str(place / "site"), "--date", "2026-11-24")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build and serve a small town that took a submission in."""
    with served(shared(tmp_path_factory, "meja-kota-kecil", _small_town) / "site") as site:
        yield site


@pytest.fixture
def page(browser: Browser, town: Built) -> Iterator[Page]:
    """Open the desk of the small town on a phone."""
    with desk_page(browser, town, viewport=PHONE) as opened:
        yield opened


KEPT = """([key, path, part]) => {
  const file = JSON.parse(localStorage.getItem(key) ?? '{"files": {}}').files[path];
  return file && `${file.text}${file.about}`.includes(part);
}"""


def waiting(page: Page, path: str, part: str = "") -> str:
    """Return the text of a file once it is kept to be sent with a part of it, or of what is said about it."""
    until(page, KEPT, ["meja:/katalog/", path, part])
    return kept(page)[path]["text"]


def changed_lines(before: str, after: str) -> set[str]:
    """Return the lines that stand in one of two texts only."""
    return set(before.splitlines()) ^ set(after.splitlines())


def original(site: Built, path: str) -> str:
    """Return a file of the town."""
    return (site.folder.parent / "root" / path).read_text("utf-8")


def test_a_stage_is_changed_by_keyboard_alone(page: Page, town: Built) -> None:
    """From the list to the field and back with keys; one line changes, comments stay, and undoing leaves nothing."""
    page.focus("#atur-berkas")
    page.keyboard.type("Putaran 2026")
    page.keyboard.press("Enter")
    expect(page.locator("#atur-judul")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Linimasa"):
            break
    last = page.locator("#atur-isian-linimasa-0-selesai")
    page.keyboard.press("Enter")
    until(page, "() => document.activeElement.closest('details')?.querySelector('details')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(last).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        if last.evaluate("(box) => box === document.activeElement"):
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("20 Mei 2026")
    page.keyboard.press("Tab")
    expect(last).to_have_value("2026-05-20")
    text, before = waiting(page, PERIOD, "2026-05-20"), original(town, PERIOD)
    assert changed_lines(before, text) == {"    selesai: 2026-05-15", "    selesai: 2026-05-20"}
    assert "# Surat Bappeda menyusul.\nlinimasa:" in text
    expect(page.locator("#atur-kabar")).to_have_text("Perubahan berkas ini sudah masuk ke Yang akan dikirim.")
    page.focus("#atur-batal")
    page.keyboard.press("Enter")
    expect(page.locator("#atur-kabar")).to_have_text("Belum ada yang diubah pada berkas ini.")
    assert kept(page) == {}


def test_the_number_of_a_receipt_opens_what_is_recorded_of_it(page: Page) -> None:
    """As an address, at once; one that nobody recorded is told."""
    page.evaluate("location.hash = 'K7Q2-9F3M'")
    expect(page.locator("#atur-judul")).to_have_text("Kiriman yang diterima 2026")
    expect(page.locator("#atur-letak")).to_have_text(RECEIPTS)
    page.evaluate("location.hash = 'AAAA-9F3M'")
    expect(page.locator("#atur-kabar")).to_have_text("Nomor AAAA-9F3M belum tercatat pada terbitan ini.")
    expect(page.locator("#atur-isi")).to_be_hidden()


UNFOLDED = """() => {
  const folded = document.querySelectorAll("#atur-form details:not([open])");
  for (const one of folded) one.open = true;
  return !folded.length;
}"""
"""Opens what is folded, which may bring forth more of it, and tells whether nothing was."""


def test_every_kind_of_file_fits_a_phone_and_has_no_fault_of_access(page: Page) -> None:
    """Nothing is cut off at 360 px, everything has a name, and folded parts open."""
    for path in (PERIOD, RECEIPTS, "region.yaml", "opd/dinas-kesehatan.yaml"):
        choose(page, path)
        until(page, UNFOLDED)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert axe_faults(page, "#atur") == [], path


def test_faults_stand_at_their_field_and_in_the_list(page: Page) -> None:
    """The words are those of `check`; the list leads to the field, and a mended value takes both away."""
    choose(page, PERIOD)
    page.click("#atur-form summary:has-text('Linimasa')")
    page.click("#atur-form summary:has-text('Linimasa ke-1')")
    page.fill("#atur-isian-linimasa-0-selesai", "2026-01-31")
    fault = page.locator("#atur-isian-linimasa-0-selesai-salah")
    expect(fault).to_contain_text("selesai 2026-01-31 mendahului mulai 2026-02-10")
    expect(page.locator("#atur-isian-linimasa-0-selesai")).to_have_attribute("aria-invalid", "true")
    waiting(page, PERIOD, "perlu diperbaiki")
    choose(page, "region.yaml")
    choose(page, PERIOD)
    page.click("#atur-temuan button")
    expect(page.locator("#atur-isian-linimasa-0-selesai")).to_be_focused()
    page.fill("#atur-isian-linimasa-0-selesai", "2026-05-15")
    expect(page.locator("#atur-temuan")).to_be_hidden()
    until(page, "() => !Object.keys(JSON.parse(localStorage.getItem('meja:/katalog/')).files).length")


def test_a_stage_is_extended_by_its_letter(page: Page, town: Built) -> None:
    """The former end stays known, and the letter is the source of the new one."""
    choose(page, PERIOD)
    page.click("#atur-form summary:has-text('Linimasa')")
    page.click("#atur-form summary:has-text('Linimasa ke-2')")
    page.click("#atur-form summary:has-text('Perpanjang tahap ini') >> nth=-1")
    page.click("button:has-text('Perpanjang') >> visible=true >> nth=-1")
    expect(page.locator(".extend [role=status] >> visible=true")).to_contain_text("belum berupa tanggal lengkap")
    page.fill("#atur-panjang-1-selesai", "15 September 2026")
    page.fill("#atur-panjang-1-diumumkan", "2026-08-20")
    page.fill("#atur-panjang-1-surat", "Surat Bappeda 400/12, perpanjangan pelaporan")
    page.click("button:has-text('Perpanjang') >> visible=true >> nth=-1")
    text = waiting(page, PERIOD, "perpanjangan pelaporan")
    assert "    selesai: 2026-09-15\n    asal: resmi\n" in text
    assert "      - selesai_semula: 2026-08-31\n        diumumkan: 2026-08-20\n        sumber:\n" in text
    assert text.count("Surat Bappeda 400/12, perpanjangan pelaporan") == 2
    assert check_with(town.folder.parent / "root", {PERIOD: text}) == []


def test_spd_rows_results_agencies_and_receipts(page: Page, town: Built) -> None:
    """A row of the SPD with its source, an agency's mentor, and the state of a receipt, each where it belongs."""
    choose(page, PERIOD)
    page.click("#atur-form summary:has-text('SPD')")
    page.click("[data-field='spd.spd-8'] summary")
    page.select_option("#atur-isian-spd-spd-8-nilai", "wtp")
    page.click("[data-field='spd.spd-8.sumber'] .add")
    page.fill("#atur-isian-spd-spd-8-sumber-0-judul", "Laporan BPK")
    expect(page.locator("[data-field='spd.spd-8'] summary").first).to_contain_text("wtp")
    waiting(page, PERIOD, "  spd-8:\n    nilai: wtp\n    sumber:\n      - judul: Laporan BPK\n")
    choose(page, "opd/dinas-kesehatan.yaml")
    page.fill("#atur-isian-pendamping", "Bidang Riset dan Inovasi")
    agency = waiting(page, "opd/dinas-kesehatan.yaml", "Bidang Riset dan Inovasi")
    assert changed_lines(original(town, "opd/dinas-kesehatan.yaml"), agency) == {"pendamping: Bidang Riset dan Inovasi"}
    choose(page, RECEIPTS)
    page.click("#atur-form summary:has-text('Penerimaan')")
    page.click("#atur-form summary:has-text('Penerimaan ke-1')")
    expect(page.locator("#atur-isian-penerimaan-0-nomor")).to_be_disabled()
    expect(page.locator("#atur-form .remove, #atur-form .add >> visible=true")).to_have_count(0)
    page.select_option("#atur-isian-penerimaan-0-keadaan", "ditolak")
    page.fill("#atur-isian-penerimaan-0-catatan", "Dokumen tidak terbaca.")
    lines = {"    keadaan: diterima", "    keadaan: ditolak", "    catatan: Dokumen tidak terbaca."}
    assert changed_lines(RECEIVED, waiting(page, RECEIPTS, "Dokumen tidak terbaca")) == lines
    texts = {path: file["text"] for path, file in kept(page).items()}
    assert len(texts) == 3
    assert check_with(town.folder.parent / "root", texts) == []


def test_a_new_agency_and_a_list_that_grows_and_shrinks(page: Page, town: Built) -> None:
    """A new file is named after its agency; an item that goes takes its lines, and the next keeps its place."""
    page.click("summary:has-text('Tambah OPD')")
    page.fill("#atur-nama-baru", "Dinas Kesehatan")
    page.click("#atur-tambah")
    expect(page.locator("#atur-nama-salah")).to_contain_text("sudah dipakai")
    page.fill("#atur-nama-baru", "Dinas Arsip Contoh")
    page.click("#atur-tambah")
    page.select_option("#atur-isian-jenis", "dinas")
    page.select_option("#atur-isian-wajib", "ya")
    page.select_option("#atur-isian-status", "tersumber")
    page.click("#atur-form summary:has-text('Catatan')")
    for text in ("Yang satu.", "Yang dua.", "Yang tiga."):
        page.click("[data-field=catatan] .add")
        page.locator("[data-field=catatan] .entry textarea").last.fill(text)
    page.click("[aria-label='Hapus catatan ke-2']")
    expect(page.locator("#atur-isian-catatan-1")).to_be_focused()
    expect(page.locator("#atur-isian-catatan-1")).to_have_value("Yang tiga.")
    kept_now = "localStorage.getItem('meja:/katalog/')"
    until(page, f"() => /Yang tiga/.test({kept_now}) && !/Yang dua/.test({kept_now})")
    made = kept(page)["opd/dinas-arsip-contoh.yaml"]
    assert made["text"] == (
        "# yaml-language-server: $schema=../docs/skema/opd.schema.json\nnama: Dinas Arsip Contoh\njenis: dinas\n"
        "wajib: ya\nstatus: tersumber\ncatatan:\n  - Yang satu.\n  - Yang tiga.\n"
    )
    assert "base" not in made
    assert check_with(town.folder.parent / "root", {"opd/dinas-arsip-contoh.yaml": made["text"]}) == []


def test_a_draft_is_laid_on_a_newer_publication(browser: Browser, town: Built, tmp_path: Path) -> None:
    """What both changed stays as drafted and is named; what only the publication changed is taken."""
    root = Path(shutil.copytree(town.folder.parent / "root", tmp_path / "root"))
    with desk_page(browser, town, root) as page:
        choose(page, "region.yaml")
        page.fill("#atur-isian-koordinator", "Bappelitbang")
        waiting(page, "region.yaml", "Bappelitbang")
        text = (root / "region.yaml").read_text("utf-8")
        newer = re.sub(
            r"provinsi: .*", "provinsi: Provinsi Baru", re.sub(r"koordinator: .*", "koordinator: Bapperida", text)
        )
        (root / "region.yaml").write_text(newer, "utf-8")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        choose(page, "region.yaml")
        expect(page.locator("#atur-kabar")).to_contain_text("yang dipakai isian Anda: Koordinator")
        assert kept(page)["region.yaml"]["text"] == newer.replace("Bapperida", "Bappelitbang")


def check_with(root: Path, texts: dict[str, str]) -> list[str]:
    """Return what stops the publication of a catalogue in which some files are other ones."""
    folder = Path(shutil.copytree(root, root.parent / "cek", dirs_exist_ok=True))
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    done = build("check", "--root", str(folder), "--format", "json")
    shutil.rmtree(folder)
    found = json.loads(done.stdout)["temuan"]
    return [f"{one['path']}: {one['message']}" for one in found if one["severity"] == "galat"]


def test_a_year_without_its_rubric_is_not_opened(browser: Browser, town: Built) -> None:
    """The first step says what is missing and who adds it, and nothing is to be sent."""

    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'"tahun": ?2027', '"tahun": 2099', answer.text()))

    with desk_page(browser, town, changed=without) as page:
        page.click("#atur-tahun-baru")
        expect(page.locator("#atur-wisaya")).to_contain_text("Rubrik 2027 belum ada pada katalog")
        expect(page.locator("#atur-berkas")).to_be_disabled()
        page.click("#atur-wisaya .turns button")
        expect(page.locator("#atur-berkas")).to_be_enabled()
        assert kept(page) == {}


def opened(browser: Browser, town: Built, folder: Path) -> Path:
    """Walk the wizard over the town, lay what comes of it into a copy of its files, and return that."""
    root = Path(shutil.copytree(town.folder.parent / "root", folder / "root"))
    with desk_page(browser, town, viewport=PHONE) as page:
        walk(page)
        for path, file in kept(page).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(file["text"], "utf-8")
    return root


def walk(page: Page) -> None:
    """Open the next year by keyboard in five steps, closing the open round."""
    page.focus("#atur-tahun-baru")
    page.keyboard.press("Enter")
    heading = page.locator("#atur-wisaya h3")
    for number in range(1, 6):
        expect(heading).to_contain_text(f"langkah {number} dari 5")
        expect(heading).to_be_focused()
        assert axe_faults(page, "#atur") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        if number == 1:
            expect(page.locator("#atur-wisaya")).to_contain_text(f"Rubrik {YEAR} sudah ada dan dipakai.")
        if number == 4:
            page.select_option("#atur-lama-pengumpulan-keadaan", "ditutup")
            page.select_option("#atur-lama-pengumpulan-asal", "pola")
            page.fill("#atur-lama-pengumpulan-tanggal", f"22 Agustus {YEAR - 1}")
            page.keyboard.press("Tab")
        page.locator("#atur-wisaya .turns button:not(.quiet)").focus()
        page.keyboard.press("Enter")
    expect(page.locator("#atur-kabar")).to_have_text(f"Putaran {YEAR} sudah masuk ke Yang akan dikirim.")
    assert set(kept(page)) == {f"periods/{YEAR}/period.yaml", f"periods/{YEAR - 1}/period.yaml"}


def test_the_wizard_opens_a_year_that_is_published(browser: Browser, town: Built, tmp_path: Path) -> None:
    """Without anybody touching a file: no fault, the pages of the year are there, and the year is the current one.

    The former period says that it is closed and when; every other line of it is as it was.
    """
    root = opened(browser, town, tmp_path)
    path = f"periods/{YEAR - 1}/period.yaml"
    before, after = original(town, path).splitlines(), (root / path).read_text("utf-8").splitlines()
    assert [line for line in after if line in before] == before
    added = "\n".join(line for line in after if line not in before)
    assert added == f"pengumpulan:\n  keadaan: ditutup\n  tanggal: {YEAR - 1}-08-22\n  asal: pola"
    done = build("site", "--root", str(root), "--out", str(tmp_path / "site"), "--date", f"{YEAR}-03-01")
    assert done.returncode == 0, done.stderr
    for address in (f"kepatuhan/{YEAR}/index.html", f"api/v1/indeks/{YEAR}.json", f"kepatuhan/{YEAR - 1}/index.html"):
        assert (tmp_path / "site" / address).is_file(), address
    title = f"Proyeksi Indeks Inovasi Daerah {YEAR}"
    assert title in (tmp_path / "site/indeks/index.html").read_text("utf-8")
