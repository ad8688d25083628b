"""A checked catalogue whose texts are read again from the disk says the same as one that holds them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from catalogue.collection import Entry
from catalogue.decode import known_keys
from catalogue.loading import HOME, Loaded, load
from catalogue.model import Innovation
from catalogue.readings import Places, Readings, kept, readings
from catalogue.shelf import Changed, shelve
from catalogue.yaml_quick import read_quickly
from tests.trees import HERE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy a small catalogue that may be changed."""
    return Path(shutil.copytree(HERE / "mini", tmp_path / "mini"))


def _places(loaded: Loaded) -> dict[str, tuple[object, object]]:
    assert loaded.catalogue
    entries: list[Entry[Any]] = [*loaded.catalogue.innovations.values(), *loaded.catalogue.reviews.values()]
    return {entry.path: (dict(entry.spans), dict(entry.keys)) for entry in entries}


def test_texts_and_places_are_the_same(root: Path) -> None:
    """Every text, and every place in it, even where the quick reader does not do."""
    before = Readings()
    load(root, before=before)
    loaded = load(root, before=before)
    shelved = shelve(loaded, root)
    assert loaded.catalogue
    texts = [loaded.sources[entry.path].text for entry in loaded.catalogue.innovations.values()]
    assert {read_quickly(text, known_keys(Innovation)) is None for text in texts} == {True, False}
    assert all(isinstance(entry.spans, Places) for entry in loaded.catalogue.innovations.values())
    assert dict(shelved.sources) == dict(loaded.sources)
    assert _places(shelved) == _places(loaded) != {}


def test_what_the_program_lends_is_read_from_there(root: Path) -> None:
    """A catalogue without rubrics of its own is shelved with those of this one."""
    assert not (root / "rubrics").exists()
    shelved = shelve(load(root), root, HOME)
    path = next(path for path in shelved.sources if path.startswith("rubrics/"))
    assert shelved.sources[path].text == (HOME / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", [lambda file: file.write_text("nama: X\n"), Path.unlink], ids=["other", "gone"])
def test_a_file_that_changed_is_not_taken_for_the_checked_one(root: Path, damage: object) -> None:
    """What is published is what was checked, or nothing."""
    assert callable(damage)
    shelved = shelve(load(root), root)
    path = next(path for path in shelved.sources if path.startswith("innovations/"))
    damage(root / path)
    with pytest.raises(Changed, match=f"`{path}` berubah sejak diperiksa"):
        shelved.sources[path]
    assert shelved.catalogue
    entry = next(entry for entry in shelved.catalogue.innovations.values() if entry.path == path)
    with pytest.raises(Changed):
        entry.place("nama")


def test_places_are_found_among_the_readings_that_were_kept(root: Path, tmp_path: Path) -> None:
    """They are those of the checked text, whatever became of the file; what was not kept is read again."""
    cache = tmp_path / "cache"
    with readings(cache) as before:
        loaded = load(root, before=before)
    shelved = shelve(loaded, root, find=kept(cache))
    elsewhere = shelve(loaded, root, find=kept(tmp_path / "none"))
    assert _places(elsewhere) == _places(loaded)
    shutil.rmtree(root / "innovations")
    assert _places(shelved) == _places(loaded)
