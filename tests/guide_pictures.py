"""The pictures of the guides, taken from the small catalogue's site: `make pictures`.

They show the small catalogue and not the city, so that every city can keep the guides as they are.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.browser import chromium
from tests.built import SITE_URL, build, served
from tests.desk_pictures import DONE
from tests.trees import HERE

FOLDER = HERE.parent / "docs" / "panduan" / "gambar"
DAY = "2026-06-01"
WIDTH, HEIGHT = 960, 600
SIZE_LIMIT = 60_000
"""Bytes of one picture; the guides are read on slow lines too."""


@dataclass(frozen=True)
class Picture:
    """A part of a page: from where on it is shown, and how high."""

    name: str
    address: str
    start: str
    height: int = HEIGHT


PICTURES = (
    Picture("formulir", "usul/?inovasi=satu-peta", "main h2:visible", 700),
    Picture("daftar-periksa", "opd/dinas-kesehatan/", "h1"),
    Picture("halaman-inovasi", "inovasi/antar-obat/", "h1"),
    Picture("yang-kosong", "inovasi/satu-peta/", "main h1", 700),
    Picture("antrean-bukti", "antrean/", "#bukti"),
    Picture("antrean-usulan", "antrean/", "h1", 520),
    Picture("indeks", "indeks/", "h1"),
    Picture("meja-atur", "meja/", "#atur-judul"),
    Picture("meja-masuk", "meja/", ".arrival", 520),
    Picture("meja-ingatkan", "meja/", "#judul-ingatkan", 700),
    Picture("meja-periksa", "meja/", ".queue h3"),
    Picture("meja-hasil", "meja/", "#atur-judul"),
    Picture("meja-kirim", "meja/", "#judul-kirim", 700),
)

PROPOSALS = [
    {
        "number": 12,
        "title": "Antar Obat: hasil 2025",
        "createdAt": "2026-05-28T02:00:00Z",
        "reviewDecision": "",
        "statusCheckRollup": [{"state": "SUCCESS"}],
        "files": [{"path": "innovations/dinas-kesehatan/antar-obat.yaml"}],
    },
    {
        "number": 11,
        "title": "Inovasi baru: sekolah-terbuka",
        "createdAt": "2026-05-20T02:00:00Z",
        "reviewDecision": "",
        "statusCheckRollup": [{"state": "FAILURE"}],
        "files": [{"path": "innovations/dinas-pendidikan/sekolah-terbuka.yaml"}],
    },
]


def take(folder: Path) -> None:
    """Build the site, and write every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:  # a guide may name a picture that is not there yet, and would not be built
        if not (file := folder / f"{picture.name}.webp").exists():
            Image.new("RGB", (1, 1)).save(file)
    with tempfile.TemporaryDirectory() as place:
        proposals = Path(place) / "proposals.json"
        proposals.write_text(json.dumps(PROPOSALS), encoding="utf-8")
        env = {"SITE_URL": SITE_URL, "PROPOSALS_FILE": str(proposals)}
        done = build("--root", str(HERE / "mini"), "--out", f"{place}/site", "--date", DAY, env=env)
        assert done.returncode == 0, done.stderr
        with served(Path(place) / "site") as site, chromium() as browser:
            page = browser.new_page(viewport={"width": WIDTH, "height": 1200})
            page.clock.set_fixed_time(f"{DAY}T05:00:00Z")
            for picture in PICTURES:
                page.goto(site.address + picture.address)
                if act := DONE.get(picture.name):
                    page.evaluate("localStorage.clear()")
                    page.reload()
                    page.wait_for_selector("body[data-ready]")
                    act(page)
                    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
                box = page.locator(picture.start).first.bounding_box()
                assert box, picture.name
                clip = {"x": 0.0, "y": max(0.0, box["y"] - 24), "width": float(WIDTH), "height": float(picture.height)}
                shot = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
                Image.open(io.BytesIO(shot)).convert("RGB").save(folder / f"{picture.name}.webp", quality=72, method=6)


if __name__ == "__main__":
    take(FOLDER)
    sys.stdout.write(f"{len(PICTURES)} pictures in {FOLDER}.\n")
