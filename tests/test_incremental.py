"""A build after another gives what a build from nothing gives, byte for byte, and touches nothing else.

An ordinary run makes a few random changes one after the other, `--deep` 500.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.built import contents
from tests.trees import HERE

LEFT_OUT = ("tests", "bench", "site", "site-internal", "__pycache__", ".*")
"""What a build needs nothing of, except the examples among the tests."""
FEW, ALL = 2, 500
"""How many changes are made in an ordinary run, and in a deep one."""
COLD_EVERY = 2
"""After so many changes what was built is compared with a build from nothing."""
SEED = 8


@dataclass
class Workplace:
    """A program with its catalogue that may be changed anywhere, and the site built from it again and again."""

    folder: Path
    day: str = "2026-11-24"
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def root(self) -> Path:
        return self.folder / "root"

    def build(self, name: str, cache: str, processes: int = 2) -> Path:
        """Build the site into a folder, with a cache of that name, and return it."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "SITE_", "REPO"))}
        environ = {**clean, "KATALOG_CACHE": str(self.folder / cache), "KATALOG_PROCESSES": str(processes)}
        out = self.folder / name
        command = [sys.executable, str(self.folder / "program" / "build.py"), "site", "--date", self.day]
        command += ["--root", str(self.root), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
        assert done.returncode == 0, done.stderr
        return out

    def from_nothing(self) -> Path:
        """Build into an empty folder without any cache."""
        for left in ("cold", "cold-cache"):
            shutil.rmtree(self.folder / left, ignore_errors=True)
        return self.build("cold", "cold-cache")

    def pick(self, pattern: str) -> Path | None:
        """Choose a file of the catalogue by chance."""
        found = sorted(self.root.glob(pattern))
        return self.chance.choice(found) if found else None

    def write_in(self, file: Path | None, old: str, new: str) -> None:
        """Replace a text in a file once, where it is."""
        if file:
            file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """Copy the program and the small catalogue, which gets a Git history of its own."""
    program = tmp_path / "program"
    shutil.copytree(HERE.parent, program, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copytree(HERE / "cases", program / "tests" / "cases")
    shutil.copytree(HERE / "mini", tmp_path / "root")
    shutil.copytree(HERE.parent / "vocabularies", tmp_path / "root" / "vocabularies", dirs_exist_ok=True)
    made = Workplace(tmp_path)
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made)
    return made


def git(place: Workplace, *arguments: str) -> None:
    """Run Git in the catalogue, with one author and one time for all."""
    identity = ["-c", "user.name=Bappeda", "-c", "user.email=bappeda@contoh.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(place.root), *identity, *arguments], check=True, capture_output=True)


def commit(place: Workplace) -> None:
    """Commit whatever has changed."""
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--allow-empty", "--message", f"Perubahan {place.chance.randint(1, 10**6)}")


def identities(site: Path) -> dict[str, tuple[int, int]]:
    """Return which file on disk each address is."""
    files = [(path.relative_to(site).as_posix(), path.stat()) for path in site.rglob("*") if path.is_file()]
    return {address: (found.st_ino, found.st_mtime_ns) for address, found in files}


def test_what_is_unchanged_is_not_written_again(place: Workplace) -> None:
    """After a changed word only the files that differ are new; what MkDocs writes is its own affair."""
    first = place.build("site", "cache")
    before, known = contents(first), identities(first)
    record = place.root / "innovations" / "dinas-kesehatan" / "antar-obat.yaml"
    place.write_in(record, "Obat pasien kronis", "Obat pasien menahun")
    place.build("site", "cache")
    after, now = contents(first), identities(first)
    others = {address for address in after if address.startswith(("panduan/", "tentang/", "vendor/", "cards.txt", "."))}
    rewritten = {address for address in after if now[address] != known.get(address)} - others
    assert rewritten == {address for address in after if after[address] != before.get(address)} - others
    assert "inovasi/antar-obat/index.html" in rewritten
    assert len(rewritten) < len(after) / 4
    assert after == contents(place.from_nothing())


def test_neither_the_published_folder_nor_the_cache_is_trusted(place: Workplace) -> None:
    """What stands there is used only as long as nobody else wrote there; the cache may go or hold anything."""
    site = place.build("site", "cache")
    whole = contents(site)
    (site / "index.html").write_bytes(b"x" * len(whole["index.html"]))
    (site / "inovasi" / "antar-obat" / "index.html").unlink()
    (site / "robots.txt").unlink()
    (site / "robots.txt").symlink_to(site / "sitemap.xml")
    assert contents(place.build("site", "cache")) == whole
    for file in (place.folder / "cache").glob("*.*"):
        file.write_bytes(b'{"shared": 1, "files": [[1]]}')
    assert contents(place.build("site", "cache")) == whole


def test_any_number_of_processes_gives_the_same_bytes(place: Workplace) -> None:
    """One process or eight write what two write."""
    first, *others = [contents(place.build(f"{number}", f"cache-{number}", number)) for number in (2, 1, 8)]
    assert all(other == first for other in others)


def test_random_changes(place: Workplace, deep: bool) -> None:
    """After any sequence of changes the site is the one that a build from nothing gives."""
    for number in range(ALL if deep else FEW):
        change = place.chance.choice(CHANGES)
        change(place)
        if place.chance.random() < 0.3:
            commit(place)
        site = place.build("site", "cache")
        if number % COLD_EVERY == COLD_EVERY - 1:
            assert contents(site) == contents(place.from_nothing()), f"{number}: {change.__name__}"


def change_record(place: Workplace) -> None:
    """Change a sentence of an innovation."""
    file = place.pick("innovations/*/*.yaml")
    place.write_in(file, "ringkasan: ", f"ringkasan: Nomor {place.chance.randint(1, 999)} ")


def change_fact(place: Workplace) -> None:
    """Change the first number that some innovation states of itself, and with it scores, steps and advice."""
    if file := place.pick("innovations/*/*.yaml"):
        text = file.read_text(encoding="utf-8")
        fact = f"    nilai: {place.chance.randint(1, 30)}\n"
        file.write_text(re.sub(r"^    nilai: \d+\n", fact, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def add_record(place: Workplace) -> None:
    """Record a new innovation."""
    name = f"inovasi-{place.chance.randint(1, 99999)}"
    folder = place.chance.choice(sorted((place.root / "innovations").iterdir()))
    text = f"nama: {name.title()}\nringkasan: Layanan baru bagi warga.\nstatus_data: dikonfirmasi-opd\n"
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def rename_record(place: Workplace) -> None:
    """Give an innovation that nothing refers to another address."""
    if file := place.pick("innovations/*/inovasi-*.yaml"):
        file.rename(file.with_name(f"inovasi-{place.chance.randint(1, 99999)}.yaml"))


def delete_record(place: Workplace) -> None:
    """Delete an innovation that nothing refers to."""
    if file := place.pick("innovations/*/inovasi-*.yaml"):
        file.unlink()


def change_agency(place: Workplace) -> None:
    """Give an agency another short name."""
    file = place.pick("opd/*.yaml")
    assert file
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("singkatan:")]
    file.write_text("\n".join([*kept, f"singkatan: S{place.chance.randint(1, 999)}", ""]), encoding="utf-8")


def change_review(place: Workplace) -> None:
    """Move the day on which an innovation was reported."""
    file = place.pick("periods/*/reviews/*.yaml")
    place.write_in(file, "tanggal: 2026-08-2", f"tanggal: 2026-08-{place.chance.randint(1, 2)}")


def change_rubric(place: Workplace) -> None:
    """Say something else of the rubric's source, in the rubric that is used."""
    file = place.pick("rubrics/*.yaml") or place.folder / "program" / "rubrics" / "iid-2026.yaml"
    place.write_in(file, "nama: ", f"nama: Butir {place.chance.randint(1, 99)} ")


def change_vocabulary(place: Workplace) -> None:
    """Rename a word of a closed list."""
    file = place.root / "vocabularies" / "tema.yaml"
    place.write_in(file, "    nama: ", f"    nama: T{place.chance.randint(1, 99)} ")


def change_template(place: Workplace) -> None:
    """Change what every page shows, or a page of one kind."""
    name = place.chance.choice(("base.html", "innovation.html", "assets/style.css"))
    file = place.folder / "program" / "templates" / name
    mark = f"/* {place.chance.randint(1, 999)} */" if name.endswith(".css") else "\n"
    file.write_text(file.read_text(encoding="utf-8") + mark, encoding="utf-8")


def change_day(place: Workplace) -> None:
    """Build on another day."""
    place.day = f"2026-{place.chance.randint(10, 12)}-{place.chance.randint(10, 28)}"


CHANGES: tuple[Callable[[Workplace], None], ...] = (
    change_record,
    change_record,
    change_fact,
    add_record,
    rename_record,
    delete_record,
    change_agency,
    change_review,
    change_rubric,
    change_vocabulary,
    change_template,
    change_day,
    commit,
)
