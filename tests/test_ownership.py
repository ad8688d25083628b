"""A build touches nothing that it did not make: beside the site, within it, in the cache."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.cli.import_ import write_all
from catalogue.cli.site import what_stays
from catalogue.common.card import Card
from catalogue.publish import ownership, pictures, publication
from catalogue.publish.ownership import MARK, listed
from catalogue.publish.pictures import drawn
from catalogue.publish.publication import NotPublishable, replacement
from tests.built import ROOT

CARD = Card("inovasi", "Antar Obat", "Obat diantar.", "Masih berjalan", "Dinas Kesehatan", "Katalog")


def publish(target: Path, *files: str, text: str = "1") -> None:
    """Publish a site of some files."""
    with replacement(target) as fresh:
        for name in files:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Return the text of every file below a folder, and None of what is a folder without any."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    empty = {name: "" for name, path in found.items() if path.is_dir() and not any(path.iterdir())}
    return empty | {name: path.read_text(encoding="utf-8") for name, path in found.items() if path.is_file()}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every folder that no build holds for an abandoned one."""
    monkeypatch.setattr(ownership, "ABANDONED", -1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "name", [".site.cadangan", ".site.a1b2c3d4", ".site.katalog-a1b2c3d4", ".site.katalog-lama", ".site", "site.lama"]
)
@pytest.mark.parametrize("inside", ["data.txt", "old/data.txt", "lama/.katalog", MARK, "baru/index.html"])
def test_what_lies_beside_the_site_stays(name: str, inside: str, tmp_path: Path) -> None:
    """A name like ours proves nothing, and neither does the copy of a site that somebody keeps."""
    (tmp_path / name / inside).parent.mkdir(parents=True)
    (tmp_path / name / inside).write_text("penting", encoding="utf-8")
    for _ in range(2):
        publish(tmp_path / "site", "index.html")
    assert tree(tmp_path / name) == {inside: "penting"}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "site"])


@pytest.mark.usefixtures("impatient")
def test_what_was_put_into_a_folder_of_ours_stays(tmp_path: Path) -> None:
    """Of what a killed build left only the parts go that a build makes."""
    left = tmp_path / ".site.katalog-a1b2c3d4"
    (left / ownership.FRESH).mkdir(parents=True)
    (left / ownership.PROOF).write_text(ownership.PROVEN, encoding="utf-8")
    (left / "catatan.txt").write_text("penting", encoding="utf-8")
    publish(tmp_path / "site", "index.html")
    assert tree(left) == {"catatan.txt": "penting", ownership.PROOF: ownership.PROVEN}


def test_guests_of_the_site_stay(tmp_path: Path) -> None:
    """A domain name, a repository, an empty folder: all outlive the next build, and our own old files do not."""
    site = tmp_path / "site"
    publish(site, "index.html", "lama/satu.html", "lama/dalam/dua.html", "tetap/a.html")
    guests = {"CNAME": "contoh.go.id", ".git/HEAD": "ref", "tetap/catatan.txt": "penting", "lama/dalam/foto.txt": "x"}
    for name, text in guests.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    (site / "kosong").mkdir()
    publish(site, "index.html", "tetap/a.html", "baru/b.html", text="2")
    ours = dict.fromkeys(["index.html", "tetap/a.html", "baru/b.html"], "2")
    found = tree(site)
    assert sorted(found.pop(MARK).split("\n")[1:-1]) == sorted(ours)
    assert found == {**ours, **guests, "kosong": ""}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert what_stays(site) == (
        " Isi lain di map itu dibiarkan: `.git`, `CNAME`, `kosong`, `lama`, `tetap/catatan.txt`."
    )


@pytest.mark.parametrize("guest", ["baru.html", "baru", "baru/b.html"])
def test_a_guest_in_the_place_of_a_page(guest: str, tmp_path: Path) -> None:
    """It is named, nothing is written over it, and the site stays."""
    site = tmp_path / "site"
    publish(site, "index.html")
    (site / guest).parent.mkdir(exist_ok=True)
    (site / guest).write_text("penting", encoding="utf-8")
    before = tree(site)
    with pytest.raises(NotPublishable, match=r"`baru.*pindahkan dahulu ke luar map itu"):
        publish(site, "index.html", "baru.html", "baru/b.html", text="2")
    assert tree(site) == before


def test_a_link_among_our_files_is_not_followed(tmp_path: Path) -> None:
    """A folder of ours that became a link to somebody else's is a guest in its place."""
    site, other = tmp_path / "site", tmp_path / "lain"
    publish(site, "inovasi/a.html")
    shutil.move(site / "inovasi", other)
    (site / "inovasi").symlink_to(other)
    with pytest.raises(NotPublishable, match="`inovasi`"):
        publish(site, "inovasi/b.html")
    assert tree(other) == {"a.html": "1"}


@pytest.mark.parametrize("text", ["", "index.html\n", "bukan daftar"])
def test_a_mark_that_lists_nothing(text: str, tmp_path: Path) -> None:
    """What cannot be told to be ours is not replaced, and the way out loses nothing."""
    site = tmp_path / "site"
    site.mkdir()
    (site / MARK).write_text(text, encoding="utf-8")
    (site / "index.html").write_text("penting", encoding="utf-8")
    with pytest.raises(NotPublishable, match="ganti nama map itu, atau pilih map lain"):
        publish(site, "index.html")
    assert (site / "index.html").read_text(encoding="utf-8") == "penting"


def test_a_mark_cannot_name_what_lies_elsewhere(tmp_path: Path) -> None:
    """Lines that lead out of the folder are passed over."""
    site, letter = tmp_path / "site", tmp_path / "surat.txt"
    publish(site, "index.html")
    letter.write_text("penting", encoding="utf-8")
    (site / "CNAME").touch()
    with (site / MARK).open("a", encoding="utf-8") as file:
        file.write(f"../surat.txt\n{letter}\na/../../surat.txt\nC:\\surat.txt\n")
    publish(site, "index.html")
    assert letter.read_text(encoding="utf-8") == "penting"
    assert listed(site) == {MARK, "index.html"}


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_systems_write_by_themselves_is_no_guest(name: str, tmp_path: Path) -> None:
    """Somebody looked at the folder: it is replaced at once all the same, and such a file is never published."""
    publish(tmp_path / "site", "a/index.html")
    (tmp_path / "site/a" / name).touch()
    with replacement(tmp_path / "site") as fresh:
        (fresh / name).touch()
    assert listed(tmp_path / "site") == {MARK}


@contextmanager
def no_renaming(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no folder be renamed, as a volume or a layer of an image refuses it."""
    with patch.context() as inner:
        inner.setattr(publication, "_exchange", lambda fresh, target: False)
        inner.setattr(publication, "_set_aside", lambda fresh, target, old: False)
        yield


def test_a_folder_that_cannot_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is filled: files become folders and folders files, what is old goes, and nothing else is left behind."""
    site = tmp_path / "site"
    publish(site, "index.html", "a/b/lama.html", "c", "d/e.html")
    with no_renaming(monkeypatch):
        publish(site, "index.html", "a/b/baru.html", "c/f.html", "d", text="2")
    found = tree(site)
    assert found.pop(MARK)
    assert found == dict.fromkeys(["index.html", "a/b/baru.html", "c/f.html", "d"], "2")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("after", range(6))
def test_a_filling_that_was_broken_off(after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it stops, the next build knows every file for ours and makes the site whole."""
    site, put, left = tmp_path / "site", publication._put, iter(range(after))
    publish(site, "index.html", "lama.html", "a/b.html")

    def stopped(staged: Path, file: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        put(staged, file)

    with no_renaming(monkeypatch):
        with monkeypatch.context() as broken:
            broken.setattr(publication, "_put", stopped)
            with pytest.raises(KeyboardInterrupt):
                publish(site, *(f"{number}.html" for number in range(7)), text="2")
        publish(site, "index.html", "c.html", text="3")
    found = tree(site)
    assert found.pop(MARK)
    assert found == {"index.html": "3", "c.html": "3"}


MOUNTS = {
    "volume": "mount --bind {base}/volume {base}/web/site",
    "memory": "mount -t tmpfs tmpfs {base}/web/site",
    "layer": "$PUBLISH; mkdir {base}/m; mount -t tmpfs tmpfs {base}/m; mkdir {base}/m/upper {base}/m/work; "
    "mount -t overlay overlay -o lowerdir={base}/web,upperdir={base}/m/upper,workdir={base}/m/work {base}/web",
    "read-only parent": "mount --bind {base}/web {base}/web; mount -o remount,ro,bind {base}/web; "
    "mount --bind {base}/volume {base}/web/site",
}
TWICE = """
import sys
from pathlib import Path
from catalogue.publish.publication import replacement
target = Path(sys.argv[1])
for number in range(2):
    with replacement(target) as fresh:
        (fresh / "dalam").mkdir()
        (fresh / f"dalam/{number}.html").write_text(str(number))
print(sorted(path.relative_to(target).as_posix() for path in target.rglob("*")))
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="only root can mount")
@pytest.mark.parametrize("kind", MOUNTS)
def test_mounted_folders(kind: str, tmp_path: Path) -> None:
    """A volume of a container, a file system of its own, the layer of an image: published, with nothing left."""
    (tmp_path / "web/site").mkdir(parents=True)
    (tmp_path / "volume/lost+found").mkdir(parents=True)
    (tmp_path / "twice.py").write_text(TWICE, encoding="utf-8")
    words = ["unshare", "--mount", "bash", "-euc", MOUNTS[kind].format(base=tmp_path) + "; $PUBLISH > $RESULT"]
    command, result = f"{sys.executable} {tmp_path}/twice.py {tmp_path}/web/site", tmp_path / "result"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PUBLISH": command, "RESULT": str(result)}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    if "mount:" in done.stderr:
        pytest.skip(done.stderr)
    volume = kind in {"volume", "read-only parent"}
    published = [MARK, "dalam", "dalam/1.html", *(["lost+found"] * volume)]
    assert result.read_text(encoding="utf-8") == f"{published}\n", done.stderr


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o022, 0o007, 0o002])
def test_what_is_published_can_be_read_by_a_web_server(mask: int, tmp_path: Path) -> None:
    """Whatever the user's mask and a file's own rights; who else may write stays as the mask says."""
    before = os.umask(mask)
    try:
        for _ in range(2):
            with replacement(tmp_path / "site") as fresh:
                (fresh / "a").mkdir()
                (fresh / "a/b.html").touch()
                (fresh / "a/b.html").chmod(0o600)
                (fresh / "c.html").touch()
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "site", *tmp_path.rglob("site/**/*"))}
    write = 0o222 & ~mask
    assert modes == {
        **dict.fromkeys(["site", "a"], 0o555 | write),
        "b.html": 0o644,
        **dict.fromkeys(["c.html", MARK], 0o444 | write),
    }


def test_rights_of_the_folder_stay(tmp_path: Path) -> None:
    """A folder that a group shares is shared after the next build too."""
    publish(tmp_path / "site", "index.html")
    (tmp_path / "site").chmod(0o2775)
    publish(tmp_path / "site", "index.html")
    assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o2775


def test_a_cache_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written into a folder without our tag, and nothing of it is removed."""
    monkeypatch.setattr(pictures, "SPARE", 0)
    for number in range(5):
        (tmp_path / f"{number:016x}.png").write_text("foto", encoding="utf-8")
    before = tree(tmp_path)
    assert len(dict(drawn([CARD], tmp_path))) == 1
    assert tree(tmp_path) == before


def test_a_cache_of_ours_is_tidied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many pictures that nobody asked for go, and what has another kind of name stays."""
    monkeypatch.setattr(pictures, "SPARE", 0)
    [(address, _)] = drawn([CARD], tmp_path / "gambar")
    for name in (f"{1:016x}.png", ".gambar-a1b2c3d4", "foto.png", ".catatan", f"{1:016X}.PNG.bak"):
        (tmp_path / "gambar" / name).touch()
    assert len(list(drawn([CARD], tmp_path / "gambar"))) == 1
    kept = {Path(address).name, pictures.TAG, "foto.png", ".catatan", f"{1:016X}.PNG.bak"}
    assert {path.name for path in (tmp_path / "gambar").iterdir()} == kept


def test_a_draft_beside_a_record_stays(tmp_path: Path) -> None:
    """Taking in a workbook writes under names that nobody else has."""
    draft = tmp_path / "innovations/.antar-obat.yaml.baru"
    draft.parent.mkdir()
    draft.write_text("penting", encoding="utf-8")
    write_all(tmp_path, {"innovations/antar-obat.yaml": "nama: Antar Obat\n"})
    assert tree(tmp_path) == {
        "innovations/.antar-obat.yaml.baru": "penting",
        "innovations/antar-obat.yaml": "nama: Antar Obat\n",
    }
