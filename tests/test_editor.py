"""With the schema line, an editor completes keys and words, explains fields, and marks what `check` marks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.common.program import HOME
from catalogue.model import Innovation
from catalogue.read.decode import decode, known_keys
from catalogue.read.files import read_catalogue
from catalogue.read.yaml.nodes import parse
from tests.exported import frozen_city
from tests.language_server import Editor, editor, language_server
from tests.trees import KOTA

SCHEMA_LINE = "# yaml-language-server: $schema=../../docs/skema/inovasi.schema.json\n"
FOLDER = "innovations/dinas-contoh"

UNFINISHED = f"""\
{SCHEMA_LINE}nama: Antar Obat
bentuk:\x20
urusan_utama:\x20
pkpn: kesehatan
kontak:
  unit: Dinas Contoh
  \x20
t
"""

FAULTY = f"""\
{SCHEMA_LINE}nama: Antar Obat
ringkasn: Obat diantar.
status_data: sumber
tahapan: penerpan
urusan_utama: 9.99
jenis:
waktu_penerapan: 2025-13
tema: kesehatan
urusan_lain: [1.01, 7.77]
tujuan:
  - Pasien tidak antre.
kontak: Dinas Contoh
lokasi:
  lintang: 3,5
penghargaan:
  - tahun: 2022
video: ftp://contoh.go.id
terkait: [Antar Obat]
kematangan:
  sdm:
    nilai: dua belas
  kemanfaatan:
    nilai: {{basis: z, nilai: 3}}
foto:
  - berkas: Foto Loket.jpg
    teks_alternatif: Loket.
    sumber: Dinas Contoh
terakhir_diperiksa: 1 Juli 2025
"""


@pytest.fixture(scope="module")
def opened() -> Iterator[Editor]:
    """Start the language server over this repository."""
    program = language_server()
    with editor(program, HOME) as started:
        yield started


def _labels(completion: dict[str, Any]) -> dict[str, str]:
    return {item["label"].strip('"'): item["insertText"] for item in completion["items"]}


def test_completion(opened: Editor) -> None:
    """Keys that are still missing and the words of closed lists are offered, and nothing invented."""
    path = f"{FOLDER}/pelengkap.yaml"
    opened.open(path, UNFINISHED)
    words = opened.at("completion", path, 2, 8)
    assert sorted(_labels(words)) == ["lainnya", "pelayanan-publik", "tata-kelola"]
    assert "Inovasi pelayanan publik" in str(words)
    affairs = _labels(opened.at("completion", path, 3, 14))
    assert affairs["1.02"] == "1.02"
    inside = _labels(opened.at("completion", path, 7, 2))
    assert {"telepon", "surel", "alamat"} <= set(inside)
    assert inside["telepon"].strip() == "telepon:"
    keys = _labels(opened.at("completion", path, 8, 1))
    assert {"tahapan", "tema", "tujuan"} <= set(keys)
    assert keys["tahapan"].strip() == "tahapan:"


def test_hover(opened: Editor) -> None:
    """A key is explained with the label, the help and the words of the model."""
    path = f"{FOLDER}/penjelasan.yaml"
    opened.open(path, UNFINISHED)
    name = opened.at("hover", path, 1, 2)["contents"]["value"]
    assert "Nama inovasi" in name
    assert "Nama resmi, seperti pada keputusan yang menetapkannya." in name
    assert "Bukan PKPN" in opened.at("hover", path, 4, 2)["contents"]["value"]
    assert "Kantor atau bagian yang menjawab pertanyaan." in opened.at("hover", path, 6, 3)["contents"]["value"]


def test_marks_what_check_marks(opened: Editor) -> None:
    """Every fault of structure is marked on the line where `check` reports it."""
    path = f"{FOLDER}/kesalahan.yaml"
    marked = {mark["range"]["start"]["line"] + 1 for mark in opened.open(path, FAULTY)}
    catalogue = frozen_city().catalogue
    top = parse(FAULTY, path, known_keys(Innovation)).top
    assert catalogue
    assert top
    found = decode(top, Innovation, path, catalogue.vocabularies).findings
    assert {finding.place.span.line for finding in found} <= {*marked, 1}
    assert len(marked) >= 16


def test_marks_nothing_that_is_right(opened: Editor, deep: bool) -> None:
    """No line of the frozen city's files is marked."""
    sources = [source for source in read_catalogue(KOTA, KOTA).sources if source.text.startswith("# yaml-language")]
    for source in sources if deep else random.Random(1).sample(sources, 8):
        assert opened.open(source.path, source.text) == [], source.path
