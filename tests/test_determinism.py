"""The same catalogue on the same day gives the same bytes, whatever the machine, its settings and its disk are like.

What other files try: any sequence of changes and any number of processes (`test_incremental`), MkDocs and its
successor (`test_build`), and every Python that is supported (`.ci/same`, once a week).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import DAY, ROOT, SITE_URL, Built, contents, differing
from tests.trees import HERE

MINI = HERE / "mini"
DISORDER = """
import os, random
chance, listdir, scandir = random.Random(7), os.listdir, os.scandir
class Shuffled:
    def __init__(self, *given):
        with scandir(*given) as found:
            self.found = list(found)
        chance.shuffle(self.found)
        self.found = iter(self.found)
    def __iter__(self):
        return self.found
    def __next__(self):
        return next(self.found)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
def shuffled(*given):
    found = listdir(*given)
    chance.shuffle(found)
    return found
os.listdir, os.scandir = shuffled, Shuffled
"""
"""Runs before the program, and gives the files of every folder in another order each time."""

PLAIN = {"PYTHONHASHSEED": "1", "TZ": "Asia/Jakarta", "LC_ALL": "C", "KATALOG_PROCESSES": "1"}
OTHERS: dict[str, dict[str, str]] = {
    "hash": {"PYTHONHASHSEED": "2"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "other-zone": {"TZ": "America/Adak"},
    "locale": {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "0"},
    "processes": {"KATALOG_PROCESSES": "5"},
    "columns": {"COLUMNS": "20", "TERM": "dumb", "NO_COLOR": "1"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}
"""What else a machine may be like; an ordinary run tries all of it at once."""


def made(root: Path, folder: Path, env: dict[str, str], umask: int = 0o022) -> dict[str, bytes]:
    """Build a catalogue into a folder, whose cache is its own, and return the files."""
    kept = {key: os.environ[key] for key in ("PATH",) if key in os.environ}
    command = [sys.executable, str(ROOT / "build.py"), "site", "--root", str(root), "--out", str(folder / "site")]
    done = subprocess.run(
        [*command, "--date", DAY],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        umask=umask,
        env={**kept, **PLAIN, "KATALOG_CACHE": str(folder / "cache"), **env},
    )
    assert done.returncode == 0, done.stderr
    return contents(folder / "site")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build the small catalogue on a machine like any other."""
    folder = tmp_path_factory.mktemp("biasa")
    return made(Path(shutil.copytree(MINI, folder / "root")), folder, {})


@pytest.fixture
def disorder(tmp_path: Path) -> dict[str, str]:
    """Set what makes every folder give its files in another order."""
    (tmp_path / "disorder").mkdir()
    (tmp_path / "disorder/sitecustomize.py").write_text(DISORDER, encoding="utf-8")
    return {"PYTHONPATH": str(tmp_path / "disorder")}


def copied(root: Path, folder: Path) -> Path:
    """Copy a catalogue file by file, the last one first, to a place with a difficult name."""
    target = folder / "kata log \u00e9'"
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_file():
            (target / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / path.relative_to(root))
    return target


def test_another_machine(built: Built, disorder: dict[str, str], tmp_path: Path) -> None:
    """The frozen city with its history: settings, folder, mask and order of files are all different at once."""
    everything = {name: value for other in OTHERS.values() for name, value in other.items()}
    root = copied(built.folder.parent / "root", tmp_path)
    other = made(root, tmp_path, {**everything, **disorder, "SITE_URL": SITE_URL}, umask=0o077)
    assert len(other) > 500
    assert differing(contents(built.folder), other) == []


@pytest.mark.deep
@pytest.mark.parametrize("name", OTHERS)
def test_another_setting(name: str, plain: dict[str, bytes], tmp_path: Path) -> None:
    """Each by itself, to see which it is."""
    assert differing(plain, made(copied(MINI, tmp_path), tmp_path, OTHERS[name])) == []
