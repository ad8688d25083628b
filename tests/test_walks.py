"""Whole ways through the site, as clerks and the coordinator walk them, from the first page to the record."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_faults
from tests.built import DAY, Built, build
from tests.forms import form_page, go, value_in
from tests.issue_bodies import body

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
KEYSTROKES = 58
"""What the shortest record may cost besides its texts."""


@dataclass(frozen=True)
class City:
    """A city whose office can be reached: its catalogue, and its site as published before the walks."""

    root: Path
    site: Built

    def take_in(self, *files: Path, via: str = "whatsapp") -> str:
        """Take files in as the coordinator does, and return what the command said."""
        done = build("import", *map(str, files), "--via", via, "--root", str(self.root), "--date", DAY)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def city(official: Built, tmp_path: Path) -> City:
    """Return the city with a catalogue of its own for each walk."""
    root = tmp_path / "katalog"
    shutil.copytree(official.folder.parent / "root", root)
    return City(root, official)


def _message(page: Page, name: str = "Buka WhatsApp") -> str:
    """Return the message that a chat opens with."""
    return value_in(page.get_by_role("link", name=name).get_attribute("href") or "", "text")


def _saved(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def _tab_to(page: Page, text: str) -> int:
    """Press Tab until what has the focus has this name, and count."""
    focused = "() => `${document.activeElement.id} ${document.activeElement.textContent.trim()}`"
    for count in range(1, KEYSTROKES + 1):
        page.keyboard.press("Tab")
        if text in page.evaluate(focused):
            return count
    raise AssertionError(text)


def test_by_keyboard_from_nothing_to_a_record(browser: Browser, city: City, tmp_path: Path) -> None:
    """An agency without innovations answers four questions and sends; its record is confirmed and found by number."""
    with browser.new_context(**PHONE, locale="id-ID") as context:
        page = context.new_page()
        page.goto(f"{city.site.address}opd/dinas-pendidikan/")
        keys = _tab_to(page, "tanya-ringkasan")
        for text in ("Guru mengisi kehadiran di kelas.", "Guru", "Juli 2025", "Rekap selesai sehari.", "Hadir Tepat"):
            page.keyboard.insert_text(text)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("form[data-ready]")
        keys += 6 + _tab_to(page, "Langsung periksa dan kirim")
        page.keyboard.press("Enter")
        expect(page.locator("#judul-kirim")).to_be_focused()
        keys += 1 + _tab_to(page, "isian-pengirim")
        page.keyboard.insert_text("Sekretaris Dinas")
        keys += _tab_to(page, "Buka WhatsApp") + 1
        assert keys <= KEYSTROKES
        assert axe_faults(page, "#kirim") == []
        number, message = page.locator("#pintu .receipt strong").inner_text(), _message(page)
    told = city.take_in(_saved(tmp_path, "pesan.txt", message))
    assert f"{number} dari Sekretaris Dinas, diterima lewat whatsapp." in told
    assert "peringatan" not in told
    record = (city.root / "innovations/dinas-pendidikan/hadir-tepat.yaml").read_text(encoding="utf-8")
    assert "  jabatan: Sekretaris Dinas\n  cara: pesan\n  diterima_oleh: Bappeda\n" in record
    again = tmp_path / "site"
    assert build("site", "--root", str(city.root), "--out", str(again), "--date", DAY).returncode == 0
    listed = json.loads((again / "api/v1/inovasi.json").read_text(encoding="utf-8"))["inovasi"]
    [steps] = [one["langkah"].values() for one in listed if one["id"] == "hadir-tepat"]
    assert "tercatat" in steps
    assert number in (again / "antrean/index.html").read_text(encoding="utf-8")


def test_three_answers_are_found_by_their_number(browser: Browser, city: City, tmp_path: Path) -> None:
    """One record is confirmed, one has ended; what came by message changes the records as it was said."""
    with browser.new_context(**PHONE, locale="id-ID") as context:
        page = context.new_page()
        page.clock.set_fixed_time(f"{DAY}T09:00:00+07:00")
        page.goto(f"{city.site.address}opd/puskesmas-satu/")
        page.locator("[data-slug=posyandu-digital] [data-verdict=benar]").click()
        page.locator("[data-slug=kelas-ibu] [data-verdict=berhenti]").click()
        expect(page.locator("[data-slug=kelas-ibu] textarea")).to_be_focused()
        page.keyboard.insert_text("Petugasnya pindah.")
        page.fill("#jabatan", "Kepala Puskesmas")
        number = page.locator("#pintu .receipt strong").inner_text()
        message = _message(page)
        assert page.get_by_role("button", name="Cetak").all_inner_texts() == ["Cetak nota dinas"]
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#nomor-kiriman")).to_have_text(f"Nomor tanda terima {number}")
        page.emulate_media(media="screen")
        page.goto(f"{city.site.address}antrean/#{number}")
        expect(page.locator("#belum-tercatat")).to_have_text(f"Nomor {number} belum dicatat Bappeda.")
        expect(page.locator("#belum-tercatat")).to_be_in_viewport()
    told = city.take_in(_saved(tmp_path, "pesan.txt", message))
    assert f"{number} dari Kepala Puskesmas" in told
    assert "peringatan" not in told
    folder = city.root / "innovations/puskesmas-satu"
    confirmed = (folder / "posyandu-digital.yaml").read_text(encoding="utf-8")
    assert "status_data: dikonfirmasi-opd\n" in confirmed
    assert "pembacaan" not in confirmed
    assert "status: berhenti\n" in (folder / "kelas-ibu.yaml").read_text(encoding="utf-8")


WORD = (
    "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><table><tr><td><p class=MsoNormal>Tahun</p></td>"
    "<td><p class=MsoNormal>Peserta</p></td></tr><tr><td>2025</td><td>1.250</td></tr></table></body></html>"
)
PASTE = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
SHARE = """
navigator.canShare = ({ files }) => files.every((file) => ["text/plain", "image/jpeg"].includes(file.type));
navigator.share = async ({ files }) => {
  globalThis.shared = await Promise.all(files.map(async (file) => [
    file.name, btoa(String.fromCharCode(...new Uint8Array(await file.arrayBuffer()))),
  ]));
};
"""


def test_a_correction_leaves_with_its_photograph(browser: Browser, city: City, tmp_path: Path) -> None:
    """A table out of Word, 1.250 people and a photograph go by the share sheet, and land beside each other."""
    picture = io.BytesIO()
    Image.new("RGB", (800, 600), (90, 140, 90)).save(picture, "JPEG")
    with form_page(browser, city.site, "?inovasi=jadwal-imunisasi", fresh=True, **PHONE) as page:
        page.context.add_init_script(SHARE)
        page.reload()
        page.wait_for_selector("form[data-ready]")
        page.check("input[value=dikonfirmasi-opd]")
        go(page, "uraian")
        page.focus("#isian-hasil")
        expect(page.locator("#isian-hasil")).to_be_focused()
        page.evaluate(PASTE, WORD)
        expect(page.locator("#isian-hasil")).to_have_value(re.compile("2025"))
        go(page, "bukti")
        page.locator("summary", has_text="Kemanfaatan").click()
        page.select_option("#isian-kematangan-kemanfaatan-nilai-basis", "a")
        page.fill("#isian-kematangan-kemanfaatan-nilai-nilai", "1.250")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Pakai 1.250 (ribuan)").click()
        go(page, "pendukung")
        page.locator("#ambil-foto").set_input_files(_saved(tmp_path, "IMG_1.jpg", picture.getvalue()))
        expect(page.locator("#isian-foto-hasil")).to_contain_text("jadwal-imunisasi-1.jpg ditambahkan")
        expect(page.locator("[data-list=foto] .entry [data-path$='.teks_alternatif']")).to_be_focused()
        page.keyboard.insert_text("Ibu dan anak menunggu giliran")
        go(page, "kirim")
        page.fill("#isian-pengirim", "Kepala Puskesmas")
        expect(page.locator("#pintu")).to_contain_text("Foto tidak ikut lewat GitHub.")
        expect(page.locator("#pintu")).to_contain_text("Lampirkan juga jadwal-imunisasi-1.jpg")
        page.get_by_role("button", name="Bagikan kiriman dan foto").click()
        expect(page.locator("#pintu [role=status]")).to_contain_text("Simpan nomor ini")
        shared = page.evaluate("globalThis.shared")
    files = [_saved(tmp_path, name, base64.b64decode(content)) for name, content in shared]
    assert [file.name for file in files] == ["jadwal-imunisasi.txt", "jadwal-imunisasi-1.jpg"]
    assert "peringatan" not in city.take_in(*files)
    folder = city.root / "innovations/puskesmas-satu"
    record = (folder / "jadwal-imunisasi.yaml").read_text(encoding="utf-8")
    assert "  | Tahun | Peserta |\n  | --- | --- |\n  | 2025 | 1.250 |\n" in record
    assert "      basis: a\n      nilai: 1250\n" in record
    assert (folder / "jadwal-imunisasi-1.jpg").read_bytes() == files[1].read_bytes()


FAULTS: dict[str, str | None] = {
    "opd": "Dinas Pendidkan",
    "status_data": "sudah benar",
    "tahapan": "diterapkn",
    "jenis": "digitall",
    "urusan_utama": "9.99",
    "waktu_penerapan": "32 Juli 2025",
    "waktu_pengembangan": "kemarin",
    "capaian.1.nilai": "banyak",
    "penghargaan.1.tautan": "bukan tautan",
    "asta_cita": "9",
    "tema": "pendidikann",
    "ringkasan": None,
}
MENDED: dict[str, str | None] = {
    "opd": "Dinas Pendidikan",
    "status_data": "dikonfirmasi-opd",
    "tahapan": "penerapan",
    "jenis": "digital",
    "urusan_utama": "1.01",
    "waktu_penerapan": "Juli 2025",
    "waktu_pengembangan": None,
    "capaian.1.nilai": "1250",
    "penghargaan.1.tautan": "https://contoh.go.id/juara",
    "asta_cita": "4",
    "tema": "pendidikan-dan-literasi",
    "ringkasan": "Guru mengisi kehadiran di kelas.",
}
AROUND: dict[str, str | None] = {
    "nama": "Hadir Tepat",
    "capaian.1.ukuran": "Guru",
    "capaian.1.satuan": "orang",
    "penghargaan.1.nama": "Juara",
}
SIGNED: dict[str, str | None] = {
    "pengesahan.tanggal": "24/11/2026",
    "pengesahan.jabatan": "Sekretaris Dinas",
    "pengesahan.cara": "surat",
}


def _filled(source: Path, target: Path, values: dict[str, str | None]) -> Path:
    """Fill in the first sheet for an innovation by its keys."""
    book = load_workbook(source)
    sheet = book["Inovasi 1"]
    rows = {sheet.cell(row, 4).value: row for row in range(1, sheet.max_row + 1)}
    for key, value in values.items():
        sheet.cell(rows[key], 2).value = value
    book.save(target)
    return target


def test_twelve_faults_of_a_spreadsheet_are_mended_in_one_round(browser: Browser, city: City, tmp_path: Path) -> None:
    """Page and command name the same faults; what was mended in the marked copy is taken in."""
    template = city.site.folder / "data/templat-usulan.xlsx"
    book = _filled(template, tmp_path / "usulan.xlsx", FAULTS | AROUND | SIGNED)
    with form_page(browser, city.site) as page:
        page.locator("#pilih-berkas").set_input_files(book)
        expect(page.locator("#excel-daftar li").last).to_be_visible()
        expect(page.locator("#excel-daftar > p").first).to_contain_text("12 hal perlu diperbaiki.")
        told = page.locator("#excel-daftar li").all_inner_texts()
    assert any(
        text.startswith("Lembar Inovasi 1, sel B8: isian wajib ringkasan belum ada. Isi selnya.") for text in told
    )
    done = build("import", str(book), "--via", "excel", "--root", str(city.root), "--date", DAY)
    assert done.returncode == 1
    assert "12 galat, " in done.stdout
    marked = tmp_path / "usulan-hasil-pemeriksaan.xlsx"
    city.take_in(_filled(marked, marked, MENDED), via="excel")
    record = (city.root / "innovations/dinas-pendidikan/hadir-tepat.yaml").read_text(encoding="utf-8")
    assert "  diterima_oleh: Bappeda\n" in record
    assert "    nilai: 1250\n" in record


def test_an_issue_gives_the_same_file_as_a_message(browser: Browser, city: City, tmp_path: Path) -> None:
    """Whichever door a text leaves by, the file is the same, byte for byte."""
    with form_page(browser, city.site, "?opd=dinas-pendidikan&nama=Hadir+Tepat&status_data=dikonfirmasi-opd") as page:
        page.fill("#isian-ringkasan", "Guru mengisi kehadiran di kelas.")
        go(page, "kirim")
        page.fill("#isian-pengirim", "Sekretaris Dinas")
        message = _message(page)
        address = page.get_by_role("link", name="Buka GitHub").get_attribute("href") or ""
    other = tmp_path / "lain"
    shutil.copytree(city.root, other)
    said = build("import", str(_saved(tmp_path, "a.txt", message)), "--root", str(city.root), "--date", DAY)
    assert said.returncode == 0, said.stdout
    issue = {"number": 7, "body": body(value_in(address, "isi")), "user": {"login": "pegawai"}}
    event = _saved(tmp_path, "event.json", json.dumps({"action": "opened", "issue": issue}))
    assert build("from-issue", str(event), "--root", str(other), "--date", DAY).returncode == 0
    path = "innovations/dinas-pendidikan/hadir-tepat.yaml"
    assert (city.root / path).read_bytes() == (other / path).read_bytes()
    assert "  cara: formulir\n" in (other / path).read_text(encoding="utf-8")
