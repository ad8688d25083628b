"""`tidy` brings a file to one form, keeps every value and comment, and refuses what it cannot keep."""

from __future__ import annotations

import random
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from catalogue.cli.main import main
from catalogue.model import Innovation
from catalogue.propose.tidy import tidy
from catalogue.read.decode import known_keys
from catalogue.read.files import read_catalogue
from catalogue.read.records import MODELS
from catalogue.read.yaml.nodes import parse
from tests.trees import KOTA

SOURCES = read_catalogue(KOTA, KOTA).sources

UNTIDY = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json

# tentang ringkasan
ringkasan:   "Obat diantar."   # ujung
nama : 'Antar "Obat": satu'


status_data:
    dikonfirmasi-opd
tema: [ kesehatan ,sosial ]
urusan_lain:
- "1.01"
# di antara
- 1.02
kontak:
    alamat: Jalan Contoh
    # unit kerja
    unit: 'Dinas'
    # akhir kontak
tujuan: |
   biasa\x20\x20

     menjorok
manfaat: "teks panjang
   dua baris"
sumber:
-
    # tautan dulu
    tautan: https://contoh.go.id
    judul: Satu
jenis:
# ekor
"""

TIDY = """\
# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json

nama: 'Antar "Obat": satu'
# tentang ringkasan
ringkasan: Obat diantar.  # ujung

status_data: dikonfirmasi-opd
jenis:
urusan_lain:
  - "1.01"
  # di antara
  - 1.02
tema: [kesehatan, sosial]
tujuan: |
  biasa\x20\x20

    menjorok
manfaat: "teks panjang
  dua baris"
kontak:
  # unit kerja
  unit: Dinas
  alamat: Jalan Contoh
  # akhir kontak
sumber:
  # tautan dulu
  - judul: Satu
    tautan: https://contoh.go.id
# ekor
"""


def test_normal_form() -> None:
    """Order, quotes, indents and blank lines become those of the model; comments go with their key."""
    assert tidy(UNTIDY, Innovation).text == TIDY


def test_long_lists() -> None:
    """A list that does not fit on a line fills lines with short words, and gives longer items a line each."""
    first = ", ".join(str(year) for year in range(1990, 2007))
    rest = "2007, 2008, 2009"
    text = (
        f"nama: Satu\nurusan_lain: [{first}, {rest}]\ncatatan: [{'panjang sekali ' * 4}, {'lebih panjang lagi ' * 4}]\n"
    )
    assert tidy(text, Innovation).text == (
        f"nama: Satu\nurusan_lain:\n  [\n    {first},\n    {rest}\n  ]\n"
        f"catatan:\n  - {('panjang sekali ' * 4).strip()}\n  - {('lebih panjang lagi ' * 4).strip()}\n"
    )


def test_the_normal_form_is_final() -> None:
    """What has been tidied stays as it is."""
    for source in SOURCES:
        model = MODELS[source.kind]
        once = tidy(source.text, model)
        assert once.text is not None, (source.path, once.refusal)
        assert tidy(once.text, model).text == once.text, source.path


@cache
def _tidied(text: str) -> str | None:
    """Return the normal form of a record."""
    return tidy(text, Innovation).text


def _shuffled(text: str, chance: random.Random) -> str:
    """Put the entries of a record in another order; what stands before the first stays."""
    entries: list[str] = []
    for line in text.splitlines(keepends=True):
        if not entries or (line[:1].strip() and not line.startswith("#")):
            entries.append(line)
        else:
            entries[-1] += line
    head = [entries.pop(0)] if entries[0].startswith("#") else []
    chance.shuffle(entries)
    return "".join([*head, *entries])


def _quoted(text: str, chance: random.Random) -> str:
    def quote(line: str) -> str:
        key, colon, value = line.partition(": ")
        plain = colon and value[:1].isalpha() and " #" not in value and not key.lstrip().startswith("- judul")
        return f'{key}: "{value}"' if plain and '"' not in value and chance.random() < 0.5 else line

    lines = text.split("\n")
    blocks = {index for index, line in enumerate(lines) if line.endswith((">-", "|", "|-", ">"))}
    return "\n".join(line if blocks else quote(line) for line in lines)


NOISES: dict[str, Callable[[str, random.Random], str]] = {
    "order": _shuffled,
    "quotes": _quoted,
    "line endings of Windows": lambda text, chance: text.replace("\n", "\r\n"),
    "old line endings": lambda text, chance: text.replace("\n", "\r"),
    "byte order mark": lambda text, chance: "\ufeff" + text,
    "decomposed letters": lambda text, chance: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text, chance: text.replace(": ", ":\u00a0"),
    "tab behind the colon": lambda text, chance: text.replace("\nnama: ", "\nnama:\t"),
    "no last line feed": lambda text, chance: text.rstrip("\n"),
    "blank lines at the end": lambda text, chance: text + "\n\n",
    "document marks": lambda text, chance: f"---\n{text}...\n",
}


@pytest.mark.parametrize("noise", NOISES)
def test_layout_makes_no_difference(noise: str, deep: bool) -> None:
    """However a record is laid out, it has the one normal form."""
    chance = random.Random(noise)
    records = [source for source in SOURCES if source.kind == "innovation"]
    for source in records if deep else chance.sample(records, 12):
        noisy = NOISES[noise](source.text, chance)
        assert tidy(noisy, Innovation).text == _tidied(source.text), source.path


MENDED = {
    "nama: Antar Obat: sampai rumah\n": 'nama: "Antar Obat: sampai rumah"\n',
    "nama:Antar Obat\nstatus: aktif\n": "nama: Antar Obat\nstatus: aktif\n",
    "nama: \u201cAntar Obat: satu\u201d\n": 'nama: "Antar Obat: satu"\n',
    'nama: "Antar Obat\nstatus: aktif\n': "nama: Antar Obat\nstatus: aktif\n",
    "nama: Antar Obat\nkontak:\n\tunit: Dinas\n": "nama: Antar Obat\nkontak:\n  unit: Dinas\n",
    "nama: Antar\u200b Obat\n": "nama: Antar Obat\n",
    "nama: Antar Obat\nurusan_lain: [1.01, 1.02\n": "nama: Antar Obat\nurusan_lain: [1.01, 1.02]\n",
}


@pytest.mark.parametrize("text", MENDED)
def test_certain_mends_are_made(text: str) -> None:
    """A fault of syntax with one certain mend is mended."""
    assert tidy(text, Innovation).text == MENDED[text]


REFUSED = {
    "kunci ganda": "nama: Satu\nnama: Dua\n",
    "jangkar": "nama: &a Satu\n",
    "dokumen kedua": "nama: Satu\n---\nnama: Dua\n",
    "komentar tak sengaja": "nama: Terbaik #1\n",
    "tertelan": "nama: Satu\nringkasan: >-\n  Teks\n  tahapan: penerapan\n",
    "komentar dalam kurung": "nama: Satu\ntema: [\n  kesehatan, # satu\n  sosial]\n",
    "bentrok": "nama: Satu\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
    "kurawal": "{nama: Satu}\n",
    "aksara kendali": "nama: Sa\atu\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused(name: str) -> None:
    """Where a value or a comment could be lost, the file stays as it is and the reason is said."""
    tidied = tidy(REFUSED[name], Innovation)
    assert tidied.text is None
    assert tidied.refusal


def _catalogue(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "innovations/dinas-contoh/contoh.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    return file


CONTENTS = {
    "untidy": UNTIDY.encode(),
    "Windows": b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode(),
    "mixed": UNTIDY.replace("\n", "\r\n", 3).encode(),
    "open end": UNTIDY.rstrip("\n").encode(),
    "Windows-1252": UNTIDY.encode().replace(b"Jalan Contoh", b"Jalan \x93Contoh\x94"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_the_patch_applies(name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`git apply` makes of the patch exactly what `tidy` writes."""
    file = _catalogue(tmp_path, CONTENTS[name])
    assert main(["tidy", "--root", str(tmp_path), "--diff"]) == 0
    patch = capfdbinary.readouterr().out
    assert file.read_bytes() == CONTENTS[name]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn"], cwd=tmp_path, input=patch, check=True)
    applied = file.read_bytes()
    file.write_bytes(CONTENTS[name])
    assert main(["tidy", "--root", str(tmp_path)]) == 0
    assert file.read_bytes() == applied
    assert main(["tidy", "--root", str(tmp_path), "--check"]) == 0


def test_check_says_which_files_are_untidy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --check nothing is written and the exit code tells."""
    file = _catalogue(tmp_path, UNTIDY.encode())
    assert main(["tidy", "--root", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().err == "innovations/dinas-contoh/contoh.yaml belum rapi.\n"
    assert file.read_text() == UNTIDY


def test_a_file_that_cannot_be_tidied_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal names the file and what to do first, and leaves the file alone."""
    file = _catalogue(tmp_path, b"nama: Satu\nnama: Dua\n")
    assert main(["tidy", "--root", str(tmp_path)]) == 1
    assert "tidak dirapikan: perbaiki dahulu 1 galat" in capsys.readouterr().err
    assert file.read_bytes() == b"nama: Satu\nnama: Dua\n"


def test_tidied_values_are_those_that_were_read() -> None:
    """What the reader reads of a file and of its normal form is the same but for the order of keys."""
    for source in SOURCES:
        if source.kind == "innovation":
            known = known_keys(Innovation)
            text = tidy(_shuffled(source.text, random.Random(1)), Innovation).text
            assert text is not None
            before, after = (parse(version, "", known).top for version in (source.text, text))
            assert before
            assert after
            assert _texts(before) == _texts(after)


def _texts(node: object) -> list[str]:
    if hasattr(node, "text"):
        return [node.text]
    items = getattr(node, "items", [])
    return sorted(
        text for item in items for part in (item if isinstance(item, tuple) else (item,)) for text in _texts(part)
    )
