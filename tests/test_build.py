"""`build.py` as its users call it: publishing, refusing, and saying why."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.cli.main import COMMANDS
from catalogue.model.reference import derived_files
from catalogue.pipeline import load
from tests.built import DAY, ROOT, Built, build
from tests.trees import BASE, HERE, KOTA

MINI = HERE / "mini"
RECORD = "innovations/badan-perencanaan/satu-peta.yaml"


def digest(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Copy the small catalogue to a place where it may be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


def test_another_catalogue_of_the_same_layout(mini: Path, tmp_path: Path) -> None:
    """`--root` builds any catalogue, and nothing of the city's shows on its pages."""
    done = build("--root", str(mini), "--out", str(tmp_path / "out"), "--date", DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{len(list((tmp_path / 'out').rglob('*.html')))} halaman di ")
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html"))
    assert "Tanpa riwayat Git" in done.stdout
    assert "Tebing Tinggi" not in pages
    assert "Kota Mini" in pages


def test_source_date_epoch_is_the_day(small: Built, tmp_path: Path) -> None:
    """The variable of reproducible builds does what `--date` does."""
    root = small.folder.parent / "mini"
    build("--root", str(root), "--out", str(tmp_path / "site"), env={"SOURCE_DATE_EPOCH": "1795478400"})
    assert digest(tmp_path / "site") == digest(small.folder)


def test_a_fault_leaves_the_published_site_as_it_was(mini: Path, tmp_path: Path) -> None:
    """A galat exits 1, names the fault on the error stream and touches nothing."""
    out = tmp_path / "out"
    assert build("--root", str(mini), "--out", str(out), "--date", DAY).returncode == 0
    before = digest(out)
    (mini / RECORD).write_text("nama: Satu Peta\nringkasn: Peta.\nstatus_data: sumber-publik\n", encoding="utf-8")
    done = build("--root", str(mini), "--out", str(out), "--date", DAY)
    assert done.returncode == 1
    assert f"{RECORD}:2:1" in done.stderr
    assert "Mungkin maksudnya `ringkasan`" in done.stderr
    assert digest(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    """A target with foreign files is refused, and so is a file in its place."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/surat.docx").write_text("penting", encoding="utf-8")
    done = build("--root", str(MINI), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "sudah berisi berkas lain" in done.stderr
    assert (tmp_path / "out/surat.docx").read_text(encoding="utf-8") == "penting"
    assert build("--root", str(MINI), "--out", str(tmp_path / "out/surat.docx")).returncode == 2


def test_check_reports_in_three_forms(mini: Path) -> None:
    """Text for people, annotations for GitHub, JSON for programs: the same finding in each."""
    (mini / RECORD).write_text("nama: Satu Peta\nringkasan: a\nstatus_data: sumber-publk\n", encoding="utf-8")
    text, github, machine = (
        build("check", "--root", str(mini), "--format", form) for form in ("text", "github", "json")
    )
    assert {text.returncode, github.returncode, machine.returncode} == {1}
    assert f"{RECORD}:3:14" in text.stdout
    assert f"::error file={RECORD},line=3" in github.stdout
    found = json.loads(machine.stdout)
    assert (found["galat"], found["temuan"][0]["rule"], found["temuan"][0]["line"]) == (1, "kosakata", 3)


def test_check_of_one_file_speaks_of_that_file(mini: Path) -> None:
    """A path narrows the report; an unknown one is a wrong use."""
    (mini / RECORD).write_text("nama: Satu Peta\n", encoding="utf-8")
    other = "innovations/belum-ditetapkan/kampung-iklim.yaml"
    assert build("check", str(mini / other), "--root", str(mini)).returncode == 0
    assert build("check", str(mini / RECORD), "--root", str(mini)).returncode == 1
    assert build("check", str(mini / "innovations/x.yaml"), "--root", str(mini)).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "24-11-2026"], "bukan tanggal"),
        (["--root", "/tidak/ada"], "tidak ada"),
        (["explain", "kunci-asin"], "mungkin maksudnya `kunci-asing`"),
        (["new", "Dinas/Apa"], "tidak berbentuk OPD/NAMA"),
        (["new", "dinas-tak-ada/apa"], "bukan OPD yang terdaftar"),
        (["terbitkan"], "tidak ada perintah `terbitkan`"),
        (["chek"], "mungkin maksudnya `check`"),
        (["check", "--formt", "json"], "mungkin maksudnya `--format`"),
        (["check", "--format", "xml"], "hanya menerima text, github, json"),
        (["check", "--format"], "nilai pilihan `--format` kurang"),
        (["explain"], "`ATURAN` belum disebut"),
        (["explain", "kunci-asing", "lagi"], "lihat `build.py explain --help`"),
        (["verify", "antar-obat", "--period", "ini"], "`--period` bukan bilangan"),
        (["verify", "antar-obat", "sdm"], "sebut indikator dengan --indicator"),
    ],
)
def test_wrong_use_exits_2_and_says_why(arguments: list[str], said: str) -> None:
    """Wrong arguments are told apart from faults in the data."""
    done = build(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_indonesian() -> None:
    """The help lists every command, and each one its options, under Indonesian headings."""
    for arguments, words in ([], COMMANDS), (["check"], ["Pemakaian:", "Isian:", "Pilihan:", "--root MAP", "--format"]):
        done = build(*arguments, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert [word for word in (*words, "build.py") if word not in done.stdout] == []


def test_a_fault_of_the_program_is_not_blamed_on_the_data(mini: Path) -> None:
    """What nobody foresaw exits 2 with a sentence, never 1."""
    (mini / "innovations/dinas-pendidikan").write_text("", encoding="utf-8")
    done = build("new", "dinas-pendidikan/sekolah-terbuka", "--root", str(mini))
    assert done.returncode == 2
    assert "bukan pada data Anda" in done.stderr


def test_new_makes_a_record_and_never_overwrites(mini: Path) -> None:
    """The skeleton lands in the agency's folder; a second call refuses."""
    assert build("new", "dinas-pendidikan/sekolah-terbuka", "--root", str(mini)).returncode == 0
    file = mini / "innovations/dinas-pendidikan/sekolah-terbuka.yaml"
    first = file.read_text(encoding="utf-8")
    assert "ringkasan:" in first
    done = build("new", "dinas-pendidikan/sekolah-terbuka", "--root", str(mini))
    assert (done.returncode, file.read_text(encoding="utf-8")) == (2, first)


def test_derived_files_are_fresh() -> None:
    """Schemas and field guide are what the model and the closed lists say today."""
    catalogue = load(BASE).catalogue  # with the closed lists of this repository
    assert catalogue
    for path, text in derived_files(catalogue.vocabularies).items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, path


def test_stale_files_are_named_and_written_anew(tmp_path: Path) -> None:
    """`reference --check` names what an agency that came makes stale, and `reference` writes it."""
    root = Path(shutil.copytree(KOTA, tmp_path / "root"))
    assert build("reference", "--root", str(root)).returncode == 0
    assert build("reference", "--check", "--root", str(root)).stdout == ""
    (root / "opd/dinas-baru.yaml").write_text(
        "nama: Dinas Baru\njenis: dinas\nwajib: ya\nstatus: tersumber\n", encoding="utf-8"
    )
    done = build("reference", "--check", "--root", str(root))
    assert done.returncode == 1
    assert ".github/labels.json usang" in done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the program to a place of its own, whose records are the small catalogue's."""
    folder: Path = tmp_path_factory.mktemp("program") / "program"
    shutil.copytree(MINI, folder)
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, folder / name)
    for name in ("catalogue", "docs", "templates", "tests/cases", "tests/base"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("build.py", "mkdocs.yml", "requirements.txt"):
        shutil.copy2(ROOT / name, folder)
    return folder


HAND = {"SOURCE_DATE_EPOCH": "1795478400", "SITE_URL": "https://contoh.example/", "NO_MKDOCS_2_WARNING": "1"}


def typed(program: Path, *command: str) -> None:
    """Run a command in the folder of a program, as somebody does who types it there."""
    env = {**os.environ, **HAND, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *command], cwd=program, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_typed_by_hand_gives_the_same_site(program: Path, tmp_path: Path) -> None:
    """`mkdocs build` and its successor write what `build.py site` writes."""
    typed(program, "build.py", "--out", str(tmp_path / "ours"))
    ours = digest(tmp_path / "ours")
    for name in ("mkdocs", "properdocs"):
        typed(program, "-m", name, "build", "-f", "mkdocs.yml", "--site-dir", str(tmp_path / name), "--quiet")
        theirs = digest(tmp_path / name)
        assert {path: theirs.get(path) for path in ours} == ours
        assert set(theirs) - set(ours) <= {"sitemap.xml.gz"}


@contextmanager
def preview(root: Path) -> Iterator[str]:
    """Run `build.py serve` on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, wanted: str) -> str:
    """Ask for a page until it shows the text, for at most half a minute."""
    text = ""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            text = ""
        if wanted in text:
            return text
        time.sleep(0.1)
    raise AssertionError(f"{wanted!r} did not appear at {address}: {text[:500]}")


def test_preview_follows_changes_and_shows_a_fault_in_place_of_its_page(mini: Path) -> None:
    """A saved file shows; a broken one shows its fault; mended, its page is back."""
    with preview(mini) as address:
        page = f"{address}inovasi/satu-peta/"
        good = wait_for(page, "Peta rencana kota")
        assert "Tebing Tinggi" not in good
        file = mini / RECORD
        first = file.read_text(encoding="utf-8")
        file.write_text(first.replace("ringkasan: Peta rencana kota", "ringkasan: Peta baru kota"), encoding="utf-8")
        wait_for(page, "Peta baru kota")
        file.write_text(first.replace("ringkasan:", "ringkasn:"), encoding="utf-8")
        assert "ringkasn" in wait_for(page, "Perlu diperbaiki")
        file.write_text(first, encoding="utf-8")
        wait_for(page, "Peta rencana kota")
