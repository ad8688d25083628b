"""What other sites take over: the feed to follow, and badges to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from catalogue.build import Build
from catalogue.common.dates import Dates
from catalogue.export.badge import badge
from catalogue.export.feed import ATOM, LIMIT, feed
from tests.built import Built
from tests.exported import catalogue_at, context, random_catalogue
from tests.trees import HERE

A = f"{{{ATOM}}}"
MINI_URL = "https://mini.example/katalog/"


@pytest.fixture(scope="module")
def mini() -> Build:
    """Take the small catalogue, with a day for one of its records."""
    made = context(catalogue_at(HERE / "mini"))
    known = {"antar-obat": Dates(date(2026, 3, 2), date(2026, 5, 4))}
    return replace(made, past=replace(made.past, dates=known))


def published(made: Build) -> ET.Element:
    """Read the feed."""
    (export,) = feed(made)
    return ET.fromstring(export.content)


def text(node: ET.Element, name: str) -> str:
    """Return the text of the one child of this name."""
    (found,) = node.findall(A + name)
    assert found.text
    return found.text


def check_feed(root: ET.Element) -> None:
    """Check what RFC 4287 demands of a feed and its entries (sections 4.1.1 and 4.1.2)."""
    ids = [text(node, "id") for node in (root, *root.findall(A + "entry"))]
    assert len(ids) == len(set(ids))
    assert all(id.startswith("urn:uuid:") for id in ids)
    for node in (root, *root.findall(A + "entry")):
        assert text(node, "title")
        assert datetime.fromisoformat(text(node, "updated")).tzinfo
        links = [(link.get("rel"), link.get("type")) for link in node.findall(A + "link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
    assert root.find(f"{A}author/{A}name") is not None
    updated = [text(entry, "updated") for entry in root.findall(A + "entry")]
    assert updated == sorted(updated, reverse=True)
    assert text(root, "updated") >= max(updated, default="")


def test_the_feed_is_sound(tmp_path: Path, mini: Build) -> None:
    """Also with every text that has ever spoilt a document, and with more entries than a feed holds."""
    for made in (mini, context(random_catalogue(tmp_path, LIMIT + 5))):
        found = published(made)
        check_feed(found)
        assert len(found.findall(A + "entry")) == min(LIMIT, len(made.catalogue.innovations))


def test_identities_outlive_a_move_of_the_site(mini: Build) -> None:
    """At another address and with another name, feed and entries keep their identity; days come from Git."""
    moved = published(replace(mini, site_url="https://lain.example/"))
    assert text(published(mini), "id") == text(moved, "id")
    (entry,) = [e for e in moved.findall(A + "entry") if text(e, "title") == "ANTAR OBAT"]
    assert (text(entry, "published")[:10], text(entry, "updated")[:10]) == ("2026-03-02", "2026-05-04")


def test_badges_say_in_words_what_they_show(mini: Build) -> None:
    """Agency, programme, year and state are its accessible name; no colour is needed; both schemes are there."""
    found = {export.address: export.content.decode() for export in badge(mini)}
    assert set(found) == {f"lencana/{s.opd}.svg" for s in mini.assessments[2026].obliged}
    svg = ET.fromstring(found["lencana/dinas-kesehatan.svg"])
    space = "{http://www.w3.org/2000/svg}"
    title = svg.find(f"{space}title")
    assert title is not None
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", title.get("id"))
    shown = [node.text for node in svg.findall(f"{space}text")]
    assert shown == ["Satu OPD Satu Inovasi 2026", "memenuhi target"]
    assert "Dinas Kesehatan" in str(title.text)
    assert "prefers-color-scheme:dark" in found["lencana/dinas-kesehatan.svg"]
    assert ">belum ditemukan<" in found["lencana/dinas-pendidikan.svg"]


def test_names_cannot_break_a_badge(tmp_path: Path) -> None:
    """A name with markup in it is shown as it is."""
    made = context(random_catalogue(tmp_path, 2))
    record = made.catalogue.opds["dinas-contoh"].record.model_copy(update={"nama": '</title><script>"&'})
    opds = {**made.catalogue.opds, "dinas-contoh": replace(made.catalogue.opds["dinas-contoh"], record=record)}
    for export in (*badge(replace(made, catalogue=replace(made.catalogue, opds=opds))),):
        ET.fromstring(export.content)
        assert b"<script>" not in export.content


def test_only_pages_of_obliged_agencies_offer_a_badge(small: Built) -> None:
    """The markup to copy shows the published badge and leads to the agency; other pages offer nothing."""
    page = (small.folder / "opd/dinas-kesehatan/index.html").read_text(encoding="utf-8")
    code = unescape(page.partition('<code id="kode-lencana">')[2].partition("</code>")[0])
    assert f'<a href="{MINI_URL}opd/dinas-kesehatan/">' in code
    assert f'src="{MINI_URL}lencana/dinas-kesehatan.svg"' in code
    assert (small.folder / "lencana/dinas-kesehatan.svg").is_file()
    assert "kode-lencana" not in (small.folder / "opd/puskesmas-satu/index.html").read_text(encoding="utf-8")
