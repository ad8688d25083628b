"""The commands of the guide for bad days, taken from its text and run as they are written there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.built import ROOT, Built
from tests.programs import program
from tests.repositories import WHO, Repository, record
from tests.servers import stand_in
from tests.trees import HERE

GUIDE = (ROOT / "docs/panduan/hari-buruk.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
OBAT, IKLIM = "innovations/dinas-contoh/antar-obat.yaml", "innovations/dinas-lain/kampung-iklim.yaml"


def block(beginning: str) -> str:
    """Return the one block of commands that begins so."""
    (found,) = [text for text in BLOCKS if text.startswith(beginning)]
    return str(found)


def shell(commands: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run commands as a person at a terminal does, whose editor would wait for ever."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SITE_", "REPO"))}
    known = {**dict.fromkeys(WHO, "x@contoh.example"), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_EDITOR": "false"}
    command = ["sh", "-ec", commands]
    return subprocess.run(
        command, cwd=folder, env={**clean, **known, **env}, capture_output=True, text=True, timeout=120, check=False
    )


@dataclass(frozen=True)
class Desk:
    """A maintainer's clone, and the host from which it came."""

    work: Repository
    origin: Path

    def host(self, *words: str) -> str:
        """Ask the host's repository."""
        return subprocess.run(
            ["git", "-C", str(self.origin), *words], capture_output=True, text=True, check=True
        ).stdout.strip()

    def run(self, beginning: str, change: Callable[[str], str] = str) -> None:
        """Run a block of the guide in the clone, with its names in capitals replaced."""
        done = shell(change(block(beginning)), self.work.root)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a clone of a catalogue with one record, whose next one came by a merge."""
    work = Repository.start(tmp_path / "kerja")
    work.commit("2026-03-01", {OBAT: record("Antar Obat")})
    origin = tmp_path / "asal.git"
    work.git("switch", "--quiet", "--create", "usulan")
    work.commit("2026-03-02", {IKLIM: record("Kampung Iklim")})
    work.git("switch", "--quiet", "main")
    work.git("merge", "--quiet", "--no-ff", "--message", "Gabungkan", "usulan", day="2026-03-03")
    subprocess.run(["git", "clone", "--quiet", "--bare", work.root, origin], check=True)
    work.git("remote", "add", "origin", str(origin))
    work.git("fetch", "--quiet", "origin")
    work.git("branch", "--quiet", "--set-upstream-to", "origin/main", "main")
    return Desk(work, origin)


def test_every_block_is_run_here() -> None:
    """A block that is added to the guide needs its test."""
    assert [text.split("\n")[0] for text in BLOCKS] == [
        "git revert --no-edit --mainline 1 COMMIT_PENGGABUNGAN",
        "git clone --mirror ALAMAT bersih.git",
        "git clone --mirror ALAMAT cadangan.git",
    ]


def test_a_merge_is_taken_back(desk: Desk) -> None:
    """The record of the merge is gone from the host, the one before it stays, and nothing of the history is lost."""
    merged = desk.host("rev-parse", "main")
    desk.run("git revert", lambda text: text.replace("COMMIT_PENGGABUNGAN", merged))
    files = desk.host("ls-tree", "-r", "--name-only", "main").splitlines()
    assert (OBAT in files, IKLIM in files) == (True, False)
    assert desk.host("merge-base", "main", merged) == merged


def test_a_squashed_change_is_taken_back_by_the_same_command(desk: Desk) -> None:
    """Where the host put the change on main as one commit, nobody has to know what a merge is."""
    plain = desk.work.commit("2026-03-04", {IKLIM: record("Kampung Iklim", "status: berhenti\n")})
    desk.work.git("push", "--quiet", "origin", "main")
    desk.run("git revert", lambda text: text.replace("COMMIT_PENGGABUNGAN", plain))
    assert "berhenti" not in desk.host("show", f"main:{IKLIM}")


def test_a_file_is_taken_out_of_the_history(desk: Desk) -> None:
    """It is in no commit of no branch of the host any more, and days and contents of the others are as before."""
    program("git-filter-repo", "git-filter-repo")
    before = [line.split(" ", 1)[1] for line in desk.host("log", "--format=%H %cI %s", "main", "--", OBAT).splitlines()]
    desk.run(
        "git clone --mirror ALAMAT bersih",
        lambda text: text.replace("ALAMAT", f"file://{desk.origin}").replace("BERKAS", IKLIM),
    )
    assert desk.host("log", "--all", "--format=%H", "--", IKLIM) == ""
    after = [line.split(" ", 1)[1] for line in desk.host("log", "--format=%H %cI %s", "main", "--", OBAT).splitlines()]
    assert after == before
    assert "Antar Obat" in desk.host("show", f"main:{OBAT}")


def test_a_backup_has_what_the_host_has(desk: Desk) -> None:
    """Every reference, proposals too, and after an update also what came since."""
    desk.host("update-ref", "refs/pull/7/head", "usulan")
    commands = block("git clone --mirror ALAMAT cadangan").replace("ALAMAT", f"file://{desk.origin}")
    first, second = commands.splitlines()
    assert shell(first, desk.work.root).returncode == 0
    desk.work.commit("2026-03-05", {IKLIM: record("Kampung Iklim Baru")})
    desk.work.git("push", "--quiet", "origin", "main:main")
    assert shell(second, desk.work.root).returncode == 0
    kept = desk.work.git("-C", "cadangan.git", "for-each-ref", "--format=%(refname) %(objectname)")
    assert kept.strip() == desk.host("for-each-ref", "--format=%(refname) %(objectname)")
    assert "refs/pull/7/head" in kept


def test_a_site_for_any_place_names_that_place(tmp_path: Path) -> None:
    """The command for the day when GitHub cannot be used: nothing on the site names this machine, and it says so."""
    (command,) = re.findall(r"`(SITE_URL=\S+ make site)`", GUIDE)
    shutil.copytree(HERE / "mini", tmp_path, dirs_exist_ok=True)
    for name in ("Makefile", "requirements.txt", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path)
    repository = Repository(tmp_path)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("2026-10-01")
    stand_in(tmp_path)
    done = shell(f"{command} 2>&1", tmp_path, SOURCE_DATE_EPOCH="1795496400")
    assert done.returncode == 0, done.stdout
    assert "Alamat situs" not in done.stdout.splitlines()[-1]
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://inovasi.contoh.go.id/">' in home
    texts = [path for path in (tmp_path / "site").rglob("*") if path.suffix in {".html", ".json", ".xml", ".ics"}]
    assert len(texts) > 100
    assert not [path for path in texts if b"127.0.0.1" in path.read_bytes()]


def test_the_list_of_checksums_is_proved_as_the_guide_says(built: Built, tmp_path: Path) -> None:
    """The guide of security fetches the list, and hands it with the repository to what knows statements."""
    program("curl", "curl")
    guide = (ROOT / "docs/panduan/keamanan.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text('#!/bin/sh\necho "$@" > said; test -s "$3"\n', encoding="utf-8")
    (tmp_path / "bin/gh").chmod(0o755)
    commands = commands.replace("ALAMAT_SITUS/", built.address).replace("PEMILIK/REPOSITORI", "kota/katalog")
    done = shell(commands, tmp_path, PATH=f"{tmp_path}/bin:{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "berkas.sha256").read_bytes() == (built.folder / "data/berkas.sha256").read_bytes()
    assert (tmp_path / "said").read_text() == "attestation verify berkas.sha256 --repo kota/katalog\n"
