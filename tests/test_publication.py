"""A site is published whole or not at all, whatever happens to the build and to the disk."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.pipeline import load
from catalogue.publish import ownership, publication
from catalogue.publish.ownership import mark
from catalogue.publish.publication import NotPublishable, replacement, sizes
from tests.built import DAY, ROOT, SUB_PATH, build
from tests.trees import HERE

MINI = HERE / "mini"
FILES = 40
PUBLISHER = f"""
import sys, time
from pathlib import Path
from catalogue.publish.publication import replacement
number = 0
while True:
    number += 1
    with replacement(Path(sys.argv[1])) as fresh:
        for file in range({FILES}):
            (fresh / f"{{file}}.html").write_text(str(number))
    print(number, flush=True)
"""
"""Publishes again and again; every file of a site says which publication it belongs to."""

HOLDER = """
import sys
from pathlib import Path
from catalogue.publish.publication import replacement
with replacement(Path(sys.argv[1])) as fresh:
    print("menulis", flush=True)
    sys.stdin.readline()
"""
"""Publishes once, and waits in the middle of it for a line."""


def state(target: Path) -> set[str]:
    """Return what the files of a published folder say, and see that none is missing."""
    found = {file.name: file.read_text(encoding="utf-8") for file in target.iterdir() if file.suffix == ".html"}
    assert len(found) == FILES
    return set(found.values())


def publisher(target: Path) -> subprocess.Popen[str]:
    """Start publishing over and over."""
    command = [sys.executable, "-c", PUBLISHER, str(target)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path, deep: bool) -> None:
    """SIGKILL at random moments: what stands there afterwards is one publication, complete."""
    target, chance = tmp_path / "site", random.Random(9)
    for _ in range(200 if deep else 4):
        process = publisher(target)
        assert process.stdout
        assert process.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert len(state(target)) == 1


@contextmanager
def half_way(target: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a process that is in the middle of publishing."""
    command = [sys.executable, "-c", HOLDER, str(target)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline()
        yield process


def test_what_a_killed_build_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build clears it away, but not the folder of a build that still runs."""
    target = tmp_path / "site"
    monkeypatch.setattr(ownership, "ABANDONED", -1)
    with half_way(target) as running:
        (tmp_path / ".site.katalog-abcd_123").mkdir()
        _publish(target)
        assert not (tmp_path / ".site.katalog-abcd_123").exists()
        running.communicate("lanjut\n")
    assert running.returncode == 0
    with half_way(target) as running:
        running.kill()
    assert len(list(tmp_path.iterdir())) == 2
    _publish(target)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_was_set_aside_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where folders cannot change names at once, a kill between the two renames is mended by the next build."""
    monkeypatch.setattr(ownership, "ABANDONED", -1)
    target = tmp_path / "site"
    _publish(target)
    left = tmp_path / ".site.katalog-abcd_123"
    left.mkdir()
    (left / ownership.PROOF).write_text(ownership.PROVEN, encoding="utf-8")
    target.rename(left / ownership.OLD)
    with pytest.raises(RuntimeError), replacement(target):
        raise RuntimeError
    assert state(target) == {"1"}


def test_without_an_exchange_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that rename only one folder at a time publish too."""
    monkeypatch.setattr(publication, "_exchange", lambda fresh, target: False)
    for _ in range(2):
        _publish(tmp_path / "site")
    assert state(tmp_path / "site") == {"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _publish(target: Path) -> None:
    with replacement(target) as fresh:
        for file in range(FILES):
            (fresh / f"{file}.html").write_text("1", encoding="utf-8")


def test_two_publishers_at_once(tmp_path: Path) -> None:
    """Whoever ends last stays; what can be read in between is always whole."""
    target = tmp_path / "site"
    both = [publisher(target), publisher(target)]
    for process in both:
        assert process.stdout
        assert process.stdout.readline()
    for _ in range(20):
        handle = os.open(target, os.O_RDONLY)
        names = [name for name in os.listdir(handle) if name.endswith(".html")]
        os.close(handle)
        assert len(names) in {0, FILES}, "a folder is whole, or was just cleared away after it was replaced"
    for process in both:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()
    assert len(state(target)) == 1


def small_files() -> None:
    """Let no file grow beyond some kilobytes, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    """The build says in a sentence that it could not write, and what was published stays as it was."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "lama.html").touch()
    mark(out)
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(MINI), "--out", str(out), "--date", DAY]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small_files, env=unmeasured)
    assert done.returncode == 2
    assert "ukurannya melebihi batas" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert sorted(path.name for path in out.iterdir()) == [".katalog", "lama.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small catalogue's site once."""
    folder = tmp_path_factory.mktemp("inspected") / "site"
    done = build(
        "--root", str(MINI), "--out", str(folder), "--date", DAY, env={"SITE_URL": f"https://c.example{SUB_PATH}"}
    )
    assert done.returncode == 0, done.stderr
    return folder


def faults(folder: Path, before: Path = Path("/tidak/ada")) -> list[str]:
    """Inspect a site of the small catalogue."""
    catalogue = load(MINI).catalogue
    assert catalogue
    return list(publication.faults(sizes(folder), catalogue, sizes(before)))


def test_a_sound_site_has_no_fault(site: Path) -> None:
    """Nothing is found where nothing is wrong."""
    assert faults(site) == []


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "lost-address": (lambda folder: (folder / "linimasa.ics").unlink(), "`linimasa.ics` tidak ada"),
    "lost-agency": (
        lambda folder: shutil.rmtree(folder / "opd/dinas-kesehatan"),
        "`opd/dinas-kesehatan/index.html` tidak ada",
    ),
    "lost-period": (lambda folder: shutil.rmtree(folder / "kepatuhan/2026"), "`kepatuhan/2026/index.html` tidak ada"),
    "lost-page": (lambda folder: (folder / "inovasi/antar-obat/index.html").unlink(), "inovasi `antar-obat` tidak ada"),
    "empty-file": (lambda folder: (folder / "robots.txt").write_bytes(b""), "`robots.txt` kosong"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_spoilt_is_found(kind: str, site: Path, tmp_path: Path) -> None:
    """Each kind of damage is told in words, with its place."""
    folder = Path(shutil.copytree(site, tmp_path / "site"))
    spoil, said = SPOILT[kind]
    spoil(folder)
    assert any(said in fault for fault in faults(folder))


def test_a_site_that_shrank_without_a_reason(site: Path, tmp_path: Path) -> None:
    """Half of the pages gone and every innovation there: refused. With innovations gone too: as somebody wished."""
    before = Path(shutil.copytree(site, tmp_path / "before"))
    for number in range(500):
        (before / f"tema/{number}.html").write_text("</html>", encoding="utf-8")
    mark(before)
    assert "padahal inovasinya tidak berkurang" in "".join(faults(site, before))
    for number in range(10):
        (before / f"inovasi/{number}.html").write_text("</html>", encoding="utf-8")
    mark(before)
    assert faults(site, before) == []


def test_files_of_a_kind_that_shrank_without_a_reason(site: Path, tmp_path: Path) -> None:
    """Every page is there and says nothing: refused, and the way out is named. Where they were small, they may."""
    before = Path(shutil.copytree(site, tmp_path / "before"))
    assert faults(site, before) == []
    for page in (before / "aturan").rglob("*.html"):
        page.write_bytes(page.read_bytes() * 3)
    (before / "robots.txt").write_bytes((before / "robots.txt").read_bytes() * 3)
    [said] = faults(site, before)
    assert re.fullmatch(r"`aturan/\*\.html` tinggal \d+ bita dari \d+, padahal .*, ganti dahulu nama map .*", said)
    shutil.rmtree(before / "inovasi")
    assert faults(site, before), "fewer innovations before than now are no reason"


def test_a_faulty_result_is_not_published(site: Path, tmp_path: Path) -> None:
    """The command exits 2, says what is wrong, and leaves the old site."""
    out = Path(shutil.copytree(site, tmp_path / "out"))
    kept = json.dumps(sorted(path.name for path in out.rglob("*")))
    (out / "tema").mkdir(exist_ok=True)
    for number in range(500):
        (out / f"tema/{number}.html").write_text("</html>", encoding="utf-8")
    mark(out)
    done = build("--root", str(MINI), "--out", str(out), "--date", DAY)
    assert done.returncode == 2
    assert "situs tidak diterbitkan karena hasilnya keliru:\n  - situs tinggal" in done.stderr
    assert (out / "tema/499.html").exists()
    assert kept != "[]"


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """Give a folder into which nothing can be written, even by root."""
    return Path("/proc/self/katalog") if os.geteuid() == 0 else tmp_path


def test_a_target_that_cannot_be_written(unwritable: Path) -> None:
    """It is said in a sentence."""
    if unwritable.exists():
        unwritable.chmod(0o500)
    done = build("--root", str(MINI), "--out", str(unwritable / "site"), "--date", DAY)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_target_of_somebody_else(tmp_path: Path) -> None:
    """A link in the place of the site is refused, since it leads out."""
    (tmp_path / "site").symlink_to(tmp_path)
    with pytest.raises(NotPublishable), replacement(tmp_path / "site"):
        pass
