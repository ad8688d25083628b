"""The live preview: pages are there when they are asked for, and show a saved file without being asked twice."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.trees import HERE

RECORD = "innovations/dinas-kesehatan/antar-obat.yaml"


@dataclass(frozen=True)
class Served:
    """A catalogue that may be changed, and the address of its preview."""

    root: Path
    address: str
    log: Path

    def get(self, address: str) -> str:
        """Return a page, as a browser would get it."""
        with urlopen(self.address + address, timeout=60) as answer:
            body: bytes = answer.read()
            return body.decode()

    def status(self, address: str) -> int:
        """Return the status of an answer."""
        try:
            with urlopen(self.address + address, timeout=60) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def after(self, page: str) -> str:
        """Wait, as the script on a page does, until there is something newer, and return the page anew."""
        epoch = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert epoch
        self.get(f"livereload/{epoch[1]}/{epoch[2]}")
        return self.get("inovasi/antar-obat/")

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file, as an editor that saves it whole."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def preview(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """Serve a copy of the small catalogue, with what a test adds to the command."""
    root, log = tmp_path / "root", tmp_path / "log"
    shutil.copytree(HERE / "mini", root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(HERE.parent / "build.py"), "serve", "--root", str(root), "--date", "2026-11-24"]
    command += ["--address", f"127.0.0.1:{port}", *getattr(request, "param", [])]
    environ = {**os.environ, "KATALOG_CACHE": str(tmp_path / "cache")}
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, env=environ) as process:
        served = Served(root, f"http://127.0.0.1:{port}/", log)
        try:
            wait_for(served)
            yield served
        finally:
            process.terminate()


def wait_for(served: Served) -> None:
    """Wait until the server answers."""
    for _ in range(600):
        try:
            served.get("robots.txt")
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(served.log.read_text())


def test_every_kind_of_file_is_made_when_it_is_asked_for(preview: Served) -> None:
    """Pages, prose, exports, assets and the search index are served as a published site has them."""
    home = preview.get("")
    style = re.search(r'href="(assets/style[^"]+)"', home)
    assert style
    assert "--" in preview.get(style[1])
    assert "Antar Obat" in preview.get("inovasi/antar-obat/")
    assert "Antar Obat" in preview.get("inovasi/antar-obat")
    assert "<h1" in preview.get("panduan/opd/")
    assert '"antar-obat"' in preview.get("api/v1/inovasi.json")
    assert preview.status("cari/indeks.json") == 200
    assert "panduan/opd/</loc>" in preview.get("sitemap.xml")
    assert preview.status("tidak-ada/") == 404
    assert preview.status("../../etc/passwd") == 404
    assert "tidak ada" in preview.get("404.html").casefold()


@pytest.mark.parametrize("preview", [[], ["--poll"]], ids=["told", "polling"], indirect=True)
def test_a_saved_file_is_shown(preview: Served) -> None:
    """A saved record is on its page at the next look, a fault in it as well, and again what mends it."""
    page = preview.get("inovasi/antar-obat/")
    preview.change(RECORD, "Obat pasien kronis", "Obat pasien menahun")
    page = preview.after(page)
    assert "Obat pasien menahun" in page
    preview.change(RECORD, "tahapan: penerapan", "tahapan: penerpan")
    page = preview.after(page)
    assert "bukan pilihan untuk" in page
    preview.change(RECORD, "tahapan: penerpan", "tahapan: penerapan")
    assert "Obat pasien menahun" in preview.after(page)
    time.sleep(2)
    assert preview.log.read_text().count("Reloading browsers") == 3


def test_prose_and_faults_follow_a_change(preview: Served) -> None:
    """Prose is made when somebody asks for it, and a record with a fault shows the fault."""
    page = preview.get("inovasi/antar-obat/")
    preview.change("region.yaml", "nama: Kota Mini", "nama: Kota Baru")
    page = preview.after(page)
    assert "Kota Baru" in page
    assert "Kota Baru" in preview.get("panduan/opd/")
    text = (preview.root / RECORD).read_text(encoding="utf-8").replace("\nalamat_lama: [antar-obat-lama]", "")
    text = text.replace("ANTAR OBAT", "OBAT LAGI").replace("terkait: [posyandu-digital]", "terkait: [tidak-ada]")
    (preview.root / RECORD).with_name("obat-lagi.yaml").write_text(text, encoding="utf-8")
    preview.after(page)
    page = preview.get("inovasi/obat-lagi/")
    assert "/rujukan-mati/" in page


def test_what_every_page_needs_is_kept_until_it_is_mended(preview: Served) -> None:
    """A fault in the city's own file is told where the preview was started, and the pages stay as they were."""
    preview.change("region.yaml", "nama:", "nma:")
    for _ in range(200):
        if "kunci-asing" in preview.log.read_text():
            break
        time.sleep(0.05)
    else:
        pytest.fail(preview.log.read_text())
    assert "Traceback" not in preview.log.read_text()
    page = preview.get("inovasi/antar-obat/")
    assert "Obat pasien kronis" in page
    preview.change("region.yaml", "nma:", "nama:")
    preview.change(RECORD, "Obat pasien kronis", "Obat pasien menahun")
    assert "Obat pasien menahun" in preview.after(page)
