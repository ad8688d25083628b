"""What is read of a proposal from Git's objects, and what is too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.history import Excess, Proposed, fetch_commit, read_proposal
from catalogue.read.files import SIZE_LIMIT
from tests.proposals import bomb, propose
from tests.repositories import Repository, record

OBAT = "innovations/dinas-contoh/antar-obat.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One record on main, from which proposals begin."""
    made = Repository.start(tmp_path / "katalog")
    made.commit("2026-03-01", {OBAT: record("Antar Obat")})
    return made


def read(repository: Repository, head: str) -> Proposed:
    """Read a proposal to main."""
    found = read_proposal(repository.root, "main", head)
    assert found
    return found


def test_files_come_go_and_change(repository: Repository) -> None:
    """Data files have their content, others only their name; a folder may become a file and the other way round."""
    new = "innovations/dinas-lain/baru.yaml"
    head = propose(
        repository.root, "main", {OBAT: None, new: "nama: Baru\n", "docs/x/y.md": "x\n", "region.yaml/x": "x"}
    )
    found = read(repository, head)
    assert found.base.changed == ("docs/x/y.md", OBAT, new, "region.yaml", "region.yaml/x")
    assert found.files[new] == b"nama: Baru\n"
    assert OBAT not in found.files
    assert OBAT in found.base.files
    assert "region.yaml" not in found.files
    assert "docs/x/y.md" not in found.files
    back = read_proposal(repository.root, head, propose(repository.root, head, {"docs/x": "berkas\n"}))
    assert back
    assert back.base.changed == ("docs/x", "docs/x/y.md")


def test_nothing_is_checked_out_or_filtered(repository: Repository) -> None:
    """Attributes of the proposal name a filter that would leave a trace; the folder and the index stay as they were."""
    trace = repository.root.parent / "jejak"
    repository.git("config", "filter.jebak.smudge", f"touch {trace}")
    head = propose(repository.root, "main", {".gitattributes": "* filter=jebak\n", OBAT: "nama: Lain\n"})
    assert read(repository, head).files[OBAT] == b"nama: Lain\n"
    assert not trace.exists()
    assert repository.git("status", "--porcelain") == ""


def test_links_and_submodules_are_named_and_not_read(repository: Repository) -> None:
    """A link to a secret is no data file."""
    commit = repository.git("rev-parse", "main").strip()
    link = repository.git("hash-object", "-w", "--stdin").strip()
    repository.git("checkout", "--quiet", "-b", "usulan")
    repository.git("update-index", "--add", "--cacheinfo", f"120000,{link},{OBAT}")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},modul")
    repository.git("commit", "--quiet", "-m", "tautan")
    found = read(repository, "usulan")
    assert found.irregular == (OBAT, "modul")
    assert OBAT not in found.files


@pytest.mark.parametrize("folder", ["innovations", "docs"])
def test_a_tree_of_ten_million_files_is_refused_early(folder: str, repository: Repository) -> None:
    """Wherever it lies, no more of it is walked than a catalogue may hold."""
    with pytest.raises(Excess, match=r"50\.000 berkas"):
        read(repository, bomb(repository.root, "main", folder))


def test_a_tree_of_too_many_levels_is_refused(repository: Repository) -> None:
    """Folders in folders cost a name each, and their paths grow."""
    with pytest.raises(Excess, match="bertingkat"):
        read(repository, propose(repository.root, "main", {f"{'a/' * 200}x": "x\n"}))


def test_contents_are_bounded(repository: Repository) -> None:
    """One file that is too large is so without being read; too many large ones together are refused."""
    head = propose(repository.root, "main", {OBAT: "x" * 3_000_000})
    assert len(read(repository, head).files[OBAT]) == SIZE_LIMIT + 1
    many = {f"innovations/dinas-lain/{number}.yaml": f"{number}{'x' * 500_000}" for number in range(150)}
    with pytest.raises(Excess, match="64 MB"):
        read(repository, propose(repository.root, "main", dict(many)))


def test_a_name_of_300_bytes_is_read(repository: Repository) -> None:
    """No file system has to take it."""
    name = f"innovations/dinas-lain/{'n' * 300}.yaml"
    assert name in read(repository, propose(repository.root, "main", {name: "nama: x\n"})).files


def test_both_sides_are_merged(repository: Repository) -> None:
    """What main changed meanwhile is kept; where both changed the same the proposal is shown as it left main."""
    head = propose(repository.root, "main", {"opd/dinas-lain.yaml": "nama: Lain\n"})
    against = propose(repository.root, "main", {OBAT: "nama: Usulan\n"})
    repository.commit("2026-04-01", {OBAT: "nama: Main\n"})
    merged, conflict = read(repository, head), read(repository, against)
    assert (merged.conflict, merged.base.changed) == (False, ("opd/dinas-lain.yaml",))
    assert merged.files[OBAT] == b"nama: Main\n"
    assert (conflict.conflict, conflict.base.changed) == (True, (OBAT,))
    assert conflict.files[OBAT] == b"nama: Usulan\n"


def test_a_fetch_tells_whether_it_is_what_was_meant(repository: Repository, tmp_path: Path) -> None:
    """The proposal may have moved since the host was asked."""
    head = propose(repository.root, "main", {OBAT: "nama: Lain\n"})
    repository.git("update-ref", "refs/pull/7/head", head)
    repository.git("clone", "--quiet", str(repository.root), str(tmp_path / "salinan"))
    copy = tmp_path / "salinan"
    assert fetch_commit(copy, "refs/pull/7/head", head, {"http.x.extraheader": "y"}, 60)
    assert not fetch_commit(copy, "refs/pull/7/head", "0" * 40, {}, 60)
    with pytest.raises(Excess):
        fetch_commit(copy, "refs/pull/7/head", head, {}, 0.0)
