"""Files that nobody means well: each is told or passed over in moments, and none is followed, trusted or published."""

from __future__ import annotations

import io
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from catalogue.common.findings import Finding
from catalogue.model import Innovation
from catalogue.pipeline import load
from catalogue.publish.pictures import WIDEST, published_photo
from catalogue.read.decode import decode, known_keys
from catalogue.read.files import LINE_LIMIT, SIZE_LIMIT, locate, to_source
from catalogue.read.photo import PIXELS, photo_fault
from catalogue.read.yaml.nodes import parse
from catalogue.report import github_report, json_report, text_report
from tests.built import DAY, build
from tests.trees import BASE, HERE, small_picture

RECORD = "innovations/dinas-contoh/contoh.yaml"
SECONDS = 6.0
"""Processor time that reading one file may take on a busy machine; without the limits these took minutes."""

SHAPES = {
    "brackets": "[",
    "braces": "{a: ",
    "dashes": "- ",
    "colons": ": ",
    "questions": "? ",
    "quotes": '"',
    "items": "- a: b\n",
    "same-key": "a: b\n",
    "broken-lines": "nama Antar\n",
    "unclosed-lists": "a: [b\n",
    "unclosed-quotes": 'a: "b\n',
    "open-text": "x\n  ",
    "tabs": "\ta: b\n",
    "bars": "|\n",
    "block-texts": "k: |\n\n",
    "anchors": "- &a b\n",
    "tags": "- !!a b\n",
    "documents": "---\n",
    "directives": "%YAML 1.1\n",
    "hidden": "a\u200b: b\n",
    "long-words": "kata ",
    "combining": "\u0301",
    "controls": "\x01x",
}


def read(content: bytes) -> list[Finding]:
    """Read a record as the build does, and return what is found."""
    location = locate(RECORD)
    assert location
    source = to_source(location, content)
    if isinstance(source, Finding):
        return [source]
    parsed = parse(source.text, source.path, known_keys(Innovation))
    decoded = decode(parsed.top, Innovation, source.path) if parsed.top else None
    return [*source.faults, *parsed.without_echoes(decoded.findings if decoded else ())]


STARTS = {"bare": "", "quoted": 'a: "', "below": "a:\n  "}
SLOW = [
    pytest.param(shape, STARTS[start], id=f"{shape}-{start}", marks=() if start == usual else pytest.mark.deep)
    for shape, usual in zip(SHAPES, random.Random(3).choices([*STARTS], k=len(SHAPES)), strict=True)
    for start in STARTS
]
"""Each shape after each start; an ordinary run tries one start a shape, always the same."""


@pytest.mark.parametrize(("shape", "start"), SLOW)
def test_a_file_made_to_be_slow_is_told_in_moments(shape: str, start: str) -> None:
    """As large, and as long, as a file may be, filled with what makes a reader work."""
    unit = SHAPES[shape]
    most = min(SIZE_LIMIT // len(unit.encode()), (LINE_LIMIT - 5) // unit.count("\n") if "\n" in unit else SIZE_LIMIT)
    before = time.process_time()
    found = read((start + unit * most).encode()[:SIZE_LIMIT])
    assert time.process_time() - before < SECONDS
    assert found


def test_different_keys_and_values_in_great_number() -> None:
    """Thousands of unknown keys are refused without being compared each with all others."""
    before = time.process_time()
    found = read("".join(f"kunci{number}: nilai\n" for number in range(LINE_LIMIT - 5)).encode())
    assert time.process_time() - before < SECONDS
    assert {finding.rule for finding in found} <= {"kunci-asing", "wajib-diisi"}
    assert 100 < len(found) < 1_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: b\n" * (LINE_LIMIT + 1), "berkas terdiri atas 10.002 baris"),
        (b"a: " + b"x" * SIZE_LIMIT, "berkas lebih besar dari 524.288 bita"),
        (b"tema: [" + b"a," * 30_000 + b"]", "isi berkas terlalu banyak"),
        (b"tema: " + b"[" * 200 + b"]" * 200, "isi berkas terlalu banyak atau bertingkat terlalu dalam"),
        (b"nama: \x89PNG" + b"\0" * 200, "isi berkas bukan teks"),
    ],
    ids=["lines", "bytes", "values", "levels", "binary"],
)
def test_each_limit_says_what_it_is(content: bytes, said: str) -> None:
    """Beyond a limit there is one finding, with the way out."""
    [finding] = read(content)
    assert (finding.rule, said in finding.message) == ("berkas-tidak-terbaca", True)
    assert finding.help


def test_a_billion_laughs_stay_one_line_each() -> None:
    """References are refused, not followed."""
    lines = [f"a{number}: &a{number} [*a{number - 1}, *a{number - 1}]" for number in range(1, 30)]
    found = read("\n".join(["a0: &a0 [ha, ha]", *lines]).encode())
    assert {finding.rule for finding in found if finding.rule.startswith("yaml")} == {"yaml-jangkar"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out the base catalogue with one sound innovation."""
    made = Path(shutil.copytree(BASE, tmp_path / "katalog"))
    file = made / RECORD
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("nama: Contoh\nringkasan: Contoh.\nstatus_data: dikonfirmasi-opd\n", encoding="utf-8")
    return made


def misplaced(root: Path) -> dict[str, str]:
    """Return what is said of files that are no data files, by path, and see that every report can be written."""
    loaded = load(root)
    text_report(loaded.findings, loaded.sources).encode()
    github_report(loaded.findings, loaded.sources).encode()
    json_report(loaded.findings).encode()
    return {found.place.path: found.message for found in loaded.findings if found.rule == "letak-berkas"}


def test_links_and_devices_are_told_and_never_opened(root: Path, tmp_path: Path) -> None:
    """A link out of the catalogue, a dangling one, one to a folder, a pipe: each is named, and nothing waits for it."""
    outside = tmp_path / "rahasia.yaml"
    outside.write_text("nama: Rahasia\n", encoding="utf-8")
    folder = root / "innovations/dinas-contoh"
    (folder / "keluar.yaml").symlink_to(outside)
    (folder / "hilang.yaml").symlink_to(tmp_path / "tidak-ada")
    (folder / "map").symlink_to(tmp_path)
    (folder / "gambar.jpg").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipa.yaml")
    found = misplaced(root)
    names = ("gambar.jpg", "hilang.yaml", "keluar.yaml", "map", "pipa.yaml")
    assert found == {f"innovations/dinas-contoh/{name}": "bukan berkas biasa" for name in names}
    assert "Rahasia" not in "".join(source.text for source in load(root).sources.values())


@pytest.mark.parametrize("name", ["innovations", "opd", "vocabularies", "region.yaml"])
def test_a_whole_folder_that_is_a_link_is_told(name: str, root: Path, tmp_path: Path) -> None:
    """What should be the catalogue itself is not taken from elsewhere without a word."""
    if (root / name).exists():
        (root / name).rename(tmp_path / name)
    (root / name).symlink_to(tmp_path / name)
    assert misplaced(root)[name] == "bukan berkas biasa"


def test_names_of_files_that_hide_what_they_are(root: Path) -> None:
    """Capitals, other endings, spaces, marks of direction, line ends, look-alike letters and bytes that are no text."""
    folder = os.fsencode(root / "innovations/dinas-contoh")
    names = {
        b"Antar-Obat.yaml": "antar-obat.yaml",
        b"antar.YAML": "antar.yaml",
        b"antar.yml": "antar.yaml",
        b"antar obat.yaml": "antar-obat.yaml",
        "\u0430ntar.yaml".encode(): "ntar.yaml",
        "antar\u202elmay.yaml".encode(): "antar-lmay.yaml",
        b"antar\n::error::x.yaml": "antar-error-x.yaml",
        b"\xff\xfe.yaml": "tanpa-nama.yaml",
    }
    for name in names:
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(b"nama: x\n")
    found = {finding.help for finding in load(root).findings if finding.rule == "letak-berkas"}
    assert {f"Ganti namanya menjadi `{mended}`." for mended in names.values()} == found
    for path in misplaced(root):
        assert path.isprintable()
        assert path.encode()


def test_too_many_files_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting stops at the limit."""
    monkeypatch.setattr("catalogue.read.files.FILE_LIMIT", 4)
    assert any("lebih dari 4 berkas" in message for message in misplaced(root).values())


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Draw a picture of a kind."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


NO_PICTURES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": (".jpg", bytes, "bukan gambar yang utuh"),
    "svg": (
        ".jpg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "bukan gambar yang utuh",
    ),
    "cut-jpeg": (".jpg", lambda: picture("JPEG")[:-40], "bukan gambar yang utuh"),
    "cut-png": (".png", lambda: picture("PNG")[:-30], "bukan gambar yang utuh"),
    "renamed": (".jpg", lambda: picture("PNG"), "bukan satu gambar berjenis JPEG"),
    "gif": (".png", lambda: picture("GIF"), "bukan gambar yang utuh"),
    "tiff": (".webp", lambda: picture("TIFF"), "bukan gambar yang utuh"),
    "pixels": (".png", lambda: picture("PNG", (PIXELS // 1000 + 1, 1000), compress_level=1), "piksel"),
    "bytes": (".jpg", lambda: picture("JPEG") + bytes(5 * 1024 * 1024), "lebih besar dari 5 MiB"),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_a_picture_that_is_none_is_told(kind: str) -> None:
    """By what it is, not by its name."""
    suffix, content, said = NO_PICTURES[kind]
    fault = photo_fault(suffix, content())
    assert fault
    assert said in fault[0]


def test_a_moving_picture_is_told() -> None:
    """A WebP with several frames is no photograph."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert photo_fault(".webp", out.getvalue())


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_only_the_pixels_of_a_photo_are_published(suffix: str) -> None:
    """Where, when and with what it was taken stays behind, and so does what hangs on behind its end."""
    kind = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}[suffix]
    notes = Image.Exif()
    notes[0x010F], notes[0x0112], notes[0x8825] = "Ponsel", 6, {1: "N", 2: (3.0, 19.0, 42.0)}
    content = picture(kind, (2000, 1000), exif=notes, icc_profile=b"profil" * 20) + b"<script>alert(1)</script>"
    assert photo_fault(suffix, content) is None
    published = published_photo(content)
    assert not {mark for mark in (b"Exif", b"eXIf", b"EXIF", b"Ponsel", b"profil", b"script") if mark in published}
    with Image.open(io.BytesIO(published)) as shown:
        assert (shown.format, shown.size) == (kind, (WIDEST // 2, WIDEST))
        assert not shown.getexif()
    assert published_photo(content) == published


def test_a_photo_reaches_the_site_without_its_notes(tmp_path: Path) -> None:
    """From the record's folder to the published one."""
    root = Path(shutil.copytree(HERE / "mini", tmp_path / "mini"))
    notes = Image.Exif()
    notes[0x010F] = "Ponsel"
    record = next((root / "innovations").glob("*/antar-obat.yaml"))
    (record.parent / "antar.jpg").write_bytes(picture("JPEG", exif=notes))
    with record.open("a", encoding="utf-8") as stream:
        stream.write("foto:\n  - berkas: antar.jpg\n    teks_alternatif: Petugas\n    sumber: Dinas\n")
    done = build("--root", str(root), "--out", str(tmp_path / "out"), "--date", DAY)
    assert done.returncode == 0, done.stderr
    [shown] = (tmp_path / "out").rglob("*antar*.jpg")
    assert b"Ponsel" not in shown.read_bytes()
    assert photo_fault(".jpg", shown.read_bytes()) is None
    assert photo_fault(".jpg", small_picture(".jpg")) is None
