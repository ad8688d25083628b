"""Every address that was published answers or leads on, and nothing is published that is not meant to be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from catalogue.common.program import HOME
from catalogue.model.addresses import is_page
from catalogue.pipeline import load
from tests.built import DAY, Built, build, contents
from tests.exported import catalogue_at
from tests.trees import HERE

SITE_URL = "https://contoh.example/katalog/"
ADDRESSES = """\
alamat:
  - alamat: [404.html, index.html, inovasi/, tema/, panduan/, data/inovasi.csv]
  - alamat: [inovasi/*/, api/v1/inovasi/*.json]
    nama: [antar-obat, satu-peta, kampung-iklim, posyandu-digital]
  - alamat: [inovasi/*/]
    nama: [antar-obat-lama]
  - alamat: [inovasi/*/]
    nama: [sudah-dihapus]
    berakhir: 2026-11-29
    alasan: Dicatat dua kali.
  - alamat: [tema/*/]
    nama: [kesehatan, kebencanaan]
  - alamat: [langkah/*/]
    nama: [layak, lengkap]
    berakhir: 2026-11-29
    alasan: Saringan pada daftar inovasi <b>menggantikannya</b>.
    pengganti: inovasi/?langkah=*
  - alamat: [sematan/inovasi/*/, sematan/inovasi/*.json]
    nama: [antar-obat]
    berakhir: 2026-11-29
    alasan: Kartu untuk situs lain dihentikan.
    pengganti: inovasi/*/#bukti
"""
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small catalogue with a list of addresses, at a sub-path."""
    place = tmp_path_factory.mktemp("alamat")
    shutil.copytree(HERE / "mini", place / "mini")
    (place / "mini/alamat.yaml").write_text(ADDRESSES, encoding="utf-8")
    done = build("--root", str(place / "mini"), "--out", str(place / "out"), "--date", DAY, env={"SITE_URL": SITE_URL})
    assert done.returncode == 0, done.stderr
    return place / "out"


def page_at(site: Path, address: str) -> Path:
    """Return the file that a server gives for an address."""
    return site / address / "index.html" if address.endswith("/") or not address else site / address


def led_to(site: Path, address: str) -> str | None:
    """Return where the redirect at an address leads, in full; None for a page."""
    found = REFRESH.search(page_at(site, address).read_text(encoding="utf-8"))
    return urljoin(SITE_URL + address, found[1]) if found else None


def test_every_listed_page_answers_or_leads_on(site: Path) -> None:
    """What lives is a page; what ended or has gone leads to a page that is one itself."""
    root = site.parent / "mini"
    for item in catalogue_at(root).addresses.record.alamat:
        for address, _ in item.each():
            if not is_page(address):
                assert page_at(site, address).exists() == (item.berakhir is None), address
            elif goal := led_to(site, address):
                there = urlsplit(goal)
                assert led_to(site, there.path.removeprefix("/katalog/")) is None, address
                assert goal.startswith(SITE_URL)


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("inovasi/antar-obat/", None),
        ("inovasi/antar-obat-lama/", "inovasi/antar-obat/"),
        ("inovasi/sudah-dihapus/", None),
        ("tema/kesehatan/", None),
        ("tema/kebencanaan/", "tema/#kebencanaan"),
        ("langkah/layak/", "inovasi/?langkah=layak"),
        ("sematan/inovasi/antar-obat/", "inovasi/antar-obat/#bukti"),
        ("panduan/", None),
    ],
)
def test_an_address_leads_where_its_content_is(site: Path, address: str, goal: str | None) -> None:
    """Renamed, ended, gone and emptied pages each lead to what took their place."""
    assert led_to(site, address) == (goal and SITE_URL + goal)


def test_a_redirect_says_why_and_stays_out_of_search_engines(site: Path) -> None:
    """It needs no script, names its goal in full, has a plain link, and shows the reason as text."""
    text = page_at(site, "langkah/layak/").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{SITE_URL}inovasi/?langkah=layak">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<a href="../../inovasi/?langkah=layak">Inovasi dan petunjuk</a>' in text
    assert "Berakhir 29 November 2026. Saringan pada daftar inovasi &lt;b&gt;" in text
    assert "<script" not in text
    assert "langkah/layak" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_removed_record_leaves_a_page_that_says_why(site: Path) -> None:
    """It leads nowhere by itself, stays out of search engines and names the reason."""
    text = page_at(site, "inovasi/sudah-dihapus/").read_text(encoding="utf-8")
    assert "Berakhir 29 November 2026. Dicatat dua kali." in text
    assert 'http-equiv="refresh"' not in text
    assert '<meta name="robots" content="noindex">' in text


def test_the_list_is_nobody_elses(site: Path, tmp_path: Path) -> None:
    """A catalogue without the file has no addresses to keep, whatever the program's own checkout lists."""
    shutil.copytree(HERE / "mini", tmp_path / "mini")
    assert catalogue_at(tmp_path / "mini").addresses.record.alamat == ()


def test_the_list_of_this_repository_can_be_read() -> None:
    """It has the form of its model and no fault of its own; what it lists is for the rules to judge."""
    findings = load(HOME).findings
    assert [found for found in findings if found.place.path == "alamat.yaml"] == []


def test_no_file_of_the_theme_is_published_under_its_raw_name(small: Built) -> None:
    """MkDocs copies nothing: templates stay home, and what pages load has an address that follows its content."""
    theme = contents(HOME / "templates")
    found = contents(small.folder)
    assert [name for name in theme if found.get(name) == theme[name]] == []
    assert {name for name in found if name in theme} <= {"404.html"}
