"""The form at `/usul/`, walked through as a clerk: new, interrupted, long, on a phone, by keyboard, on paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.model import Innovation
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.propose.tidy import tidy
from catalogue.site.views.proposing import UNASKED, asked, form_sections
from tests.browser import axe_faults
from tests.built import REPOSITORY_URL, Built
from tests.exported import frozen_city
from tests.forms import fill_shortest, form_page, go, until, value_in, yaml_of
from tests.test_damage import examine

pytestmark = pytest.mark.browser
UNTIMED = "innovations/badan-perencanaan/satu-peta.yaml"
"""A tidy record of the official site that says of no time."""
SHORTEST = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json
nama: Antar Resep
ringkasan: Obat diantar ke rumah pasien.
status_data: dikonfirmasi-opd
"""
SENT = f"# kiriman: catatan\n# berkas: innovations/dinas-kesehatan/antar-resep.yaml\n{SHORTEST}"
WORDS = " ".join(["Petugas mengantar obat ke rumah pasien setiap bulan"] * 400)


@pytest.fixture
def page(browser: Browser, official: Built) -> Iterator[Page]:
    """Open an empty form."""
    with form_page(browser, official) as opened:
        yield opened


def _rules(text: str) -> list[str]:
    found, _ = examine("innovations/dinas-kesehatan/antar-resep.yaml", text.encode())
    return [finding.rule for finding in found]


def test_every_field_of_the_model_is_in_one_section_and_on_the_page(official: Built) -> None:
    """A field that is added to the model appears by itself."""
    sections = list(form_sections())
    shapes = [shape for section in sections for shape in section.fields]
    assert [shape.name for shape in shapes] == [name for name in Innovation.model_fields if name not in UNASKED]
    html = (official.folder / "usul/index.html").read_text("utf-8")
    for path in _paths(asked(shape_of(Innovation))):
        assert f'data-path="{path}"' in html or f'data-list="{path}"' in html, path


def _paths(shape: Shape, before: str = "") -> Iterator[str]:
    for part in shape.fields:
        path = f"{before}{part.name}"
        if part.kind == "record":
            yield from _paths(part, f"{path}.")
        else:
            yield path


def test_new_record_ends_on_the_page_of_github(page: Page) -> None:
    """The shortest valid record needs four fields and leads to GitHub with everything filled in."""
    expect(page.get_by_role("button", name="Hapus draf")).to_be_hidden()
    expect(page.locator("[data-progress=kirim]")).to_have_text("4 isian wajib belum ada")
    fill_shortest(page, "Antar Resep")
    expect(page.get_by_role("button", name="Hapus draf")).to_be_visible()
    text = yaml_of(page)
    assert text == SHORTEST
    address = page.get_by_role("link", name="Buka GitHub").get_attribute("href") or ""
    assert address.startswith(f"{REPOSITORY_URL}/issues/new?template=kiriman.yml&")
    assert value_in(address, "title") == "Usulan: Antar Resep"
    assert value_in(address, "isi") == SENT
    assert _rules(text) == ["pengesahan-tidak-cocok"]


def test_long_record_is_copied_and_explained(page: Page) -> None:
    """What does not fit into an address is copied, and the page is opened without it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill_shortest(page, "Antar Resep")
    go(page, "uraian")
    page.fill("#isian-rancang_bangun", WORDS)
    expect(page.locator("#isian-rancang_bangun-hitung")).to_have_text("3.200 kata dari paling sedikit 300")
    text = yaml_of(page)
    link, title = page.get_by_role("link", name="Salin kiriman, lalu buka GitHub"), "title=Usulan%3A%20Antar%20Resep"
    expect(link).to_have_attribute("href", f"{REPOSITORY_URL}/issues/new?template=kiriman.yml&{title}")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    expect(page.locator("#pintu [role=status]")).to_contain_text("Kiriman sudah disalin.")
    assert page.evaluate("navigator.clipboard.readText()") == SENT.replace(SHORTEST, text)
    assert _rules(text) == ["pengesahan-tidak-cocok", "rancang-bangun-berulang"]


def test_a_link_fills_in_the_words_it_knows(browser: Browser, official: Built) -> None:
    """Agency, affair and themes of a programme are there; a word of no list is not, and a draft is not touched."""
    known = f"{official.address}usul/?opd=dinas-kesehatan&urusan_utama=1.02&tema=kesehatan&tema=%3Cb%3E"
    with form_page(browser, official) as page:
        page.goto(known)
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("#isian-opd")).to_have_value("dinas-kesehatan")
        expect(page.locator("#isian-urusan_utama")).to_have_value("1.02")
        assert page.evaluate(
            "[...document.querySelectorAll('[data-field=tema] :checked')].map((one) => one.value)"
        ) == ["kesehatan"]
        fill_shortest(page, "Antar Resep")
        until(page, "() => localStorage.getItem('usul:baru')?.includes('Antar Resep')")
        page.goto(known.replace("1.02", "3.26"))
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("#isian-urusan_utama")).to_have_value("1.02")


def test_a_draft_survives_and_can_be_thrown_away(browser: Browser, official: Built) -> None:
    """An interrupted clerk finds everything again, and is told of it."""
    with form_page(browser, official) as page:
        fill_shortest(page, "Antar Resep")
        go(page, "waktu")
        page.fill("#isian-waktu_penerapan", "1 Juli 2024")
        page.keyboard.press("Tab")
        expect(page.locator("#isian-waktu_penerapan")).to_have_value("2024-07-01")
        until(page, "() => localStorage.getItem('usul:baru')?.includes('2024-07-01')")
        page.goto(f"{official.address}usul/")
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("#draf")).to_contain_text("dimuat kembali")
        expect(page.locator("#isian-nama")).to_have_value("Antar Resep")
        expect(page.locator("#isian-opd")).to_have_value("dinas-kesehatan")
        assert "waktu_penerapan: 2024-07-01" in yaml_of(page)
        page.once("dialog", lambda dialog: dialog.accept())
        with page.expect_navigation():
            page.get_by_role("button", name="Buang draf").click()
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("#isian-nama")).to_have_value("")


def test_faults_are_told_at_the_field_in_the_words_of_check(page: Page) -> None:
    """A wrong value is told when its field is left, and the last section leads to it."""
    fill_shortest(page, "Antar Resep")
    go(page, "pendukung")
    page.fill("#isian-video", "video inovasi")
    page.keyboard.press("Tab")
    found, _ = examine("innovations/dinas-kesehatan/a.yaml", f"{SHORTEST}video: video inovasi\n".encode())
    message = found[0].message.replace("`", "")
    expect(page.locator("#isian-video-salah")).to_contain_text(message)
    expect(page.locator("#isian-video")).to_have_attribute("aria-invalid", "true")
    go(page, "kirim")
    expect(page.locator("#pintu")).to_contain_text("muncul sesudah")
    page.locator("#temuan a").click()
    expect(page.locator("#isian-video")).to_be_focused()
    page.fill("#isian-video", "www.contoh.go.id/video")
    expect(page.locator("#isian-video-salah")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator("#isian-video")).to_have_value("https://www.contoh.go.id/video")


def test_a_published_record_is_changed_where_it_changes(browser: Browser, official: Built) -> None:
    """A link opens a record at a field; only the lines of what was changed are written anew."""
    path, before = UNTIMED, (official.folder.parent / "root" / UNTIMED).read_text("utf-8")
    slug = Path(path).stem
    with form_page(browser, official, f"?inovasi={slug}&isian=waktu_penerapan") as page:
        expect(page.locator("#isian-waktu_penerapan")).to_be_focused()
        assert yaml_of(page) == before
        expect(page.locator("#pintu")).to_contain_text("Belum ada yang Anda ubah")
        go(page, "waktu")
        page.focus("#isian-waktu_penerapan")
        page.keyboard.type("2023-05")
        page.keyboard.press("Tab")
        after = yaml_of(page)
        assert [line for line in after.split("\n") if line not in before.split("\n")] == ["waktu_penerapan: 2023-05"]
        assert after.replace("waktu_penerapan: 2023-05\n", "") == before
        assert tidy(after, Innovation).text == after
        page.fill("#isian-pengirim", " Kepala  Bidang Pelayanan ")
        sent = value_in(page.get_by_role("link", name="Buka GitHub").get_attribute("href") or "", "isi")
        mark = hashlib.sha256(before.encode()).hexdigest()[:16]
        head = f"# kiriman: catatan\n# berkas: {path}\n# dasar: {mark}\n# jabatan: Kepala Bidang Pelayanan\n"
        assert sent == head + after


def test_a_broken_file_is_mended_line_by_line(page: Page) -> None:
    """What cannot be read is told at its line until it can; then the form has it, with its comments."""
    broken = f'# catatan kami\n{SHORTEST}tahapan: penerapan: lama\nvideo: "https://contoh.go.id/v\n'
    page.get_by_text("Perbaiki catatan yang sudah ada, atau buka berkas").click()
    page.fill("#tempel", broken)
    page.get_by_role("button", name="Baca isinya").click()
    expect(page.get_by_role("heading", name="Berkas ini belum dapat dibaca utuh")).to_be_focused()
    expect(page.locator("#rusak-daftar")).to_contain_text("Baris 6")
    page.locator("#rusak-daftar button", has_text="Baris 6").first.click()
    until(page, "() => getSelection().toString() === 'tahapan: penerapan: lama'")
    mended = broken.replace(": lama", "").replace('"https', "https")
    page.fill("#rusak-teks", mended)
    page.get_by_role("button", name="Lanjutkan ke formulir").click()
    expect(page.locator("#isian-nama")).to_have_value("Antar Resep")
    page.select_option("#isian-opd", "dinas-kesehatan")
    assert yaml_of(page) == mended


def test_a_file_of_an_old_notepad_is_read(page: Page) -> None:
    """A file in the writing of Windows is made readable, and written as UTF-8."""
    page.get_by_text("Perbaiki catatan yang sudah ada, atau buka berkas").click()
    old = SHORTEST.replace("Obat diantar", "\u201cObat\u201d \u2013 diantar").replace("\n", "\r\n").encode("cp1252")
    page.set_input_files("#pilih-berkas", {"name": "a.yaml", "mimeType": "text/plain", "buffer": old})
    expect(page.locator("#isian-ringkasan")).to_have_value("\u201cObat\u201d \u2013 diantar ke rumah pasien.")


def test_what_the_form_does_not_know_is_shown_and_can_go(page: Page) -> None:
    """Unknown keys and words stay visible with their finding, and nothing is lost in silence."""
    page.get_by_text("Perbaiki catatan yang sudah ada, atau buka berkas").click()
    page.fill("#tempel", f"{SHORTEST}tahapan: dirintis\nwarna: biru\n")
    page.get_by_role("button", name="Baca isinya").click()
    page.select_option("#isian-opd", "dinas-kesehatan")
    go(page, "profil")
    expect(page.locator("#isian-tahapan")).to_have_value("dirintis")
    expect(page.locator("#isian-tahapan-salah")).to_contain_text("bukan pilihan untuk tahapan")
    assert "warna: biru" in yaml_of(page)
    page.get_by_role("button", name="Hapus isian ini").click()
    expect(page.locator("#temuan")).not_to_contain_text("warna")
    assert "warna" not in yaml_of(page)


def test_lists_of_records_grow_and_shrink(page: Page) -> None:
    """Evidence is added, removed and counted; what is left stays in its order."""
    fill_shortest(page, "Antar Resep")
    go(page, "bukti")
    page.get_by_text("Sumber daya manusia", exact=True).click()
    page.fill("#isian-kematangan-sdm-nilai", "12")
    proofs = page.locator("[data-list='kematangan.sdm.bukti']")
    for place, name in enumerate(("SK Kepala Dinas", "Daftar penugasan", "Surat tugas")):
        proofs.get_by_role("button", name="Tambah bukti").click()
        expect(proofs.locator(".entry").nth(place).locator("input:focus")).to_have_count(1)
        page.keyboard.type(name)
    proofs.get_by_role("button", name="Hapus bukti ke-2").click()
    expect(page.locator("[data-summary='kematangan.sdm']")).to_have_text("terisi, 2 bukti")
    text = yaml_of(page)
    assert text.endswith(
        "kematangan:\n  sdm:\n    nilai: 12\n    bukti:\n      - judul: SK Kepala Dinas\n      - judul: Surat tugas\n"
    )
    assert tidy(text, Innovation).text == text


def test_a_slow_press_reaches_its_button(page: Page) -> None:
    """What leaving a field brings forth waits until the mouse is let go, so that no button moves away from under it."""
    fill_shortest(page, "Antar Resep")
    go(page, "bukti")
    page.get_by_text("Sumber daya manusia", exact=True).click()
    page.fill("#isian-kematangan-sdm-nilai", "banyak")
    field = page.locator("[data-field='kematangan.sdm.nilai'] .fault-text")
    page.get_by_role("button", name="Tambah bukti").locator("visible=true").hover()
    page.mouse.down()
    page.wait_for_timeout(600)  # longer than the form waits for the next key
    expect(field).to_be_hidden()
    page.mouse.up()
    expect(page.locator("[data-list='kematangan.sdm.bukti'] .entry")).to_have_count(1)
    expect(field).to_be_visible()


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.deep)])
def test_every_section_is_accessible(browser: Browser, official: Built, width: int) -> None:
    """No section has a fault of accessibility, nor is wider than the window."""
    with form_page(browser, official, viewport={"width": width, "height": 800}) as page:
        fill_shortest(page, "Antar Resep")
        for section in [*(found.id for found in form_sections()), "kirim"]:
            go(page, section)
            for button in page.locator(f"#{section} [data-add]").all()[:2]:
                if button.is_visible():
                    button.click()
            assert section == "kirim" or axe_faults(page, f"#{section}") == [], section
            assert page.evaluate("document.documentElement.scrollWidth") <= width, section
        assert axe_faults(page) == []


def test_counters_and_faults_are_said_aloud(page: Page) -> None:
    """What appears beside a box while one types is also told to a screen reader, once the typing stops."""
    page.fill("#isian-ringkasan", "Obat diantar.")
    expect(page.locator("#kabar[role=status]")).to_have_text("13 aksara dari paling banyak 800")
    go(page, "waktu")
    page.fill("#isian-waktu_uji_coba", "kemarin")
    page.keyboard.press("Tab")
    expect(page.locator("#kabar")).to_contain_text("bukan tanggal yang benar")


def test_the_form_is_filled_in_by_keyboard_alone(page: Page) -> None:
    """A clerk without a mouse reaches the last section; every control on the way has a name."""
    page.focus("#isian-opd")
    page.keyboard.type("Dinas Kesehatan")
    for text in ("Antar Resep", "", "Obat diantar ke rumah pasien."):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    names: list[str] = []
    while "periksa dan kirim" not in (names[-1:] or [""])[0].lower():
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        assert len(names) < 10
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Periksa dan kirim")).to_be_focused()
    assert "status_data: dikonfirmasi-opd" in yaml_of(page)


def test_the_shortest_record_takes_few_clicks(page: Page) -> None:
    """From the open form to the filled page of GitHub: four clicks and a choice, besides the two texts."""
    page.evaluate("globalThis.clicks = 0; addEventListener('click', (event) => { if (event.detail) clicks += 1; })")
    page.select_option("#isian-opd", "dinas-kesehatan")
    page.click("#isian-nama")
    page.keyboard.type("Antar Resep")
    page.click("#isian-ringkasan")
    page.keyboard.type("Obat diantar ke rumah pasien.")
    page.get_by_text("OPD pemilik sudah").click()
    page.get_by_role("button", name="Langsung periksa dan kirim").click()
    expect(page.get_by_role("link", name="Buka GitHub")).to_be_visible()
    assert 0 < page.evaluate("clicks") <= 6


LOADED = """(names) => {
  const loaded = performance.getEntriesByType("resource").filter((one) => one.responseEnd).map((one) => one.name);
  return names.every((name) => loaded.some((address) => address.includes(`/${name}.`)));
}"""
"""Tells whether the page has fetched files, which it does when nothing else is to be done."""


def test_it_works_without_the_network_once_it_is_there(browser: Browser, official: Built) -> None:
    """Nothing is asked for after loading."""
    with form_page(browser, official, fresh=True) as page:
        until(page, LOADED, ["yaml", "marked"])
        page.context.set_offline(True)
        fill_shortest(page, "Antar Resep")
        assert yaml_of(page) == SHORTEST
        with page.expect_download() as download:
            page.get_by_role("button", name="Simpan berkas").click()
        assert download.value.suggested_filename == "antar-resep.yaml"
        assert download.value.path().read_text("utf-8") == SENT


def test_without_javascript_the_other_ways_are_told(browser: Browser, official: Built) -> None:
    """The page says how else a proposal is made; the form, which nobody could send, is not there."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{official.address}usul/")
        expect(page.locator("#tanpa-skrip")).to_contain_text("templat usulan Excel")
        expect(page.locator("#mulai")).to_be_hidden()
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            expect(page.locator("#usul")).to_be_hidden()


def test_the_sheet_for_paper_holds_what_was_filled_in(page: Page) -> None:
    """What is printed is the list of filled fields, not the form."""
    fill_shortest(page, "Antar Resep")
    yaml_of(page)
    page.emulate_media(media="print")
    expect(page.locator("#lembar")).to_contain_text("Dinas Kesehatan")
    expect(page.locator("#lembar")).to_contain_text("Diserahkan oleh")
    expect(page.locator("#isian-nama")).to_be_hidden()


def test_an_empty_form_names_the_sheet_for_handwriting(page: Page) -> None:
    """The whole form took 35 sheets of paper, with lists that no pen can choose from."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#lembar")).to_contain_text("cetak lembar Inovasi 1 pada templat usulan Excel")
    assert page.locator("[data-part]:visible").count() == 1


def test_what_word_brings_along_is_cleaned(page: Page) -> None:
    """Characters that nobody sees do not reach the file."""
    page.fill("#isian-nama", "Antar\u00a0\u200bObat ")
    page.keyboard.press("Tab")
    expect(page.locator("#isian-nama")).to_have_value("Antar Obat")


def test_records_are_published_as_they_are_written(built: Built) -> None:
    """The form loads the very text of the file."""
    for path, source in frozen_city().sources.items():
        if source.kind == "innovation":
            published = built.folder / f"api/v1/inovasi/{source.id}.yaml"
            assert published.read_text("utf-8") == source.text, path


def test_nothing_runs_that_stands_in_the_page(official: Built) -> None:
    """Every script of the page is a file of its own."""
    html = (official.folder / "usul/index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*(?: src=|type=\"application/json\"))", html) == []
    assert re.findall(r"\son[a-z]+=", html) == []
