"""The desk at `/meja/` in a browser: opened beside the files of a catalogue, and what it keeps to be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from tests.browser import window
from tests.built import SUB_PATH, Built

FILES = re.compile(rf"{SUB_PATH}(?:region\.yaml|opd/[^/]+\.yaml|periods/.+\.yaml)$")


@contextmanager
def desk_page(
    browser: Browser,
    site: Built,
    root: Path | None = None,
    changed: Callable[[Route], None] | None = None,
    **options: Any,
) -> Iterator[Page]:
    """Open the settings, with the files of another catalogue or a changed page; every error of a script fails."""

    def answer(route: Route) -> None:
        assert root
        file = root / urlsplit(route.request.url).path.removeprefix(SUB_PATH)
        route.fulfill(body=file.read_bytes()) if file.is_file() else route.fulfill(status=404)

    with window(browser, **options) as page:
        if root:
            page.route(FILES, answer)
        if changed:
            page.route(f"{site.address}meja/", changed)
        page.goto(f"{site.address}meja/#atur")
        page.wait_for_selector("body[data-ready]")
        yield page


def kept(page: Page) -> dict[str, dict[str, str]]:
    """Return the files that wait to be sent, by path."""
    found = page.evaluate(f"localStorage.getItem('meja:{SUB_PATH}')")
    files: dict[str, dict[str, str]] = json.loads(found or '{"files": {}}')["files"]
    return files


def part(page: Page, name: str) -> None:
    """Open a part of the page by its name at the top, if it is not open."""
    if not page.locator(f"#{name}").is_visible():
        page.click(f".desk-parts a[href='#{name}']")


def choose(page: Page, path: str) -> None:
    """Open a file of the settings."""
    part(page, "atur")
    page.select_option("#atur-berkas", path)
    page.wait_for_selector("#atur-isi:not([hidden])")
