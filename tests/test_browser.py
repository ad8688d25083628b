"""The built site in a real browser: accessibility, width, requests, keyboard, and life without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalogue.common.program import HOME
from tests.browser import KINDS, axe_faults, fullest
from tests.built import DAY, Built

pytestmark = pytest.mark.browser

SETTINGS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "desktop-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone-dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "forced-colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(one);
  const hides = (way) => way === "hidden" || way === "clip";
  return clipPath === "none" && one.textContent.trim() && !one.closest("svg, .vh, thead") && one.checkVisibility() && (
    (hides(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
    (hides(overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => one.outerHTML.slice(0, 120))"""
"""Elements that hide part of what they hold."""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
  return animationName !== "none" || parseFloat(transitionDuration) || scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 120))"""
FRAME = """() => {
  const height = (one) => one.getBoundingClientRect().height;
  return {
    above: [...document.querySelectorAll(".masthead, .strip")].reduce((sum, one) => sum + height(one), 0),
    title: document.querySelector("h1").getBoundingClientRect().top,
    foot: height(document.querySelector(".foot")),
    least: Math.min(...[...document.querySelectorAll(".masthead a, .sections a, .foot li a")].map(height)),
  };
}"""
"""The height of what stands above the page, where its title begins, the foot, and the lowest of its ways in."""
STOP = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    html: one.outerHTML.slice(0, 120),
    framed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    place: [...document.querySelectorAll("*")].indexOf(one),
  };
}"""
OF_NO_CITY = {"faults", "government", "governments", "main"}
"""Templates of the preview, of a federation and of prose, which is tried on two pages of its own."""


TRIED = [("phone", kind) for kind in KINDS] + [("desktop-dark", kind) for kind in Random(36).sample(list(KINDS), 5)]
"""What an ordinary run looks at: every kind of page on a phone, and some in the other width and colours."""


def test_every_template_is_looked_at() -> None:
    """A page that is added is among those that these tests open."""
    whole = {path.stem for path in (HOME / "templates").glob("*.html") if "extends" in path.read_text("utf-8")}
    assert whole - OF_NO_CITY == KINDS.keys() - {"prose", "prose-table"}


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Open one window for each setting."""
    opened = {name: browser.new_context(locale="id-ID", **options) for name, options in SETTINGS.items()}
    yield opened
    for context in opened.values():
        context.close()


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        (setting, kind) if (setting, kind) in TRIED else pytest.param(setting, kind, marks=pytest.mark.deep)
        for setting in SETTINGS
        for kind in KINDS
    ],
)
def test_page(setting: str, kind: str, built: Built, contexts: dict[str, BrowserContext]) -> None:
    """A page of each kind has no accessibility fault, fits its window, asks nobody else and logs nothing."""
    page = contexts[setting].new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.clock.set_fixed_time(f"{DAY}T12:00:00Z")
    page.goto(built.address + fullest(built, kind))
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = axe_faults(page)
    if setting == "phone":
        _frame_leaves_room(page)
        _nothing_moves_for_those_who_asked(page)
        _zoom_and_wider_spacing_lose_nothing(page)
    page.close()
    assert found == []
    assert overflow <= 0
    assert [url for url in asked if not url.startswith((built.address, "data:"))] == []
    assert said == []


def _frame_leaves_room(page: Page) -> None:
    """Expect a low header and strip, ways large enough to tap, and a foot that is no second page."""
    place = page.evaluate(FRAME)
    assert place["above"] <= 110
    assert place["title"] <= 300
    assert place["foot"] <= 600
    assert place["least"] >= 24


def _nothing_moves_for_those_who_asked(page: Page) -> None:
    """Expect that with reduced motion the page scrolls at once, and no element moves or fades."""
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


def _zoom_and_wider_spacing_lose_nothing(page: Page) -> None:
    """Expect no word cut off and nothing scrolled sideways at 200 % and 400 % of 1280 pixels, nor with more spacing.

    WCAG 1.4.4, 1.4.10 and 1.4.12 ask for that.
    """
    for width, height in ((640, 256), (320, 256), (360, 740)):
        if width == 360:
            page.evaluate(SPACING)
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == [], width


def test_skip_link_and_menu_by_keyboard(built: Built, contexts: dict[str, BrowserContext]) -> None:
    """The first stop is the way past the menu, and it leads to the content."""
    page = contexts["phone"].new_page()
    page.goto(built.address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()
    page.close()


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ("phone", "innovation"),
        pytest.param("phone", "home", marks=pytest.mark.deep),
        *(
            pytest.param(setting, kind, marks=pytest.mark.deep)
            for setting in ("phone", "desktop")
            for kind in ("listing", "agency", "compliance", "ecosystem")
        ),
    ],
)
def test_every_stop_is_seen(setting: str, kind: str, built: Built, contexts: dict[str, BrowserContext]) -> None:
    """Tab comes to every control in the order of the page, each framed and within the window, down to the last link."""
    page = contexts[setting].new_page()
    page.goto(built.address + fullest(built, kind))
    last = page.locator("footer a").last
    before = -1
    for _ in range(900):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert stop["framed"], stop
        assert stop["seen"], stop
        assert stop["place"] > before, stop
        before = stop["place"]
        if last.evaluate("link => link === document.activeElement"):
            break
    assert last.evaluate("link => link === document.activeElement")
    page.close()


def test_readable_without_javascript(built: Built, browser: Browser) -> None:
    """Without JavaScript every innovation and every obliged agency is there and visible."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{built.address}kepatuhan/")
        wanted = json.loads((built.folder / "api/v1/kepatuhan/2026.json").read_text(encoding="utf-8"))
        text = page.inner_text("main")
        for row in wanted["opd"]:
            assert not row["wajib"] or row["nama"] in text
        page.goto(f"{built.address}inovasi/")
        assert page.locator("main article").count() > 0


def test_a_former_address_leads_on(small: Built, browser: Browser) -> None:
    """Who kept the link of a renamed innovation arrives at the record, with and without JavaScript."""
    for scripts in (True, False):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto(f"{small.address}inovasi/antar-obat-lama/")
            page.wait_for_url("**/inovasi/antar-obat/")
            expect(page.locator("h1")).to_have_text("ANTAR OBAT")


def test_the_programme_is_one_screen_and_one_sheet(built: Built, browser: Browser, tmp_path: Path) -> None:
    """On a desk all of it is seen without scrolling, and it prints on one A4."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{built.address}program/")
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
        page.pdf(path=tmp_path / "program.pdf", format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", (tmp_path / "program.pdf").read_bytes())) == 1


def test_printed_compliance_page_fits_a4(built: Built, browser: Browser, tmp_path: Path) -> None:
    """The compliance page becomes a PDF that names every obliged agency, menus left out."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{built.address}kepatuhan/")
        page.emulate_media(media="print")
        assert not page.locator("header nav").is_visible()
        page.pdf(path=tmp_path / "kepatuhan.pdf", format="A4", prefer_css_page_size=True)
    assert (tmp_path / "kepatuhan.pdf").stat().st_size > 20_000
