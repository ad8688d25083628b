"""The months of the digest: what Git tells of them, in a text that fits a channel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue.build import Build
from catalogue.site.views.news import LONGEST, NewsView, pages
from tests.repositories import Repository, record

CONTOH = "innovations/dinas-contoh/{}.yaml"
LEAD = "nama: {}\nringkasan: Contoh ringkas.\nstatus_data: sumber-publik\njenis_catatan: kegiatan\n"
SERVICE = "layanan:\n  kebutuhan: [berobat]\n  produk: {isi: Obat diantar.}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a catalogue on 10 February 2026."""
    return Repository.start(tmp_path / "catalogue")


def news(repository: Repository, today: str, address: str = "") -> NewsView:
    """Return the page as a build of this day makes it."""
    catalogue, assessments = repository.assessed()
    day = date.fromisoformat(today)
    build = Build(
        catalogue=catalogue, assessments=assessments, today=day, site_url=address, past=repository.past(today)
    )
    [page] = pages(build)
    view = page.view()
    assert isinstance(view, NewsView)
    return view


def test_each_month_tells_what_came_and_what_ended(repository: Repository) -> None:
    """The newest month first, each kind of change by name; a month in which nothing happened is not there."""
    repository.commit("2026-03-02", {CONTOH.format("obat"): LEAD.format("Antar Obat"), CONTOH.format("dua"): record()})
    repository.commit("2026-05-04", {CONTOH.format("obat"): LEAD.format("Antar Obat") + SERVICE})
    repository.commit("2026-05-05", {CONTOH.format("dua"): record("Contoh", "status: berhenti\n")})
    view = news(repository, "2026-06-30", "https://contoh.go.id/")
    assert [month.title for month in view.months] == ["Mei 2026", "Maret 2026"]
    may, march = (
        [(title, [link.text for link in links]) for title, links in month.happenings] for month in view.months
    )
    assert may == [
        ("1 layanan kini ada keterangannya", ["Antar Obat"]),
        ("1 dinyatakan berhenti", ["Contoh"]),
    ]
    assert ("1 catatan dibenarkan OPD", ["Contoh"]) in march
    assert view.months[0].text == (
        "*Kabar inovasi Kota Contoh*\n_Mei 2026_\n\n*1 layanan kini ada keterangannya*\n• Antar Obat\n\n"
        "*1 dinyatakan berhenti*\n• Contoh\n\nSebagian dihimpun dari berita; hubungi OPD sebelum memakainya.\n\n"
        "Selengkapnya: https://contoh.go.id/kabar/"
    )


def test_only_twelve_months_are_told(repository: Repository) -> None:
    """What is a year old is not new any more."""
    repository.commit("2026-03-02", {CONTOH.format("obat"): LEAD.format("Antar Obat")})
    assert len(news(repository, "2027-02-28").months) == 1
    assert news(repository, "2027-03-01").months == ()


def test_a_text_fits_a_channel_and_keeps_its_marks(repository: Repository) -> None:
    """However many and long the names are; what WhatsApp takes for a mark is not in them."""
    name = "Layanan *Antar* Obat_Cepat ~ bagi Pasien Puskesmas dan Rumah Sakit di Lima Kecamatan Nomor {}"
    records = {CONTOH.format(f"n{number}"): LEAD.format(f'"{name.format(number)}"') + SERVICE for number in range(9)}
    repository.commit("2026-03-02", {**records})
    [month] = news(repository, "2026-03-31").months
    assert len(month.text) <= LONGEST
    bold = [line for line in month.text.splitlines() if "*" in line]
    assert all(line.startswith("*") and line.endswith("*") and line.count("*") == 2 for line in bold)
    assert "• Layanan Antar Obat Cepat bagi Pasien Puskesmas dan Rumah Sakit di…" in month.text


def test_without_history_nothing_is_told(repository: Repository) -> None:
    """A copy without Git says so rather than that nothing happened."""
    catalogue, assessments = repository.assessed()
    [page] = pages(Build(catalogue=catalogue, assessments=assessments, today=date(2026, 6, 1), site_url=""))
    assert page.view() == NewsView(months=(), known=False)
