"""The map of services shows each place where it lies, to scale, without asking anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from justhtml import JustHTML

from tests.built import build, shared
from tests.trees import lay_out

RECORD = """nama: {name}
ringkasan: Layanan bagi warga.
status_data: sumber-publik
jenis_catatan: inovasi
layanan:
  kebutuhan: [berobat]
  bagi: {{isi: Semua warga., sumber: [1]}}
lokasi:
  alamat: Jalan {name}
  lintang: {north}
  bujur: {east}
sumber:
  - judul: Berita
"""
PLACES = {"utara": ("3.3400", "99.1600"), "selatan": ("3.3200", "99.1600"), "timur": ("3.3300", "99.1700")}


def _site(folder: Path, places: dict[str, tuple[str, str]]) -> JustHTML:
    root = lay_out(folder, b"# berkas: README.md\n")
    for name, (north, east) in places.items():
        file = root / f"innovations/dinas-contoh/{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RECORD.format(name=name.capitalize(), north=north, east=east), encoding="utf-8")
    done = build("site", "--root", str(root), "--out", str(folder / "site"), "--date", "2026-11-24")
    assert done.returncode == 0, done.stdout + done.stderr
    return JustHTML((folder / "site/layanan/index.html").read_text(encoding="utf-8"), sanitize=False)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Publish three services with their places, and return their map with its list."""

    def make(folder: Path) -> None:
        _site(folder, PLACES)

    whole = (shared(tmp_path_factory, "map", make) / "site/layanan/index.html").read_text(encoding="utf-8")
    return whole[whole.index('<figure class="places">') :].partition("</figure>")[0]


def test_places_are_numbered_from_north_to_south_with_the_way_there(page: str) -> None:
    """Each number has its line in the list, with the address and a link that shows the way."""
    lines = re.findall(r"<li>.*?</li>", page)
    assert [re.findall(r"Jalan (\w+)", line) for line in lines] == [["Utara"], ["Timur"], ["Selatan"]]
    assert "query=3.34,99.16" in lines[0]
    assert "Petunjuk arah" in lines[0]


def test_the_map_is_true_to_scale(page: str) -> None:
    """North is up, a degree east is as long as one north by its latitude, and the bar is as long as it says."""
    at = [tuple(map(int, found)) for found in re.findall(r'<circle cx="(\d+)" cy="(\d+)"', page)]
    (north_x, north_y), (east_x, east_y), (south_x, south_y) = at
    assert north_x == south_x
    assert north_y < east_y < south_y
    assert (east_x - north_x) / (south_y - north_y) == pytest.approx(0.5, rel=0.02)
    bar, words = re.findall(r"h(\d+)v-6\"/><text[^>]*>([^<]+)<", page)[0]
    metres = {"500 m": 500, "1 km": 1000}[words]
    assert int(bar) / metres == pytest.approx((south_y - north_y) / 2226, rel=0.02)


def test_one_place_has_no_map(tmp_path: Path) -> None:
    """A lone point says less than its address, which stands with the service."""
    assert not _site(tmp_path, {"utara": PLACES["utara"]}).query(".places")
