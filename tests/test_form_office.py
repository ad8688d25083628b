"""The form as offices use it: numbers and days as they write them, text of Word, photos of a phone, links of maps."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser import axe_faults
from tests.built import Built
from tests.exported import frozen_city
from tests.forms import fill_shortest, form_page, go, load_modules, until, yaml_of

pytestmark = pytest.mark.browser
PASTE = """([html, text]) => {
  const board = new DataTransfer();
  if (html) board.setData("text/html", html);
  board.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true });
  return document.activeElement.dispatchEvent(event);
}"""
PHOTOS = """async (proposal) => Promise.all(parts.photos.photoFiles(proposal).map(async (file) =>
  [file.name, file.type, [...new Uint8Array(await file.arrayBuffer())]]))"""


@pytest.fixture
def page(browser: Browser, built: Built) -> Iterator[Page]:
    """Open an empty form."""
    with form_page(browser, built) as opened:
        yield opened


def test_a_day_or_number_of_two_readings_is_chosen_by_a_button(page: Page) -> None:
    """Each reading is offered; choosing one mends the field."""
    fill_shortest(page)
    go(page, "waktu")
    for name, typed, button, written in (
        ("waktu_uji_coba", "08/03/2025", "Pakai 8 Maret 2025", "2025-03-08"),
        ("waktu_penerapan", "20 Agustus 25", "Pakai 20 Agustus 2025", "2025-08-20"),
    ):
        page.fill(f"#isian-{name}", typed)
        page.keyboard.press("Tab")
        page.get_by_role("button", name=button).click()
        expect(page.locator(f"#isian-{name}")).to_have_value(written)
        expect(page.locator(f"#isian-{name}-salah")).to_be_hidden()
    go(page, "bukti")
    page.get_by_text("Kemanfaatan", exact=True).click()
    page.select_option("#isian-kematangan-kemanfaatan-nilai-basis", "a")
    page.fill("#isian-kematangan-kemanfaatan-nilai-nilai", "1.250")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Pakai 1.250 (ribuan)").click()
    expect(page.locator("[data-levels='kematangan.kemanfaatan'] .reached")).to_contain_text("Fakta ini tingkat 3")
    assert "nilai: 1250\n" in yaml_of(page)


def test_faults_name_their_indicator(page: Page) -> None:
    """In the list at the end each fault says which indicator or item it is about."""
    fill_shortest(page)
    go(page, "bukti")
    for name in ("Sumber daya manusia", "Bimtek inovasi"):
        page.get_by_text(name, exact=True).click()
    page.fill("#isian-kematangan-sdm-nilai", "dua belas")
    page.fill("#isian-kematangan-bimtek-nilai", "beberapa")
    page.keyboard.press("Tab")
    expect(page.locator("#isian-kematangan-bimtek-nilai-salah")).to_be_visible()  # it moves what lies below it
    bimtek = page.locator("[data-list='kematangan.bimtek.bukti']")
    bimtek.get_by_role("button", name="Tambah bukti").click()
    bimtek.locator("input").nth(3).fill("bukan alamat")
    go(page, "kirim")
    told = page.locator("#temuan li a").all_inner_texts()
    assert [text.split(":")[0] for text in told] == [
        "Sumber daya manusia, Fakta",
        "Bimtek inovasi, Fakta",
        "Bimtek inovasi, Bukti ke-1, Judul",
        "Bimtek inovasi, Bukti ke-1, Tautan",
    ]
    page.locator("#temuan li a").nth(1).click()
    expect(page.locator("#isian-kematangan-bimtek-nilai")).to_be_focused()


def test_a_table_of_word_is_pasted_and_taken_back(page: Page) -> None:
    """A pasted table stands apart from the text around it; undoing restores what was there."""
    go(page, "uraian")
    page.fill("#isian-hasil", "Sebelum.")
    page.focus("#isian-hasil")
    page.keyboard.press("End")
    table = "<table><tr><td>Uraian</td><td>2024</td></tr><tr><td>Nasabah</td><td>1.250</td></tr></table>"
    assert page.evaluate(PASTE, [table, "Uraian\t2024\nNasabah\t1.250"]) is False
    expect(page.locator("#isian-hasil")).to_have_value(
        "Sebelum.\n\n| Uraian | 2024 |\n| --- | --- |\n| Nasabah | 1.250 |"
    )
    assert "| Nasabah | 1.250 |" in yaml_of(page)
    go(page, "uraian")
    page.focus("#isian-hasil")
    page.keyboard.press("Control+z")
    expect(page.locator("#isian-hasil")).to_have_value("Sebelum.")
    assert page.evaluate(PASTE, ["<p>biasa</p>", "biasa"]) is True


def test_a_map_link_fills_both_coordinates(page: Page) -> None:
    """The address of a map is read; a short one is answered with what to do."""
    go(page, "pendukung")
    page.fill("#isian-peta", "https://maps.app.goo.gl/AbCdEf")
    expect(page.locator("#isian-peta-hasil")).to_contain_text("Tautan pendek ini tidak memuat koordinat")
    page.fill("#isian-peta", "https://www.google.com/maps/@3.3285,99.1625,17z")
    expect(page.locator("#isian-lokasi-lintang")).to_have_value("3.3285")
    page.fill("#isian-lokasi-lintang", "3,33; 99,16")
    page.keyboard.press("Tab")
    expect(page.locator("#isian-lokasi-bujur")).to_have_value("99.16")
    assert "lokasi:\n  lintang: 3.33\n  bujur: 99.16\n" in yaml_of(page)


def phone_photo() -> FilePayload:
    """Return a photo as a phone makes it: large, and with what the camera writes beside it."""
    beside = Image.Exif()
    beside[0x010E] = "KETERANGAN KAMERA"
    content = io.BytesIO()
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(content, "JPEG", exif=beside)
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_a_photo_goes_along_small_and_without_what_the_camera_wrote(browser: Browser, built: Built) -> None:
    """It is named by the record, shown in the preview, kept with the draft and handed on as a file."""
    with form_page(browser, built) as page:
        fill_shortest(page)
        go(page, "pendukung")
        page.set_input_files("#pilih-foto", phone_photo())
        expect(page.locator("[data-list=foto] textarea")).to_be_focused()
        page.keyboard.type("Loket yang baru")
        assert yaml_of(page).endswith(
            "foto:\n  - berkas: antar-obat-1.jpg\n    teks_alternatif: Loket yang baru\n    sumber: Dinas Kesehatan\n"
        )
        expect(page.locator("#tampilan canvas[aria-label='Loket yang baru']")).to_have_count(1)
        until(page, "() => localStorage.getItem('usul:baru')?.includes('Loket yang baru')")
        page.reload()
        page.wait_for_selector("form[data-ready]")
        expect(page.locator("[data-list=foto] canvas")).to_have_count(1)
        load_modules(page, built, "photos")
        proposal = {"key": "baru", "tree": {"foto": [{"berkas": "antar-obat-1.jpg"}, {"berkas": "lain.jpg"}]}}
        ((name, kind, content),) = page.evaluate(PHOTOS, proposal)
        picture = Image.open(io.BytesIO(bytes(content)))
        assert (name, kind, picture.format, picture.size) == ("antar-obat-1.jpg", "image/jpeg", "JPEG", (1600, 1067))
        assert not picture.getexif()
        assert b"KETERANGAN" not in bytes(content)


def test_what_only_collectors_know_stays_as_it_is(browser: Browser, built: Built) -> None:
    """A record keeps what the form does not ask for, while a field beside it changes."""
    sources = frozen_city().sources.values()
    source = next(one for one in sources if one.kind == "innovation" and "\npembacaan:" in one.text)
    with form_page(browser, built, f"?inovasi={source.id}") as page:
        assert page.locator("[data-path^=pembacaan], [data-path$=diterima_oleh], [data-path$=keyakinan]").count() == 0
        page.fill("#isian-ringkasan", "Ringkasan yang baru.")
        before, after = source.text.split("\n"), yaml_of(page).split("\n")
        assert [line for line in after if line not in before] == ["ringkasan: Ringkasan yang baru."]
        unasked = [line for line in before if line.startswith(("pembacaan:", "keyakinan:", "    diakses:"))]
        assert unasked
        assert [line for line in unasked if line not in after] == []


def test_six_answers_make_one_text(page: Page) -> None:
    """What is answered stands below its heading at once, with what is still missing beside it."""
    go(page, "uraian")
    page.get_by_text("Tulis rancang bangun lewat enam pertanyaan").click()
    expect(page.locator("#contoh-rancang")).to_contain_text("Contoh rekaan dari urusan Kesehatan")
    page.fill("#rancang-cara-kerja", "Petugas mengantar obat.")
    page.fill("#rancang-permasalahan", "Pasien menunggu tiga jam.")
    expect(page.locator("#isian-rancang_bangun")).to_have_value(
        "## Permasalahan\n\nPasien menunggu tiga jam.\n\n## Cara kerja\n\nPetugas mengantar obat."
    )
    expect(page.locator("#rancang-tanda")).to_contain_text("Belum disinggung: dasar hukum")
    page.fill("#isian-rancang_bangun", "## Dasar hukum\n\nPerwal 3/2024.\n\n## Permasalahan\n\n")
    expect(page.locator("#rancang-dasar-hukum")).to_have_value("Perwal 3/2024.")
    expect(page.locator("#rancang-cara-kerja")).to_have_value("")
    expect(page.locator("#rancang-tanda")).to_contain_text("Bagian yang masih kosong: permasalahan.")


def test_what_a_draft_lacks_leads_to_its_field(page: Page) -> None:
    """The step is told beside the sections, and each missing thing is a click away."""
    fill_shortest(page)
    expect(page.locator("#langkah summary")).to_contain_text("belum tercatat, kurang 1 hal")
    page.locator("#langkah summary").click()
    page.get_by_role("button", name="Regulasi inovasi daerah: fakta belum diisi.").click()
    expect(page.locator("#isian-kematangan-regulasi-nilai")).to_be_focused()
    page.select_option("#isian-kematangan-regulasi-nilai", "perkada")
    told = page.locator("[data-levels='kematangan.regulasi'] .reached")
    expect(told).to_have_text(
        "Fakta ini tingkat 2 dari 3: skor 6, terhitung sesudah ada bukti. Naik ke tingkat 3 menambah skor 3."
    )


def test_the_parts_are_accessible_once_open(browser: Browser, built: Built) -> None:
    """Opened guide, levels, steps and a photo have no fault of accessibility, and nothing is wider than a phone."""
    with form_page(browser, built, viewport={"width": 360, "height": 800}, color_scheme="dark") as page:
        fill_shortest(page)
        page.locator("#langkah summary").click()
        go(page, "uraian")
        page.get_by_text("Tulis rancang bangun lewat enam pertanyaan").click()
        assert axe_faults(page, "#uraian") == []
        go(page, "bukti")
        page.get_by_text("Sumber daya manusia", exact=True).click()
        page.fill("#isian-kematangan-sdm-nilai", "12")
        assert axe_faults(page, "#bukti") == []
        go(page, "pendukung")
        page.set_input_files("#pilih-foto", phone_photo())
        expect(page.locator("[data-list=foto] canvas")).to_have_count(1)
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
