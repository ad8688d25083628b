"""The list of innovations in a browser: search, filters, order, pages, the address, and the page for dead addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from catalogue.search.facets import FACETS, PAGED
from tests.browser import axe_faults, window
from tests.built import Built
from tests.forms import until

pytestmark = pytest.mark.browser

STATES = (
    "inovasi/?q=smpah+cabe&jenis=non-digital",
    "inovasi/?bentuk=pelayanan-publik&hal=2",
    "inovasi/?q=stunting&opd=bpbd",
    "inovasi/perpustakan-keling/",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window in which every error of a script fails the test."""
    with window(browser) as opened:
        yield opened


def _open(page: Page, built: Built, query: str = "") -> None:
    page.goto(f"{built.address}inovasi/{query}")


def _names(page: Page) -> list[str]:
    expect(page.locator("#daftar:not([aria-busy])")).to_be_attached()
    return page.locator("#daftar article h2").all_inner_texts()


def _has_state(page: Page, **wanted: list[str]) -> None:
    """Wait until the address says no more and no less."""
    until(page, STATE, wanted)


STATE = """(wanted) => {
  const asked = new URLSearchParams(location.search), keys = [...new Set(asked.keys())];
  const same = (key) => JSON.stringify(asked.getAll(key)) === JSON.stringify(wanted[key]);
  return keys.length === Object.keys(wanted).length && keys.every(same);
}"""


def _records(built: Built) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((built.folder / "api/v1/inovasi.json").read_text("utf-8"))["inovasi"]
    return found


def _box(page: Page, facet: str, value: str) -> None:
    group = page.locator(f'[data-facet="{facet}"]')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f'input[value="{value}"]').click()


def test_typing_narrows_marks_and_is_remembered(built: Built, page: Page) -> None:
    """The list follows the keys, shows what fitted, and the address brings the same list again."""
    _open(page, built)
    page.locator("#q").press_sequentially("melayani malam")
    expect(page.locator("#daftar article h2").first).to_contain_text("IVA Test")
    expect(page.locator("#daftar article mark").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/inovasi/\?q=melayani(\+|%20)malam$"))
    _has_state(page, q=["melayani malam"])
    names = _names(page)
    page.reload()
    expect(page.locator("#q")).to_have_value("melayani malam")
    expect(page.locator("#daftar article")).to_have_count(len(names))
    assert _names(page) == names


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("cabe", "“cabe” searti dengan “cabai”"),
        ("perhubungan angkot", "OPD: Dishub|urusan: Perhubungan"),
        ("kepuasan responden", "“kepuasan” disebut pada hasil atau manfaatnya"),
    ],
)
def test_a_result_says_why_it_is_one(query: str, reason: str, built: Built, page: Page) -> None:
    """What the card does not show is said in a sentence."""
    _open(page, built, f"?q={query}")
    expect(page.locator("#daftar article .because").first).to_contain_text(re.compile(reason))


def test_a_misspelt_word_is_read_as_the_nearest(built: Built, page: Page) -> None:
    """What the word was read as is said; a word like no other is named."""
    _open(page, built, "?q=smpah")
    expect(page.locator("#pesan")).to_contain_text("Dibaca sebagai sampah")
    assert len(_names(page)) > 3
    _open(page, built, "?q=sampah+xyzzyplugh")
    expect(page.locator("#pesan")).to_contain_text("Tidak ada catatan yang memuat “xyzzyplugh”")
    assert len(_names(page)) > 3


def test_filters_count_combine_and_stay_in_the_address(built: Built, page: Page) -> None:
    """Values of one facet widen, facets narrow each other, and every count is the number it promises."""
    records = _records(built)
    digital = [record for record in records if record["jenis"] == "digital"]
    wanted = [record for record in digital if {"kota-cerdas", "layanan-warga"} & set(record["tema"])]
    _open(page, built)
    _box(page, "jenis", "digital")
    expect(page.locator("#hasil")).to_have_text(re.compile(f"^{len(digital)} catatan yang cocok"))
    _box(page, "tema", "kota-cerdas")
    _box(page, "tema", "layanan-warga")
    expect(page.locator("#hasil")).to_have_text(re.compile(f"^{len(wanted)} catatan yang cocok"))
    _has_state(page, jenis=["digital"], tema=["kota-cerdas", "layanan-warga"])
    themed = [record for record in records if {"kota-cerdas", "layanan-warga"} & set(record["tema"])]
    other = sum(record["jenis"] == "non-digital" for record in themed)
    count = page.locator('[data-facet="jenis"] label:has(input[value="non-digital"]) .count')
    expect(count).to_have_text(re.compile(f"^{other}"))
    page.go_back()
    expect(page.locator('input[value="layanan-warga"]')).not_to_be_checked()
    page.go_back()
    page.go_back()
    expect(page.locator("#hasil")).to_have_text(re.compile(f"^{len(records)} catatan"))
    _has_state(page)
    page.go_forward()
    expect(page.locator("#hasil")).to_have_text(re.compile(f"^{len(digital)} catatan yang cocok"))


def test_every_facet_counts_what_its_plain_page_lists(built: Built, page: Page) -> None:
    """Each box leads to as many innovations as the page of the same value, or the list narrowed by its address."""
    _open(page, built)
    boxes = page.locator("[data-facet] label").evaluate_all(
        """labels => labels.map(({ control, textContent }) => [
          control.name, control.value, Number(/(\\d+) catatan$/.exec(textContent.trim())[1])
        ])"""
    )
    assert {facet for facet, _, _ in boxes} == FACETS.keys()
    for facet in FACETS.keys() - set(PAGED):
        value, count = next((value, count) for name, value, count in boxes if name == facet)
        page.goto(f"{built.address}inovasi/?{facet}={value}")
        expect(page.locator("#hasil")).to_have_text(re.compile(f"^{count} catatan"))
    for facet, value, count in (box for box in boxes if box[0] in PAGED):
        text = (built.folder / facet / value / "index.html").read_text(encoding="utf-8")
        main = text.split("<h2>Beririsan")[0]
        tasks, rows = (
            main.split('<article class="task" data-slug')[1:],
            main.split('<th scope="row"><a href="../../inovasi/')[1:],
        )
        heads = [
            *(task.split("</article>")[0] for task in tasks),
            *(row.split("</th>")[0] for row in rows if "#" not in row.split('"')[0]),
        ]
        own = sum("of-unit" not in head for head in heads)
        assert main.count('<article class="card') + (own if facet == "opd" else 0) == count, (facet, value)


def test_order_is_chosen(built: Built, page: Page) -> None:
    """The newest come first when asked for, those without a year last; the default leaves the address alone."""
    _open(page, built)
    first = _names(page)[0]
    page.locator("#urut").select_option("terbaru")
    expect(page.locator("#daftar article h2").first).to_have_text("WhatsApp Tebing Tinggi Idaman")
    _has_state(page, urut=["terbaru"])
    page.locator("#urut").select_option("nama")
    expect(page.locator("#daftar article h2").first).to_have_text("Anak Tebingtinggi sebagai Pelopor dan Pelapor")
    _has_state(page, urut=["nama"])
    page.locator("#urut").select_option("mutakhir")
    expect(page.locator("#daftar article h2").first).to_have_text(first)
    _has_state(page)


def test_what_is_narrowed_keeps_the_order_of_the_page(built: Built, page: Page) -> None:
    """Results without words come as the list itself does, what can be used and is newest first."""
    _open(page, built)
    whole = _names(page)
    _open(page, built, "?jenis=digital")
    expect(page.locator("#hasil")).to_contain_text("yang cocok")
    digital = {record["nama"] for record in _records(built) if record["jenis"] == "digital"}
    expected = [name for name in whole if name in digital]
    assert expected
    assert _names(page)[: len(expected)] == expected


def test_results_come_in_pages(built: Built, page: Page) -> None:
    """Twenty a page, each page with an address, and the back button between them."""
    _open(page, built, "?bentuk=pelayanan-publik")
    total = sum(record["bentuk"] == "pelayanan-publik" for record in _records(built))
    expect(page.locator("#daftar article")).to_have_count(20)
    first = _names(page)
    page.locator("#halaman a", has_text="2").click()
    expect(page.locator("#halaman [aria-current]")).to_have_text(re.compile("2"))
    expect(page.locator("#hasil")).to_be_focused()
    assert set(_names(page)).isdisjoint(first)
    assert len(_names(page)) == min(20, total - 20)
    _has_state(page, bentuk=["pelayanan-publik"], hal=["2"])
    page.go_back()
    expect(page.locator("#daftar article h2").first).to_have_text(first[0])


def test_nothing_found_says_what_to_relax(built: Built, page: Page) -> None:
    """Each way out is a button with the number it leads to."""
    _open(page, built, "?q=stunting&opd=diskominfo&tahun=2019")
    ways = page.locator("#pesan li")
    expect(ways).to_have_count(4)
    text = ways.filter(has_text="Lepas saringan OPD").inner_text()
    left = int(re.findall(r"\d+", text)[-1])
    page.get_by_role("button", name="Lepas saringan OPD", exact=True).click()
    expect(page.locator("#daftar article")).to_have_count(left)
    expect(page).not_to_have_url(re.compile("opd="))


def test_by_keyboard_alone(built: Built, page: Page) -> None:
    """Search, open a facet, choose, take back, turn the order: every stop is reached and shown."""
    _open(page, built)
    page.locator("#q").focus()
    page.keyboard.type("sampah")
    page.keyboard.press("Enter")
    _has_state(page, q=["sampah"])
    expect(page.locator("#hasil")).to_contain_text("yang cocok")
    before = len(_names(page))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#saringan > :focus")).to_have_count(1)
    _tab_to(page, "document.activeElement.parentElement.dataset.facet === 'tema'")
    page.keyboard.press("Enter")
    expect(page.locator("[data-facet=tema]")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("[type=checkbox]:focus")).to_have_count(1)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    _tab_to(page, "document.activeElement.value === 'sosial'")
    page.keyboard.press("Space")
    chip = page.get_by_role("button", name="Lepas saringan Tema: Perlindungan sosial")
    expect(chip).to_be_visible()
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#daftar article")).to_have_count(min(20, before))
    expect(page.locator("#hasil")).to_be_focused()


def _tab_to(page: Page, reached: str) -> None:
    """Press Tab until something is reached."""
    for _ in range(100):
        if page.evaluate(reached):
            return
        page.keyboard.press("Tab")
    raise AssertionError(reached)


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        (1280, "dark"),
        pytest.param(360, "dark", marks=pytest.mark.deep),
        pytest.param(1280, "light", marks=pytest.mark.deep),
    ],
)
def test_accessible_in_every_state(width: int, scheme: Any, built: Built, browser: Browser, deep: bool) -> None:
    """With results, open facets, pages, nothing found and a dead address there is no fault and no sideways scroll.

    In an ordinary run the other width and colours are tried on the first state only.
    """
    with window(browser, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        for address in STATES if deep or width == 360 else STATES[:1]:
            page.goto(built.address + address)
            expect(page.locator("#daftar[aria-busy]")).to_have_count(0)
            if "/?" in address:
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                expect(page.locator("#hasil")).to_contain_text("cocok")
            assert axe_faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_dead_address_is_searched(built: Built, page: Page) -> None:
    """The words of the address are looked for, spelt right, and the links lead to the records."""
    page.goto(f"{built.address}inovasi/perpustakan-keliling/")
    expect(page.locator("#q")).to_have_value("perpustakan keliling")
    link = page.locator("#dugaan article a").first
    expect(link).to_have_text("Perpustakaan keliling mobil dan motor cerdas")
    link.click()
    expect(page.locator("h1")).to_have_text("Perpustakaan keliling mobil dan motor cerdas")


def test_nothing_is_fetched_before_it_is_needed(built: Built, browser: Browser) -> None:
    """The engine and the index wait for the first interaction."""
    asked: list[str] = []
    with window(browser, fresh=True) as page:
        page.on("request", lambda request: asked.append(request.url.removeprefix(built.address)))
        _open(page, built)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if url.startswith("cari/") or "search" in url or "stemmer" in url] == []
        with page.expect_request("**/cari/indeks.json*"):
            page.locator("#q").focus()


def test_a_search_that_cannot_be_loaded_can_be_tried_again(built: Built, page: Page) -> None:
    """A broken line is told, and the button does what it says."""
    page.route("**/cari/kata/*", lambda route: route.abort())
    _open(page, built, "?q=sampah")
    expect(page.locator("#pesan")).to_contain_text("Pencarian tidak dapat dimuat")
    page.unroute("**/cari/kata/*")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("#daftar mark").first).to_be_visible()


def test_a_site_published_meanwhile_is_read_anew(built: Built, page: Page) -> None:
    """A page from before asks for numbers that have changed since: it notices, and shows what is true now."""

    def outdated(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(body=re.sub(r'data-version="\w+"', 'data-version="0000000000"', body), content_type="text/html")

    first = True

    def stale(route: Route) -> None:
        nonlocal first
        body = route.fetch().text()
        changed = re.sub(r'"version":"\w+"', '"version":"0000000000"', body) if first else body
        first = False
        route.fulfill(body=changed, content_type="application/json")

    page.route("**/inovasi/?q=*", outdated)
    page.route("**/cari/indeks.json*", stale)
    _open(page, built, "?q=cabai")
    expect(page.locator("#daftar article h2").first).to_have_text("Gerakan tanam cabai dan bawang merah")


def test_the_same_lists_without_javascript(built: Built, browser: Browser) -> None:
    """Agencies, affairs and themes have pages of cards, reachable from the list without a script."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _open(page, built)
        assert page.locator("#urutan").is_hidden()
        page.locator("#saringan > summary").click()
        page.locator('[data-facet="tema"] summary').click()
        page.locator('[data-facet="tema"] a').first.click()
        count = sum(urlsplit(page.url).path.split("/")[-2] in record["tema"] for record in _records(built))
        expect(page.locator("article.card")).to_have_count(count)


def test_scripts_are_ours_and_outside_the_page(built: Built) -> None:
    """The pages would work under a policy that allows only files of the site: no inline handler, style or eval."""
    for path in (built.folder / "inovasi/index.html", built.folder / "404.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", text)
    for path in Path(built.folder / "assets").glob("*.js"):
        assert not re.search(r"\beval\(|new Function", path.read_text(encoding="utf-8")), path.name
