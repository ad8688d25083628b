"""Builds on machines and in repositories in a bad state: the site is right, or the old one stays, with a word."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from catalogue.cli.main import main
from catalogue.common.dates import build_day, time_zone
from catalogue.common.findings import Finding
from catalogue.history import read_history
from catalogue.model import Innovation
from catalogue.pipeline import load
from catalogue.propose.tidy import tidy
from catalogue.read import files as source
from catalogue.read.files import read_catalogue
from catalogue.report import what_is_hidden
from tests.built import DAY, ROOT, Built, contents, differing
from tests.forked import forked

RECORD = "innovations/dinas-kesehatan/antar-obat.yaml"
ZONE = time_zone("Asia/Jakarta")


@pytest.fixture(scope="module")
def whole(small: Built) -> dict[str, bytes]:
    """Read the small catalogue's site as it is on a good day."""
    return contents(small.folder)


@pytest.fixture
def root(small: Built, tmp_path: Path) -> Path:
    """Copy the small catalogue to a place where it may be changed."""
    return Path(shutil.copytree(small.folder.parent / "mini", tmp_path / "root"))


def run(root: Path, folder: Path, *more: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    """Build a catalogue into a folder, whose cache lies beside it; a variable of the environment may be missing."""
    arguments = [*command(root, folder)[2:], *more]
    return forked().run(arguments, environment(**{"KATALOG_CACHE": str(folder / "cache"), **env}))


def started(words: Sequence[str], **env: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment(**env))


def environment(**env: str | None) -> dict[str, str]:
    """Return an environment that knows nothing of where it runs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SITE_", "REPO"))}
    return {name: value for name, value in {**clean, **env}.items() if value is not None}


def command(root: Path, folder: Path) -> list[str]:
    """Return the command that builds a catalogue into a folder."""
    return [
        sys.executable,
        str(ROOT / "build.py"),
        "site",
        "--root",
        str(root),
        "--out",
        str(folder / "site"),
        "--date",
        DAY,
    ]


def site(root: Path, folder: Path, **env: str | None) -> dict[str, bytes]:
    """Build and return every file of the site."""
    done = run(root, folder, **env)
    assert (done.returncode, done.stderr) == (0, "")
    return contents(folder / "site")


def emptied(file: Path) -> None:
    """Leave nothing of a file but its name."""
    file.write_bytes(b"")


def cut(file: Path) -> None:
    """Leave half of a file, as after a kill or a full disk."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoilt(file: Path) -> None:
    """Fill a file with what is none of ours."""
    file.write_bytes(b'{"shared": [1], "files": {"a": "\xff\x00"}}' * 50)


def displaced(file: Path) -> None:
    """Put a folder in the place of a file."""
    file.unlink()
    (file / "isi").mkdir(parents=True)


def dangling(file: Path) -> None:
    """Put a link that leads nowhere in the place of a file."""
    file.unlink()
    file.symlink_to(file.parent / "tidak-ada")


DAMAGE = (emptied, cut, spoilt, displaced, dangling)


@pytest.fixture
def finished(small: Built, tmp_path: Path) -> Path:
    """Copy what a build leaves on a good day, the site and the cache, to a folder."""
    folder = tmp_path / "tujuan"
    for name in ("site", "cache"):
        shutil.copytree(small.folder.parent / name, folder / name, symlinks=True)
    return folder


def test_a_damaged_cache(root: Path, whole: dict[str, bytes], finished: Path, deep: bool) -> None:
    """Whatever became of the files that a build left, the next gives the same site; each kind comes to each file."""
    for turn in range(len(DAMAGE) if deep else 2):
        kept = sorted(path for path in (finished / "cache").rglob("*") if path.is_file())
        assert kept, "the pictures"
        for number, path in enumerate(kept):
            DAMAGE[(number + 2 * turn) % len(DAMAGE)](path)
        assert differing(whole, site(root, finished)) == []


@pytest.mark.deep
@pytest.mark.parametrize("place", ["berkas", "berkas/cache"])
def test_no_place_for_a_cache(place: str, root: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """A file where the cache should be only costs time."""
    (tmp_path / "berkas").touch()
    assert differing(whole, site(root, tmp_path, KATALOG_CACHE=str(tmp_path / place))) == []


def test_a_build_that_was_killed(root: Path, whole: dict[str, bytes], tmp_path: Path, deep: bool) -> None:
    """Whenever the whole program is killed, the next build gives the same site out of what lies about."""
    for number in range(40 if deep else 2):
        env = {**os.environ, "KATALOG_CACHE": str(tmp_path / "cache")}
        process = subprocess.Popen(command(root, tmp_path), stdout=subprocess.DEVNULL, env=env, start_new_session=True)
        time.sleep(0.4 + 0.35 * (number % 8))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert differing(whole, site(root, tmp_path)) == []


def test_two_builds_at_once(root: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Both end well, in one folder and with one cache."""
    env = {**os.environ, "KATALOG_CACHE": str(tmp_path / "cache")}
    both = [subprocess.Popen(command(root, tmp_path), stdout=subprocess.DEVNULL, env=env) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert differing(whole, contents(tmp_path / "site")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "root", "site"]


def test_a_poor_environment(root: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Without Git, a home and a place for a cache, in a zone and a language that nobody knows."""
    env: dict[str, str | None] = {
        "KATALOG_CACHE": "/proc/self/cache",
        "PATH": "/tidak/ada",
        "HOME": None,
        "TZ": "Tidak/Ada",
        "LC_ALL": "xx_YY.ISO-8859-5",
        "LANG": None,
    }
    done = started(command(root, tmp_path), **env)
    assert (done.returncode, done.stderr) == (0, "")
    assert differing(whole, contents(tmp_path / "site")) == []


AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""Runs a command without what lets root write where nobody may (capabilities(7))."""


@contextmanager
def read_only(folder: Path) -> Iterator[list[str]]:
    """Let nobody write in a folder, and give what a command must begin with so that it holds for root too."""
    subprocess.run(["chmod", "-R", "a-w", str(folder)], check=True)
    yield [] if os.geteuid() else AS_ANYBODY
    subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)


def test_a_checkout_that_cannot_be_written(root: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Nothing is written beside the data; the site and the cache go where they are told to."""
    with read_only(root) as before:
        done = started([*before, *command(root, tmp_path)], KATALOG_CACHE=str(tmp_path / "cache"))
    assert (done.returncode, done.stderr) == (0, "")
    assert differing(whole, contents(tmp_path / "site")) == []


def test_a_target_that_cannot_be_written(root: Path, finished: Path) -> None:
    """It is said in a sentence, and what stands there stays."""
    published = contents(finished / "site")
    with read_only(finished) as before:
        done = started([*before, *command(root, finished)], KATALOG_CACHE=str(finished.parent / "cache"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert contents(finished / "site") == published


@pytest.mark.parametrize("epoch", ["", "abc", "\u00b2", "9" * 20, "253402300799", "-99999999999999"])
def test_a_clock_that_says_nothing(epoch: str) -> None:
    """A `SOURCE_DATE_EPOCH` that is no moment is passed over."""
    assert abs((build_day(None, {"SOURCE_DATE_EPOCH": epoch}, "Asia/Jakarta") - date.today()).days) <= 1  # noqa: DTZ011


@pytest.mark.parametrize("day", [pytest.param("1900-01-01", marks=pytest.mark.deep), "2199-12-31"])
def test_a_clock_in_the_past_or_far_in_the_future(day: str, root: Path, tmp_path: Path) -> None:
    """The site is made as of that day."""
    done = run(root, tmp_path, "--date", day)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_beyond_the_calendar_is_a_wrong_use(day: str) -> None:
    """It is said to be no day."""
    assert main(["check", "--date", day]) == 2


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_years_beyond_the_calendar_are_told(year: str, root: Path) -> None:
    """A slip in a date is a finding, wherever it stands, and never the end of the program."""
    for path in [*root.rglob("*.yaml")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("2026-", f"{year}-").replace("2025-", f"{year}-"), encoding="utf-8")
    found = load(root, day=lambda zone: date.fromisoformat(DAY)).findings
    assert "tanggal-salah" in {finding.rule for finding in found}


def git(root: Path, *arguments: str, day: str = "2026-03-01T00:00:00Z") -> None:
    """Run Git in a catalogue."""
    who = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.id",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.id",
    }
    env = {**os.environ, **who, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=env)


@pytest.fixture
def repository(root: Path) -> Path:
    """Make the small catalogue a repository with two commits."""
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Satu")
    file = root / RECORD
    file.write_text(file.read_text(encoding="utf-8") + "# ubah\n", encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Dua", day="2026-04-01T00:00:00Z")
    return root


def changed_on(root: Path) -> date | None:
    """Return the day of the last change of a record, as far as it is known."""
    commits = read_history(root, ZONE).commits
    return next((commit.day for commit in reversed(commits) if RECORD in {c.path for c in commit.changes}), None)


def test_any_way_of_checking_out(repository: Path, tmp_path: Path) -> None:
    """A detached head, a work tree of its own and a submodule have the history; their `.git` may be a file."""
    git(repository, "checkout", "--quiet", "--detach", "HEAD")
    git(repository, "worktree", "add", "--quiet", "--detach", str(tmp_path / "pohon"))
    git(tmp_path, "init", "--quiet", "luar")
    add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository), "katalog"]
    git(tmp_path / "luar", *add)
    for place in (repository, tmp_path / "pohon", tmp_path / "luar/katalog"):
        assert changed_on(place) == date(2026, 4, 1)
    assert (tmp_path / "luar/katalog/.git").is_file()


def led_astray(git: Path) -> None:
    """Put a file in the place of `.git` that leads nowhere, as a submodule without its outer repository has."""
    shutil.rmtree(git)
    git.write_text("gitdir: /tidak/ada\n", encoding="utf-8")


def test_a_folder_without_a_repository(repository: Path) -> None:
    """Dates are left out, and the build says that there is no history."""
    shutil.rmtree(repository / ".git")
    history = read_history(repository, ZONE)
    assert (history.gap, history.failure) == ("tanpa-git", None)
    assert "Tanpa riwayat Git" in what_is_hidden(history)


def without_trees(git: Path) -> None:
    """Damage every loose object that is not the newest commit."""
    head = (git / "refs/heads/main").read_text(encoding="utf-8").strip()
    for file in (git / "objects").glob("??/*"):
        if file.parent.name + file.name != head:
            file.chmod(0o644)
            file.write_bytes(b"x")


@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (lambda git: (git / "HEAD").write_text("x", encoding="utf-8"), "tidak terbaca"),
        (led_astray, "tidak terbaca"),
        (lambda git: shutil.rmtree(git / "objects"), "tidak terbaca"),
        (without_trees, "tidak utuh"),
        (lambda git: (git / "config").write_text("[core\n", encoding="utf-8"), "pengaturan"),
    ],
    ids=["head", "elsewhere", "objects", "contents", "config"],
)
def test_a_repository_that_git_cannot_read(
    spoil: Callable[[Path], object], cause: str, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no folder without Git: nothing is published, and the cause is told with what Git said and the mend."""
    spoil(repository / ".git")
    history = read_history(repository, ZONE)
    assert history.gap == "git-gagal"
    assert history.failure
    assert cause in history.failure.cause
    assert main(["site", "--root", str(repository), "--out", str(tmp_path / "keluar"), "--date", DAY]) == 2
    said = capsys.readouterr().err
    assert f"pesan Git: {history.failure.said}" in said
    assert "perbaikan: " in said
    assert not (tmp_path / "keluar").exists()


def test_an_index_that_git_cannot_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named; the mend, followed literally, keeps all files and brings the days back."""
    index = repository / ".git/index"
    index.write_bytes(b"x" * 64)
    assert read_history(repository, ZONE).gap == "git-gagal"
    assert main(["review", "--root", str(repository), "--base", "main"]) == 2
    said = capsys.readouterr().err
    assert "indeks Git rusak" in said
    mend = re.search(r"`git -C \S+ (read-tree HEAD)`", said)
    assert mend
    before = (repository / RECORD).read_bytes()
    index.rename(repository.parent / "index")
    git(repository, *mend[1].split())
    assert main(["review", "--root", str(repository), "--base", "main"]) == 0
    assert changed_on(repository) == date(2026, 4, 1)
    assert (repository / RECORD).read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_a_repository_of_somebody_else(repository: Path, tmp_path: Path) -> None:
    """Git refuses to read it; nothing is published, and the command that is named mends it."""
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 12345, 12345)
    settings = tmp_path / "gitconfig"
    env: dict[str, str | None] = {
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "SUDO_UID": None,
    }
    done = run(repository, tmp_path, **env)
    assert done.returncode == 2
    assert not (tmp_path / "site").exists()
    command = re.search(r"`(git config --global --add safe\.directory .+)`", done.stderr)
    assert command
    subprocess.run(shlex.split(command[1]), check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": str(settings)})
    done = run(repository, tmp_path, **env)
    assert done.returncode == 0
    assert "Riwayat" not in done.stdout
    assert "riwayat" not in done.stdout


def test_commits_with_a_mad_clock(repository: Path) -> None:
    """A commit from before or beyond all calendars tells no day, and the next one does."""
    for moment, text in (
        ("@1 +0000", "# lama"),
        ("@99999999999999 +0000", "# jauh"),
        ("2026-05-01T00:00:00Z", "# kini"),
    ):
        file = repository / RECORD
        file.write_text(file.read_text(encoding="utf-8") + f"{text}\n", encoding="utf-8")
        git(repository, "commit", "--quiet", "--all", "--message", "Ubah", day=moment)
    assert changed_on(repository) == date(2026, 5, 1)


def test_line_ends_of_windows(root: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    """Every file with CRLF: the same site but for the files that are handed out as they are, and the same places."""
    before = {path: read.text for path, read in load(root).sources.items()}
    faulty = root / RECORD
    faulty.write_text(faulty.read_text(encoding="utf-8").replace("ringkasan:", "ringkasn:"), encoding="utf-8")
    told = load(root).findings
    for path in root.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(root).findings == told
    faulty.write_bytes(faulty.read_bytes().replace(b"ringkasn:", b"ringkasan:"))
    others = [name for name in differing(whole, site(root, tmp_path)) if not name.endswith(".yaml")]
    assert others == ["data/berkas.sha256"]
    windows = {item.path: item.text for item in read_catalogue(root, root).sources}
    for name in (name for name in before if name.startswith("innovations/")):
        assert "\r\n" in windows[name]
        assert tidy(windows[name], Innovation).text == tidy(before[name], Innovation).text


def test_a_file_that_cannot_be_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record and a picture without the right to read them are told, and a folder nested without end too."""
    folder = root / "innovations/dinas-kesehatan"
    (folder / "foto.jpg").write_bytes(b"\xff\xd8")

    def refused(file: Path, limit: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(source, "_content", refused)
    found = {item.place.path for item in read_catalogue(root, root).findings if isinstance(item, Finding)}
    assert {RECORD, "innovations/dinas-kesehatan/foto.jpg"} <= found


def test_folders_nested_without_end(root: Path) -> None:
    """However deep a folder is nested, reading stops and says where."""
    deep = root / "innovations"
    handle = os.open(deep, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("a", dir_fd=handle)
        inner = os.open("a", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(os.open("x.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=handle))
    os.close(handle)
    messages = [item.message for item in read_catalogue(root, root).findings]
    assert any("bertingkat" in message for message in messages)
    subprocess.run(["rm", "-rf", str(deep / "a")], check=True)
