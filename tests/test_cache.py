"""What a build leaves for the next: dropped without harm, and never trusted under other rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import readings as reading
from catalogue.cache import KEPT, remembered
from catalogue.readings import readings
from catalogue.source import Source

RULES = {"periods/2026/period.yaml": Source("period", "periods/2026/period.yaml", "tahun: 2026\n", "2026")}


def test_what_is_added_is_there_next_time(tmp_path: Path) -> None:
    """Under the same rules the next build remembers."""
    with remembered(tmp_path / "cache", RULES) as memory:
        assert memory == {}
        memory["a"] = {"langkah": {"2026": "layak"}}
    with remembered(tmp_path / "cache", RULES) as memory:
        assert memory == {"a": {"langkah": {"2026": "layak"}}}


def test_other_rules_begin_anew(tmp_path: Path) -> None:
    """A changed period forgets everything; a changed innovation forgets nothing."""
    with remembered(tmp_path, RULES) as memory:
        memory["a"] = 1
    changed = Source("period", "periods/2026/period.yaml", "tahun: 2027\n", "2026")
    with remembered(tmp_path, {changed.path: changed}) as memory:
        assert memory == {}
    other = Source("innovation", "innovations/a/b.yaml", "nama: B\n", "b", "a")
    with remembered(tmp_path, {**RULES, other.path: other}) as memory:
        assert memory == {"a": 1}


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000])
def test_a_spoilt_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    """Whatever stands there, the build goes on and mends it."""
    with remembered(tmp_path, RULES) as memory:
        memory["a"] = 1
    file = next(tmp_path.glob("past-*.json"))
    file.write_bytes(content)
    with remembered(tmp_path, RULES) as memory:
        assert memory == {}
        memory["b"] = 2
    with remembered(tmp_path, RULES) as memory:
        assert memory == {"b": 2}


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """Without a place to keep anything, nothing is kept."""
    (tmp_path / "file").touch()
    with remembered(tmp_path / "file" / "cache", RULES) as memory:
        memory["a"] = 1


def test_old_files_go(tmp_path: Path) -> None:
    """Only the newest sets of rules are kept, and nothing half-written stays."""
    for number in range(KEPT + 4):
        source = Source("rubric", "rubrics/r.yaml", f"tahun: {number}\n", "r")
        with remembered(tmp_path, {source.path: source}) as memory:
            memory["a"] = number
    assert len(list(tmp_path.iterdir())) == KEPT


def test_readings_of_old_programs_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is worked on leaves no heap of files behind; the one in use stays, however old its readings."""
    for number in range(KEPT + 4):
        for mark in ("used", f"{number}"):
            monkeypatch.setattr(reading, "program_mark", lambda mark=mark: mark)
            with readings(tmp_path):
                pass
    assert len(list(tmp_path.iterdir())) == KEPT
    assert (tmp_path / "bacaan-used.sqlite").exists()
