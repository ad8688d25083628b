"""What the search finds of an innovation is remembered by all that goes into it, and never trusted beyond that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.collection import Catalogue
from catalogue.loading import load
from catalogue.model import Synonyms
from catalogue.search import build_index, common_mark, find_all, read_found
from catalogue.search import finding as search_finding
from catalogue.search.fields import compressed
from tests.trees import BASE, lay_out

RECORD = "nama: Loket Cepat\nringkasan: {}\nstatus_data: sumber-publik\ntema: [kesehatan]\n"


def read(root: Path) -> Catalogue:
    """Read a catalogue."""
    found = load(root).catalogue
    assert found
    return found


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Read the small catalogue with an innovation of its own."""
    return read(lay_out(tmp_path, RECORD.format("Melayani petani dan nelayan.").encode()))


def test_what_is_remembered_gives_the_same_index(catalogue: Catalogue) -> None:
    """Nothing is looked for twice, and the index knows no difference."""
    memory: dict[str, Any] = {}
    first = find_all(catalogue, memory)
    before = dict(memory)
    assert len(memory) == len(catalogue.innovations)
    again = find_all(catalogue, memory)
    assert (again, memory) == (first, before)
    other = next(iter(before.values()))
    assert set(find_all(catalogue, dict.fromkeys(before, other)).values()) == {compressed(other)}  # nothing is redone
    assert build_index(catalogue, again) == build_index(catalogue)


def test_a_changed_text_is_looked_through_again(catalogue: Catalogue, tmp_path: Path) -> None:
    """Another text, or another agency, gives other terms; all others stay."""
    memory: dict[str, Any] = {}
    find_all(catalogue, memory)
    changed = read(lay_out(tmp_path / "changed", RECORD.format("Mendatangi pasien.").encode()))
    moved = {id: replace(entry, opd="lain") for id, entry in catalogue.innovations.items()}
    for other in (changed, replace(catalogue, innovations=moved)):
        assert build_index(other, find_all(other, memory)) == build_index(other)


def test_roots_are_those_of_all_words(catalogue: Catalogue) -> None:
    """Each root stands there once, in order, and no group of synonyms among them."""
    (entry,) = (entry for entry in catalogue.innovations.values() if entry.record.nama == "Loket Cepat")
    roots = read_found(find_all(catalogue, {})[entry.id]).roots
    assert roots == sorted(set(roots))
    assert {"layan", "tani", "loket", "cepat"} <= set(roots)
    assert not {"melayani", "petani", "dan"} & set(roots)
    assert not any(root.startswith("=") for root in roots)


@pytest.mark.parametrize("spoilt", [None, 1, "", "layan", ["layan"], "\n" * 20])
def test_what_does_not_look_right_is_looked_for_again(catalogue: Catalogue, spoilt: object) -> None:
    """Whatever a memory holds, the terms are right."""
    memory: dict[str, Any] = {}
    right = find_all(catalogue, memory)
    known = dict(memory)
    memory.update(dict.fromkeys(memory, spoilt))
    assert find_all(catalogue, memory) == right
    assert memory == known


def test_other_names_and_lists_begin_anew(catalogue: Catalogue) -> None:
    """Names of agencies, closed lists and synonyms go into the terms of all innovations."""
    opds = {
        id: replace(entry, record=entry.record.model_copy(update={"nama": f"Kantor {entry.record.nama}"}))
        for id, entry in catalogue.opds.items()
    }
    lists = {
        name: found.model_copy(
            update={"butir": tuple(word.model_copy(update={"nama": f"Baru {word.nama}"}) for word in found.butir)}
        )
        for name, found in catalogue.vocabularies.items()
    }
    others = (
        replace(catalogue, opds=opds),
        replace(catalogue, vocabularies=lists),
        replace(catalogue, synonyms=Synonyms(nama="Padanan", padanan=(("loket", "gerai"),))),
        replace(catalogue, synonyms=Synonyms(nama="Padanan", kata_umum=("loket",))),
    )
    assert len({common_mark(catalogue), *map(common_mark, others)}) == 1 + len(others)


def test_what_is_no_longer_there_is_let_go_of(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory does not grow for ever, and a record without a file is not remembered."""
    memory = {f"{number}": "" for number in range(5_000)}
    find_all(catalogue, memory)
    assert len(memory) == len(catalogue.innovations)
    loose = replace(
        catalogue, innovations={id: replace(entry, content="") for id, entry in catalogue.innovations.items()}
    )
    memory.clear()
    assert find_all(loose, memory) == find_all(catalogue, {})
    assert memory == {}
    monkeypatch.setattr(search_finding, "MANY", 1)
    monkeypatch.setattr(search_finding, "SLICE", 1)
    assert find_all(catalogue, {}, processes=2) == find_all(catalogue, {})


def test_the_small_catalogue_is_found_wholly() -> None:
    """Every innovation has its terms."""
    found = find_all(read(BASE), {})
    assert all(read_found(text).roots for text in found.values())
