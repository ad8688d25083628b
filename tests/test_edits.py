"""What each change did to a record, told field by field and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.repositories import PROFILE, Repository, maturity, record

CONTOH = "innovations/dinas-contoh/contoh.yaml"
WAITING = "innovations/belum-ditetapkan/contoh.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a catalogue on 10 February 2026."""
    return Repository.start(tmp_path / "catalogue")


def edits(repository: Repository) -> list[Any]:
    """Return the changes of the one innovation, the oldest first."""
    found = repository.past("2026-06-01").edits
    return list(found["contoh"][::-1])


def test_fields_filled_changed_and_emptied(repository: Repository) -> None:
    """Each field is told apart, those of the maturity by their indicator."""
    repository.commit("2026-03-02", {CONTOH: record("Satu", "tujuan: Tujuan.\n", maturity())})
    repository.commit("2026-03-09", {CONTOH: record("Dua", "hasil: Hasil.\n", maturity(sdm="30"))})
    first, second = edits(repository)
    assert (first.new, first.filled) == (True, ())
    assert (second.filled, second.changed, second.emptied) == (("hasil",), ("nama", "kematangan.sdm"), ("tujuan",))


def test_a_change_of_layout_is_none(repository: Repository) -> None:
    """Comments, quotes and the order of keys are not what readers ask about."""
    repository.commit("2026-03-02", {CONTOH: "nama: Contoh\nringkasan: Ringkas.\nstatus_data: dikonfirmasi-opd\n"})
    repository.commit(
        "2026-03-09", {CONTOH: "# x\nringkasan: 'Ringkas.'\nnama: Contoh\nstatus_data: dikonfirmasi-opd\n"}
    )
    assert len(edits(repository)) == 1


def test_moving_to_an_agency_and_back_from_the_dead(repository: Repository) -> None:
    """A file that moved keeps its past; one that went and came begins anew without losing it."""
    repository.commit("2026-03-02", {WAITING: record()})
    repository.commit("2026-03-09", {WAITING: None, CONTOH: record()})
    repository.commit("2026-03-16", {CONTOH: None})
    repository.commit("2026-03-23", {CONTOH: record("Lain")})
    first, moved, again = edits(repository)
    assert (first.new, moved.former, again.new) == (True, "belum-ditetapkan", True)


def test_a_broken_text_says_nothing_of_its_fields(repository: Repository) -> None:
    """The change is told, but not what it changed."""
    repository.commit("2026-03-02", {CONTOH: record("Contoh", "kematangan: [\n")})
    repository.commit("2026-03-09", {CONTOH: record("Contoh", PROFILE)})
    assert [edit.readable for edit in edits(repository)] == [True, False]


def test_pull_request_and_proposer(repository: Repository) -> None:
    """Both of GitHub's messages name the pull request; a trailer names the agency."""
    repository.commit("2026-03-02", {CONTOH: record("A")}, "Catat contoh (#7)\n\nPengusul: dinas-contoh\n")
    repository.commit("2026-03-09", {CONTOH: record("B")}, "Merge pull request #12 from a/b\n\nPerbaiki (#3)")
    repository.commit("2026-03-16", {CONTOH: record("C")}, "Sebut #5 saja")
    assert [edit.commit.proposal for edit in edits(repository)] == [7, 12, None]
    assert [edit.commit.proposer for edit in edits(repository)] == ["dinas-contoh", None, None]
