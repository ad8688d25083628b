"""The desk in a browser: what is done there is kept, laid on what is published meanwhile, and leaves by the doors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, Route, expect

from catalogue.pipeline import load
from catalogue.propose.submissions import BundleSubmission, apply, read_submission
from tests.browser import axe_faults
from tests.built import Built
from tests.desk import part
from tests.form_modules import run_modules
from tests.issue_bodies import MINI

pytestmark = pytest.mark.browser

REGION, REVIEW = "region.yaml", "periods/2026/reviews/satu-peta.yaml"
CHANGE = """async ([address, changes, received]) => {
  const { openBundle } = await import(address), bundle = openBundle(localStorage);
  for (const [path, [old, now], about] of changes) {
    const original = await bundle.original(path);
    const text = original ? original.text.replace(old, now) : now;
    bundle.setFile({ path, base: original?.base, text, about });
  }
  for (const [name, text, about] of received) bundle.addSubmission({ name, text, via: "whatsapp", about });
  dispatchEvent(new StorageEvent("storage", { key: "meja:/katalog/" }));
}"""
PHONE = (REGION, ["nama_pendek: Mini", "nama_pendek: Kecil"], "Nama pendek kota diganti.")
VERDICT = (REVIEW, ["", "verifikasi: {}\n"], "Satu Peta diperiksa.")
ANSWER = (
    "kiriman: jawaban\nopd: dinas-kesehatan\njabatan: Sekretaris\ntanggal: 2026-05-20\njawaban:\n"
    "  - inovasi: antar-obat\n    putusan: benar\n"
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a phone that has never been at the desk."""
    with browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True) as made:
        yield made


def opened(context: BrowserContext, site: Built) -> Page:
    """Open what will be sent at the desk, and wait until everything is at hand."""
    page = context.new_page()
    page.goto(f"{site.address}meja/#kirim")
    page.wait_for_selector("body[data-ready]")
    return page


def change(page: Page, *changes: object, received: tuple[object, ...] = ()) -> None:
    """Do at the desk what its parts do, and look at it again."""
    links = page.locator("link[rel=modulepreload]").evaluate_all("all => all.map((one) => one.href)")
    address = next(link for link in links if "/desk/bundle." in link)
    page.evaluate(CHANGE, [address, list(changes), list(received)])


def test_one_part_is_open_and_the_address_names_it(context: BrowserContext, small: Built) -> None:
    """Its heading has the focus, going back opens the former one, and what stands within a part opens it."""
    page = opened(context, small)
    for name, title in (("ingatkan", "Pengingat"), ("masuk", "Kiriman masuk")):
        part(page, name)
        expect(page.get_by_role("heading", name=title)).to_be_focused()
        expect(page.locator(".desk-part:visible")).to_have_id(name)
        expect(page.locator(".desk-parts [aria-current]")).to_have_attribute("href", f"#{name}")
    page.go_back()
    expect(page.locator(".desk-part:visible")).to_have_id("ingatkan")
    page.goto(f"{small.address}meja/#atur-berkas")
    expect(page.locator(".desk-part:visible")).to_have_id("atur")
    change(page, received=(("K7Q2-9F3M", ANSWER, "Jawaban Dinas Kesehatan."),))
    page.goto(f"{small.address}meja/#K7Q2-9F3M")
    expect(page.locator(".desk-part:visible")).to_have_id("kirim")


def test_a_draft_outlives_reload_tab_and_publication(context: BrowserContext, small: Built) -> None:
    """What two tabs do comes together; a newer file takes the change in; a conflict is asked about."""
    page = opened(context, small)
    expect(page.locator("#kirim")).to_contain_text("Belum ada yang akan dikirim")
    other = opened(context, small)
    change(page, PHONE)
    expect(other.locator("#kirim [data-part=list] li")).to_have_count(1)
    change(other, VERDICT)
    expect(page.locator("#kirim [data-part=list] li")).to_have_count(2)
    other.close()
    published = (small.folder / REGION).read_text(encoding="utf-8")

    def newer(text: str) -> None:
        page.unroute_all()
        page.route(f"**/{REGION}", lambda route: _answer(route, text))
        page.reload()
        page.wait_for_selector("body[data-ready]")

    newer(f"# baru\n{published}")
    expect(page.locator("#kabar")).to_contain_text("perubahan Anda dipasang pada berkas yang baru")
    draft = page.evaluate("() => Object.values(JSON.parse(localStorage.getItem('meja:/katalog/')).files)[0].text")
    assert draft == f"# baru\n{published}".replace("nama_pendek: Mini", "nama_pendek: Kecil")
    newer(published.replace("nama_pendek: Mini", "nama_pendek: Lain"))
    expect(page.locator("#kirim")).to_contain_text("pilih dahulu berkas yang dipakai")
    page.get_by_role("button", name="Pakai perubahan saya").click()
    expect(page.locator("#kirim")).not_to_contain_text("pilih dahulu")
    newer(page.evaluate("() => Object.values(JSON.parse(localStorage.getItem('meja:/katalog/')).files)[0].text"))
    expect(page.locator("#kabar")).to_contain_text("sudah terbit seperti yang Anda tulis")
    expect(page.locator("#kirim [data-part=list] li")).to_have_count(1)


def _answer(route: Route, text: str) -> None:
    route.fulfill(body=text, content_type="application/yaml")


def test_it_is_sent_by_keyboard_alone_and_offline(context: BrowserContext, small: Built, tmp_path: Path) -> None:
    """The file that it gives is what the program takes; without a host it goes to whoever keeps the catalogue."""
    page = opened(context, small)
    change(page, PHONE)
    context.set_offline(offline=True)
    for name in ("Batalkan: Nama pendek kota diganti.", "Kembalikan"):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
    page.get_by_label("Jabatan pengirim").focus()
    page.keyboard.type("Kepala Bidang Riset")
    save = page.get_by_role("button", name="Simpan berkas")
    expect(save).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        if save.evaluate("(button) => button === document.activeElement"):
            break
    expect(save).to_be_focused()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    text = _kept(waiting.value, tmp_path)
    loaded = load(MINI)
    assert loaded.catalogue
    bundle = read_submission(text, loaded.catalogue)
    assert isinstance(bundle, BundleSubmission), bundle
    applied = apply(bundle, loaded)
    assert applied.files.keys() == {REGION}
    assert "nama_pendek: Kecil" in str(applied.files[REGION])
    expect(page.locator("#kirim")).to_contain_text(bundle.number)
    expect(page.locator("#kirim")).to_contain_text("pengelola katalog")


TYPED = """(field, value) => {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return document.querySelector("#kirim .receipt strong").textContent;
}"""


def test_the_doors_hold_what_was_typed_last(context: BrowserContext, small: Built) -> None:
    """Whoever types and saves in one moment saves what was typed: no door of the letter before it stays."""
    page = opened(context, small)
    change(page, PHONE)
    office = page.get_by_label("Jabatan pengirim")
    office.fill("K")
    number = page.locator("#kirim .receipt strong").inner_text()
    assert office.evaluate(TYPED, "Kepala Bidang") != number
    assert office.evaluate(TYPED, "K") == number


def _kept(download: Download, folder: Path) -> str:
    place = folder / download.suggested_filename
    download.save_as(place)
    return place.read_text(encoding="utf-8")


def test_a_verdict_goes_apart_from_what_was_taken_in(context: BrowserContext, small: Built, tmp_path: Path) -> None:
    """Two texts, told so; each of them is taken."""
    page = opened(context, small)
    change(page, VERDICT, received=(("jawaban.txt", ANSWER, "Jawaban Dinas Kesehatan."),))
    page.get_by_label("Jabatan pengirim").fill("Kepala Bidang Riset")
    expect(page.locator("#kirim")).to_contain_text("dikirim terpisah")
    loaded = load(MINI)
    assert loaded.catalogue
    found = []
    for save in page.get_by_role("button", name="Simpan berkas").all():
        with page.expect_download() as waiting:
            save.click()
        sent = read_submission(_kept(waiting.value, tmp_path), loaded.catalogue)
        assert isinstance(sent, BundleSubmission), sent
        applied = apply(sent, loaded)
        assert applied.acceptable, applied.findings
        found.append(set(applied.files))
    assert [REVIEW in files for files in found] == [True, False]


def test_what_was_cancelled_can_be_put_back(context: BrowserContext, small: Built) -> None:
    """Nothing is lost by a slip."""
    page = opened(context, small)
    change(page, PHONE, VERDICT)
    page.get_by_role("button", name="Batalkan: Nama pendek kota diganti.").click()
    expect(page.locator("#kirim [data-part=list] li")).to_have_count(1)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator("#kirim [data-part=list] li")).to_have_count(2)
    page.reload()
    expect(page.locator("#kirim [data-part=list] li")).to_have_count(2)


def test_it_has_no_fault_that_keeps_anybody_out(context: BrowserContext, small: Built) -> None:
    """Narrow, filled, with a conflict open; and without JavaScript it says what to do."""
    page = opened(context, small)
    change(page, PHONE, VERDICT)
    page.get_by_label("Jabatan pengirim").fill("Kepala Bidang Riset")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert context.browser
    with context.browser.new_context(java_script_enabled=False) as bare:
        plain = bare.new_page()
        plain.goto(f"{small.address}meja/")
        expect(plain.locator("main")).to_contain_text("Halaman ini memerlukan JavaScript")
        expect(plain.get_by_label("Jabatan pengirim")).to_be_hidden()
        for name in ("Kiriman masuk", "Pemeriksaan bukti", "Pengaturan", "Yang akan dikirim"):
            expect(plain.get_by_role("heading", name=name)).to_be_visible()


REBASE = """
import { rebased } from "./desk/bundle.js";
told(cases.map(([began, mine, theirs]) => rebased(began, mine, theirs)));
"""


def test_changes_of_both_sides_come_together_or_are_asked_about(tmp_path: Path) -> None:
    """Apart they join; on the same line, or side by side, nobody chooses for the other."""
    began = "a: 1\n# k\nb: 2\nc: 3\nd: 4\n"
    cases = {
        (began, began.replace("1", "9"), began.replace("4", "8")): "a: 9\n# k\nb: 2\nc: 3\nd: 8\n",
        (began, began.replace("1", "9"), began.replace("1", "8")): None,
        (began, began.replace("1", "9"), began.replace("1", "9")): began.replace("1", "9"),
        (began, began + "e: 5\n", began + "f: 6\n"): None,
        (began, began.replace("b: 2\n", ""), began.replace("d: 4", "d: 5")): "a: 1\n# k\nc: 3\nd: 5\n",
        (began, "# atas\n" + began, began + "# bawah\n"): f"# atas\n{began}# bawah\n",
        (began, began, began.replace("2", "7")): began.replace("2", "7"),
        (began, began.replace("b: 2", "b: 5"), began.replace("c: 3", "c: 6")): None,
    }
    assert run_modules(tmp_path, REBASE, cases=[list(case) for case in cases]) == list(cases.values())
