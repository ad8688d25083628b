"""Advice to delete, to move or to indent, followed to the letter: the fault is gone and no other comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.common.findings import Finding, Severity
from catalogue.common.phrases import PHRASES
from catalogue.pipeline import load
from catalogue.read.characters import HIDDEN, STRAY
from tests.test_cases import CASES, DAY, MEMO
from tests.trees import lay_out

ACTS = re.compile(r"\b(?:hapus|ganti|pindahkan|spasi di (?:awal|depan)|gabungkan|kosongkan|simpan)", re.IGNORECASE)
"""Words of advice that changes more than the value it stands beside."""

Lines = list[str]


def delete_words(lines: Lines, found: Finding) -> None:
    """Delete what is marked, and nothing beside it."""
    span = found.place.span
    line = lines[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    lines[span.line - 1] = line[: span.column - 1] + line[end:]


def delete_field(lines: Lines, found: Finding) -> None:
    """Delete the line of the field or of the item with all that is indented below it."""
    at = found.place.span.line - 1
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    del lines[at:end]


def delete_field_or_item(lines: Lines, found: Finding) -> None:
    """Delete the field, or the item that it belongs to."""
    listed = lines[found.place.span.line - 1].startswith("    tautan:")
    (delete_link if listed else delete_field)(lines, found)


def delete_link(lines: Lines, found: Finding) -> None:
    """Delete an item of a list that holds the link."""
    at = found.place.span.line - 1
    while not lines[at].lstrip().startswith("- "):
        at -= 1
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and lines[end].strip() and len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    del lines[at:end]
    if at and lines[at - 1].endswith(":") and not lines[at:][:1]:
        del lines[at - 1]


def name_the_holder(lines: Lines, found: Finding) -> None:
    """Write `pemegang` in the place of `tautan`."""
    at = found.place.span.line - 1
    lines[at] = re.sub(r"tautan: .*", "pemegang: Dinas Contoh", lines[at])


def line_up(lines: Lines, found: Finding) -> None:
    """Move a line to where the other keys begin."""
    at = found.place.span.line - 1
    lines[at] = lines[at].lstrip()


def line_up_items(lines: Lines, found: Finding) -> None:
    """Move an item to where the one before it begins."""
    at = found.place.span.line - 1
    before = next(line for line in reversed(lines[:at]) if line.lstrip().startswith("- "))
    lines[at] = before[: len(before) - len(before.lstrip())] + lines[at].lstrip()


def write_https(lines: Lines, found: Finding) -> None:
    """Put an address of the web in the place of another."""
    at = found.place.span.line - 1
    lines[at:] = [re.sub(r"javascript:[^\s)]*\)?", "https://contoh.go.id", line) for line in lines[at:]]


def drop_from_list(lines: Lines, found: Finding) -> None:
    """Take a word out of a list in brackets."""
    delete_words(lines, found)
    at = found.place.span.line - 1
    lines[at] = re.sub(r"\[\s*,\s*|,\s*(?=,|\])", lambda cut: "[" if cut[0][0] == "[" else "", lines[at])


def write_dashes(lines: Lines, found: Finding) -> None:
    """Begin each item as a list wants it."""
    lines[:] = [re.sub(rf"^( *){STRAY.pattern} *", r"\1- ", line) for line in lines]


def delete_hidden(lines: Lines, found: Finding) -> None:
    """Delete every sign that has no width."""
    lines[:] = [HIDDEN.sub("", line) for line in lines]


TRIALS: dict[str, Callable[[Lines, Finding], None]] = {
    "wajib-diisi/kosong": delete_field,
    "kunci-ganda": delete_field,
    "teks-menyambung": line_up,
    "teks-menyambung/butir": line_up_items,
    "pembacaan-asing/kosong": drop_from_list,
    "tautan-teks": write_https,
    "nomor-identitas": delete_words,
    "nomor-ponsel": delete_words,
    "nomor-ponsel/tautan": delete_link,
    "surel-pribadi": delete_field,
    "pindaian-pribadi": delete_link,
    "daftar-orang-terbuka": name_the_holder,
    "gambar-dalam-teks": delete_words,
    "isian-semu": delete_field_or_item,
    "isian-berulang": delete_field,
    "aksara-tersembunyi": delete_hidden,
    "aksara-asing/maksud": write_dashes,
}
"""How each advice is followed."""

JUDGED = {"terlalu-panjang", "terlalu-panjang/butir", "nama-ganda"}
"""What to keep is for the writer to decide."""

FILES = {"slug-ganda", "letak-berkas"}
"""Tried with files in `test_names_of_files`."""

EMPTY = 'nama: Antar Obat\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\ntujuan: ""\n'


def advising() -> set[str]:
    """Return the phrases that tell somebody to delete, move, rename or indent."""
    ends = {key.removesuffix("/perbaikan"): text for key, text in PHRASES.items() if key.endswith("/perbaikan")}
    return {key for key, text in ends.items() if ACTS.search(text)}


def test_every_such_advice_is_tried() -> None:
    """A new one needs a trial."""
    assert advising() == {*TRIALS, *JUDGED, *FILES}


def examined(folder: Path, text: str) -> list[Finding]:
    """Look at a case as on the day of the cases."""
    return list(load(lay_out(folder, text.encode()), day=lambda zone: DAY, memo=MEMO).findings)


def advised(key: str, findings: list[Finding]) -> list[Finding]:
    """Return the findings that give an advice."""
    return given(PHRASES[f"{key}/perbaikan"], findings)


def given(advice: str, findings: list[Finding]) -> list[Finding]:
    """Return the findings whose help is an advice, whatever was filled in."""
    wanted = re.sub(r"\\{\w*\\}", ".*", re.escape(advice))
    return [found for found in findings if re.fullmatch(wanted, found.help)]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[Finding]]]:
    """Return every bad case with what is found in it."""
    texts = [EMPTY, *(path.read_text("utf-8", "replace") for path in sorted(CASES.glob("*/buruk*.yaml")))]
    return [(text, examined(tmp_path_factory.mktemp("kasus"), text)) for text in texts]


@pytest.mark.parametrize("key", TRIALS)
def test_advice_followed_to_the_letter(key: str, cases: list[tuple[str, list[Finding]]], tmp_path: Path) -> None:
    """The fault is gone in every case that gets this advice, and no fault comes of it."""
    fitting = [(case, before) for case, before in cases if advised(key, before)]
    assert fitting
    for number, (case, before) in enumerate(fitting):
        lines = case.split("\n")
        for found in reversed(advised(key, before)):
            TRIALS[key](lines, found)
        after = examined(tmp_path / str(number), "\n".join(lines))
        assert advised(key, after) == []
        faults = {found.rule for found in before if found.severity is Severity.GALAT}
        assert {found.rule for found in after if found.severity is Severity.GALAT} <= faults, "\n".join(lines)
