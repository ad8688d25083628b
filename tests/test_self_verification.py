"""Nobody verifies himself: the ways to bring a record together with its verdict, each told to whoever decides."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from catalogue.cli.main import main
from catalogue.propose.issues import Taken
from catalogue.propose.issues.texts import pull_body
from tests.actions import Actions
from tests.host import BOT, Standin, serving
from tests.repositories import Repository, record, verified
from tests.test_proposal_cards import World

RECORD = "innovations/dinas-contoh/antar-obat.yaml"
REVIEW = "periods/2026/reviews/antar-obat.yaml"
MEMBERS = "kematangan:\n  sdm:\n    nilai: 12\n    bukti:\n      - judul: SK Tim\n"
MORE = record("Antar Obat", MEMBERS.replace("12", "30"))
Files = dict[str, str | None]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One record with a verdict on main, and a branch for a proposal."""
    made = Repository.start(tmp_path / "asal")
    made.commit("2026-03-01", {RECORD: record("Antar Obat", MEMBERS)})
    made.commit("2026-03-02", {"periods/2026/reviews/lain.yaml": "# kosong\nverifikasi: {}\n"})
    made.git("checkout", "--quiet", "-b", "usulan")
    return made


def run(repository: Repository, *arguments: str) -> tuple[int, str]:
    """Run a command as a workflow does."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as told:
        code = main([*arguments, "--root", str(repository.root), "--date", "2026-06-01"])
    return code, said.getvalue() + told.getvalue()


def _renamed(verdict: str) -> Files:
    new = record("Antar Obat", MEMBERS.replace("12", "30"), "alamat_lama: [antar-obat]\n")
    return {RECORD: None, "innovations/dinas-contoh/obat.yaml": new, "periods/2026/reviews/obat.yaml": verdict}


def _forged(verdict: str) -> Files:
    """Let a verdict that was right before claim to have seen what is proposed."""
    return {RECORD: MORE, REVIEW: verdict.replace("tanggal: 2026-05-01", "tanggal: 2026-05-02")}


ONE_PROPOSAL: Mapping[str, Callable[[str], Files]] = {
    "1 bersama": lambda verdict: {RECORD: MORE, REVIEW: verdict},
    "2 tahun lain": lambda verdict: {RECORD: MORE, "periods/2025/reviews/antar-obat.yaml": verdict},
    "3 pindah OPD": lambda verdict: {RECORD: None, "innovations/dinas-lain/antar-obat.yaml": MORE, REVIEW: verdict},
    "4 telaah berganti nama": _renamed,
    "5 sidik diubah": _forged,
}


@pytest.mark.parametrize("way", ONE_PROPOSAL)
def test_one_proposal_with_both_is_a_fault(way: str, repository: Repository) -> None:
    """Whatever year, agency, name or fingerprint it goes by."""
    if way.startswith("5"):
        repository.git("checkout", "--quiet", "main")
        repository.commit("2026-04-01", {REVIEW: verified(repository, "antar-obat")})
        repository.git("checkout", "--quiet", "-B", "usulan")
    repository.commit("2026-05-01", {RECORD: MORE})
    verdict = verified(repository, "antar-obat")
    repository.commit("2026-05-02", ONE_PROPOSAL[way](verdict))
    code, said = run(repository, "check", "--base", "main")
    assert code == 1
    assert "menilai-sendiri" in said


def test_6_a_bundle_with_both_is_refused_and_one_made_of_two_is_told(repository: Repository, tmp_path: Path) -> None:
    """The desk's text is refused whole; taken in one after another and proposed together, the check tells."""
    verdict = verified(repository, "antar-obat").replace("\n", "\n      ")
    head = "kiriman: meja\ntanggal: 2026-05-30\njabatan: Kepala Bidang\n"
    said = "kiriman: jawaban\nopd: dinas-contoh\njabatan: Sekretaris\ntanggal: 2026-05-20\njawaban:\n"
    said += "  - {inovasi: antar-obat, putusan: berhenti, sejak: 2026-04}\n"
    files = f"berkas:\n  - tempat: {REVIEW}\n    isi: |\n      {verdict.rstrip()}\n"
    received = "diterima:\n  - lewat: surel\n    isi: |\n      " + said.replace("\n", "\n      ").rstrip() + "\n"
    both = tmp_path / "keduanya.yaml"
    both.write_text(head + files + received, encoding="utf-8")
    code, told = run(repository, "import", str(both))
    assert (code, "menilai-sendiri" in told, "Tidak ada berkas yang ditulis" in told) == (1, True, True)
    for part in (files, received):
        both.write_text(head + part, encoding="utf-8")
        code, told = run(repository, "import", str(both))
        assert code == 0, told
    repository.commit("2026-05-30")
    code, told = run(repository, "check", "--base", "main")
    assert (code, "menilai-sendiri" in told) == (1, True)


@pytest.fixture
def world(repository: Repository, tmp_path: Path) -> Iterator[World]:
    """Give the host of that repository, and the workflow that makes cards."""
    subprocess.run(["git", "clone", "-q", "--bare", repository.root, tmp_path / "katalog.git"], check=True)
    with serving(Standin(tmp_path / "katalog.git", site="https://inovasi.example/")) as host:
        yield World(host, Actions(host, tmp_path, "cards"))


def test_7_two_proposals_of_one_person_name_each_other(world: World, repository: Repository) -> None:
    """Both cards say so, whichever came first, until one of them is gone; other people's say nothing."""
    verdict = verified(repository, "antar-obat")
    world.propose(7, {RECORD: MORE}, user={"login": "Orang"})
    world.propose(8, {RECORD: MORE}, user={"login": "lain"})
    world.run()
    assert "Menilai sendiri" not in world.card(7)
    world.propose(9, {"periods/2025/reviews/antar-obat.yaml": verdict}, user={"login": "orang"})
    world.run()
    for number, other in ((7, "#9"), (9, "#7")):
        assert f"datang dari pengusul yang sama, di sini dan pada {other}." in world.card(number)
    assert "Menilai sendiri" not in world.card(8)
    assert world.run() == [], "once is enough"
    world.host.pulls[7]["state"] = "closed"
    world.run()
    assert "Menilai sendiri" not in world.card(9)


def test_7_also_where_an_issue_made_one_of_them(world: World, repository: Repository) -> None:
    """The proposal is the program's, and its sender is who wrote the issue; another sender is another person."""
    taken = Taken("proposed", 1, "", "K7Q2-9F3M", {RECORD: MORE})
    verdict = {"periods/2025/reviews/antar-obat.yaml": verified(repository, "antar-obat")}
    for number, sender in ((7, "orang"), (8, "lain")):
        ours = {"user": {"login": BOT}, "body": pull_body(3, taken, sender)}
        world.propose(number, {RECORD: MORE}, **ours)
    world.propose(9, verdict, user={"login": "orang"})
    world.run()
    assert "di sini dan pada #9." in world.card(7)
    assert "di sini dan pada #7." in world.card(9)
    assert "Menilai sendiri" not in world.card(8)


def test_8_a_verdict_from_outside_the_coordinator_is_told(world: World, repository: Repository) -> None:
    """It passes the check, for the record was accepted; the card says who brings it, and what it decides."""
    world.propose(7, {REVIEW: verified(repository, "antar-obat")}, author_association="CONTRIBUTOR")
    world.run()
    brought = world.card(7).partition("## Putusan yang dibawa usulan ini")[2].partition("\n## ")[0]
    assert "Pengusul bukan anggota organisasi" in brought
    assert "`antar-obat`, 2026, Sumber daya manusia: *sesuai*" in brought
