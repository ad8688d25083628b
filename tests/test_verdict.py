"""The verdict on a proposal, and the publication of a branch with a faulty record, on a real Git history."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from catalogue.cli.main import main
from tests.repositories import Repository, record, verified

RECORD = "innovations/dinas-contoh/antar-obat.yaml"
OTHER = "innovations/dinas-contoh/satu-peta.yaml"
REVIEW = "periods/2026/reviews/antar-obat.yaml"
FAULTY = "tahapan: penerpan\n"
MEMBERS = "kematangan:\n  sdm:\n    nilai: 12\n    bukti:\n      - judul: SK Tim\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One good and one faulty record on main, and a branch that proposes something."""
    made = Repository.start(tmp_path / "katalog")
    made.commit("2026-03-01", {RECORD: record("Antar Obat", MEMBERS), OTHER: record("Satu Peta", FAULTY)})
    made.git("checkout", "--quiet", "-b", "usulan")
    return made


def run(repository: Repository, *arguments: str) -> tuple[int, str]:
    """Run a command as a workflow does."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as told:
        code = main([*arguments, "--root", str(repository.root), "--date", "2026-06-01"])
    return code, said.getvalue() + told.getvalue()


def test_a_proposal_answers_for_its_own_faults_alone(repository: Repository) -> None:
    """What was faulty before does not hold up anybody, and is told as what it is."""
    repository.commit("2026-05-01", {"innovations/dinas-lain/baru.yaml": record("Baru")})
    code, said = run(repository, "check", "--base", "main")
    assert code == 0
    assert "1 galat sudah ada pada `main`" in said
    assert run(repository, "check")[0] == 1


def test_a_new_fault_beside_an_old_one_counts(repository: Repository) -> None:
    """Also where it is in the same file, and of the same kind."""
    repository.commit("2026-05-01", {OTHER: record("Satu Peta", FAULTY, "jenis: digitl\n")})
    code, said = run(repository, "check", "--base", "main")
    assert code == 1
    assert "digitl" in said
    assert "penerpan" not in said


def test_faults_that_move_with_their_file_are_not_new(repository: Repository) -> None:
    """Another agency, other lines: the fault is the same."""
    moved = record("Satu Peta", "# catatan\n", FAULTY)
    repository.commit("2026-05-01", {OTHER: None, "innovations/dinas-lain/satu-peta.yaml": moved})
    assert run(repository, "check", "--base", "main")[0] == 0


def test_what_main_broke_meanwhile_is_not_counted(repository: Repository) -> None:
    """The comparison begins where the proposal began."""
    repository.commit("2026-05-01", {"innovations/dinas-lain/baru.yaml": record("Baru")})
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-05-02", {RECORD: record("Antar Obat", FAULTY)})
    repository.git("checkout", "--quiet", "usulan")
    assert run(repository, "check", "--base", "main")[0] == 0


def test_two_proposals_that_break_each_other_together(repository: Repository) -> None:
    """Merged with main as it is now, the second one is told."""
    repository.commit("2026-05-01", {"innovations/dinas-lain/baru.yaml": record("Baru", "terkait: [antar-obat]\n")})
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-05-02", {RECORD: None})
    repository.git("merge", "--quiet", "--no-edit", "usulan")
    code, said = run(repository, "check", "--base", "HEAD^1")
    assert code == 1
    assert "rujukan-mati" in said


def test_five_hundred_records_have_one_verdict(repository: Repository) -> None:
    """Green when all are right; one wrong among them is the one that is told, at its place."""
    new = {f"innovations/dinas-lain/baru-{number}.yaml": record(f"Baru {number}") for number in range(500)}
    repository.commit("2026-05-01", dict(new))
    assert run(repository, "check", "--base", "main")[0] == 0
    wrong = "innovations/dinas-lain/baru-250.yaml"
    repository.commit("2026-05-02", {wrong: record("Baru 250", FAULTY)})
    code, said = run(repository, "check", "--base", "main")
    assert code == 1
    assert f"--> {wrong}:" in said
    assert "baru-249.yaml" not in said.partition("galat[")[2].partition("peringatan[")[0]


def test_a_base_that_is_unknown_or_too_much(repository: Repository) -> None:
    """Both are wrong uses, in words."""
    assert run(repository, "check", "--base", "tidak-ada")[0] == 2
    assert run(repository, "check", "--base", "main", str(repository.root / RECORD))[0] == 2


def test_a_verdict_of_its_own_and_a_review_that_goes_along_are_no_faults(repository: Repository) -> None:
    """The coordinator's review alone is right; so is a new name of both, of which the verdict stays what it was."""
    review = verified(repository, "antar-obat")
    repository.commit("2026-05-01", {REVIEW: review})
    assert run(repository, "check", "--base", "main")[0] == 0
    renamed = record("Antar Obat", MEMBERS, "alamat_lama: [antar-obat]\n")
    new = {"innovations/dinas-contoh/obat.yaml": renamed, "periods/2026/reviews/obat.yaml": review}
    repository.commit("2026-05-02", {RECORD: None, REVIEW: None, **new})
    assert run(repository, "check", "--base", "HEAD^")[0] == 0
    repository.commit("2026-05-03", {"periods/2026/reviews/obat.yaml": None})
    code, said = run(repository, "check", "--base", "HEAD~2")
    assert (code, "menilai-sendiri" in said) == (1, True)


def published(repository: Repository, out: Path, *arguments: str) -> tuple[int, str]:
    """Build the site of what lies in the repository."""
    return run(repository, "site", "--out", str(out), *arguments)


def page(out: Path, address: str) -> str:
    """Read a page of the site."""
    return (out / address / "index.html").read_text(encoding="utf-8")


def test_a_faulty_record_is_published_as_it_last_was(tmp_path: Path) -> None:
    """Its page says so, the queue names it, the others are as new as they can be."""
    made, out = Repository.start(tmp_path / "katalog"), tmp_path / "situs"
    made.commit("2026-03-01", {RECORD: record("Antar Obat", "hasil: Versi baik.\n"), OTHER: record("Satu Peta")})
    made.commit("2026-04-01", {RECORD: record("Antar Obat", "hasil: Versi buruk.\n", FAULTY)})
    made.commit("2026-05-01", {OTHER: record("Satu Peta", "hasil: Versi baru.\n")})
    assert published(made, out)[0] == 1
    assert not out.exists()
    code, said = published(made, out, "--lenient")
    assert code == 0
    assert "versi baik terakhirnya: innovations/dinas-contoh/antar-obat.yaml" in said
    assert "Versi baik." in page(out, "inovasi/antar-obat")
    assert "memakai versi 1 Maret 2026" in page(out, "inovasi/antar-obat")
    assert "Versi baru." in page(out, "inovasi/satu-peta")
    assert "memakai versi" not in page(out, "inovasi/satu-peta")
    assert RECORD in page(out, "antrean")


def test_who_was_never_right_waits_and_who_names_it_goes_back(tmp_path: Path) -> None:
    """A record that names one that cannot be published is shown as it was before it did."""
    made, out = Repository.start(tmp_path / "katalog"), tmp_path / "situs"
    made.commit("2026-03-01", {OTHER: record("Satu Peta", "hasil: Sebelumnya.\n")})
    made.commit(
        "2026-04-01",
        {
            RECORD: record("Antar Obat", FAULTY),
            OTHER: record("Satu Peta", "hasil: Sesudahnya.\n", "terkait: [antar-obat]\n"),
        },
    )
    code, said = published(made, out, "--lenient")
    assert code == 0
    assert "belum pernah bebas galat: innovations/dinas-contoh/antar-obat.yaml" in said
    assert not (out / "inovasi" / "antar-obat").exists()
    assert "Sebelumnya." in page(out, "inovasi/satu-peta")


@pytest.mark.parametrize("path", ["region.yaml", "periods/2026/period.yaml", "opd/dinas-contoh.yaml"])
def test_a_faulty_shared_file_still_stops_it(tmp_path: Path, path: str) -> None:
    """What every page rests on is never guessed."""
    made, out = Repository.start(tmp_path / "katalog"), tmp_path / "situs"
    made.commit("2026-03-01", {OTHER: record("Satu Peta")})
    text = (made.root / path).read_text(encoding="utf-8")
    made.commit("2026-04-01", {path: f"{text}asing: 1\n"})
    code, said = published(made, out, "--lenient")
    assert code == 1
    assert "asing" in said
    assert not out.exists()
