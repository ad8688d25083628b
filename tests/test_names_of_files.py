"""Files beside records: those of other programs are passed over, and no advice on a name does harm."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from catalogue.pipeline import Loaded, load
from catalogue.propose.browser import browser_checks
from catalogue.propose.tidy.fresh import BadTarget, target_path
from tests.test_import import GOOD, take
from tests.trees import HERE, lay_out

FOLDER = "innovations/dinas-kesehatan"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the small catalogue."""
    return Path(shutil.copytree(HERE / "mini", tmp_path / "kota"))


def told(root: Path) -> list[tuple[str, str, str]]:
    """Return rule, message and help of what is said of the names of files."""
    rules = ("letak-berkas", "berkas-program-lain", "berkas-tidak-terbaca", "foto-rusak")
    return [(found.rule, found.message, found.help) for found in load(root).findings if found.rule in rules]


def test_files_of_other_programs_are_passed_over_in_one_line(root: Path) -> None:
    """Finder, Explorer, editors and office programs write beside records, and nothing stops for them."""
    before = told(root)
    record = root / FOLDER / "antar-obat.yaml"
    for name in ("innovations/.DS_Store", "opd/Thumbs.db", "periods/desktop.ini", f"{FOLDER}/~$usulan.xlsx"):
        (root / name).write_bytes(b"\0")
    for name in ("._antar-obat.yaml", "antar-obat.yaml~", "antar-obat.yaml.orig", ".antar-obat.yaml.swp"):
        shutil.copy(record, record.with_name(name))
    record.with_name(".#antar-obat.yaml").symlink_to("nobody@x.1")
    for name in (".antar-obat.yaml.kate-swp", "antar-obat.yaml.old", ".nfs0000002a", "opd-baru.yaml.bak"):
        shutil.copy(record, record.with_name(name))
    (root / "opd/.git").write_text("gitdir: ../.git/modules/opd\n")
    (root / "opd/.gitignore").write_text("*.tmp\n")
    (root / "innovations/.git").mkdir()
    (root / "innovations/.git/config").write_text("")
    ((rule, message, _),) = [found for found in told(root) if found not in before]
    assert rule == "berkas-program-lain"
    assert message.startswith("16 berkas")


def _follow(folder: Path, name: str, help: str) -> None:
    """Do what an advice says, as literally as a person in a hurry would."""
    if match := re.match(r"Ganti namanya menjadi `([^`]+)`", help):
        (folder / name).replace(folder / match[1])
    elif "Hapus berkas ini" in help:
        (folder / name).unlink()


@pytest.mark.parametrize(
    "name",
    ["antar-obat (1).yaml", "Antar-Obat.yaml", "antar-obat.yml", "antar obat.YAML", "antar_obat.yaml", "catatan.docx"],
)
def test_advice_followed_literally_loses_nothing(root: Path, name: str) -> None:
    """Whatever a file is called, its content and that of the record are still there afterwards."""
    folder = root / FOLDER
    record = (folder / "antar-obat.yaml").read_bytes()
    (folder / name).write_bytes(b"nama: Lain\n")
    (help,) = [help for _, message, help in told(root) if f"`{name}`" in message]
    _follow(folder, name, help)
    contents = [file.read_bytes() for file in folder.iterdir() if file.is_file()]
    assert record in contents
    assert b"nama: Lain\n" in contents


def test_a_photo_of_a_telephone_gets_its_name(root: Path) -> None:
    """IMG_0001.JPG is called otherwise, not deleted."""
    (root / FOLDER / "IMG_0001.JPG").write_bytes(b"\xff\xd8")
    assert any("`img-0001.jpg`" in help for _, _, help in told(root))


def test_pointers_of_lfs_are_named(root: Path) -> None:
    """Neither a record nor a photo is called broken when only its pointer is there."""
    for name in ("foto.jpg", "sampah.yaml"):
        (root / FOLDER / name).write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    assert sum("Git LFS" in message for _, message, _ in told(root)) == 2


def test_names_that_windows_refuses_are_told_at_every_door(root: Path, tmp_path: Path) -> None:
    """A file, a new record, a row of a spreadsheet: none takes such a name."""
    names = ("aux", "con", "nul", "com1", "lpt9")
    for name in names:
        shutil.copy(root / FOLDER / "antar-obat.yaml", root / FOLDER / f"{name}.yaml")
        with pytest.raises(BadTarget):
            target_path(f"dinas-kesehatan/{name}")
        assert target_path(f"dinas-kesehatan/{name}-baru") == f"{FOLDER}/{name}-baru.yaml"
    messages = [message for _, message, _ in told(root)]
    assert all(any(f"`{name}`" in message and "Windows" in message for message in messages) for name in names)
    loaded: Loaded = load(lay_out(tmp_path / "lain", b"# berkas: README.md\n"))
    rows = [{**GOOD, "nama": f"Inovasi {name}", "nama_berkas": name} for name in names]
    taken = take(loaded, *rows, *({**GOOD, "nama": name.upper()} for name in names))
    no_name = {found.place.span.line for found in taken.findings if "menjadi nama berkas" in found.message}
    assert no_name >= set(range(5, 5 + len(names)))
    assert {found.place.span.line for found in taken.findings} >= set(range(5, 5 + 2 * len(names)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("aux.yaml", "nama `aux` tidak dapat dipakai di Windows"),
        ("com1.jpg", "nama `com1` tidak dapat dipakai di Windows"),
        ("antar-obat.yaml ", "nama `antar-obat.yaml ` tidak dapat dipakai di Windows"),
        ("antar:obat.yaml", "nama `antar:obat.yaml` tidak dapat dipakai di Windows"),
        (f"{'antar-' * 14}obat.yaml", "paling banyak 180, agar muat di Windows"),
        (f"{'foto-' * 20}.jpg", "paling banyak 180, agar muat di Windows"),
    ],
)
def test_names_that_another_system_refuses_are_told(root: Path, name: str, message: str) -> None:
    """A name that Windows keeps, trims or has no room for would stop every checkout there."""
    (root / FOLDER / name).write_bytes(b"nama: A\n")
    assert any(message in said and rule == "letak-berkas" for rule, said, _ in told(root))


def test_no_door_makes_a_name_that_is_refused(tmp_path: Path) -> None:
    """Neither `new` nor a spreadsheet nor the form takes it."""
    loaded = load(lay_out(tmp_path, b"# berkas: README.md\n"))
    slug = browser_checks({})["batas"]["slug"]
    names = ["aux", "con", "lpt9", "Antar", "antar.", "antar ", "a" * 81, "caf\u00e9", "cafe\u0301"]
    for name in names:
        with pytest.raises(BadTarget):
            target_path(f"dinas-contoh/{name}")
        assert not re.fullmatch(slug, name)
    rows = [
        {**GOOD, "nama": f"Inovasi {number}", "nama_berkas": name if name.strip() == name else f"{name}x"}
        for number, name in enumerate(names)
    ]
    taken = take(loaded, *rows)
    assert {found.place.span.line for found in taken.findings} >= set(range(5, 5 + len(names)))
    assert not taken.acceptable


def test_no_name_makes_a_path_that_is_too_long(tmp_path: Path) -> None:
    """The longest name of an innovation makes a name of a file that Windows takes."""
    loaded = load(lay_out(tmp_path, b"# berkas: README.md\n"))
    (path,) = take(loaded, {**GOOD, "nama": "Antar Obat " * 25}).files
    assert len(path) <= 180
