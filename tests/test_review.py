"""The review card on a real Git history, one proposal of each kind, each with the exact card beside it."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from catalogue.cli.main import main
from tests.built import build
from tests.repositories import PROFILE, Repository, maturity, record
from tests.trees import HERE

CARDS = HERE / "cards"
FIRST = "innovations/dinas-contoh/antar-obat.yaml"
SECOND = "innovations/dinas-contoh/satu-peta.yaml"
BROKEN = "nama: Antar Obat\n\tringkasan: tab\n"
OBAT = record("Antar Obat", "hasil: 350 pasien.\n", "tema: [kesehatan]\n", "urusan_utama: 1.02\n")
TAGGED = f"tema: [kesehatan]\n{PROFILE}".replace("hasil: Hasil.\n", "")
REVIEW = "verifikasi:\n  sdm:\n    putusan: sesuai\n    sidik: 0123456789abcdef\n    tanggal: 2026-07-14\n"
AGENCY = "nama: Dinas Baru\njenis: dinas\nwajib: ya\nstatus: tersumber\n"
HOSTILE = record("Obat `x` [a](javascript:1) @admin <img src=x>\n  ![p](http://x/y)", "catatan: ['| a | ``` # b']\n")

PROPOSALS: dict[str, dict[str, str | None]] = {
    "baru": {"innovations/dinas-lain/kampung-iklim.yaml": record("Kampung Iklim")},
    "baru-lengkap": {"innovations/dinas-lain/kampung-iklim.yaml": record("Kampung Iklim", PROFILE, maturity())},
    "isian-diubah": {FIRST: OBAT.replace("350 pasien", "420 pasien")},
    "isian-dikosongkan": {FIRST: OBAT.replace("hasil: 350 pasien.\n", "")},
    "bukti-baru": {FIRST: OBAT + maturity()},
    "teks-panjang": {FIRST: record("Antar Obat", "hasil: 350 pasien.\n", TAGGED)},
    "pindah-opd": {FIRST: None, "innovations/dinas-lain/antar-obat.yaml": OBAT},
    "ganti-nama-tanpa-alamat": {FIRST: None, "innovations/dinas-contoh/obat-diantar.yaml": OBAT},
    "ganti-nama-dengan-alamat": {
        FIRST: None,
        "innovations/dinas-contoh/obat-diantar.yaml": f"{OBAT}alamat_lama: [antar-obat]\n",
    },
    "dihapus": {FIRST: None},
    "beberapa": {FIRST: OBAT.replace("350", "351"), SECOND: None, "innovations/dinas-lain/baru.yaml": record("Baru")},
    "rusak": {FIRST: BROKEN},
    "kata-asing": {FIRST: OBAT.replace("tema: [kesehatan]", "tema: [kesehatn]")},
    "diperbaiki": {"innovations/dinas-lain/salah.yaml": record("Salah", "tahapan: penerapan\n")},
    "telaah": {"periods/2026/reviews/antar-obat.yaml": REVIEW},
    "opd-baru": {"opd/dinas-baru.yaml": AGENCY},
    "perangkat-lunak": {
        "build.py": "print(1)\n",
        "templates/base.html": "<p>\n",
        ".github/workflows/a.yml": "on: push\n",
    },
    "gambar": {"innovations/dinas-contoh/loket.jpg": "bukan gambar sungguhan\n"},
    "bermusuhan": {FIRST: HOSTILE},
    "hanya-tata-letak": {FIRST: f"# catatan\n{OBAT}"},
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two recorded innovations and one with a fault, on main."""
    made = Repository.start(tmp_path / "katalog")
    faulty = record("Salah", "tahapan: penerpan\n")
    files: dict[str, str | None] = {FIRST: OBAT, SECOND: record("Satu Peta")}
    made.commit("2026-03-01", {**files, "innovations/dinas-lain/salah.yaml": faulty})
    made.git("checkout", "--quiet", "-b", "usulan")
    return made


def card_of(repository: Repository, *arguments: str) -> str:
    """Run the command as the workflow does, without the start of a program."""
    with redirect_stdout(StringIO()) as said:
        code = main(["review", "--base", "main", "--root", str(repository.root), "--date", "2026-06-01", *arguments])
    assert code == 0
    return said.getvalue()


@pytest.mark.parametrize("name", PROPOSALS)
def test_card(name: str, repository: Repository, accept: bool) -> None:
    """Each kind of proposal gives its card, to the letter."""
    repository.commit("2026-05-01", PROPOSALS[name])
    card = card_of(repository)
    expected = CARDS / f"{name}.md"
    if accept:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(card, encoding="utf-8")
    assert card == expected.read_text(encoding="utf-8")


def test_cards_have_a_proposal() -> None:
    """A card whose proposal was removed does not linger."""
    assert {path.stem for path in CARDS.iterdir()} == set(PROPOSALS)


def test_what_others_changed_meanwhile_is_not_on_the_card(repository: Repository) -> None:
    """A base that has moved on is compared at the point where the proposal left it."""
    repository.commit("2026-05-01", PROPOSALS["baru"])
    alone = card_of(repository)
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-05-02", {SECOND: None, FIRST: OBAT.replace("350", "999"), "opd/dinas-baru.yaml": AGENCY})
    repository.git("checkout", "--quiet", "usulan")
    assert card_of(repository) == alone


def test_uncommitted_work_is_on_the_card(repository: Repository) -> None:
    """A clerk at their own computer sees what they are about to propose."""
    (repository.root / "innovations/dinas-lain/baru.yaml").write_text(record("Belum Disimpan"), encoding="utf-8")
    assert "Belum Disimpan" in card_of(repository)


def test_links_lead_to_the_files_and_the_preview(repository: Repository) -> None:
    """Given where they are, files and pages are linked."""
    repository.commit("2026-05-01", PROPOSALS["isian-diubah"])
    card = card_of(repository, "--files", "https://git.example/f/blob/abc/", "--preview", "https://p.example/7/")
    assert f"](https://git.example/f/blob/abc/{FIRST})" in card
    assert "<https://p.example/7/inovasi/antar-obat/>" in card


def test_a_record_on_github_is_previewed_by_the_published_site(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the site has an address, the card leads to its preview of the proposal's own file."""
    repository.commit("2026-05-01", PROPOSALS["isian-diubah"])
    monkeypatch.setenv("SITE_URL", "https://inovasi.example/")
    files = "https://github.com/orang/katalog/blob/abc/"
    assert f"<https://inovasi.example/pratinjau/?repo=orang/katalog&ref=abc&path={FIRST}>" in card_of(
        repository, "--files", files
    )
    assert "pratinjau/" not in card_of(repository)


def test_a_huge_proposal_fits_a_comment(repository: Repository) -> None:
    """Two thousand new records make a card that GitHub accepts, and it says that it was cut."""
    many = {f"innovations/dinas-lain/baru-{number}.yaml": record(f"Baru {number}") for number in range(2_000)}
    repository.commit("2026-05-01", dict(many))
    card = card_of(repository)
    assert len(card) < 65_536
    assert "2000 inovasi baru" in card
    assert "Selebihnya terlalu panjang" in card


def test_an_unknown_base_is_a_wrong_use(repository: Repository) -> None:
    """The message names what could not be found."""
    for base in ("tidak-ada", "--output=/tmp/x"):
        done = build("review", f"--base={base}", "--root", str(repository.root))
        assert done.returncode == 2
        assert "tidak dapat dibandingkan" in done.stderr
