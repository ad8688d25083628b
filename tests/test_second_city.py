"""Another city takes this repository over: its own data and settings, no code, and not a word of the first city."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import DAY, ROOT
from tests.servers import program
from tests.trees import BASE

PAPERS = {"README.md", "CHANGELOG.md", "LICENSE-DATA"}
"""Papers about the repository itself, which the guide tells another city to write anew."""
WORDS = ("tebing", "tebingtinggi", "12.76", "sumatera utara")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Follow the guide: copy the program, and put other data in place of ours."""
    root: Path = tmp_path_factory.mktemp("kota")
    program(root)
    for name in ("region.yaml", "opd", "periods"):
        copy = shutil.copytree if (BASE / name).is_dir() else shutil.copy
        copy(BASE / name, root / name)
    record = root / "innovations/dinas-contoh/antar-obat.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(
        "nama: Antar Obat\nringkasan: Obat diantar ke rumah.\nstatus_data: dikonfirmasi-opd\n"
        "pengesahan: {tanggal: 2026-03-02, jabatan: Kepala Dinas, cara: surat}\n",
        encoding="utf-8",
    )
    run(root, "reference")
    return root


def test_the_examples_of_the_guide_are_a_city(city: Path, tmp_path: Path) -> None:
    """Whoever types off the guide has a catalogue that passes the check."""
    guide = (ROOT / "docs/panduan/daerah-lain.md").read_text(encoding="utf-8")
    region, agency, period = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    root = tmp_path / "katalog"
    for name, text in (
        ("region.yaml", region),
        ("opd/dinas-contoh.yaml", agency),
        ("periods/2026/period.yaml", period),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copytree(city / "innovations", root / "innovations")
    assert "Tidak ada temuan" in run(city, "check", "--root", str(root))


def run(city: Path, *arguments: str) -> str:
    """Run the copy's own program."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SITE_", "REPO"))}
    command = [sys.executable, "build.py", *arguments]
    done = subprocess.run(command, cwd=city, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_second_city_has_two_agencies_and_one_record(city: Path) -> None:
    """The smallest catalogue there can be has no fault."""
    assert len(list((city / "opd").glob("*.yaml"))) == 2
    assert "galat[" not in run(city, "check")


def test_its_site_says_nothing_of_the_first_city(city: Path) -> None:
    """Every file that is published, pages, data, forms and calendars alike."""
    run(city, "site", "--out", "site", "--date", DAY)
    page = (city / "site/index.html").read_text(encoding="utf-8")
    assert "Kota Contoh" in page
    assert (city / "site/inovasi/antar-obat/index.html").exists()
    for folder in ("site", ".github", "docs", "catalogue", "templates", "vocabularies", "rubrics"):
        for file in (city / folder).rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                text = file.read_bytes().decode("utf-8", "replace").lower()
                assert [word for word in WORDS if word in text] == [], file.relative_to(city)


def test_only_the_papers_name_the_first_city(city: Path) -> None:
    """What the program is made of does not know whose it is."""
    named = {
        file.relative_to(city).as_posix()
        for file in city.rglob("*")
        if file.is_file()
        and file.suffix != ".pyc"
        and not file.is_relative_to(city / "site")
        and "tebing" in file.read_bytes().decode("utf-8", "replace").lower()
    }
    assert named <= PAPERS


def test_its_forms_and_chasing_are_its_own(city: Path) -> None:
    """The derived files name its agencies."""
    labels = (city / ".github/labels.json").read_text(encoding="utf-8")
    assert "Dinas Contoh" in labels
    assert "Dinas Kesehatan" not in labels
    run(city, "remind", "--out", "tagihan", "--date", DAY)
    assert list((city / "tagihan").glob("*.txt"))
