"""A server of one's own for tests: a host with the repository, and the folder that a server makes of it."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from tests.actions import SHIM
from tests.built import ROOT
from tests.forked import forked
from tests.host import REPOSITORY, Standin, serving
from tests.repositories import Repository
from tests.trees import HERE

NOON = {"2026-11-24": "1795496400", "2026-11-25": "1795582800"}
"""The middle of two days, as programs of the server are told it."""
OURS = (
    *("innovations/", "opd/", "periods/", "region.yaml", "ekosistem.yaml", "alamat.yaml"),
    *("tests/", ".github/", "docs/skema/"),
)
"""What the guide tells another city to replace, and what is derived from that."""


def git(*arguments: str) -> str:
    """Run Git without the settings of this machine and return what it says."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True, env=env).stdout


def program(folder: Path) -> None:
    """Copy the program as it is compiled, and nothing that is ours alone."""
    for name in git("-C", str(ROOT), "ls-files").splitlines():
        if not name.startswith(OURS) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for compiled in (ROOT / "catalogue").rglob("__pycache__"):
        shutil.copytree(compiled, folder / compiled.relative_to(ROOT))


@cache
def interpreter() -> str:
    """Return a program that stands for Python of a checkout: what its `build.py` is asked is done in a fork."""
    running = serving(Standin(Path(), programs={"python": _python}))
    atexit.register(running.__exit__, None, None, None)
    return SHIM.replace("${GITHUB_API_URL##*:}", running.__enter__().address.rpartition(":")[2])


def _python(words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
    if words[0] == "build.py":
        place = [] if "--out" in words or words[1] != "site" else ["--out", "site"]
        done = forked().run([*words[1:], *place, "--root", env["PWD"]], env, env["PWD"])
    else:
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=env["PWD"], env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def stand_in(checkout: Path, text: str = "") -> None:
    """Let a checkout have its libraries."""
    python = checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(text or interpreter(), encoding="utf-8")
    python.chmod(0o755)
    (checkout / ".venv/site.stamp").touch()


def wheel_in(folder: Path) -> Path:
    """Make the smallest library that there can be."""
    folder.mkdir()
    file, about = folder / "paket_kecil-1.0-py3-none-any.whl", "paket_kecil-1.0.dist-info"
    with ZipFile(file, "w") as archive:
        archive.writestr("paket_kecil.py", "ISI = 1\n")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: paket-kecil\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return file


@dataclass(frozen=True)
class Machine:
    """A server's folder, and a clerk's repository whose changes reach the host from which the server fetches."""

    work: Repository
    origin: Path
    home: Path

    @classmethod
    def start(cls, folder: Path) -> Machine:
        """Begin with the small catalogue on the host, and a checkout beside the copied programs."""
        machine = cls(Repository(folder / "kerja"), folder / "asal.git", folder / "srv")
        shutil.copytree(HERE / "mini", machine.work.root)
        for name in ("Makefile", "requirements.txt", ".gitignore"):
            shutil.copy(ROOT / name, machine.work.root / name)
        machine.work.git("init", "--quiet", "--initial-branch=main")
        machine.work.commit("2026-10-01")
        git("clone", "--quiet", "--bare", str(machine.work.root), str(machine.origin))
        machine.home.mkdir()
        for part in ("publish.py", "backup.py"):
            shutil.copy(ROOT / "deploy" / part, machine.home / part)
        git("clone", "--quiet", str(machine.origin), str(machine.home / "repositori"))
        machine.work.git("remote", "add", "origin", str(machine.origin))
        stand_in(machine.home / "repositori")
        machine.set()
        return machine

    def copy(self, folder: Path) -> Machine:
        """Copy all of it to another place."""
        shutil.copytree(self.home.parent, folder, symlinks=True)
        copied = Machine(Repository(folder / "kerja"), folder / "asal.git", folder / "srv")
        for place in (copied.work.root, copied.home / "repositori"):
            git("-C", str(place), "remote", "set-url", "origin", str(copied.origin))
        return copied

    def set(self, **changed: str) -> None:
        """Write the settings: the sample's with an alarm by a letter, and what is to be otherwise."""
        text = (ROOT / "deploy/setelan.ini").read_text(encoding="utf-8")
        for key, value in {
            "alarm": "tee --append surat.txt",
            "repositori": f"https://github.com/{REPOSITORY}",
            **changed,
        }.items():
            text = re.sub(rf"(?m)^{key} =.*\n", "", text) + f"{key} = {value}\n"
        (self.home / "setelan.ini").write_text(text, encoding="utf-8")

    def push(self, files: Mapping[str, str] | None = None) -> str:
        """Let a change of files reach the host; return its commit."""
        commit = self.work.commit("2026-11-23", dict(files or {}))
        self.work.git("push", "--quiet", "origin", "main")
        return commit

    def run(self, *arguments: str, program: str = "publish.py", day: str = "2026-11-24") -> tuple[int, str]:
        """Run a program of the server; return its exit code and what it said."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SITE_", "REPO", "PIP_"))}
        env = {**clean, "SOURCE_DATE_EPOCH": NOON[day], "GIT_CONFIG_GLOBAL": os.devnull}
        command = [sys.executable, str(self.home / program), *arguments]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def text(self, path: str) -> str:
        """Return a file as the clerk has it."""
        return (self.work.root / path).read_text(encoding="utf-8")

    @property
    def shown(self) -> str:
        """The commit that is served."""
        return os.readlink(self.home / "situs").removeprefix("rilis/")

    @property
    def alarm(self) -> str:
        """What the alarm says; empty where there is none."""
        file = self.home / "ALARM.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    @property
    def letters(self) -> str:
        """All that the command of the settings was given."""
        file = self.home / "surat.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def page(self, address: str) -> str:
        """Read a page as the web server would."""
        return (self.home / "situs" / address / "index.html").read_text(encoding="utf-8")
