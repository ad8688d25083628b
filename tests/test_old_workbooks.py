"""A workbook that was exported before the record changed: it changes what was changed in it, and undoes nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.findings import Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded, assemble, load
from catalogue.propose.beginnings import fields, marks, written
from catalogue.propose.intake import Intake, take_in
from catalogue.read.files import Reading, Source, locate
from catalogue.read.records import read_record
from tests.exported import catalogue_at, context, random_catalogue
from tests.test_import import EMPTY, GOOD, blank, fill, report, without_records
from tests.trees import lay_out
from tests.wide import wide_book

PATH = "innovations/dinas-contoh/antar-obat.yaml"
BEFORE = """\
# atas
nama: Antar Obat
ringkasan: Obat diantar.  # singkat
status_data: dikonfirmasi-opd
tema: [kesehatan]
tujuan: Supaya pasien tidak mengantre.
sumber:
  - judul: Berita pertama
    tautan: https://contoh.go.id/satu
"""
Change = Callable[[str], str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a catalogue with one record."""
    return lay_out(tmp_path, EMPTY + f"# berkas: {PATH}\n{BEFORE}".encode())


def exported(root: Path) -> bytes:
    """Return the workbook with the rows of the catalogue as it is."""
    catalogue = catalogue_at(root)
    return wide_book(context(catalogue), catalogue.innovations.values())


def later(root: Path, change: Change) -> Loaded:
    """Change the record after the workbook went out."""
    file = root / PATH
    file.write_text(change(file.read_text("utf-8")), encoding="utf-8")
    return load(root)


def take(content: bytes, loaded: Loaded, row: dict[str, Any] | None = None, **sheets: list[dict[str, Any]]) -> Intake:
    """Write into the first row, or rows of other sheets, and import the workbook."""
    filled = fill(content, {"Inovasi": [row or {}], **sheets})
    return take_in(filled, "isian.xlsx", loaded)


def faults(taken: Intake) -> list[str]:
    """Return what keeps the files from being written."""
    return [found.message for found in taken.findings if found.severity is Severity.GALAT]


def test_what_changed_on_either_side_is_kept(root: Path) -> None:
    """A field of the workbook and another one of the file both stay, and so do the comments."""
    content = exported(root)
    loaded = later(root, lambda text: text.replace("mengantre.", "mengantre lama.") + "# bawah\n")
    taken = take(content, loaded, {"penerima_manfaat": "Pasien lanjut usia"})
    assert faults(taken) == []
    text = taken.files[PATH]
    assert "tujuan: Supaya pasien tidak mengantre lama." in text
    assert "penerima_manfaat: Pasien lanjut usia" in text
    assert [line for line in ("# atas", "# singkat", "# bawah") if line not in text] == []


def test_an_untouched_workbook_changes_nothing(root: Path) -> None:
    """However much the record has changed since, its own rows do not bring the old state back."""
    content = exported(root)
    loaded = later(root, lambda text: text.replace("tema: [kesehatan]\n", "").replace("Berita pertama", "Berita lain"))
    taken = take(content, loaded)
    assert (taken.files, taken.unchanged, faults(taken)) == ({}, (PATH,), [])


def test_what_both_changed_is_told_at_its_cell(root: Path) -> None:
    """Both values are named, and nothing is written until somebody chose."""
    content = exported(root)
    loaded = later(root, lambda text: text.replace("mengantre.", "mengantre lama."))
    taken = take(content, loaded, {"tujuan": "Supaya obat sampai."})
    assert not taken.acceptable
    (told,) = [found for found in taken.findings if found.severity is Severity.GALAT]
    assert told.place.span.sheet == "Inovasi"
    assert "yang terbit `Supaya pasien tidak mengantre lama.`, di sini `Supaya obat sampai.`" in told.message
    chosen = take(content, loaded, {"tujuan": "Supaya pasien tidak mengantre lama."})
    assert (chosen.unchanged, faults(chosen)) == ((PATH,), [])


def test_lists_are_compared_whole(root: Path) -> None:
    """A source added to the file is not lost to one added in the workbook."""
    content = exported(root)
    added = {"inovasi": "antar-obat", "judul": "Berita kedua", "tautan": "https://contoh.go.id/dua"}
    alone = take(content, load(root), Sumber=[{}, added])
    assert faults(alone) == []
    assert alone.files[PATH].count("  - judul:") == 2
    loaded = later(root, lambda text: f"{text}  - judul: Berita ketiga\n    tautan: https://contoh.go.id/tiga\n")
    both = take(content, loaded, Sumber=[{}, added])
    assert ["yang terbit 2 butir, di sini 2 butir" in message for message in faults(both)] == [True]


def test_an_emptied_field_goes(root: Path) -> None:
    """What was filled when the workbook went out, and is empty in it now, was taken out by a person."""
    taken = take(exported(root), load(root), {"tujuan": None})
    assert faults(taken) == []
    assert taken.files[PATH] == BEFORE.replace("tujuan: Supaya pasien tidak mengantre.\n", "")


def test_a_row_of_unknown_age_empties_nothing(root: Path) -> None:
    """A row typed into the empty template changes what it fills in, on demand, and says what that was."""
    loaded = load(root)
    content = fill(blank(loaded), {"Inovasi": [{**GOOD, "ringkasan": "Obat diantar ke rumah."}]})
    assert "sudah ada" in report(take_in(content, "usulan.xlsx", loaded))
    taken = take_in(content, "usulan.xlsx", loaded, overwrite=True)
    assert taken.files[PATH] == BEFORE.replace("Obat diantar.", "Obat diantar ke rumah.")
    assert "tidak mencatat keadaan semula" in report(taken)
    assert "yang diganti: `ringkasan`" in report(taken)


def test_a_file_that_cannot_be_read_is_not_written_over(root: Path) -> None:
    """Nobody knows what it says, so that nobody can tell what would be lost."""
    content = exported(root)
    loaded = later(root, lambda text: f"{text}tahapan: entah\n")
    taken = take(content, loaded, {"tujuan": "Lain."})
    assert not taken.acceptable
    assert any("belum dapat dibaca" in message for message in faults(taken))


def mixed(maker: random.Random, record: Innovation, donor: Innovation, share: float) -> Innovation:
    """Take some fields from another record."""
    names = [name for name in type(record).model_fields if name != "nama" and maker.random() < share]
    return record.model_copy(update={name: getattr(donor, name) for name in names})


def test_no_change_of_either_side_is_lost(tmp_path: Path, deep: bool) -> None:
    """Of random records every field is that of the side which changed it, or the workbook is refused."""
    asked = 0
    for seed in range(40 if deep else 2):
        root = tmp_path / f"{seed}"
        root.mkdir()
        catalogue, maker = random_catalogue(root, 3 + seed), random.Random(seed)
        empty, (entry, *donors) = without_records(load(root / "catalogue")), list(catalogue.innovations.values())[:3]
        share = (0.1, 0.5)[seed % 2]
        mine, theirs = (mixed(maker, entry.record, donor.record, share) for donor in donors)
        book, written_down = (
            wide_book(context(catalogue), [replace(entry, record=record)]) for record in (mine, theirs)
        )
        source = Source("innovation", entry.path, take_in(written_down, "b.xlsx", empty).files[entry.path], entry.id)
        loaded = assemble(Reading((*empty.sources.values(), replace(source, opd=entry.opd)), empty.beside, ()))
        assert loaded.catalogue
        taken = take_in(fill(book, {}, partial(began_with, entry.record)), "a.xlsx", loaded)
        now = marks(loaded.catalogue.innovations[entry.id].record)
        sides = {name: (now.get(name), marks(mine).get(name), marks(entry.record).get(name)) for name in fields()}
        clash = [name for name, (there, own, began) in sides.items() if own not in (there, began) and there != began]
        assert [name for name in clash if f"`{name.replace('.', '_')}` sudah berubah" not in report(taken)] == []
        asked += bool(clash)
        want = {name: own if own != began else there for name, (there, own, began) in sides.items()}
        got = marks(read(taken.files[entry.path], loaded)) if taken.files else now
        assert got == (now if clash else {name: mark for name, mark in want.items() if mark})
    assert asked


def read(text: str, loaded: Loaded) -> Innovation:
    """Read a record that the import would write."""
    location = locate(PATH)
    assert location
    assert loaded.catalogue
    found = read_record(location, text.encode(), loaded.catalogue.vocabularies)
    assert isinstance(found, Innovation)
    return found


def began_with(record: Innovation, book: Any) -> None:
    """Let a workbook say that its one row was made from another record."""
    book["Asal"].cell(2, 2).value = written(record)
