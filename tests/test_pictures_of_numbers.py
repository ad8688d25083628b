"""The ecosystem and the statistics: what is drawn is what the records say, and every picture is a table too."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import Production, produce
from catalogue.search.facets import year_of
from tests.trees import KOTA, lay_out

ECOSYSTEM = b"""
# berkas: ekosistem.yaml
nama: Ekosistem
sektor:
  - {id: sehat, nama: Kesehatan, singkat: Kesehatan, urusan: [1.02], inti: ya}
  - {id: wisata, nama: Pariwisata, singkat: Wisata, urusan: [3.26], tema: [pariwisata-dan-budaya], inti: ya}
  - {id: kerja, nama: Tenaga kerja, singkat: Kerja, urusan: [2.07], inti: ya}
kaitan:
  - id: wisata-medis
    nama: Wisata medis
    sektor: [wisata, sehat]
    inovasi: [tamu-sehat, senam]
  - id: wisata-kerja
    nama: Pemandu
    sektor: [wisata, kerja]
    oleh: kampus
    mitra: [kampus, balai]
    langkah_pertama: {isi: Bertanya kepada pemandu., asal: usulan}
mitra:
  - {id: kampus, nama: Kampus Contoh, peran: Menganjurkannya.}
  - {id: balai, nama: Balai, opd: dinas-contoh}
# berkas: opd/dinas-pariwisata.yaml
nama: Dinas Pariwisata
jenis: dinas
wajib: ya
urusan: [3.26]
status: tersumber
# berkas: innovations/dinas-contoh/tamu-sehat.yaml
nama: Tamu Sehat
ringkasan: Tamu kota diperiksa kesehatannya.
status_data: dikonfirmasi-opd
urusan_utama: 1.02
tema: [pariwisata-dan-budaya]
waktu_penerapan: 2021
# berkas: innovations/dinas-contoh/senam.yaml
nama: Senam
ringkasan: Senam pagi.
status_data: dikonfirmasi-opd
urusan_utama: 1.02
waktu_penerapan: 2024
# berkas: innovations/dinas-lain/lain.yaml
nama: Lain
ringkasan: Belum bertahun.
status_data: dikonfirmasi-opd
"""


def build(root: Path) -> Production:
    """Prepare the site of a catalogue."""
    return produce(load(root), settings(load(root), root, date(2026, 11, 24), {}), root, HOME / "templates")


def view(production: Production, address: str) -> Any:
    """Return the view of a page."""
    return next(page.view() for page in production.pages if page.address == address)


@pytest.fixture
def production(tmp_path: Path) -> Production:
    """Lay out three sectors and three innovations."""
    return build(lay_out(tmp_path, ECOSYSTEM.lstrip()))


def test_an_innovation_of_two_sectors_connects_them(production: Production) -> None:
    """By its affair it belongs to one, by its theme to the other."""
    found = view(production, "ekosistem/")
    assert (found.total, found.connecting) == (3, 1)
    assert [(row.first, row.second, [link.text for link in row.innovations]) for row in found.pairs] == [
        ("Kesehatan", "Pariwisata", ["Tamu Sehat"])
    ]
    assert [row.count for row in found.sectors] == [2, 1, 0]
    assert found.sectors[0].reached == (("Pariwisata", 1),)


def test_what_was_asked_for_and_is_missing_is_said(production: Production) -> None:
    """A connection without an innovation is drawn as wanted and named, in whichever order its sectors stand."""
    found = view(production, "ekosistem/")
    assert [(one.tie.nama, [link.text for link in one.made]) for one in found.programmes] == [
        ("Wisata medis", ["Tamu Sehat"]),
        ("Pemandu", []),
    ]
    assert found.finding == "Dari 2 program yang dianjurkan, 1 sudah memiliki inovasi."
    assert found.core_open == (("Kesehatan", "Tenaga kerja"), ("Pariwisata", "Tenaga kerja"))
    assert sorted(edge.wanted for edge in found.edges) == [False, True]
    inside = all(0 <= node.x <= found.width and 0 <= node.y <= found.height for node in found.nodes)
    assert inside


def test_a_programme_names_who_recommended_it_and_nothing_that_nobody_said(production: Production) -> None:
    """What the file does not say is not there; a record that makes the connection is no seed of it as well."""
    medical, guides = view(production, "ekosistem/").programmes
    assert (medical.by, medical.tie.langkah_pertama, medical.tie.ukuran) == (None, None, None)
    assert [link.text for link in medical.seeds] == ["Senam"]
    assert guides.by.partner.nama == "Kampus Contoh"
    assert [(one.partner.nama, one.agency and one.agency.address) for one in guides.partners] == [
        ("Kampus Contoh", None),
        ("Balai", "opd/dinas-contoh/"),
    ]
    assert guides.tie.langkah_pertama.asal == "usulan"
    text = production.render(next(page for page in production.pages if page.address == "ekosistem/")).decode()
    assert "Bertanya kepada pemandu. <small>(saran katalog; belum ditetapkan)</small>" in text
    assert "Belum ditetapkan" in text


def test_a_programme_opens_the_form_with_what_is_known(production: Production) -> None:
    """An agency whose affairs it touches proposes with its name, its affair and the themes filled in."""
    medical, guides = view(production, "ekosistem/").programmes
    forms = {one.form for one in (*medical.starters, *guides.starters)}
    assert forms == {"usul/?opd=dinas-pariwisata&urusan_utama=3.26&tema=pariwisata-dan-budaya"}


def test_without_sectors_there_is_no_page(tmp_path: Path) -> None:
    """A city that describes no sectors has no page of them, and no link that leads nowhere."""
    empty = build(lay_out(tmp_path, b"# berkas: ekosistem.yaml\nnama: Ekosistem\n"))
    assert "ekosistem/" not in {page.address for page in empty.pages}
    assert not empty.renderer.frame.ecosystem


def test_years_are_counted_and_gaps_shown(production: Production) -> None:
    """A year without a beginning is there, with the sum carried on."""
    growth = view(production, "statistik/").growth
    assert [(column.year, column.count, column.total) for column in growth.columns] == [
        (2021, 1, 1),
        (2022, 0, 1),
        (2023, 0, 1),
        (2024, 1, 2),
    ]
    assert "1 catatan belum diketahui" in growth.sentence


def test_statistics_of_the_city_add_up() -> None:
    """What the bars say and what is called unknown is every innovation, once; the years are those of the records."""
    production = build(KOTA)
    found, total = view(production, "statistik/"), len(production.build.catalogue.innovations)
    facets = {facet.id: facet for facet in production.build.facets}
    for chart in found.charts:
        members = facets[chart.id].members
        if chart.id != "tema":
            assert sum(len(entries) for entries in members.values()) == total
        assert all(
            len(members.get(re.split("[/=]", bar.address.rstrip("/"))[-1], ())) == bar.count for bar in chart.bars
        )
        assert max(float(bar.width) for bar in chart.bars) == 100
    records = [entry.record for entry in production.build.catalogue.innovations.values()]
    years = Counter(year_of(record) for record in records)
    assert {column.year: column.count for column in found.growth.columns if column.count} == {
        year: count for year, count in years.items() if year
    }
