"""The small catalogue's site, kept as it is published: any change of a page's words or of a published file shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.built import Built
from tests.trees import HERE

GOLDEN = HERE / "mini-site"
PAGES = (
    "",
    "indeks/",
    "inovasi/antar-obat/",
    "inovasi/satu-peta/",
    "kepatuhan/",
    "linimasa/",
    "opd/dinas-kesehatan/",
    "opd/dinas-pendidikan/",
    "program/",
)
FILES = (
    "api/v1/[ip]*.json",
    "api/v1/opd.json",
    "api/v1/*/2026.json",
    "api/v1/inovasi/*.json",
    "data/inovasi.csv",
    "*.xml",
    "*.ics",
    "lencana/*.svg",
    "robots.txt",
)
BLOCKS = {
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "section",
    "article",
    "div",
    "caption",
    "option",
}


class Words(HTMLParser):
    """The words of a page's main part, a block a line, links with where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "main"
        if tag in BLOCKS:
            self.text.append("\n")
        if tag == "a" and self.depth:
            self.text.append(f"[{dict(attrs).get('href')}] ")
        if tag in {"td", "th"}:
            self.text.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text.append(data)


def words(html: str) -> str:
    """Return the words of a page, without what changes with the files of the theme."""
    parser = Words()
    parser.feed(html)
    lines = (" ".join(line.split()) for line in "".join(parser.text).splitlines())
    return re.sub(r"\.[0-9a-f]{10}\.", ".SIDIK.", "\n".join(filter(None, lines))) + "\n"


def published(site: Path) -> dict[str, str]:
    """Return what is kept of a site, by the name it is kept under."""
    pages = {
        f"{page or 'beranda/'}".strip("/").replace("/", "--") + ".txt": site / page / "index.html" for page in PAGES
    }
    texts = {name: words(path.read_text(encoding="utf-8")) for name, path in pages.items()}
    files = sorted(path for pattern in FILES for path in site.glob(pattern))
    return {**texts, **{path.relative_to(site).as_posix(): path.read_bytes().decode() for path in files}}


def test_site_is_as_it_was(small: Built, accept: bool) -> None:
    """Every kept page and file is what it was; `make accept` writes them anew after a deliberate change."""
    found = published(small.folder)
    if accept:
        for name, text in found.items():
            file = GOLDEN / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    kept = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode() for path in GOLDEN.rglob("*") if path.is_file()
    }
    assert set(found) == set(kept)
    for name, text in found.items():
        assert text == kept[name], name
