"""The guide of a round, walked step by step in a browser over a made-up city, without a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from catalogue.propose.reminder_texts import LIMIT
from tests import round_city as city
from tests.built import ROOT
from tests.desk import choose, part
from tests.repositories import MANDATORY
from tests.round import ADDRESS, COUNTER, Host, clicks

pytestmark = pytest.mark.browser
GUIDE = ROOT / "docs/panduan/putaran.md"
YEAR = city.YEAR
MOST_CLICKS = 70
PERIOD = f"periods/{YEAR}/period.yaml"


class Walk:
    """Somebody at the coordinator's, who does what the guide says and sends it; the host publishes what comes."""

    def __init__(self, host: Host, page: Page, folder: Path) -> None:
        self.host, self.page, self.folder = host, page, folder

    def open(self, day: date, address: str) -> None:
        """Come back on a day, on which the site was published anew."""
        self.host.publish(day)
        self.page.clock.set_fixed_time(f"{day}T03:00:00Z")
        self.go(address)

    def go(self, address: str) -> None:
        """Open a page, the desk when it is ready."""
        self.page.goto("about:blank")  # a mere change of the part would open nothing anew
        self.page.goto(ADDRESS + address)
        if address.startswith("meja/"):
            self.page.wait_for_selector("body[data-ready]")
            expect(self.page.locator("[data-count=kirim]")).to_have_text("")

    def send(self, count: int) -> list[str]:
        """Save what waits to be sent, so many things, hand it over, and return what was said of each text."""
        section = self.page.locator("#kirim")
        expect(self.page.locator("[data-count=kirim]")).to_have_text(str(count))
        part(self.page, "kirim")
        self.page.get_by_label("Jabatan pengirim").fill("Kepala Bidang Riset dan Inovasi")
        section.get_by_text("Nomor tanda terima").first.wait_for()
        said = []
        for button in section.get_by_role("button", name="Simpan berkas").all():
            with self.page.expect_download() as waiting:
                button.click()
            sent = self.folder / f"{len(list(self.folder.iterdir()))}-{waiting.value.suggested_filename}"
            waiting.value.save_as(sent)
            said.append(self.host.take_in(sent))
        return said

    def text(self, path: str) -> str:
        """Return a file of the catalogue."""
        return (self.host.root / path).read_text("utf-8")


def unfold(box: Locator, *names: str) -> None:
    """Open what is folded, one within the other."""
    for name in names:
        box.locator("summary", has_text=re.compile(f"^{name}")).first.click()


def timeline(walk: Walk) -> None:
    """Open the year by the wizard, then write what a letter sets."""
    page = walk.page
    walk.open(date(YEAR - 1, 12, 7), "meja/#atur")
    page.get_by_role("button", name=f"Buka putaran {YEAR}").click()
    for _ in range(3):
        page.get_by_role("button", name="Lanjut").click()
    page.select_option("#atur-baru-target-langkah", "layak")
    page.select_option("#atur-lama-pengumpulan-keadaan", "ditutup")
    page.fill("#atur-lama-pengumpulan-tanggal", f"22 Agustus {YEAR - 1}")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Masukkan ke Yang akan dikirim").click()
    choose(page, PERIOD)
    form = page.locator("#atur-form")
    unfold(form, "Linimasa", "Linimasa ke-1")
    page.fill("#atur-isian-linimasa-0-selesai", f"15 April {YEAR}")
    page.select_option("#atur-isian-linimasa-0-asal", "resmi")
    page.locator("[data-field='linimasa.0.sumber'] .add").click()
    page.fill("#atur-isian-linimasa-0-sumber-0-judul", "Surat Sekretaris Daerah 400.10/7")
    unfold(form, "Pemberitahuan")
    page.fill("#atur-isian-pemberitahuan-tanggal", f"5 Januari {YEAR}")
    page.fill("#atur-isian-pemberitahuan-dokumen", "Surat Sekretaris Daerah 400.10/7, Satu OPD Satu Inovasi")
    walk.send(2)
    assert "# Tanggal menurut surat tahun sebelumnya.\nlinimasa:" in walk.text(f"periods/{YEAR - 1}/period.yaml")
    walk.open(date(YEAR, 1, 11), "linimasa/")
    expect(page.locator("main")).to_contain_text("Surat Sekretaris Daerah 400.10/7")
    first = walk.text(PERIOD).split("linimasa:")[1].split("- id: pendokumentasian")[0]
    assert "Perkiraan" not in first  # no guess any more


def gather(walk: Walk) -> None:
    """Take in what came by WhatsApp: three answers, one of them faulty, and a record that is new."""
    page = walk.page
    walk.open(date(YEAR, 2, 15), "meja/#masuk")
    box = page.locator("#masuk")
    box.get_by_label("Atau tempel pesan").fill(f"Selamat pagi.\n\n{city.proposal()}\n\nTerima kasih")
    box.get_by_role("button", name="Baca pesan").click()
    numbers = range(city.VERIFIABLE + city.RECORDED, city.VERIFIABLE + city.RECORDED + 3)
    answers = [city.answer(number, f"{YEAR}-02-12") for number in numbers]
    answers[2] = answers[2].replace("benar", "betul")
    page.set_input_files(
        "#masuk-berkas",
        [FilePayload(name=f"{at}.txt", mimeType="text/plain", buffer=text.encode()) for at, text in enumerate(answers)],
    )
    expect(page.locator("[data-count=masuk]")).to_have_text("4")
    box.get_by_label("Semuanya sampai lewat").select_option("whatsapp")
    box.get_by_role("button", name="Terima semua yang sudah benar").click()
    expect(page.locator("[data-count=masuk]")).to_have_text("1")
    faulty = box.locator(".arrival", has=page.get_by_role("button", name="Kembalikan"))
    faulty.get_by_role("button", name="Kembalikan").click()
    expect(faulty.get_by_label("Pesan kepada pengirim")).to_have_value(re.compile("betul"))
    faulty.get_by_role("button", name="Salin pesan").click()
    walk.send(3)
    walk.open(date(YEAR, 2, 16), "antrean/")
    received = re.findall(r"nomor: (.+)", walk.text(f"periods/{YEAR}/penerimaan.yaml"))
    assert len(received) == 3
    for number in received:
        expect(page.locator("main")).to_contain_text(number)
    assert "diterima_oleh: Bappeda" in walk.text(city.path(numbers[0]))


def remind(walk: Walk) -> None:
    """Send a message to the agency whose deadline is near."""
    page = walk.page
    walk.open(date(YEAR, 4, 10), "meja/#ingatkan")
    expect(page.locator("#ingatkan h3").first).to_contain_text("Batas waktu sudah dekat")
    first = page.locator("#ingatkan details").first
    first.locator("summary").click()
    first.get_by_role("button", name="Salin pesan").click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Yth. Kepala Dinas ")
    assert f"Batas waktu: *15 April {YEAR}*." in text
    assert len(text) <= LIMIT
    expect(first.locator("summary")).to_contain_text("Disalin")


def examine(walk: Walk) -> None:
    """Judge twelve innovations by five indicators, each fact by itself; the next innovation opens by itself."""
    page = walk.page
    walk.open(date(YEAR, 6, 10), "meja/#periksa")
    fits = page.locator("#periksa-kerja").get_by_role("button", name="Sesuai", exact=True, pressed=False)
    expect(page.locator("[data-count=periksa]")).to_have_text(str(city.VERIFIABLE * len(MANDATORY)))
    for left in range(city.VERIFIABLE * len(MANDATORY), 0, -1):
        expect(fits).to_have_count((left - 1) % len(MANDATORY) + 1)
        fits.first.click()
    expect(page.locator("[data-count=periksa]")).to_have_text("")
    walk.send(city.VERIFIABLE)
    walk.open(date(YEAR, 6, 11), "meja/#periksa")
    expect(page.locator("#periksa")).to_contain_text(f"Tidak ada bukti yang menunggu pemeriksaan untuk {YEAR}")


def weigh(walk: Walk) -> None:
    """See the index of what was verified, and what it would be without one of them."""
    page = walk.page
    walk.open(date(YEAR, 7, 5), "indeks/")
    expect(page.locator("#bacaan")).to_have_text("Tiga perhitungan")
    page.locator("#simulasi").scroll_into_view_if_needed()
    page.locator("#simulator").get_by_label("hasil verifikasi").check()
    index = page.locator(".sim-index .figure")
    whole = index.inner_text()
    unfold(page.locator("#simulator"), "Inovasi yang tercatat")
    page.locator("#simulator .sim-list input[type=checkbox]:checked").first.uncheck()
    expect(index).not_to_have_text(whole)
    page.get_by_role("button", name="Salin tautan").click()
    assert "#simulasi=" in page.evaluate("navigator.clipboard.readText()")


def report(walk: Walk) -> None:
    """Mark what was entered in the Ministry's application."""
    page = walk.page
    walk.open(date(YEAR, 7, 20), "meja/#periksa")
    page.get_by_role("button", name="Pilih yang terverifikasi").click()
    page.get_by_label("Hari dimasukkan").fill(f"{YEAR}-07-19")
    page.get_by_role("button", name=f"Catat {city.VERIFIABLE} inovasi sudah dimasukkan").click()
    walk.send(city.VERIFIABLE)
    assert f"pelaporan:\n  tanggal: {YEAR}-07-19\n" in walk.text(f"periods/{YEAR}/reviews/{city.slug(0)}.yaml")


def close(walk: Walk) -> None:
    """Write down what the Ministry published."""
    page = walk.page
    walk.open(date(YEAR, 12, 20), "meja/#atur")
    choose(page, "periods/results.yaml")
    unfold(page.locator("#atur-form"), "Hasil")
    page.locator("[data-field=hasil] > .add").click()
    for name, value in (("daerah", "Kota Karangan"), ("tahun", str(YEAR)), ("nilai", "41,25")):
        page.fill(f"#atur-isian-hasil-0-{name}", value)
    page.locator("[data-field='hasil.0.sumber'] .add").click()
    page.fill("#atur-isian-hasil-0-sumber-0-judul", "Keputusan Menteri Dalam Negeri")
    walk.send(1)
    walk.open(date(YEAR, 12, 21), "indeks/")
    expect(page.locator("#daerah-lain").locator("..")).to_contain_text("41,25")


WALKED: dict[str, Callable[[Walk], None]] = {
    "1. Menetapkan linimasa": timeline,
    "2. Menjaring": gather,
    "3. Mengingatkan OPD": remind,
    "4. Memeriksa bukti": examine,
    "5. Memilih yang dikirim": weigh,
    "6. Melaporkan": report,
    "7. Menutup putaran": close,
}


@pytest.fixture
def walk(browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    """Open a browser that keeps its drafts from the first step to the last; every error of a script fails the test."""
    root, folder = tmp_path / "katalog", tmp_path / "kiriman"
    root.mkdir()
    folder.mkdir()
    city.write_city(root)
    host = Host(root)
    window = {"width": 1280, "height": 900}
    with browser.new_context(viewport=window, locale="id-ID", timezone_id="Asia/Jakarta") as context:  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.add_init_script(COUNTER)
        page.route("**/*", host.answer)
        page.set_default_timeout(60_000)  # others may keep this machine busy
        yield Walk(host, page, folder)
        assert errors == []


def test_a_round_is_walked_as_the_guide_says(walk: Walk) -> None:
    """Every step of the guide in its order, in a browser alone, in as many clicks as its table says."""
    guide = GUIDE.read_text("utf-8")
    assert re.findall(r"^## (\d.*)$", guide, re.MULTILINE) == list(WALKED)
    said = re.findall(r"^\| (.+) \| `/.+` \| (\d+) \|$", guide, re.MULTILINE)
    spent = []
    for step, act in WALKED.items():
        act(walk)
        spent.append((step.split(" ", 1)[1], str(clicks(walk.page))))
    assert spent == said
    assert int(dict(spent)["Memeriksa bukti"]) <= MOST_CLICKS
