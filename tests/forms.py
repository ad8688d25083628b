"""The form at `/usul/` in a browser: how tests fill it in, and how they reach the modules that it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE, window
from tests.built import Built

MODULES = ("reader", "rules", "text", "validate", "values", "writer")

LOAD = """async (names) => {
  const modules = await Promise.all(Object.values(names).map((address) => import(address)));
  globalThis.parts = Object.fromEntries(Object.keys(names).map((name, index) => [name, modules[index]]));
  const data = JSON.parse(document.getElementById("data-formulir").textContent);
  globalThis.checks = data.periksa;
  globalThis.agencies = Object.values(data.opd).flat().filter(Boolean);
}"""


@contextmanager
def form_page(browser: Browser, built: Built, query: str = "", **options: Any) -> Iterator[Page]:
    """Open the form in a window of its own, in which every error of a script fails the test."""
    with window(browser, **options) as page:
        page.goto(f"{built.address}usul/{query}")
        page.wait_for_selector("form[data-ready]")
        yield page


def load_modules(page: Page, built: Built, *more: str) -> None:
    """Make the modules of the form, and the reader of YAML, known to the page as `parts`."""
    assets = built.folder / "assets"
    names = {name: _address(built, next((assets / "form").glob(f"{name}.*.js"))) for name in (*MODULES, *more)}
    page.evaluate(LOAD, {**names, "yaml": _address(built, next(assets.glob("yaml.*.js")))})


def _address(built: Built, file: Any) -> str:
    return f"{built.address}{file.relative_to(built.folder).as_posix()}"


def fill_shortest(page: Page, name: str = "Antar Obat", summary: str = "Obat diantar ke rumah pasien.") -> None:
    """Fill in what is mandatory."""
    page.select_option("#isian-opd", "dinas-kesehatan")
    page.fill("#isian-nama", name)
    page.fill("#isian-ringkasan", summary)
    page.check("input[value=dikonfirmasi-opd]")


def go(page: Page, section: str) -> None:
    """Open a section."""
    page.click(f".steps a[href='#{section}']")
    page.wait_for_selector(f"#{section}:not([hidden])")


def yaml_of(page: Page) -> str:
    """Return the text of the file as the form shows it."""
    go(page, "kirim")
    until(page, "() => document.getElementById('tampilan').children.length")
    return str(page.text_content("#yaml"))


def value_in(address: str, name: str) -> str:
    """Return a value from the query of an address."""
    return parse_qs(urlsplit(address).query)[name][0]


def as_json(value: object) -> str:
    """Write a value for a script."""
    return json.dumps(value, ensure_ascii=False)


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a function of the page returns something true, as long as any state is waited for.

    `wait_for_function` compiles text in the page, which its content policy refuses from the second try on.
    """
    for _ in range(PATIENCE // 50):
        if page.evaluate(condition, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)
