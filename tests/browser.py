"""Chromium for the tests: found on this machine, or named in one sentence as what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Error, Frame, Page, expect, sync_playwright

from tests.built import SUB_PATH, Built
from tests.programs import lacking
from tests.trees import HERE

HEADLESS = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without its windows, in which a page costs a quarter of the processor's time."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "Browser tests need Chromium: `sudo apt install chromium-headless-shell` or, where there is no such package, "
    "`.venv/bin/playwright install --only-shell chromium`."
)
PATIENCE = 20_000
"""Milliseconds for which a state is waited for: others may keep this machine busy, and who is quick loses none."""
DRIVERLESS = "Browser tests need what Playwright's own program is linked to: `sudo apt install libatomic1`."

AXE = (HERE / "vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

KINDS = {
    "404": "404.html",
    "agencies": "opd/",
    "agency": "opd/*/",
    "compliance": "kepatuhan/*/",
    "desk": "meja/",
    "ecosystem": "ekosistem/",
    "facet": "urusan/*/",
    "facets": "urusan/",
    "home": "",
    "innovation": "inovasi/*/",
    "listing": "inovasi/",
    "news": "kabar/",
    "open_data": "data/",
    "previewing": "pratinjau/",
    "program": "program/",
    "projection": "indeks/",
    "proposing": "usul/",
    "prose": "panduan/pengelola/",
    "prose-table": "panduan/isian/",
    "queue": "antrean/",
    "rubric": "rubrik/*/",
    "rubrics": "rubrik/",
    "rule": "aturan/*/",
    "rules": "aturan/",
    "services": "layanan/",
    "statistics": "statistik/",
    "timeline": "linimasa/",
    "unassigned": "opd/belum-ditetapkan/",
}
"""Where the pages of each template stand in the frozen city."""


def fullest(site: Built, kind: str) -> str:
    """Return the address of the longest page of a kind."""
    found = site.folder.glob(KINDS[kind] if KINDS[kind].endswith("html") else f"{KINDS[kind]}index.html")
    page = max(sorted(found), key=lambda path: path.stat().st_size)
    return page.relative_to(site.folder).as_posix().removesuffix("index.html")


def find() -> str | None:
    """Return the program of a Chromium: the one named by `CHROMIUM`, else the system's or Playwright's own download.

    One without windows comes before all others.
    """
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    own = [path for name in (*HEADLESS, "chrome") for path in sorted(downloads.glob(f"chromium*/*/{name}"))]
    light = [path for path in own if path.name in HEADLESS]
    found = (os.environ.get("CHROMIUM"), *map(shutil.which, HEADLESS), *light, *map(shutil.which, NAMES), *own)
    return next((str(path) for path in found if path and Path(path).exists()), None)


@cache
def missing() -> str | None:
    """Return the sentence that says what browser tests lack here; None when they lack nothing."""
    if find() is None:
        return MISSING
    driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    return DRIVERLESS if driver.returncode else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; where it cannot be, a test is skipped, and fails with CI=true."""
    if why := missing():
        lacking(why)
    flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    expect.set_options(timeout=PATIENCE)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags, chromium_sandbox=not root)
        yield browser
        browser.close()


EMPTY = """async () => {
  for (const store of [localStorage, sessionStorage]) store.clear();
  await Promise.all((await indexedDB.databases()).map(({ name }) => new Promise((done, failed) => {
    Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: failed });
  })));
}"""
_IDLE: WeakKeyDictionary[Browser, dict[str, Page]] = WeakKeyDictionary()
"""Windows that a test has left, by their settings."""


@contextmanager
def window(browser: Browser, *, fresh: bool = False, **options: Any) -> Iterator[Page]:
    """Open a window that remembers nothing, in which every error of a script fails the test.

    It is one that an earlier test left, in which the site's scripts are compiled. A test asks for a fresh one when it
    looks for what is fetched, or does what no window forgets: a clock, a script before each page, a function of ours.
    """
    settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "id-ID", **options}
    left, name = _IDLE.setdefault(browser, {}), repr(sorted(settings.items()))
    page = None if fresh else left.pop(name, None)
    page = page or browser.new_context(**settings).new_page()
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    sites: set[str] = set()

    def visit(frame: Frame) -> None:
        if frame is page.main_frame and frame.url.startswith("http"):
            sites.add("/".join(frame.url.split("/")[:3]))

    page.on("pageerror", note)
    page.on("framenavigated", visit)
    kept = False
    try:
        yield page
        kept = not (fresh or errors or name in left) and len(sites) == len(page.context.pages) == 1
    finally:
        if kept:
            page.remove_listener("pageerror", note)
            page.remove_listener("framenavigated", visit)
            _forget(page, sites.pop(), settings)
            left[name] = page
        else:
            page.context.close()
    assert errors == []


def _forget(page: Page, site: str, settings: dict[str, Any]) -> None:
    """Empty a window of all that a test put there, once its page was left and can keep nothing more."""
    context = page.context
    context.set_offline(offline=False)
    page.unroute_all()
    context.unroute_all()
    context.clear_permissions()
    page.emulate_media(media="null", reduced_motion="null")
    page.set_viewport_size(settings["viewport"])
    page.goto(f"{site}{SUB_PATH}robots.txt")
    page.evaluate(EMPTY)
    context.clear_cookies()


def axe_faults(page: Page, within: str = "html") -> list[str]:
    """Return every accessibility fault that axe finds on a page as it stands, or in a part of it."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    return [f"{fault['id']}: {node['html'][:200]}" for fault in result["violations"] for node in fault["nodes"]]
