"""What a first visit costs on the line, and how soon it can be read on a slow one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.built import Built
from tests.wire import Wire

pytestmark = pytest.mark.browser

RECORD, PAGE, STYLE, SCRIPTS = 35_000, 60_000, 14_000, 12_000
"""Most compressed bytes of a first visit: an innovation, any other page, and within it the style and the scripts."""
FORM, AGENCIES = 220_000, 6_000
"""Most compressed bytes of the form with its scripts, and of that what the names of a city's agencies may cost."""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""A slow 3G line: 400 ms there and back, 400 kbit a second."""
READABLE = 2_000
"""Milliseconds from the first byte asked for to the first words on that line."""
FIRST_WORDS = """() => new Promise((told) => {
  const look = (list) => list.getEntriesByName("first-contentful-paint").forEach((one) => told(one.startTime));
  new PerformanceObserver(look).observe({ type: "paint", buffered: true });
})"""
PAGES = ("", "inovasi/", "opd/", "opd/diskominfo/", "urusan/", "kepatuhan/", "statistik/", "ekosistem/", "indeks/")
RECORDS = ("inovasi/eco-umkm/", "inovasi/rumah-baca-lalang/")


def test_first_visits_are_cheap(built: Built, browser: Browser) -> None:
    """A page with all it loads by itself stays within its budget, and so do its style and scripts."""
    costs = _costs(built, browser, (*PAGES, *RECORDS, "panduan/isian/", "tidak-ada/"))
    assert [address for address, cost in costs.items() if cost > (RECORD if address in RECORDS else PAGE)] == []


def test_the_form_is_cheap_and_does_not_grow(built: Built, small: Built, browser: Browser) -> None:
    """The form with all that it loads stays within its budget; a larger catalogue adds only the names of agencies."""
    sizes = []
    for site in (built, small):
        with browser.new_context(viewport={"width": 360, "height": 740}) as context:
            page = context.new_page()
            wire = Wire(page, site)
            page.goto(f"{site.address}usul/", wait_until="commit")
            page.wait_for_selector("form[data-ready]")
            page.wait_for_load_state("networkidle")
            sizes.append(wire.total())
            assert wire.sizes["usul/"] <= PAGE
    assert max(sizes) <= FORM
    assert sizes[0] - sizes[1] <= AGENCIES


def test_a_full_record_is_cheap(small: Built, browser: Browser) -> None:
    """A record with texts, evidence, contact and history costs no more than a thin one may."""
    (cost,) = _costs(small, browser, ("inovasi/antar-obat/",)).values()
    assert cost <= RECORD


def _costs(site: Built, browser: Browser, addresses: Sequence[str]) -> dict[str, int]:
    """Visit pages at once, each for the first time, until none of them asks for more."""
    with ExitStack() as windows:
        visits = {}
        for address in addresses:
            page = windows.enter_context(browser.new_context(viewport={"width": 360, "height": 740})).new_page()
            visits[address] = page, Wire(page, site)
            page.goto(site.address + address, wait_until="commit")
        for page, _ in visits.values():
            page.wait_for_load_state("networkidle")
    for address, (_, wire) in visits.items():
        assert wire.total(".css") <= STYLE, address
        assert wire.total(".js") <= SCRIPTS, address
    return {address: wire.total() for address, (_, wire) in visits.items()}


@pytest.mark.parametrize(
    "address", ["", RECORDS[0], *(pytest.param(one, marks=pytest.mark.deep) for one in ("inovasi/", "kepatuhan/"))]
)
def test_words_come_soon_on_a_slow_line(address: str, built: Built, browser: Browser) -> None:
    """The first words stand within two seconds; other work on this machine only ever adds, so one of three will do."""
    assert any(_first_words(built, browser, address) <= READABLE for _ in range(3))


def _first_words(site: Built, browser: Browser, address: str) -> float:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.goto(site.address + address, wait_until="commit")
        soon = float(page.evaluate(FIRST_WORDS))
        assert page.locator("h1").is_visible()
        return soon
