"""The preview at `/pratinjau/`: only records on GitHub are asked for, and nothing in them can do anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from catalogue.site.jinja import content_policy
from tests.browser import axe_faults
from tests.built import Built

pytestmark = pytest.mark.browser
RAW = "https://raw.githubusercontent.com"
PLACE = "repo=orang/katalog&ref=usul/antar-obat&path=innovations/dinas-kesehatan/antar-obat.yaml"
RECORD = """\
nama: Antar Obat
ringkasan: Obat diantar ke rumah pasien.
status_data: dikonfirmasi-opd
tahapan: penerapan
tujuan: |
  Pasien **tidak antre**.

  - satu
  - dua
tautan:
  - judul: Aplikasi
    tautan: https://contoh.go.id/aplikasi
"""
HOSTILE = """\
nama: <img src=x onerror="document.title='jahat'">
ringkasan: "<script>document.title='jahat'</script>"
status_data: dikonfirmasi-opd
__proto__: {kotor: ya}
tujuan: |
  <script>document.title='jahat'</script> [klik](javascript:document.title='jahat')
  ![gambar](https://jahat.example/a.png) <iframe src=https://jahat.example></iframe>
  [data](data:text/html,jahat) [aman](https://contoh.go.id/)
tautan:
  - judul: Aplikasi
    tautan: "javascript:document.title='jahat'"
kematangan:
  constructor: {nilai: 1}
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window in which GitHub answers with what the test puts into `answers`."""
    with browser.new_context(locale="id-ID") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def _answer(page: Page, body: str, status: int = 200) -> list[str]:
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(status=status, body=body, content_type="text/plain; charset=utf-8", headers=headers)

    page.route(f"{RAW}/**", fulfil)
    return asked


def _open(page: Page, built: Built, query: str = PLACE) -> None:
    page.goto(f"{built.address}pratinjau/?{query}")
    page.wait_for_selector("form[data-ready]")


def test_a_record_of_a_fork_is_shown(page: Page, built: Built) -> None:
    """The raw file of the branch is asked for once, and shown with the words of its lists."""
    asked = _answer(page, RECORD)
    _open(page, built)
    expect(page.locator("#halaman h2.name")).to_have_text("Antar Obat")
    assert asked == [f"{RAW}/orang/katalog/usul/antar-obat/innovations/dinas-kesehatan/antar-obat.yaml"]
    expect(page.locator("#halaman")).to_contain_text("Penerapan")
    expect(page.locator("#halaman strong")).to_have_text("tidak antre")
    expect(page.locator("#hasil")).to_contain_text("Usulan yang belum disetujui")
    expect(page.locator("#hasil")).to_contain_text("tidak memuat foto")
    assert axe_faults(page) == []


def test_the_address_of_a_file_can_be_pasted(page: Page, built: Built) -> None:
    """The address from the browser's own bar is enough; anything else is refused with an example."""
    asked = _answer(page, RECORD)
    _open(page, built, "")
    page.fill("#alamat", "https://jahat.example/innovations/a/b.yaml")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator("#alamat-salah")).to_contain_text("bukan berkas inovasi")
    page.fill("#alamat", "https://github.com/orang/katalog/blob/main/innovations/dinas-kesehatan/antar-obat.yaml")
    page.keyboard.press("Enter")
    expect(page.locator("#halaman h2.name")).to_have_text("Antar Obat")
    assert asked == [f"{RAW}/orang/katalog/main/innovations/dinas-kesehatan/antar-obat.yaml"]


REFUSED = (
    "repo=orang/katalog&ref=main&path=region.yaml",
    "repo=orang/katalog&ref=main&path=innovations/a/../../b.yaml",
    "repo=orang/katalog&ref=../main&path=innovations/a/b.yaml",
    "repo=orang/katalog&ref=main%3Fx&path=innovations/a/b.yaml",
    "repo=orang/..&ref=main&path=innovations/a/b.yaml",
    "repo=orang/katalog/lain&ref=main&path=innovations/a/b.yaml",
    "repo=https://jahat.example&ref=main&path=innovations/a/b.yaml",
    "repo=orang/katalog&ref=main&path=innovations/a/b.yaml%23.yaml",
    "repo=orang/katalog",
)


def test_nothing_else_is_asked_for(page: Page, built: Built) -> None:
    """What is not plainly a record of a repository on GitHub leads to no request."""
    asked = _answer(page, RECORD)
    for query in REFUSED:
        _open(page, built, query)
        expect(page.locator("#alamat-salah")).to_be_visible()
        assert asked == [], query


def test_a_hostile_record_stays_text(page: Page, built: Built) -> None:
    """Markup is shown as what it is, links lead only where links may lead, and findings are told with their lines."""
    asked = _answer(page, HOSTILE)
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    _open(page, built)
    expect(page.locator("#halaman h2.name")).to_contain_text("<img")
    assert "jahat" not in page.title()
    assert page.locator("#halaman").locator("img, script, iframe, [onerror]").count() == 0
    links = page.locator("#halaman a").evaluate_all("links => links.map((link) => link.href)")
    assert links == ["https://contoh.go.id/"]
    assert page.evaluate("({}).kotor") is None
    expect(page.locator("#hasil")).to_contain_text("kunci __proto__ tidak dikenal")
    expect(page.locator("#hasil")).to_contain_text("baris 11")
    assert [url for url in elsewhere if not url.startswith(built.address)] == asked


@pytest.mark.parametrize(("status", "said"), [(404, "tidak ada"), (429, "kode 429"), (500, "kode 500")])
def test_a_file_that_cannot_be_had_is_explained(status: int, said: str, page: Page, built: Built) -> None:
    """No answer leaves the reader without a word."""
    _answer(page, "", status)
    _open(page, built)
    expect(page.locator("#hasil")).to_contain_text(said)


def test_a_broken_file_shows_its_faults(page: Page, built: Built) -> None:
    """What can be read is shown, and what cannot is told at its line."""
    _answer(page, RECORD + 'video: "https://contoh.go.id/v\n')
    _open(page, built)
    expect(page.locator("#hasil")).to_contain_text("Galat, baris")
    expect(page.locator("#halaman h2.name")).to_have_text("Antar Obat")


def test_only_this_page_may_ask_github(built: Built) -> None:
    """The policy of every other page names no host."""
    allowed = [
        path for path in built.pages if "raw.githubusercontent.com" in path.read_text("utf-8").split("<body", 1)[0]
    ]
    assert [path.parent.name for path in allowed] == ["pratinjau"]
    assert "http" not in content_policy()
