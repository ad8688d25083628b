"""Every page of the built site, read as text: markup, links, anchors and addresses."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from justhtml import JustHTML

from tests.built import SITE_URL, SUB_PATH, Built

ENGLISH = {"panduan/pengembang/", "tentang/english/"}
ADDRESSES = {"href", "src", "action", "srcset", "poster", "data"}


@dataclass
class Document(HTMLParser):
    """What a page says of itself and of other pages."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images_without_text: int = 0
    headings: list[int] = field(default_factory=list)
    language: str = ""
    title: bool = False
    canonical: str = ""
    scripts_inside: int = 0
    hidden: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ADDRESSES & given.keys():
            self.links += (
                [part.split()[0] for part in str(given[name]).split(",")] if name == "srcset" else [str(given[name])]
            )
        self.images_without_text += tag == "img" and "alt" not in given
        self.title = self.title or tag == "title"
        if tag == "html":
            self.language = str(given.get("lang", ""))
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(int(tag[1]))
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = str(given["href"])
        if tag == "meta" and given.get("name") == "robots":
            self.hidden = "noindex" in str(given["content"])
        if tag == "script" and "src" not in given and not str(given.get("type", "")).endswith("json"):
            self.scripts_inside += 1


@pytest.fixture(scope="module")
def documents(built: Built) -> dict[str, Document]:
    """Read every page, by its address below the site."""
    found = {}
    for path in built.pages:
        document = Document()
        document.feed(path.read_text(encoding="utf-8"))
        found[_address(built.folder, path)] = document
    return found


def _address(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix().removesuffix("index.html")


def test_markup_has_no_parse_error(built: Built) -> None:
    """Every page parses without one error of the HTML standard's tokenizer and tree builder."""
    faults = {}
    for path in built.pages:
        errors = JustHTML(path.read_text(encoding="utf-8"), collect_errors=True).errors
        if errors:
            faults[_address(built.folder, path)] = errors[0]
    assert faults == {}


def test_links_lead_somewhere(built: Built, documents: dict[str, Document]) -> None:
    """Every address within the site exists, and so does every anchor it names."""
    dead, followed = [], 0
    for here, document in documents.items():
        for link in document.links:
            there = urlsplit(urljoin(f"{SITE_URL}{here}", link))
            if there.netloc != urlsplit(SITE_URL).netloc:
                continue
            followed += 1
            address = unquote(there.path.removeprefix(SUB_PATH))
            known = documents.get(address)
            exists = there.path.startswith(SUB_PATH) and (known or (built.folder / address).is_file())
            if not exists or (there.fragment and known and unquote(there.fragment) not in known.ids):
                dead.append((here, link))
    assert followed > 10 * len(documents)
    assert dead == []


def test_pages_leave_the_site_only_by_safe_schemes(documents: dict[str, Document]) -> None:
    """No page carries an address that runs a program."""
    schemes = Counter(urlsplit(link).scheme for document in documents.values() for link in document.links)
    assert set(schemes) <= {"", "http", "https", "mailto", "tel", "data"}


def test_every_page_is_complete(documents: dict[str, Document]) -> None:
    """Language, title, one heading of the first level, no repeated identifier, no picture without text."""
    for address, document in documents.items():
        assert document.language == ("en" if address in ENGLISH else "id"), address
        assert document.title, address
        assert document.headings.count(1) == 1, address
        assert [name for name, times in Counter(document.ids).items() if times > 1] == [], address
        assert document.images_without_text == 0, address
        assert document.scripts_inside == 0, address


def test_headings_do_not_skip_a_level(documents: dict[str, Document]) -> None:
    """A reader who moves by headings meets every level in turn."""
    for address, document in documents.items():
        steps = zip(document.headings, document.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), address


def test_canonical_addresses_are_this_site(documents: dict[str, Document]) -> None:
    """Each page names its own address; a redirect names its goal's."""
    for address, document in documents.items():
        assert document.canonical.startswith(SITE_URL), address


def test_machine_files_parse(built: Built) -> None:
    """Every JSON and XML file is well formed."""
    for path in built.folder.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in [*built.folder.rglob("*.xml"), *built.folder.rglob("*.svg")]:
        ET.fromstring(path.read_text(encoding="utf-8"))


def test_sitemap_names_every_listed_page(built: Built, documents: dict[str, Document]) -> None:
    """The sitemap has each page once, except redirects, error pages and what asks not to be indexed."""
    root = ET.fromstring((built.folder / "sitemap.xml").read_text(encoding="utf-8"))
    named = [
        str(node.text).removeprefix(SITE_URL) for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(named) == len(set(named))
    hidden = {address for address, document in documents.items() if document.hidden}
    assert set(named) == set(documents) - hidden
