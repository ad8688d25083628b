"""What is printed reaches its reader, whatever the encoding, and says what to do where libraries are missing."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.program import missing, too_old
from catalogue.publish.states import CatalogueStates
from tests.built import ROOT
from tests.trees import HERE

BUILD = [sys.executable, str(ROOT / "build.py")]
SPROUT = "\U0001f331"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a catalogue with a fault that names what few encodings have."""
    root = Path(shutil.copytree(HERE / "mini", tmp_path_factory.mktemp("output") / "root"))
    file = root / "innovations/dinas-kesehatan/antar-obat.yaml"
    text = file.read_text(encoding="utf-8")
    assert "\ntahapan: penerapan\n" in text
    file.write_text(text.replace("\ntahapan: penerapan\n", f"\ntahapan: penerapan {SPROUT}\n"), encoding="utf-8")
    return root


def run(*words: str, shell: str = '"$@"', **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the program with its streams as a shell sets them."""
    command = ["bash", "-o", "pipefail", "-c", shell, "bash", *BUILD, *words]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **env})


def deep(*values: object) -> Any:
    """Mark a case that differs from its neighbours in nothing that the program knows of."""
    return pytest.param(*values, marks=pytest.mark.deep)


@pytest.mark.parametrize(
    "encoding", ["cp1252", "ascii", deep("latin-1"), deep("cp437"), deep("utf-8:strict"), "utf-16"]
)
def test_findings_in_any_encoding(encoding: str, faulty: Path) -> None:
    """What an encoding lacks is named by its number, and the exit code says what was found."""
    done = run("check", "--root", str(faulty), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    text = done.stdout.decode(encoding.partition(":")[0])
    assert "galat[kosakata]" in text
    assert (SPROUT if encoding.startswith("utf") else r"\U0001f331") in text


def test_what_programs_read_is_always_utf_8(faulty: Path, tmp_path: Path) -> None:
    """Whatever people's windows show: JSON is no JSON in another encoding."""
    done = run("check", "--root", str(faulty), "--format", "json", PYTHONIOENCODING="cp1252")
    assert SPROUT in json.dumps(json.loads(done.stdout.decode("utf-8")), ensure_ascii=False)
    shown = run("check", "--root", str(faulty), "--format", "github", PYTHONIOENCODING="ascii", GITHUB_STEP_SUMMARY="")
    assert SPROUT in shown.stdout.decode("utf-8")


OUT, ALL, SOME = '"$@" | true', '"$@" 2>&1 | true', '"$@" 2>&1 | head -c 1'
LEFT = [
    (OUT, 0, "explain wajib-diisi"),
    (ALL, 2, "tidak-ada"),
    (SOME, 0, "--help"),
    (SOME, 2, "explain tidak-ada"),
    *(deep(shell, 0, words) for shell in (ALL, SOME) for words in ("explain wajib-diisi", "--help")),
    *(deep(shell, 2, words) for shell in (OUT, SOME) for words in ("tidak-ada", "explain tidak-ada")),
]


@pytest.mark.parametrize(("shell", "code", "words"), LEFT)
def test_a_reader_who_leaves(shell: str, code: int, words: str) -> None:
    """Nothing is said of it, and the exit code is that of the command."""
    done = run(*words.split(), shell=shell)
    assert done.returncode == code
    assert b"Error" not in done.stderr


def test_findings_that_nobody_reads(faulty: Path) -> None:
    """The exit code says that there are some."""
    assert run("check", "--root", str(faulty), shell='"$@" | head -1').returncode == 1
    assert run("check", "--root", str(faulty), shell='"$@" >&-').returncode == 1
    assert run("check", "--root", str(faulty), shell='"$@" >&- 2>&-').returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_findings_that_find_no_place(faulty: Path) -> None:
    """A report that was not written whole is told apart from one that was."""
    done = run("check", "--root", str(faulty), shell='"$@" > /dev/full')
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "build.py: hasil tidak tercetak seluruhnya: tidak dapat menulis: tempat penyimpanan penuh\n"
    )


def test_a_summary_that_finds_no_place(faulty: Path, tmp_path: Path) -> None:
    """The report itself is given all the same."""
    done = run("check", "--root", str(faulty), "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert done.returncode == 1
    assert b"::error" in done.stdout
    assert done.stderr.decode().startswith("build.py: GITHUB_STEP_SUMMARY")


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which a part of the libraries is missing."""
    for name in ("click", "orjson", "pydantic", "jinja2"):
        (tmp_path / f"{name}.py").write_text(
            f"import os\nif os.environ['WITHOUT'] == {name!r}: raise ModuleNotFoundError('x', name={name!r})\n"
            f"import sys, importlib\nsys.path.remove({str(tmp_path)!r})\ndel sys.modules[{name!r}]\n"
            f"found = importlib.import_module({name!r})\nsys.path.insert(0, {str(tmp_path)!r})\n",
            encoding="utf-8",
        )
    return {"PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize("name", ["click", "orjson", "pydantic"])
def test_without_a_library(name: str, bare: dict[str, str], faulty: Path) -> None:
    """A sentence says what is missing where, and which command helps; nothing has to be known of Python."""
    done = run("check", "--root", str(faulty), WITHOUT=name, **bare)
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert said.startswith(f"build.py: pustaka `{name}` belum terpasang pada {sys.executable}; jalankan `")
    assert said.count("\n") == 1
    assert "make site" in said


def test_a_part_of_the_program_that_is_missing_is_its_fault() -> None:
    """No installing helps then."""
    assert missing(ModuleNotFoundError("x", name="catalogue.cli.site")) is None
    assert missing(ImportError("x")) is None
    assert "tidak dapat dipakai" in str(missing(ImportError("wrong ELF class", name="orjson.orjson")))


@pytest.mark.parametrize(
    ("version", "old"), [((3, 8, 2), True), ((3, 10, 14), True), ((3, 11, 0), False), ((4, 0), False)]
)
def test_an_old_python(version: tuple[int, ...], old: bool) -> None:
    """It is named with what is needed."""
    assert (too_old(version) is not None) is old


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupted_build_ends_in_silence(processes: str, tmp_path: Path) -> None:
    """No word of the program's own doing, the exit code of shells, and nothing left behind."""
    command = [*BUILD, "--root", str(HERE / "mini"), "--out", str(tmp_path / "situs"), "--date", "2026-06-01"]
    env = {**os.environ, "KATALOG_PROCESSES": processes}
    said, code = b"", 0
    for _ in range(5):  # on a busy machine a small site may be done before the signal comes
        said, code = _interrupted(command, env, tmp_path)
        if code:
            break
        shutil.rmtree(tmp_path / "situs")
    assert said.strip() == b""
    assert code == 130
    assert list(tmp_path.iterdir()) == []


def _interrupted(command: list[str], env: dict[str, str], place: Path) -> tuple[bytes, int]:
    """Interrupt a build once it writes, and return what it said and its exit code."""
    pipe = subprocess.PIPE
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us behind lets us ignore it
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=env, start_new_session=True) as process:
        while process.poll() is None and not any(path.is_dir() for path in place.glob(".*/*")):
            time.sleep(0.01)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        said = b"".join(process.communicate())
    return said, process.returncode


def test_a_preview_says_why_it_shows_no_days(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Git that fails stops no preview; it is told once."""
    root = Path(shutil.copytree(HERE / "mini", tmp_path / "root"))
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    (root / ".git" / "config").write_text("[core\n")
    caplog.set_level(logging.INFO)
    states = CatalogueStates(root, date(2026, 6, 1))
    for _ in range(2):
        assert states.next("http://127.0.0.1:8000/").title
    assert caplog.text.count("berkas pengaturan Git tidak terbaca") == 1


def test_a_site_without_an_address_says_what_it_lacks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts MkDocs by hand is told as well."""
    monkeypatch.delenv("SITE_URL", raising=False)
    root = Path(shutil.copytree(HERE / "mini", tmp_path / "root"))
    region = (root / "region.yaml").read_text(encoding="utf-8")
    kept = [line for line in region.splitlines(keepends=True) if not line.startswith("alamat:")]
    (root / "region.yaml").write_text("".join(kept), encoding="utf-8")
    caplog.set_level(logging.INFO)
    CatalogueStates(root, date(2026, 6, 1)).next(None)
    assert "Alamat situs belum diketahui" in caplog.text
