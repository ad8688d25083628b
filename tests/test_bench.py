"""What `make bench` measures: the same repository every time, without faults, and the same records for Hugo."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bench import DAY
from bench.__main__ import beyond
from bench.convert import change, write_hugo
from bench.corpus import write_repository
from bench.measure import Run, Written, measured, written
from bench.report import Size
from catalogue.common.program import HOME
from catalogue.pipeline import load

COUNT = 12


def test_repositories_are_the_same_every_time(tmp_path: Path) -> None:
    """Two repositories of one size are one commit."""
    heads = []
    for name in ("one", "two"):
        write_repository(tmp_path / name, COUNT)
        heads.append(subprocess.check_output(["git", "-C", str(tmp_path / name), "rev-parse", "HEAD"]))
    assert heads[0] == heads[1]


def test_records_are_publishable_and_hugo_gets_each_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured is a whole build; Hugo's records say what our API says, and a change reaches both forms."""
    root, site, hugo = tmp_path / "root", tmp_path / "site", tmp_path / "hugo"
    write_repository(root, COUNT)
    loaded = load(root, day=lambda zone: date.fromisoformat(DAY))
    assert loaded.publishable
    assert loaded.catalogue is not None
    assert len(loaded.catalogue.innovations) == COUNT
    assert len(loaded.catalogue.reviews) == COUNT // 3
    options = ["--root", str(root), "--out", str(site), "--date", DAY]
    monkeypatch.setenv("KATALOG_CACHE", str(tmp_path / "cache"))
    measured([sys.executable, "build.py", "site", *options], HOME)
    assert written(site).page > 0
    write_hugo(site, hugo)
    pages = sorted(hugo.glob("content/inovasi/inovasi-*.md"))
    assert len(pages) == COUNT
    told = json.loads((site / "api" / "v1" / "inovasi" / f"{pages[0].stem}.json").read_bytes())["inovasi"]
    front, end = json.JSONDecoder().raw_decode(pages[0].read_text(encoding="utf-8"))
    assert {**front["rekam"], "rancang_bangun": pages[0].read_text(encoding="utf-8")[end:].strip()} == told
    assert front["tingkat"].keys() == {name for name, fact in told["kematangan"].items() if fact}
    for file in (min(root.glob("innovations/*/*.yaml")), pages[0]):
        change(file, 7)
        assert "Perubahan ke-7: " in file.read_text(encoding="utf-8")


def test_a_quick_run_fails_on_a_ratio_and_never_on_a_time() -> None:
    """The same ratios pass, however slow the machine; each that is off is named."""
    sites = {name: Written(1, 1.0, 1.0, 40.0) for name in ("ours", "hugo")}
    for slow in (1.0, 100.0):
        runs = {"ours": [Run(2.0 * slow, 2.0 * slow, 50.0)], "hugo": [Run(slow, slow, 100.0)]}
        assert beyond(Size(300, runs, sites)) == []
    runs = {"ours": [Run(1.0, 9.0, 900.0)], "hugo": [Run(1.0, 1.0, 100.0)]}
    assert [text.split(" ours")[0] for text in beyond(Size(300, runs, sites))] == [
        "300 records: CPU",
        "300 records: memory",
    ]


def test_memory_and_processor_time_of_children_count(tmp_path: Path) -> None:
    """A command that leaves the work to a child has what the child took."""
    work = "import time; held = bytearray(80 << 20)\nwhile time.process_time() < 0.6: pass"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    run = measured([sys.executable, "-c", outer], tmp_path)
    assert run.cpu >= 0.6
    assert 80 <= run.memory < 160
