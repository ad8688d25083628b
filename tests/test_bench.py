"""What `make bench` measures: the same repository every time, without faults, and the same records for others."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from bench import DAY
from bench.corpus import write_repository
from bench.rivals import change, write_hugo, write_mkdocs
from catalogue.loading import load

COUNT = 12


def test_repositories_are_the_same_every_time(tmp_path: Path) -> None:
    """Two repositories of one size are one commit."""
    heads = []
    for name in ("one", "two"):
        write_repository(tmp_path / name, COUNT)
        heads.append(subprocess.check_output(["git", "-C", str(tmp_path / name), "rev-parse", "HEAD"]))
    assert heads[0] == heads[1]


def test_records_are_publishable_and_others_get_each_of_them(tmp_path: Path) -> None:
    """What is measured is a whole build; a change reaches both forms of a record."""
    root = tmp_path / "root"
    write_repository(root, COUNT)
    loaded = load(root, day=lambda zone: date.fromisoformat(DAY))
    assert loaded.publishable
    assert loaded.catalogue is not None
    assert len(loaded.catalogue.innovations) == COUNT
    assert len(loaded.catalogue.reviews) == COUNT // 3
    write_hugo(root, tmp_path / "hugo")
    write_mkdocs(root, tmp_path / "mkdocs")
    pages = {name: sorted((tmp_path / name).rglob("inovasi/*.md")) for name in ("hugo", "mkdocs")}
    assert [page.stem for page in pages["hugo"]] == [page.stem for page in pages["mkdocs"]]
    assert len(pages["hugo"]) == COUNT
    for file in (min(root.glob("innovations/*/*.yaml")), pages["hugo"][0]):
        change(file, 7)
        assert "Perubahan ke-7: " in file.read_text(encoding="utf-8")
