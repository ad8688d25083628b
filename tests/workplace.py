"""A program with its catalogue that a test may change anywhere, and the site built from it again and again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.forks import Forks
from tests.trees import HERE

LEFT_OUT = ("tests", "bench", "site", "site-internal", "__pycache__", ".*")
"""What a build needs nothing of, except the examples among the tests."""

Outcome = tuple[int, str]
"""The exit code of a command, and all that it said."""


@dataclass
class Workplace:
    """The folders, and what else goes into a build: the day, the environment, chance."""

    folder: Path
    day: str = "2026-11-24"
    chance: random.Random = field(default_factory=lambda: random.Random(8))
    settings: dict[str, str] = field(default_factory=dict)
    forks: Forks | None = None

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def program(self) -> Path:
        return self.folder / "program"

    def run(self, *arguments: str, cache: str, processes: int = 1) -> Outcome:
        """Run a command of the program with a cache of that name: in a process of its own, or in a fork if told so."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "SITE_", "REPO"))}
        env = {**clean, "KATALOG_CACHE": str(self.folder / cache), "KATALOG_PROCESSES": str(processes), **self.settings}
        given = [*arguments, "--root", str(self.root), "--date", self.day]
        if self.forks:
            return self.forks.run(*given, env=env, said=self.folder / "said.txt")
        command = [sys.executable, str(self.program / "build.py"), *given]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        return done.returncode, done.stdout + done.stderr

    def build(self, name: str, cache: str, processes: int = 2) -> Path:
        """Build the site into a folder, which must succeed, and return it."""
        code, said = self.run("site", "--out", str(self.folder / name), cache=cache, processes=processes)
        assert code == 0, said
        return self.folder / name

    def from_nothing(self) -> Path:
        """Build into an empty folder without any cache."""
        self.forget("cold")
        return self.build("cold", "cold-cache")

    def forget(self, name: str) -> None:
        """Remove a site and its cache."""
        for left in (name, f"{name}-cache"):
            shutil.rmtree(self.folder / left, ignore_errors=True)

    def pick(self, pattern: str) -> Path | None:
        """Choose a file of the catalogue by chance."""
        found = sorted(self.root.glob(pattern))
        return self.chance.choice(found) if found else None

    def number(self, below: int = 1000) -> int:
        """Choose a number by chance."""
        return self.chance.randrange(below)

    def git(self, *arguments: str) -> str:
        """Run Git in the catalogue, with one author and one time for all."""
        identity = ["-c", "user.name=Bappeda", "-c", "user.email=bappeda@contoh.example", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(self.root), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def tree(self) -> str:
        """Return the identity of the catalogue as it stands, by which Git can put it back."""
        self.git("add", "--all")
        return self.git("write-tree").strip()

    def commit(self) -> None:
        """Commit whatever has changed."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Perubahan {self.number(10**6)}")


def workplace(folder: Path) -> Workplace:
    """Copy the program and the small catalogue, which gets a Git history of its own."""
    made = Workplace(folder)
    shutil.copytree(HERE.parent, made.program, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copytree(HERE / "cases", made.program / "tests" / "cases")
    shutil.copytree(HERE / "mini", made.root)
    shutil.copytree(HERE.parent / "vocabularies", made.root / "vocabularies", dirs_exist_ok=True)
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit()
    return made


def write_in(file: Path | None, old: str, new: str) -> None:
    """Replace a text in a file once, where it is."""
    if file:
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
