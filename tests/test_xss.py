"""Attacks in every text of a catalogue: the site stays whole, and nothing of them runs, with and without its policy."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.built import Built
from tests.forms import until
from tests.hostile import PAYLOADS

WATCH = """
globalThis.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  globalThis[name] = (...said) => ran.push([name, ...said].join(" "));
"""
EVENTS = [
    "click",
    "focus",
    "focusin",
    "mouseover",
    "mouseenter",
    "pointerover",
    "toggle",
    "animationstart",
    "load",
    "error",
]
PROVOKE = f"""
for (const element of document.querySelectorAll("*"))
  for (const kind of {json.dumps(EVENTS)}) if (!element.closest("head, button"))
    element.dispatchEvent(new Event(kind, {{ bubbles: false, cancelable: true }}));
"""
STRUCTURE = """
const foreign = "iframe, frame, object, embed, base, style, applet, math, animate, video, audio";
const ours = (script) => script.type.endsWith("json") || script.src.startsWith(location.origin);
const count = (name) => document.querySelectorAll(name).length;
const wrong = [
  ...document.querySelectorAll(foreign),
  ...[...document.scripts].filter((script) => !ours(script)),
  ...[...document.querySelectorAll("*")].filter((element) =>
    element.getAttributeNames().some((name) => name.startsWith("on") || name === "style" || name.includes('"')) ||
    [element.href, element.src, element.action].some((to) => /^(javascript|data|vbscript|blob):/i.test(to))),
  ...["head", "body", "main", "footer", "h1", "head > title"].filter((name) => count(name) !== 1),
];
for (const data of document.querySelectorAll("script[type$=json]")) JSON.parse(data.textContent);
wrong.map((one) => one.outerHTML || one);
"""
"""What no page of ours has, or has not exactly once; the data inside a page is read too."""


def test_template_signs_stay_text(hostile: Built) -> None:
    """A text that looks like a template is shown as it is."""
    text = "".join(path.read_text(encoding="utf-8") for path in hostile.pages)
    assert "{{ 7 * 191 }}" in text
    assert "1337" not in text
    assert "uid=" not in text


@pytest.mark.browser
@pytest.mark.parametrize("policy", [False, pytest.param(True, marks=pytest.mark.deep)], ids=["policy-off", "policy-on"])
def test_nothing_runs(policy: bool, hostile: Built, browser: Browser, deep: bool) -> None:
    """In a browser every page stays whole, and no attack runs or loads anything from elsewhere, policy or not."""
    assert len(PAYLOADS) >= 40
    addresses = _addresses(hostile, deep)
    with _window(browser, hostile.address, policy) as (page, said):
        ran = {
            address: list(found) for address in addresses if (found := _opened(page, hostile.address + address, said))
        }
    assert ran == {}


def test_redirects_stay_whole(hostile: Built) -> None:
    """The page of an old address names the innovation, and no mark of it becomes markup."""
    found = [text for path in hostile.pages if 'http-equiv="refresh"' in (text := path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    for text in found:
        assert re.findall(r"<(?!/|!|html|head|body|meta|link|title|h1>|p>|a href=)[^>]*", text) == []


def _addresses(hostile: Built, deep: bool) -> list[str]:
    """Name every page, or without `--deep` a third of the attacks' pages and the longest page of each folder."""
    whole = [path for path in hostile.pages if b'http-equiv="refresh"' not in path.read_bytes()]
    whole.sort(key=lambda path: path.stat().st_size, reverse=True)
    every = [path.relative_to(hostile.folder).as_posix().removesuffix("index.html") for path in whole]
    if deep:
        return every
    kinds: dict[str, str] = {}
    for address in every:
        kinds.setdefault(re.sub(r"(?<=/)(?!belum-)[^/]+", "", address), address)
    attacks = sorted(address for address in every if address.startswith("inovasi/serangan-"))
    return sorted({*kinds.values(), *random.Random(5).sample(attacks, len(attacks) // 3)})


def _opened(page: Page, address: str, said: list[str]) -> list[str]:
    said.clear()
    page.goto(address)
    said += page.evaluate(STRUCTURE)
    page.evaluate(PROVOKE)
    return [*said, *page.evaluate("ran")]


@contextmanager
def _window(browser: Browser, base: str, policy: bool) -> Iterator[tuple[Page, list[str]]]:
    """Open a window, and a list of what it says, asks for elsewhere and stumbles over."""
    said: list[str] = []
    with browser.new_context(bypass_csp=not policy) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(base) else said.append(request.url))
        yield page, said


SEARCHED = """() => new URLSearchParams(location.search).has("q") && !document.querySelector("#daftar[aria-busy]")"""


@pytest.mark.browser
def test_results_of_a_search_stay_text(hostile: Built, browser: Browser, deep: bool) -> None:
    """The list, whose cards become markup in the browser, and the search and its words run nothing either."""
    with _window(browser, hostile.address, policy=False) as (page, said):
        for payload in (*PAYLOADS[: 6 if deep else 1], "alert", "klik"):
            page.goto(f"{hostile.address}inovasi/")
            page.locator("#q").fill(payload)
            until(page, SEARCHED)
            page.evaluate(PROVOKE)
            assert [*said, *page.evaluate("ran"), *page.evaluate(STRUCTURE)] == [], payload
