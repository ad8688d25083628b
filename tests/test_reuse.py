"""What other sites take over: feeds to follow, badges and cards to show."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from catalogue.dates import Dates
from catalogue.exports.badge import badge
from catalogue.exports.feed import ATOM, LIMIT, feed
from catalogue.exports.oembed import oembed
from catalogue.exports.types import Context
from tests.built import SITE_URL, Built
from tests.exported import catalogue_at, context, random_catalogue
from tests.trees import HERE

A = f"{{{ATOM}}}"


@pytest.fixture(scope="module")
def mini() -> Context:
    """Take the small catalogue, with a day for one of its files."""
    made = context(catalogue_at(HERE / "mini"))
    path = made.catalogue.innovations["antar-obat"].path
    return replace(made, history={path: Dates(date(2026, 3, 2), date(2026, 5, 4))})


def feeds(made: Context) -> dict[str, ET.Element]:
    """Read every feed, by its address."""
    return {export.address: ET.fromstring(export.content) for export in feed(made)}


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


def test_feeds_are_sound(tmp_path: Path, mini: Context) -> None:
    """Also with every text that has ever spoilt a document, and with more entries than a feed holds."""
    for made in (mini, context(random_catalogue(tmp_path, LIMIT + 5))):
        found = feeds(made)
        for root in found.values():
            check_feed(root)
        assert len(found["feed.xml"].findall(A + "entry")) == min(LIMIT, len(made.catalogue.innovations))


def test_each_agency_and_theme_has_its_feed(mini: Context) -> None:
    """An agency's holds its units' innovations; one without any is there to be followed all the same."""
    found = feeds(mini)
    names = {address: [text(entry, "title") for entry in root.findall(A + "entry")] for address, root in found.items()}
    assert set(names["opd/dinas-kesehatan/feed.xml"]) == {"ANTAR OBAT", "Posyandu Digital"}
    assert names["opd/puskesmas-satu/feed.xml"] == ["Posyandu Digital"]
    assert names["opd/dinas-pendidikan/feed.xml"] == []
    assert "ANTAR OBAT" in names["tema/kesehatan/feed.xml"]
    assert {f"opd/{id}/feed.xml" for id in mini.catalogue.opds} < set(found)


def test_identities_outlive_a_move_of_the_site(mini: Context) -> None:
    """At another address and with another name, feed and entries keep their identity; days come from Git."""
    moved = feeds(replace(mini, site_url="https://lain.example/"))
    for address, root in feeds(mini).items():
        assert text(root, "id") == text(moved[address], "id")
    (entry,) = [e for e in moved["feed.xml"].findall(A + "entry") if text(e, "title") == "ANTAR OBAT"]
    assert (text(entry, "published")[:10], text(entry, "updated")[:10]) == ("2026-03-02", "2026-05-04")


def test_badges_say_in_words_what_they_show(mini: Context) -> None:
    """Agency, programme, year and state are its accessible name; no colour is needed; both schemes are there."""
    found = {export.address: export.content.decode() for export in badge(mini)}
    assert set(found) == {f"lencana/{s.opd}.svg" for s in mini.assessments[2026].obliged}
    svg = ET.fromstring(found["lencana/dinas-kesehatan.svg"])
    space = "{http://www.w3.org/2000/svg}"
    title = svg.find(f"{space}title")
    assert title is not None
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", title.get("id"))
    shown = [node.text for node in svg.findall(f"{space}text")]
    assert shown == ["Satu OPD Satu Inovasi 2026", "terpenuhi"]
    assert "Dinas Kesehatan" in str(title.text)
    assert "prefers-color-scheme:dark" in found["lencana/dinas-kesehatan.svg"]
    assert ">belum terpenuhi (sumber publik)<" in found["lencana/dinas-pendidikan.svg"]


def test_names_cannot_break_a_badge(tmp_path: Path) -> None:
    """A name with markup in it is shown as it is."""
    made = context(random_catalogue(tmp_path, 2))
    record = made.catalogue.opds["dinas-contoh"].record.model_copy(update={"nama": '</title><script>"&'})
    opds = {**made.catalogue.opds, "dinas-contoh": replace(made.catalogue.opds["dinas-contoh"], record=record)}
    for export in (*badge(replace(made, catalogue=replace(made.catalogue, opds=opds))),):
        ET.fromstring(export.content)
        assert b"<script>" not in export.content


def test_pages_lead_to_what_can_be_shown(built: Built, browser: Browser) -> None:
    """A page names its oEmbed answer, whose markup shows a card without scripts that fits its frame."""
    page, elsewhere = (
        browser.new_page(viewport={"width": 600, "height": 700}, java_script_enabled=False) for _ in range(2)
    )
    for where in ("inovasi/bunik/", "opd/dinas-kesehatan/"):
        page.goto(built.address + where)
        named = page.locator('link[type="application/json+oembed"]').get_attribute("href")
        assert named == f"{SITE_URL}sematan/{where.rstrip('/')}.json"
        answer = json.loads((built.folder / named.removeprefix(SITE_URL)).read_bytes())
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        page.locator(".share summary").click()
        assert page.locator("#kode-kartu").inner_text() == answer["html"]
        elsewhere.set_content(answer["html"].replace(SITE_URL, built.address))
        card = elsewhere.frame_locator("iframe")
        assert card.locator("h1").inner_text().startswith(answer["title"])
        assert card.locator("script").count() == 0
        box = card.locator("body").bounding_box()
        assert box
        assert box["height"] <= answer["height"]
        assert (built.folder / f"sematan/{where}index.html").stat().st_size < 4_000
    page.close()
    elsewhere.close()


def test_every_record_answers(mini: Context) -> None:
    """There is an answer for each innovation and each agency."""
    found = {export.address for export in oembed(mini)}
    assert found == {f"sematan/inovasi/{slug}.json" for slug in mini.catalogue.innovations} | {
        f"sematan/opd/{id}.json" for id in mini.catalogue.opds
    }
