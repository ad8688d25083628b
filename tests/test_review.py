"""The review card on a real Git history, one proposal of each kind, each with the exact card beside it."""

from __future__ import annotations

import re
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
    assert card_of(repository, "--head", "usulan") == card, "read from Git alone"


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


def test_links_lead_to_the_files(repository: Repository) -> None:
    """Given where they are, files are linked."""
    repository.commit("2026-05-01", PROPOSALS["isian-diubah"])
    card = card_of(repository, "--files", "https://git.example/f/blob/abc/")
    assert f"](https://git.example/f/blob/abc/{FIRST})" in card


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


def cut(card: str) -> str:
    """Return the first line of a card, which says what is left out."""
    return card.partition("\n")[0]


DANGEROUS: dict[str, str | None] = {
    ".github/workflows/check.yml": "on: push\n",
    ".ci/run": "true\n",
    "Makefile": "test:\n",
    "requirements.txt": "x==1\n",
    "periods/2026/reviews/antar-obat.yaml": REVIEW,
}


@pytest.mark.parametrize("count", [60, 500, 2_000])
def test_many_records_hide_nothing_dangerous(count: int, repository: Repository) -> None:
    """The card fits a comment, says in its first line what it leaves out, and has every section."""
    many = {f"innovations/dinas-lain/baru-{number}.yaml": record(f"Baru {number}") for number in range(count)}
    repository.commit("2026-05-01", {**many, **DANGEROUS})
    card = card_of(repository, "--head", "usulan")
    assert len(card) < 65_000
    assert re.search(r"dipotong, .*\d+ inovasi baru tidak dimuat$", cut(card)) or count == 60
    assert f"{count} inovasi baru" in card
    assert all(f"`{path}`" in card for path in DANGEROUS)
    assert "Sumber daya manusia: *sesuai*" in card.partition("## Putusan yang dibawa")[2].partition("\n## ")[0]
    titles = re.findall(r"^## (.+)$", card, re.MULTILINE)
    assert titles[0] == "Perlu ditelaah lebih dahulu"
    assert {"Temuan baru", "Akibat bagi katalog, 2026", "Inovasi baru", "Daftar periksa penelaah"} <= set(titles)


def test_many_faults_of_one_file_leave_room_for_the_rest(repository: Repository) -> None:
    """The first ones are shown, the others counted, and what else the proposal changes is on the card."""
    keys = "".join(f"isian_{number}: {'x' * 60}\n" for number in range(600))
    repository.commit("2026-05-01", {FIRST: OBAT + keys, **DANGEROUS})
    card = card_of(repository, "--head", "usulan")
    assert re.search(r"dipotong, \d+ temuan baru tidak dimuat$", cut(card))
    shown = card.count("- galat `isian-asing`") or card.count("- galat ")
    left = re.search(r"… dan (\d+) temuan baru lagi", card)
    assert left
    assert shown > 20
    assert all(f"`{path}`" in card for path in DANGEROUS)


def test_everything_at_once_hides_nothing_dangerous(repository: Repository) -> None:
    """Long names of files in every dangerous place, hundreds of records and faults: each kind still has its line."""
    folders = (".github/workflows", "catalogue", "templates", "periods/2026", "rubrics", "vocabularies")
    long = {f"{folder}/{'n' * 240}{number}": "" for folder in folders for number in range(60)}
    keys = "".join(f"isian_{number}: {'x' * 60}\n" for number in range(600))
    many = {f"innovations/dinas-lain/baru-{number}.yaml": record(f"Baru {number}") for number in range(200)}
    received = {"innovations/dinas-contoh/satu-peta.yaml": None, FIRST: OBAT + keys}
    repository.commit("2026-05-01", {**long, **many, **received, **DANGEROUS, "region.yaml": "nama: x\n"})
    card = card_of(repository, "--head", "usulan")
    assert len(card) < 65_000
    first = card.partition("## Perlu ditelaah lebih dahulu")[2].partition("\n## ")[0]
    assert first.count("\n- ") == 7
    assert "jenis berkas lagi" not in first
    assert re.search(r"dipotong, 3\d\d nama berkas", cut(card))
    assert "`.github/workflows/check.yml`" in first


def test_verdicts_are_told_in_words(repository: Repository) -> None:
    """By indicator, with the note, what they were before, and those that go."""
    review = "periods/2026/reviews/antar-obat.yaml"
    changed = REVIEW.replace("sesuai", "tidak-sesuai") + "    catatan: SK belum ditandatangani @sekda.\n"
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-04-01", {review: REVIEW, FIRST: OBAT + maturity()})
    repository.git("checkout", "--quiet", "-B", "usulan")
    repository.commit("2026-05-01", {review: changed})
    card = card_of(repository, "--head", "usulan")
    assert "`antar-obat`, 2026, Sumber daya manusia: *tidak sesuai*" in card
    assert ": *tidak sesuai*, semula *sesuai*, catatan: `SK belum ditandatangani @sekda.`" in card
    repository.git("checkout", "--quiet", "main")
    repository.git("checkout", "--quiet", "-B", "usulan")
    other = REVIEW.replace("0123", "9999")
    repository.commit("2026-05-03", {review: other})
    assert "sidik data `9999456789abcdef`), semula *sesuai*" in card_of(repository, "--head", "usulan")
    repository.commit("2026-05-04", {review: None})
    assert "putusannya dihapus, semula *sesuai*" in card_of(repository, "--head", "usulan")


def test_a_revision_is_judged_as_merged_into_the_base(repository: Repository) -> None:
    """A record that main no longer has is missed by one that names it; a conflict is said."""
    first = FIRST.rpartition("/")[2].removesuffix(".yaml")
    repository.commit("2026-05-01", {"innovations/dinas-lain/baru.yaml": record("Baru", f"terkait: [{first}]\n")})
    assert "0 galat baru" in card_of(repository, "--head", "usulan")
    repository.git("checkout", "--quiet", "main")
    repository.commit("2026-05-02", {FIRST: None})
    card = card_of(repository, "--head", "usulan")
    assert "1 galat baru" in card
    assert "`rujukan-mati`" in card
    repository.git("checkout", "--quiet", "usulan")
    repository.commit("2026-05-03", {FIRST: OBAT.replace("350", "999")})
    repository.git("checkout", "--quiet", "main")
    assert "bertabrakan" in card_of(repository, "--head", "usulan")


def test_an_unknown_base_is_a_wrong_use(repository: Repository) -> None:
    """The message names what could not be found."""
    for base in ("tidak-ada", "--output=/tmp/x"):
        done = build("review", f"--base={base}", "--root", str(repository.root))
        assert done.returncode == 2
        done = build("review", "--base=main", f"--head={base}", "--root", str(repository.root))
        assert done.returncode == 2
        assert "tidak dapat dibandingkan" in done.stderr
