"""A new year is two files: the steps of the maintainers' guide, followed on a copy of this catalogue."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from catalogue.common.program import HOME
from catalogue.model import Period, Rubric
from tests.built import build
from tests.trees import KOTA

DATA = ("innovations", "opd", "periods", "rubrics", "vocabularies")
YEAR = 2028
GUIDE = HOME / "docs/panduan/pengelola.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the frozen city, add a year after its last, and close the one before, as the guide says."""
    folder = tmp_path_factory.mktemp("tahun") / "katalog"
    for name in DATA:
        shutil.copytree(KOTA / name, folder / name)
    shutil.copy(KOTA / "region.yaml", folder)
    rubric = (folder / f"rubrics/iid-{YEAR - 1}.yaml").read_text(encoding="utf-8")
    period = (folder / f"periods/{YEAR - 1}/period.yaml").read_text(encoding="utf-8")
    (folder / f"rubrics/iid-{YEAR}.yaml").write_text(_rubric(rubric), encoding="utf-8")
    (folder / f"periods/{YEAR}").mkdir()
    (folder / f"periods/{YEAR}/period.yaml").write_text(_moved(period), encoding="utf-8")
    closed = period.replace("  keadaan: terbuka\n", f"  keadaan: ditutup\n  tanggal: {YEAR - 1}-08-22\n")
    (folder / f"periods/{YEAR - 1}/period.yaml").write_text(closed, encoding="utf-8")
    return folder


def _moved(text: str) -> str:
    """Move every year one on."""
    return re.sub(r"\b20[23]\d\b", lambda match: str(int(match[0]) + 1), text)


def _rubric(text: str) -> str:
    """Write next year's rubric: another divisor, an indicator that went, and one that is new in the form."""
    text = _moved(text).replace("pembagi_minimum: 14", "pembagi_minimum: 16")
    return text.replace(
        "formulir:\n", "formulir:\n  - nomor: 0\n    nama: Isian baru tahun ini\n    bentuk: tetap\n", 1
    )


def test_two_files_open_a_year(root: Path, tmp_path: Path) -> None:
    """Its pages and responses are there, the year is the current one, and the years before it stay."""
    done = build("site", "--root", str(root), "--out", str(tmp_path / "site"), "--date", f"{YEAR}-03-01")
    assert done.returncode == 0, done.stderr
    for year in (YEAR - 2, YEAR - 1, YEAR):
        for address in (f"kepatuhan/{year}/index.html", f"rubrik/{year}/index.html", f"api/v1/indeks/{year}.json"):
            assert (tmp_path / "site" / address).is_file(), address
    index = json.loads((tmp_path / "site/api/v1/indeks/2028.json").read_text(encoding="utf-8"))
    assert (index["rubrik"], index["pembagi"]) == (f"iid-{YEAR}", 16)
    assert f"Proyeksi Indeks Inovasi Daerah {YEAR}" in (tmp_path / "site/indeks/index.html").read_text(encoding="utf-8")
    sheets = [path.read_text(encoding="utf-8") for path in (tmp_path / "site/inovasi").glob("*/index.html")]
    assert any("Isian baru tahun ini" in sheet for sheet in sheets)


def test_the_guide_says_these_steps() -> None:
    """The guide names both files and everything that a period and a rubric hold."""
    text = GUIDE.read_text(encoding="utf-8")
    chapter = text.partition("### Membuka tahun baru\n")[2].partition("\n## ")[0]
    for name in {*Period.model_fields, *Rubric.model_fields} - {"catatan"}:
        assert f"`{name}`" in chapter, name
