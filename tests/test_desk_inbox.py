"""The inbox of the desk in a browser: many things at once are read, taken in or sent back, and their effect is told."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Browser, Page, Route, expect

from catalogue.propose.submissions import digest, receipt_number
from tests.browser import axe_faults, window
from tests.built import Built, build
from tests.desk import part
from tests.test_dropped_workbook import GOOD, down
from tests.trees import HERE

pytestmark = pytest.mark.browser
MINI = HERE / "mini"
ANSWER = """\
kiriman: jawaban
opd: dinas-kesehatan
jabatan: Sekretaris Dinas
tanggal: 2026-05-20
jawaban:
  - inovasi: antar-obat
    putusan: berhenti
    isi: Tidak dilanjutkan.
"""
NEW = """\
# kiriman: catatan
# berkas: innovations/dinas-pendidikan/rumah-baca.yaml
# jabatan: Sekretaris Dinas
nama: Rumah Baca
ringkasan: Buku dipinjamkan di tiap kelurahan.
status_data: dikonfirmasi-opd
"""


@contextmanager
def desk(browser: Browser, built: Built, **options: Any) -> Iterator[Page]:
    """Open the desk in a window of its own, in which every error of a script fails the test."""
    with window(browser, **options) as page:
        page.goto(f"{built.address}meja/")
        page.wait_for_selector("body[data-ready]")
        yield page


def choose(page: Page, *files: tuple[str, str | bytes]) -> None:
    """Hand in files all at once."""
    given = [
        {"name": name, "mimeType": "", "buffer": content.encode() if isinstance(content, str) else content}
        for name, content in files
    ]
    page.set_input_files("#masuk-berkas", given)  # type: ignore[arg-type]


def arrival(page: Page, title: str) -> Any:
    """Return an item of the inbox by its heading."""
    return page.locator(".arrival", has=page.get_by_role("heading", name=title, exact=True))


def test_many_things_at_once_are_read_and_taken_in(browser: Browser, small: Built) -> None:
    """A text with greeting, a workbook and nonsense come together; what is right is taken in by one button."""
    faulty = {**GOOD, "nama": "Antar Resep Baru", "kematangan.sdm.nilai": "dua belas"}
    with desk(browser, small) as page:
        book = down(Satu=GOOD, Dua=faulty)
        choose(page, ("pesan.txt", f"Selamat pagi\n\n{NEW}\n\nTerima kasih."), ("usul.xlsx", book), ("x.txt", "Halo"))
        expect(page.locator(".arrival")).to_have_count(4)
        expect(arrival(page, "Rumah Baca")).to_contain_text(receipt_number(NEW))
        expect(arrival(page, "Rumah Baca")).to_contain_text("catatan baru")
        expect(arrival(page, "Antar Resep Baru")).to_contain_text("Lembar Dua, sel B")
        expect(arrival(page, "x.txt")).to_contain_text("tidak memuat kiriman katalog")
        page.get_by_role("button", name="Terima semua yang sudah benar").click()
        expect(page.locator("#masuk [role=status]")).to_have_text("2 kiriman diterima dan ikut dikirim.")
        part(page, "kirim")
        expect(page.get_by_text("“Rumah Baca”: catatan baru pada langkah tercatat.")).to_be_visible()
        part(page, "masuk")
        arrival(page, "Rumah Baca").get_by_role("button", name="Batalkan").click()
        expect(arrival(page, "Rumah Baca").get_by_role("button", name="Terima", exact=True)).to_be_visible()
        assert axe_faults(page) == []


def test_a_correction_is_told_field_by_field(browser: Browser, small: Built) -> None:
    """What a correction would change stands there in words, beside what the record says now."""
    published = (small.folder / "api/v1/inovasi/antar-obat.yaml").read_text("utf-8")
    line = next(line for line in published.split("\n") if line.startswith("ringkasan:"))
    head = "# kiriman: catatan\n# berkas: innovations/dinas-kesehatan/antar-obat.yaml\n"
    head += f"# dasar: {digest(published.encode())}\n"
    with desk(browser, small) as page:
        page.fill("#masuk-tempel", head + published.replace(line, "ringkasan: Obat tiba sore hari."))
        page.get_by_role("button", name="Baca pesan").click()
        for text in ("perbaikan atas", "Ringkasan: semula “", "menjadi “Obat tiba sore hari.”"):
            expect(page.locator(".arrival")).to_contain_text(text)


def test_a_faulty_submission_goes_back_in_plain_words(browser: Browser, small: Built) -> None:
    """The text for the sender names each fault with its line, without marks of any program."""
    with desk(browser, small) as page:
        page.fill("#masuk-tempel", ANSWER.replace("antar-obat", "antar-obta").replace("2026-05-20", "2031-05-20"))
        page.get_by_role("button", name="Baca pesan").click()
        page.get_by_role("button", name="Kembalikan").click()
        message = page.get_by_label("Pesan kepada pengirim")
        expect(message).to_have_value(re.compile("antar-obat"))
        text = message.input_value()
        assert text.startswith("Yth. Sekretaris Dinas, Dinas Kesehatan")
        assert "1. Baris 4: 20 Mei 2031 belum tiba. Tulis hari jawaban diberikan." in text
        assert "2. Baris 6: Tidak ada inovasi “antar-obta”. Mungkin maksudnya “antar-obat”." in text
        assert "`" not in text


def test_answers_and_ways_are_kept_over_a_reload(browser: Browser, small: Built) -> None:
    """One control sets the way of all; what was taken in is still in the draft after a reload, and told as taken."""
    with desk(browser, small) as page:
        page.fill("#masuk-tempel", ANSWER)
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/antar-obat.yaml", hold)
        with page.expect_request("**/antar-obat.yaml"):
            page.get_by_role("button", name="Baca pesan").click()
        page.select_option("#masuk-lewat", "kertas")  # while the message is still being read
        held[0].continue_()
        page.unroute("**/antar-obat.yaml")
        expect(page.locator(".arrival select")).to_have_value("kertas")
        page.get_by_role("button", name="Terima", exact=True).click()
        expect(page.locator(".arrival")).to_contain_text("ikut dikirim")
        page.reload()
        page.wait_for_selector("body[data-ready]")
        page.fill("#masuk-tempel", ANSWER)
        page.get_by_role("button", name="Baca pesan").click()
        expect(page.locator(".arrival")).to_contain_text("Diterima; ikut dikirim.")
        kept = page.evaluate("Object.values(JSON.parse(Object.values(localStorage)[0]).submissions)[0]")
        assert (kept["name"], kept["via"]) == (receipt_number(ANSWER), "kertas")


def _photo(kind: str = "JPEG") -> bytes:
    picture, target = Image.new("RGB", (400, 300), (90, 140, 90)), io.BytesIO()
    exif = picture.getexif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    picture.save(target, kind, exif=exif)
    return target.getvalue()


def _with_photos(*names: str) -> str:
    items = "".join(f"  - berkas: {name}\n    teks_alternatif: Anak membaca\n    sumber: Dinas\n" for name in names)
    return f"{NEW}foto:\n{items}"


def test_photos_go_along_in_one_file_that_the_import_takes(browser: Browser, small: Built, tmp_path: Path) -> None:
    """Photos find their place by name or are given it; the saved file holds them without where they were taken."""
    with desk(browser, small) as page:
        photos = (("RUMAH-BACA-1.JPG", _photo()), ("IMG-20261130-WA0001.jpg", _photo()))
        choose(page, ("pesan.txt", _with_photos("rumah-baca-1.jpg", "rumah-baca-2.png")), *photos)
        expect(arrival(page, "RUMAH-BACA-1.JPG")).to_contain_text("Ikut bersama kiriman “Rumah Baca”")
        arrival(page, "Rumah Baca").get_by_role("button", name="Terima", exact=True).click()
        expect(page.locator("#kirim")).to_contain_text("Belum ada foto rumah-baca-2.png")
        renamed = arrival(page, photos[1][0])
        renamed.get_by_role("button", name="Pakai sebagai rumah-baca-2.png untuk “Rumah Baca”").click()
        expect(renamed.get_by_role("heading")).to_be_focused()
        page.reload()
        page.wait_for_selector("body[data-ready]")
        expect(page.locator("#kirim")).to_contain_text("2 foto ikut.")
        part(page, "kirim")
        page.get_by_label("Jabatan pengirim").fill("Kepala Bidang Riset")
        with page.expect_download() as saved:
            page.locator("#kirim").get_by_role("button", name="Simpan berkas").click()
        today = page.evaluate("new Intl.DateTimeFormat('sv').format(new Date())")
        target = tmp_path / saved.value.suggested_filename
        saved.value.save_as(target)
    shutil.copytree(MINI, root := tmp_path / "katalog")
    done = build("import", str(target), "--root", str(root), "--date", today)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = root / "innovations/dinas-pendidikan"
    for name, kind in (("rumah-baca-1.jpg", "JPEG"), ("rumah-baca-2.png", "PNG")):
        with Image.open(folder / name) as picture:
            assert (picture.format, picture.size) == (kind, (400, 300))
            assert not picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def test_what_is_no_photo_is_refused_in_words(browser: Browser, small: Built) -> None:
    """By its content, whatever its name says; what nobody names waits, and says for what."""
    with desk(browser, small) as page:
        choose(
            page, ("pesan.txt", _with_photos("rumah-baca-1.jpg")), ("rumah-baca-1.jpg", b"MZ"), ("lain.jpg", _photo())
        )
        expect(arrival(page, "rumah-baca-1.jpg")).to_contain_text("Foto ini tidak dapat dibaca browser.")
        expect(page.locator("#masuk [role=status]")).to_contain_text("1 perlu diperbaiki")
        arrival(page, "rumah-baca-1.jpg").get_by_role("button", name="Singkirkan").click()
        button = arrival(page, "lain.jpg").get_by_role("button", name="Pakai sebagai rumah-baca-1.jpg")
        button.click()
        expect(arrival(page, "lain.jpg")).to_contain_text("sebagai rumah-baca-1.jpg, tanpa keterangan tempat")
