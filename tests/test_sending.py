"""The doors by which a submission leaves the browser, as somebody without an account finds them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_faults
from tests.built import Built
from tests.forms import fill_shortest, form_page, go, value_in
from tests.trees import HERE

pytestmark = pytest.mark.browser
RECEIPTS = json.loads((HERE / "receipts.json").read_text(encoding="utf-8"))
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
SHARE = """
navigator.canShare = ({ files }) => files.every((file) => file.type === "text/plain");
navigator.share = async ({ files, text }) => { globalThis.shared = [files[0].name, await files[0].text(), text]; };
"""
LONG = "Petugas mengantar obat ke rumah pasien setiap bulan. " * 60


def _filled(page: Page, design: str = "") -> str:
    """Fill in a record, with a long text where one is given, and return the number of its submission."""
    fill_shortest(page, "Antar Resep")
    if design:
        go(page, "uraian")
        page.fill("#isian-rancang_bangun", design)
    go(page, "kirim")
    number = page.locator("#pintu .receipt strong")
    expect(number).to_have_text(re.compile("^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    return number.inner_text()


def _still(page: Page) -> None:
    """Keep links of the page from opening anything."""
    page.evaluate("addEventListener('click', (event) => event.target.closest('a.button') && event.preventDefault())")


def test_numbers_are_those_of_the_program(browser: Browser, official: Built) -> None:
    """A text has the same number in the browser as where it is taken in, also where the page came over plain http."""
    module = next(official.folder.glob("assets/form/submission.*.js")).relative_to(official.folder).as_posix()
    with form_page(browser, official) as page:
        page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
        made = page.evaluate(
            "async ([address, texts]) => { const { numberOf } = await import(address); return texts.map(numberOf); }",
            [official.address + module, [one["text"] for one in RECEIPTS]],
        )
    assert made == [one["nomor"] for one in RECEIPTS]


def test_a_clerk_without_an_account_sends_by_phone(browser: Browser, official: Built) -> None:
    """WhatsApp and mail open with number, name, agency and text; the number is found again on this device."""
    with form_page(browser, official, **PHONE) as page:
        number = _filled(page)
        sent = value_in(page.get_by_role("link", name="Buka GitHub").get_attribute("href") or "", "isi")
        message = f"Kiriman {number}\nUsulan: Antar Resep\nDinas Kesehatan\n\n{sent}"
        chat = page.get_by_role("link", name="Buka WhatsApp").get_attribute("href") or ""
        assert chat.startswith("https://wa.me/6281100000000?")
        assert value_in(chat, "text") == message
        mail = page.get_by_role("link", name="Buka surel").get_attribute("href") or ""
        assert mail.startswith(f"mailto:inovasi@mini.go.id?subject=Usulan%3A%20Antar%20Resep%20%28{number}%29&")
        assert unquote(mail.split("&body=")[1]).replace("\r\n", "\n") == message
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
        assert axe_faults(page, "#kirim") == []
        _still(page)
        page.get_by_role("link", name="Buka WhatsApp").click()
        told = page.locator("#pintu [role=status]")
        expect(told).to_contain_text(f"Kiriman {number}. Simpan nomor ini; setelah diterima Bappeda")
        expect(told.get_by_role("link")).to_have_attribute("href", f"../antrean/#{number}")
        page.goto(f"{official.address}usul/")
        page.get_by_text("Kiriman dari perangkat ini (1)").click()
        expect(page.locator("#terkirim li")).to_contain_text(f"{number} Antar Resep, lewat WhatsApp")


def test_a_long_submission_leaves_by_the_share_sheet(browser: Browser, official: Built) -> None:
    """What no message holds goes as a file where the device can share files."""
    with form_page(browser, official, fresh=True, **PHONE) as page:
        page.context.add_init_script(SHARE)
        page.reload()
        page.wait_for_selector("form[data-ready]")
        number = _filled(page, LONG)
        page.get_by_role("button", name="Bagikan berkas kiriman").click()
        expect(page.locator("#pintu [role=status]")).to_contain_text(f"Kiriman {number}.")
        name, text, message = page.evaluate("globalThis.shared")
        assert name == "antar-resep.txt"
        assert text.startswith("# kiriman: catatan\n# berkas: innovations/dinas-kesehatan/antar-resep.yaml\n")
        assert LONG.strip() in " ".join(text.split())
        assert message == f"Kiriman {number}\nUsulan: Antar Resep\nDinas Kesehatan"


def test_a_long_submission_is_copied_where_nothing_can_be_shared(browser: Browser, official: Built) -> None:
    """WhatsApp opens with the number, and the text is at hand to be pasted."""
    with form_page(browser, official) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("navigator.canShare = undefined")
        number = _filled(page, LONG)
        link = page.get_by_role("link", name="Salin kiriman, lalu buka WhatsApp")
        head = f"Kiriman {number}\nUsulan: Antar Resep\nDinas Kesehatan"
        assert value_in(link.get_attribute("href") or "", "text") == head
        page.context.route("https://wa.me/**", lambda route: route.abort())
        with page.context.expect_page():
            link.click()
        expect(page.locator("#pintu [role=status]")).to_contain_text("Kiriman sudah disalin.")
        assert page.evaluate("navigator.clipboard.readText()").startswith("# kiriman: catatan\n")


def test_a_city_without_an_address_says_so(browser: Browser, small: Built) -> None:
    """No door leads nowhere: neither to a host that is not GitHub, nor to a number that nobody knows."""
    with form_page(browser, small) as page:
        _filled(page)
        assert [heading.inner_text() for heading in page.locator("#pintu h3").all()] == ["Serahkan kepada Bappeda"]
        expect(page.locator("#pintu")).to_contain_text("belum diketahui. Simpan berkasnya atau cetak lembarnya")
        assert page.locator("#pintu a").count() == 0


def test_the_printed_sheet_has_number_names_and_places_to_sign(browser: Browser, official: Built) -> None:
    """What is handed over on paper can be told apart and taken in as what was sent otherwise."""
    with form_page(browser, official) as page:
        _filled(page)
        page.fill("#isian-pengirim", "Kepala Puskesmas")
        page.evaluate("globalThis.print = () => dispatchEvent(new Event('beforeprint'))")
        page.get_by_role("button", name="Cetak lembar").click()
        number = page.locator("#pintu .receipt strong").text_content() or ""
        page.emulate_media(media="print")
        for text in (
            number,
            "Nama inovasi",
            "Kepala Puskesmas",
            "Diserahkan oleh (jabatan)",
            "Diterima Bappeda (jabatan)",
        ):
            expect(page.locator("#lembar")).to_contain_text(text)


def test_the_doors_are_reached_by_keyboard(browser: Browser, official: Built) -> None:
    """From the office of the sender each door is one step of the Tab key further, in the order in which they stand."""
    with form_page(browser, official) as page:
        number = _filled(page)
        page.focus("#isian-pengirim")
        reached = []
        for _ in range(5):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent").split(",")[0])
        assert reached == ["Buka GitHub", "Buka WhatsApp", "Buka surel", "Simpan berkas", "Cetak lembar"]
        with page.expect_download() as download:
            page.keyboard.press("Shift+Tab")
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == "antar-resep.yaml"
        expect(page.locator("#pintu [role=status]")).to_contain_text(number)
