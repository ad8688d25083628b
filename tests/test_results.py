"""Published results of other governments stand beside each other within a year, and what is not final says so."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.build import settings
from catalogue.common.paths import HOME
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
    found = [(chart.year, [(bar.result.daerah, bar.result.nilai) for bar in chart.bars]) for chart in page[0].charts]
    assert found == [
        (
            2023,
            [
                ("Kota Tiga", Decimal("44.77")),
                ("Kabupaten Satu", Decimal("41.30")),
                ("Kabupaten Dua", Decimal("59.46")),
            ],
        )
    ]


def test_a_value_before_validation_says_so_in_words(page: tuple[ProjectionView, str]) -> None:
    """The mark stands in the bar itself, not in its colour."""
    chart = page[1].partition('<ul class="bars-chart">')[2].partition("</ul>")[0]
    marked = [bar for bar in re.findall(r"<li>(.*?)</li>", chart, re.DOTALL) if "sebelum validasi" in bar]
    assert len(marked) == 1
    assert "59,46" in marked[0]


def test_who_was_not_assessed_has_no_value(page: tuple[ProjectionView, str]) -> None:
    """No report is not an index of zero."""
    assert {row.result.daerah: row.result.nilai for row in page[0].results}["Kota Empat"] is None
    assert "tidak ada pada sumber" in page[1]
