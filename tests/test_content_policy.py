"""The Content Security Policy: on every page, kept by every page, and a wall behind the sanitiser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from catalogue.site.jinja import connecting, content_policy
from catalogue.site.views.proposing import HOST
from tests.browser import KINDS, fullest
from tests.built import Built
from tests.forms import until

REPORTS = """
globalThis.reports = [];
document.addEventListener("securitypolicyviolation", (event) =>
  reports.push([event.effectiveDirective, event.blockedURI, event.sample].join(" ")));
"""
MARKUP = {
    "script-src-elem": "<script>document.title = 'jahat'</script>",
    "script-src-attr": "<p onclick=\"document.title = 'jahat'\">",
    "style-src-elem": "<style>body { display: none }</style>",
    "style-src-attr": "<p style='position: fixed'>",
    "img-src": "<img src=https://jahat.example/ alt>",
    "media-src": "<video src=https://jahat.example/></video>",
    "object-src": "<embed src=https://jahat.example/>",
    "frame-src": "<iframe src=https://jahat.example/></iframe>",
    "base-uri": "<base href=https://jahat.example/>",
    "form-action": "<form action=https://jahat.example/></form>",
}
"""What somebody would write who has found a way past the sanitiser, by the directive that stops it."""
SCRIPTS = {
    "connect-src": "fetch('https://jahat.example/').catch(() => 0)",
    "require-trusted-types-for": "try { document.body.innerHTML = '<p>' } catch { 0 }",
    "trusted-types": "try { trustedTypes.createPolicy('lain', {}) } catch { 0 }",
}
"""What a mistake in a script of ours would do with text."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window that notes what its policy refuses."""
    with browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900}) as context:
        context.add_init_script(REPORTS)
        yield context.new_page()


def test_every_page_begins_with_the_policy(built: Built) -> None:
    """It stands before everything that it governs, on redirects and the page of dead addresses too."""
    for path in built.pages:
        policy = connecting(content_policy(), HOST) if path.parent.name == "pratinjau" else content_policy()
        wanted = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
        head = path.read_text(encoding="utf-8").split("<head>", 1)[1].lstrip()
        assert head.startswith(wanted), path
        assert '<meta name="referrer" content="no-referrer">' in head, path


def test_no_page_asks_for_what_the_policy_refuses(built: Built, page: Page) -> None:
    """A page of each kind, used as a visitor uses it, gives no report."""
    found = {}
    for kind, address in {**{kind: fullest(built, kind) for kind in KINDS}, "dead": "tidak/ada/antar/"}.items():
        page.goto(built.address + address)
        _use(page)
        if reports := page.evaluate("reports"):
            found[kind] = reports
    assert found == {}


USE = """() => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  document.addEventListener("submit", (event) => event.preventDefault(), true);
  const visible = (kinds) => [...document.querySelectorAll(kinds)].filter((one) => one.checkVisibility()).slice(0, 12);
  for (const field of visible("main input, main select")) {
    if (field.matches("input:not([type]), [type=search], [type=text]")) field.value = "pelayanan";
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  for (const button of visible("main button")) button.click();
}"""


def _use(page: Page) -> None:
    """Open what can be opened, press what can be pressed, type into what takes text; links and forms stay."""
    page.evaluate(USE)
    page.wait_for_timeout(50)


def test_the_policy_stops_an_intruder(built: Built, page: Page) -> None:
    """What markup or a script of an intruder would do is refused and reported, each by its directive."""
    html = (built.folder / "index.html").read_text(encoding="utf-8")
    infected = html.replace("</main>", "".join(f"<div>{text}</div>" for text in MARKUP.values()) + "</main>")
    page.route(built.address, lambda route: route.fulfill(body=infected, content_type="text/html"))
    page.goto(built.address)
    for script in SCRIPTS.values():
        page.evaluate(script)
    page.evaluate("document.querySelector('main form[action^=https]').submit()")
    page.evaluate("document.querySelector('[onclick]')?.click()")
    until(page, "(most) => new Set(reports.map((one) => one.split(' ')[0])).size >= most", len(MARKUP) + len(SCRIPTS))
    assert {report.split(" ")[0] for report in page.evaluate("reports")} == {*MARKUP, *SCRIPTS}
    assert (page.url, "jahat" in page.title()) == (built.address, False)


def test_the_preview_differs_only_in_its_scripts() -> None:
    """What the published site refuses, the preview refuses too, so that it is found before publishing."""
    published, preview = (dict(re.findall(r"([a-z-]+) ([^;]+)", content_policy(preview=way))) for way in (False, True))
    assert {name for name in published if published[name] != preview[name]} == {"script-src"}


def test_pages_work_from_a_disk(built: Built, page: Page) -> None:
    """A site unpacked into a folder and opened without a server keeps its looks."""
    page.goto((built.folder / "kepatuhan/index.html").as_uri())
    assert page.evaluate("reports") == []
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") != "rgba(0, 0, 0, 0)"
