"""Published results of other governments stand beside each other within a year, and what is not final says so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.site.views.projection import ProjectionView
from tests.trees import lay_out

RESULTS = b"""\
# berkas: periods/results.yaml
hasil:
  - {daerah: Kabupaten Satu, tahun: 2023, nilai: 41.30, sumber: [{judul: Berita}]}
  - {daerah: Kabupaten Dua, tahun: 2023, nilai: 59.46, sebelum_validasi: ya, sumber: [{judul: Berita}]}
  - {daerah: Kota Tiga, tahun: 2023, nilai: 44.77, sumber: [{judul: Berita}]}
  - {daerah: Kota Tiga, tahun: 2021, nilai: 70, sumber: [{judul: Berita}]}
  - {daerah: Kota Empat, tahun: 2020, skala: lama, kategori: Tidak Dapat Dinilai, sumber: [{judul: Berita}]}
  - {daerah: Kota Lima, tahun: 2020, nilai: 3319, skala: lama, sumber: [{judul: Berita}]}
  - {daerah: Kota Enam, tahun: 2020, nilai: 120, skala: lama, sumber: [{judul: Berita}]}
"""


@pytest.fixture
def page(tmp_path: Path) -> tuple[ProjectionView, str]:
    """Make the page with the results: its view, and its text."""
    root = lay_out(tmp_path, RESULTS)
    production = produce(load(root), settings(load(root), root, date(2026, 11, 24), {}), root, HOME / "templates")
    made = next(page for page in production.pages if page.address == "indeks/")
    view = made.view()
    assert isinstance(view, ProjectionView)
    return view, production.render(made).decode()


def test_values_are_compared_within_a_year(page: tuple[ProjectionView, str]) -> None:
    """A year with one value, and the former scale, have no chart; what was not validated ranks before nothing."""
    found = [(year, [(row.label, row.value) for row in plot.rows]) for year, plot in page[0].charts]
    assert found == [
        (
            2023,
            [
                ("Kota Tiga", "44,77"),
                ("Kabupaten Satu", "41,30"),
                ("Kabupaten Dua", "59,46, sebelum validasi"),
            ],
        )
    ]


def test_a_value_before_validation_says_so_in_words(page: tuple[ProjectionView, str]) -> None:
    """It is drawn otherwise than a final one, and not told by its colour."""
    chart = page[1].partition('aria-labelledby="nilai-2023-judul')[2].partition("</svg>")[0]
    assert len(re.findall(r'<rect class="draft"', chart)) == 1
    assert "59,46, sebelum validasi" in chart


def test_who_was_not_assessed_has_no_value(page: tuple[ProjectionView, str]) -> None:
    """No report is not an index of zero."""
    assert {row.result.daerah: row.result.nilai for row in page[0].results}["Kota Empat"] is None
    assert "tidak ada pada sumber" in page[1]
