"""What is drawn of the index is what was worked out: where each mark, bar and stair stands, and in which words."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from justhtml import JustHTML
from playwright.sync_api import Browser

from catalogue.common.indonesian import gain_text, number_text
from catalogue.site.views.advice.plan import Aim, Stairs, stairs
from catalogue.site.views.plots import Scale
from tests.browser import axe_faults
from tests.built import DAY, Built, build, served, shared
from tests.oracle.planning import Paper, Round, given
from tests.test_plan import city, routes
from tests.trees import HERE

RESULTS = """hasil:
  - {daerah: Kabupaten Kepulauan Tagulandang Raya, tahun: 2025, nilai: 61.30, sumber: [{judul: Berita}]}
  - {daerah: Kabupaten Dua, tahun: 2025, nilai: 59.46, sebelum_validasi: ya, sumber: [{judul: Berita}]}
  - {daerah: Kota Mini, tahun: 2025, nilai: 44.77, sumber: [{judul: Berita}]}
  - {daerah: Kota Tiga, tahun: 2024, nilai: 44.77, sumber: [{judul: Berita}]}
  - {daerah: Kota Empat, tahun: 2024, nilai: 12, sumber: [{judul: Berita}]}
"""
TARGET = "target_rpjmd: {nilai: 45.5, sumber: [{judul: RPJMD}]}\n"
LEAST = Decimal("1e-20")
"""What sums of rounded numbers may differ by."""
PERIOD = "periods/2026/period.yaml"


def _publish(place: Path) -> None:
    root = Path(shutil.copytree(HERE / "mini", place / "catalogue"))
    (root / "periods/results.yaml").write_text(RESULTS, encoding="utf-8")
    with (root / PERIOD).open("a", encoding="utf-8") as file:
        file.write(TARGET)
    done = build("site", "--root", str(root), "--out", str(place / "site"), "--date", DAY)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Publish the small catalogue with a target and with results of its own and of others."""
    with served(shared(tmp_path_factory, "grafik", _publish) / "site") as site:
        yield site


def index_of(site: Built) -> dict[str, Any]:
    """Read the published index of 2026."""
    told: dict[str, Any] = json.loads((site.folder / "api/v1/indeks/2026.json").read_text(encoding="utf-8"))
    return told


def picture(site: Built, id: str) -> Any:
    """Return one picture of the page of the index."""
    page = JustHTML((site.folder / "indeks/2026/index.html").read_text(encoding="utf-8"), sanitize=False)
    [found] = [plot for plot in page.query("svg.plot") if str((plot.attrs or {})["aria-labelledby"]).startswith(id)]
    return found


def words(node: Any) -> list[str]:
    """Return the words that a picture shows, from the top down."""
    return [" ".join(str(text.to_text()).split()) for text in node.query("text")]


def number(node: Any, name: str) -> Decimal:
    """Return a measure of a shape without its unit."""
    return Decimal(str((node.attrs or {})[name]).removesuffix("%"))


def marks(node: Any) -> list[Decimal]:
    """Return how far from the left each mark stands."""
    return [number(mark, "x") for mark in node.query("svg") if mark.query("path.mark")]


def test_the_ruler_shows_readings_range_and_target_where_they_are(small: Built) -> None:
    """The edges are 0 and 100, so that a place is its value."""
    drawn, told = picture(small, "penggaris"), index_of(small)
    values = [Decimal(str(told["bacaan"][name]["iid"])) for name in ("klaim", "berbukti", "terverifikasi")]
    assert marks(drawn) == [round(value, 2) for value in (*values, Decimal("45.5"))]
    low, high = (Decimal(str(told["rentang"][end])) for end in ("bawah", "atas"))
    line = drawn.query("line.ends")[0]
    assert (number(line, "x1"), number(line, "x2")) == (round(low, 2), round(high, 2))
    shown = words(drawn)
    for label, value in (("Pernyataan OPD", values[0]), ("Disertai data dukung", values[1])):
        assert shown[shown.index(label) + 1] == number_text(value, 2)
    assert shown[shown.index("Rentang") + 1] == f"{number_text(low, 2)} sampai {number_text(high, 2)}"
    assert shown[shown.index("Target RPJMD") + 1] == "45,50"
    zones = [(number(zone, "x"), number(zone, "width")) for zone in drawn.query("rect.zone")]
    assert zones == [
        (Decimal("0.01"), Decimal("39.99")),
        (Decimal("40.01"), Decimal("24.99")),
        (Decimal("65.01"), Decimal("34.99")),
    ]


def test_what_is_not_known_is_not_drawn(built: Built) -> None:
    """While nothing counts no reading has a mark; of the target the picture says that nobody knows it."""
    html = (built.folder / "indeks/2027/index.html").read_text(encoding="utf-8")
    [ruler] = [plot for plot in JustHTML(html, sanitize=False).query("svg.plot") if "penggaris" in str(plot.attrs)]
    assert marks(ruler) == []
    assert words(ruler)[-2] == "Data daerah (SPD)"
    assert words(ruler)[-1].startswith("paling tinggi")
    assert str(ruler.query("desc")[0].to_text()).endswith("Target RPJMD belum diketahui.")


def test_peers_of_a_year_are_as_long_as_their_values(small: Built) -> None:
    """Ours is marked in words and by a sign; what is not final is drawn open and says so."""
    drawn = picture(small, "nilai-2025")
    bars = [(str((bar.attrs or {})["class"]), number(bar, "width")) for bar in drawn.query("rect")]
    assert bars == [("bar", Decimal("61.30")), ("own", Decimal("44.77")), ("draft", Decimal("59.46"))]
    assert words(drawn)[2:] == ["Kota Mini (daerah ini)", "44,77", "Kabupaten Dua", "59,46, sebelum validasi"]
    assert marks(drawn) == [Decimal("44.77")]
    assert "Kabupaten Kepulauan Tagulandang Raya 61,30" in str(drawn.query("desc")[0].to_text())


def test_a_year_without_our_value_says_so(small: Built) -> None:
    """Not found is not zero: there is no bar of ours."""
    drawn = picture(small, "nilai-2024")
    assert not drawn.query("rect.own")
    assert str(drawn.query("desc")[0].to_text()).endswith("Nilai Kota Mini tahun itu tidak ditemukan.")


def climbed(
    known: Round, found: Stairs, papers: list[Paper], added: tuple[str, ...]
) -> Iterator[tuple[Decimal, Fraction]]:
    """Yield with each stair what an independent reckoning says of all papers up to it."""
    by_stair: dict[tuple[str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        many = len(paper.slugs)
        name = paper.indicator.nama if many != 1 else paper.slugs[0]
        kind, head = ("spd", "SPD: ") if not many else ("bersama", "Bersama: ") if many > 1 else ("inovasi", "")
        by_stair[kind, f"{head}{name}"].append(paper)
    made: list[Paper] = []
    for stair in found.stairs:
        made += by_stair.pop((stair.kind, stair.name), [])
        yield stair.reached, known.index(added, map(given, made))
    assert not by_stair


def test_each_stair_is_what_its_documents_bring(deep: bool) -> None:
    """On made-up cities every height equals the index that an independent reckoning finds with all papers so far."""
    rng = Random(71)
    for _ in range(500 if deep else 15):
        known = city(rng)
        for route in routes(known):
            found = stairs(known.found, route, "uji", Aim("Tujuan", route.mulai), str)
            if found is None:
                assert not route.dokumen
                continue
            every = known.papers((*known.counted, *route.inovasi_ditambahkan), max)
            kept = {(paper.slugs, paper.indicator.id, paper.level): paper for paper in every}
            papers = [kept[item.inovasi, item.indikator.id, item.tingkat] for item in route.dokumen or ()]
            for height, reckoned in climbed(known, found, papers, route.inovasi_ditambahkan):
                assert abs(Fraction(height) - reckoned) < Fraction(LEAST)
            assert abs(found.stairs[-1].reached - route.iid) < LEAST
            assert found.plot.rows[-2].right == found.plot.rows[-1].left


def test_the_picture_of_the_stairs_is_its_table(small: Built) -> None:
    """Each stair that is drawn stands in the table with the same gain, and is as wide as it says."""
    page = JustHTML((small.folder / "indeks/2026/index.html").read_text(encoding="utf-8"), sanitize=False)
    [table] = page.query("section.plan.main details.figures table")
    told = {
        str(row.query("th")[0].to_text()).strip(): str(row.query("td")[1].to_text()).strip()
        for row in table.query("tbody tr")
    }
    [drawn] = page.query("section.plan.main svg.plot")
    shown = words(drawn)
    first, last = (
        Decimal(shown[shown.index(name) + 1].replace(",", "."))
        for name in ("Yang diketahui hari ini", "Sesudah semuanya")
    )
    widths = [number(bar, "width") for bar in drawn.query("rect.step")]
    stairs = [(shown[place - 1], value) for place, value in enumerate(shown) if value.startswith("+")]
    assert len(widths) == len(stairs) > 2
    alone = [(name, value) for name, value in stairs if "lain" not in name]
    assert {name: told[name] for name, _ in alone} == dict(alone)
    goal = Decimal("40.01")
    for (_, value), width in zip(stairs, widths, strict=True):
        assert abs(width - Decimal(value[1:].replace(",", ".")) / (goal - first) * 100) < Decimal("0.05")
    assert abs(sum(widths) - (last - first) / (goal - first) * 100) < Decimal("0.1")


def test_a_scale_keeps_what_lies_beyond_at_its_edge() -> None:
    """Nothing is drawn outside the picture, and a scale of one value draws at the left."""
    scale = Scale(Decimal(10), Decimal(20))
    row = scale.row("Satu", gain_text(Decimal(-3), 2), "step", (Decimal(18), Decimal(15)))
    assert (row.left, row.width, row.right) == ("50.00", "30.00", "50.00")
    assert scale.line("Jauh", Decimal(99)).x == "100.00"
    assert Scale(Decimal(5), Decimal(5)).line("Sama", Decimal(5)).x == "0.00"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_read_on_a_phone(small: Built, browser: Browser, scheme: Any) -> None:
    """Nothing is wider than the window, no label runs into its value, and axe finds nothing."""
    with browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{small.address}indeks/2026/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(OVERLAPS) == []
        assert axe_faults(page, "main") == []


OVERLAPS = """() => [...document.querySelectorAll("svg.plot .value")].filter((value) => {
  const label = value.previousElementSibling.getBoundingClientRect(), own = value.getBoundingClientRect();
  return own.width && label.right > own.left;
}).map((value) => value.previousElementSibling.textContent)"""
