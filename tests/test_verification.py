"""`build.py verify`: what it writes, what it leaves alone, what it refuses, and what the queue says afterwards."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from catalogue.assess.scoring import fingerprint, fingerprints
from catalogue.cli.main import main
from catalogue.model import Evidence, Review
from catalogue.model.maturity import Fact
from catalogue.pipeline import load
from catalogue.propose.tidy import tidy
from catalogue.propose.verification import Order, carry_out
from tests.built import build
from tests.repositories import MANDATORY, PROFILE, Repository, maturity, record

SLUG = "contoh"
FILE = f"innovations/dinas-contoh/{SLUG}.yaml"
REVIEW = f"periods/2026/reviews/{SLUG}.yaml"
DAY = "2026-07-14"
Verify = Callable[..., str]
UNPROVED = "  anggaran:\n    nilai: [2025]\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Repository:
    """Write an innovation with evidence for each mandatory indicator, and a fact without any."""
    made = Repository.start(tmp_path / "catalogue")
    made.commit("2026-05-01", {FILE: record("Contoh", PROFILE, maturity(), UNPROVED)})
    return made


@pytest.fixture
def verify(catalogue: Repository, capsys: pytest.CaptureFixture[str]) -> Verify:
    """Return what runs the command and gives back what it said."""

    def run(*arguments: str, slug: str = SLUG, code: int = 0) -> str:
        capsys.readouterr()
        given = ["verify", slug, "--period", "2026", "--root", str(catalogue.root), "--date", DAY, *arguments]
        done, said = main(given), capsys.readouterr()
        assert done == code, said
        return said.out + said.err

    return run


def review(catalogue: Repository) -> Review:
    """Read the review back."""
    found = load(catalogue.root)
    assert found.publishable, found.findings
    assert found.catalogue
    return found.catalogue.reviews[2026, SLUG].record


def marks(catalogue: Repository) -> dict[str, str]:
    """Return the fingerprints of the facts as they stand."""
    found = load(catalogue.root).catalogue
    assert found
    return fingerprints(found.innovations[SLUG].record)


@pytest.mark.parametrize(
    ("key", "seen", "written", "same"),
    [
        ("pengaduan", "92.5", "92.50", True),
        ("pengaduan", "90", "90.0", True),
        ("pengaduan", "0", "0.00", True),
        ("pengaduan", "92.5", "92.51", False),
        ("kemanfaatan", "{basis: b, nilai: 20.1}", "{basis: b, nilai: 20.10}", True),
        ("kemanfaatan", "{basis: b, nilai: 20.1}", "{basis: c, nilai: 20.1}", False),
    ],
)
def test_a_number_written_otherwise_keeps_its_verdict(
    catalogue: Repository, key: str, seen: str, written: str, same: bool
) -> None:
    """The fingerprint is that of the number, not of its zeros; another number has another."""
    found = []
    for value in (seen, written):
        text = record("Contoh", PROFILE, maturity(**{key: value}))
        (catalogue.root / FILE).write_text(text, encoding="utf-8")
        found.append(marks(catalogue)[key])
    assert (found[0] == found[1]) == same


def test_a_fingerprint_stays_what_it_was(catalogue: Repository) -> None:
    """Marks in review files were written long ago, and stand for the same facts ever after."""
    text = record("Contoh", PROFILE, maturity(pengaduan="92.5", kemanfaatan="{basis: a, nilai: 350}"))
    (catalogue.root / FILE).write_text(text, encoding="utf-8")
    found = marks(catalogue)
    assert (found["sdm"], found["pengaduan"], found["kemanfaatan"]) == (
        "0555e243ca86b85c",
        "719e6e4ec5c45909",
        "754459f7cfbdfc63",
    )


def test_a_fingerprint_is_that_of_the_letters_as_they_look() -> None:
    """A document with an accent has one mark, whichever way its letters were typed, and keeps it."""
    typed = [Evidence.model_construct(judul=normalize(form, "Café Négara")) for form in ("NFC", "NFD")]
    facts = [Fact[int].model_construct(nilai=3, bukti=(evidence,)) for evidence in typed]
    assert set(map(fingerprint, facts)) == {"9aa19214e5b50212"}


def test_all_that_waits_is_verified_at_once(catalogue: Repository, verify: Verify) -> None:
    """Every fact with evidence gets a verdict with its fingerprint; the one without evidence gets none."""
    said = verify()
    written = review(catalogue).verifikasi
    assert set(written) == set(MANDATORY)
    now = marks(catalogue)
    assert all(found.sidik == now[key] and found.tanggal == date(2026, 7, 14) for key, found in written.items())
    assert "regulasi" in said
    assert REVIEW in said
    assert catalogue.assessed()[1][2026].innovations[SLUG].step == "terverifikasi"


def test_only_the_named_indicators_are_judged(catalogue: Repository, verify: Verify) -> None:
    """Several may be named, in one option or in many."""
    verify(
        "--indicator",
        "sdm",
        "--indicator",
        "video",
        "regulasi",
        "--putusan",
        "tidak-sesuai",
        "--catatan",
        "Daftar: belum ditandatangani # lihat hal. 2",
    )
    written = review(catalogue).verifikasi
    assert set(written) == {"sdm", "video", "regulasi"}
    assert {found.putusan for found in written.values()} == {"tidak-sesuai"}
    assert {found.catatan for found in written.values()} == {"Daftar: belum ditandatangani # lihat hal. 2"}


def test_a_verdict_that_stands_is_not_turned_by_accident(catalogue: Repository, verify: Verify) -> None:
    """Without names only what waits is judged; a standing verdict changes when its indicator is named."""
    verify("--indicator", "sdm", "--putusan", "tidak-sesuai", "--catatan", "Kurang.")
    verify()
    assert review(catalogue).verifikasi["sdm"].putusan == "tidak-sesuai"
    assert "semua buktinya sudah diperiksa" in verify(code=1)
    verify("--indicator", "sdm")
    last = review(catalogue).verifikasi["sdm"]
    assert (last.putusan, last.catatan) == ("sesuai", None)


def test_changed_evidence_waits_again(catalogue: Repository, verify: Verify) -> None:
    """A verdict holds only for what was seen; the next order renews exactly that."""
    verify()
    catalogue.commit("2026-08-01", {FILE: record("Contoh", PROFILE, maturity(sdm="31"))})
    state = catalogue.assessed()[1][2026].innovations[SLUG]
    assert {found.indicator.id: found.verification for found in state.indicators if found.evidence}["sdm"] == "menunggu"
    said = verify()
    assert [line for line in said.splitlines() if "(sdm)" in line]
    assert [line for line in said.splitlines() if "(video)" in line] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--indicator", "anggaran"], "anggaran belum memiliki fakta dan bukti"),
        (["--indicator", "jejaring"], "jejaring belum memiliki fakta dan bukti"),
        (["--indicator", "sdm", "anggaran"], "anggaran belum memiliki fakta dan bukti"),
        (["--indicator", "kecepatn"], "mungkin maksudnya `kecepatan`"),
        (["--period", "2031"], "tidak ada periode 2031"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    catalogue: Repository, verify: Verify, arguments: list[str], words: str
) -> None:
    """Half an order is not carried out either."""
    assert words in verify(*arguments, code=1)
    assert not (catalogue.root / REVIEW).exists()
    assert not (catalogue.root / "periods/2031").exists()


def test_an_unknown_or_broken_record_is_refused(catalogue: Repository, verify: Verify) -> None:
    """The nearest name is offered; a file that cannot be read is named."""
    assert "mungkin maksudnya `contoh`" in verify(slug="contohh", code=1)
    catalogue.commit("2026-08-01", {FILE: "nama: [\n"})
    assert FILE in verify(code=1)


@pytest.mark.parametrize("broken", ["verifikasi: [\n", "verifikasi:\n  sdm: ya\n", "asing: 1\n", "\xff"])
def test_a_broken_review_is_left_as_it_is(catalogue: Repository, verify: Verify, broken: str) -> None:
    """What cannot be understood is not written over."""
    catalogue.commit("2026-07-01", {REVIEW: broken})
    before = (catalogue.root / REVIEW).read_bytes()
    verify(code=1)
    assert (catalogue.root / REVIEW).read_bytes() == before


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(catalogue: Repository, verify: Verify) -> None:
    """No part of a file stays when the file cannot take its place."""
    (catalogue.root / REVIEW).mkdir(parents=True)
    assert verify(code=2)
    assert [path.name for path in (catalogue.root / REVIEW).parent.iterdir()] == [f"{SLUG}.yaml"]


EXISTING = """\
# Pemeriksaan lapangan 3 Juli; berita acara di lemari B.
hasil: # dari Kementerian
  skor: 71.50

verifikasi:

  # SK diperiksa bersama Bagian Hukum
  regulasi:   # asli
    catatan: >-
      Nomor SK belum tercantum,
      mohon dilengkapi.

    # yang lama
    putusan: tidak-sesuai   # lisan
    tanggal: "2026-06-30"
    sidik: '0000000000000000'

  video: {putusan: sesuai, sidik: 1111111111111111, tanggal: 2026-06-30}  # tautan dicoba

# Dimasukkan oleh operator
pelaporan:
  tanggal: 2026-08-20   # malam
# akhir
"""


EXPECTED = """\
# Pemeriksaan lapangan 3 Juli; berita acara di lemari B.

verifikasi:

  # SK diperiksa bersama Bagian Hukum
  regulasi:  # asli

    # yang lama
    putusan: sesuai  # lisan
    sidik: {regulasi}
    tanggal: {day}

  video:  # tautan dicoba
    putusan: sesuai
    sidik: {video}
    tanggal: {day}
  sdm:
    putusan: sesuai
    sidik: {sdm}
    tanggal: {day}

# Dimasukkan oleh operator
pelaporan:
  tanggal: 2026-08-20  # malam
hasil:  # dari Kementerian
  skor: 71.50
# akhir
"""


def test_comments_and_other_keys_stay(catalogue: Repository, verify: Verify) -> None:
    """Only the verdicts change in the normal form; a note that belonged to the old verdict goes with it."""
    catalogue.commit("2026-07-01", {REVIEW: EXISTING})
    verify("--indicator", "regulasi", "video", "sdm")
    written = (catalogue.root / REVIEW).read_text(encoding="utf-8")
    assert written == EXPECTED.format(**marks(catalogue), day=DAY)
    assert tidy(written, Review).text == written


def test_what_cannot_be_kept_is_refused(catalogue: Repository, verify: Verify) -> None:
    """A comment within brackets has no place in the new text, so the file stays and the reason is said."""
    text = f"verifikasi: {{video: {{putusan: sesuai, {OTHER},  # dicoba\n  tanggal: 2026-06-30}}}}\n"
    catalogue.commit("2026-07-01", {REVIEW: text})
    assert "ada komentar di dalam kurung" in verify(code=1)
    assert (catalogue.root / REVIEW).read_text(encoding="utf-8") == text


OTHER = "sidik: 1111111111111111"
STYLES = {
    "empty": "",
    "comment": "# hanya catatan\n",
    "no final line feed": "pelaporan:\n  tanggal: 2026-08-20",
    "no value": "verifikasi:\n",
    "no value but comments": "verifikasi:   # kosong\n# sesudahnya\n",
    "empty brackets": "verifikasi: {}\n",
    "empty brackets and more": "verifikasi: {} # kosong\npelaporan:\n  tanggal: 2026-08-20\n",
    "brackets": f"verifikasi: {{video: {{putusan: sesuai, {OTHER}, tanggal: 2026-06-30}}}}\n",
    "brackets over lines": f"verifikasi: {{video: {{putusan: sesuai, {OTHER}, tanggal: 2026-06-30}},\n  }}\n# akhir\n",
    "deep": f"verifikasi:\n      video:\n          putusan: sesuai\n          {OTHER}\n          tanggal: 2026-06-30\n",
    "crlf": f"verifikasi:\r\n  sdm:\r\n    putusan: sesuai\r\n    {OTHER}\r\n    tanggal: 2026-06-30\r\n",
    "quoted": f'"verifikasi":\n  "sdm":\n    "putusan": "sesuai"\n    "{OTHER[:5]}": "1111111111111111"\n'
    '    "tanggal": "2026-06-30"\n',
    "block text": f"verifikasi:\n  sdm:\n    putusan: tidak-sesuai\n    {OTHER}\n    tanggal: 2026-06-30\n"
    "    catatan: |\n      Satu.\n\n      Dua.\n\n\n# akhir\n",
    "folded text first": f"verifikasi:\n  sdm:\n    catatan: >\n     Satu\n     dua.\n    # lama\n    putusan: sesuai\n"
    f"    {OTHER}\n    tanggal: 2026-06-30\n",
    "plain text over lines": f"verifikasi:\n  sdm:\n    catatan: Satu\n      dua.\n    putusan: sesuai\n    {OTHER}\n"
    "    tanggal: 2026-06-30\n",
    "byte order mark": f"\ufeffverifikasi:\n  sdm: {{putusan: sesuai, {OTHER}, tanggal: 2026-06-30}}\n",
}


@pytest.mark.parametrize("existing", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("note", [None, "Satu \"dua\" 'tiga' \\ # empat: {lima}"])
def test_every_way_of_writing_a_review_is_kept(
    catalogue: Repository, verify: Verify, existing: str, note: str | None
) -> None:
    """Whatever style a person used, the verdicts are added and every comment and other value is still there."""
    file = catalogue.root / REVIEW
    file.parent.mkdir(parents=True)
    file.write_bytes(existing.encode())
    before = load(catalogue.root).catalogue
    assert before
    old = before.reviews[2026, SLUG].record if (2026, SLUG) in before.reviews else Review()
    arguments = ["--putusan", "tidak-sesuai", "--catatan", note] if note else []
    verify(*arguments)
    new = review(catalogue)
    assert new.model_copy(update={"verifikasi": {}}) == old.model_copy(update={"verifikasi": {}})
    assert {found.catatan for found in new.verifikasi.values()} == {note}
    text = file.read_bytes().decode()
    assert _comments(text) >= _comments(existing)
    assert ("\r\n" in existing) == ("\r\n" in text)
    assert len(set(re.findall(r"\r?\n", text))) == 1


def _comments(text: str) -> Counter[str]:
    return Counter(line[line.index("#") :].strip() for line in text.splitlines() if "#" in line)


def test_any_sequence_of_orders_leaves_a_readable_file(tmp_path: Path, deep: bool) -> None:
    """Orders in any number and sequence end with the last verdict on each indicator and all comments."""
    root = Repository.start(tmp_path / "catalogue").root
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(record("Contoh", PROFILE, maturity()), encoding="utf-8")
    for seed in range(1_000 if deep else 3):
        _orders(root, random.Random(seed))


def _orders(root: Path, chance: random.Random) -> None:
    file = root / REVIEW
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(EXISTING if chance.random() < 0.7 else "# mula\n", encoding="utf-8")
    comments = _comments(file.read_text(encoding="utf-8"))
    wanted: dict[str, Any] = {}
    for _ in range(chance.randint(1, 5)):
        keys = chance.sample(list(MANDATORY), chance.randint(1, 5))
        note = chance.choice([None, "Satu", "Dua: tiga, empat", "é (1)"])
        order = Order(SLUG, 2026, tuple(keys), chance.choice(("sesuai", "tidak-sesuai")), note, date(2026, 7, 14))
        written = carry_out(load(root), order)
        file.write_text(written.text, encoding="utf-8", newline="")
        wanted |= dict.fromkeys(keys, (order.putusan, order.catatan))
    found = load(root).catalogue
    assert found
    now = found.reviews[2026, SLUG].record.verifikasi if (2026, SLUG) in found.reviews else {}
    assert {key: (now[key].putusan, now[key].catatan) for key in wanted} == wanted
    assert _comments(file.read_text(encoding="utf-8")) >= comments


def test_queue_and_record_name_what_changed_since(catalogue: Repository, verify: Verify) -> None:
    """Stale evidence is shown with the day, the fact and the documents before and after."""
    verify()
    catalogue.commit("2026-07-15")
    more = "- judul: SK sdm\n        nomor: 12\n      - judul: Lampiran\n"
    changed = maturity(sdm="31").replace("- judul: SK sdm\n", more)
    catalogue.commit("2026-08-03", {FILE: record("Contoh", PROFILE, changed)})
    out = catalogue.root.parent / "site"
    done = build("site", "--root", str(catalogue.root), "--out", str(out), "--date", "2026-08-10")
    assert done.returncode == 0, done.stderr
    page = (out / "antrean/index.html").read_text(encoding="utf-8")
    assert 'href="../meja/#periksa"' in page
    assert "build.py verify" not in page
    assert f'href="../inovasi/{SLUG}/#sdm"' in page
    page += (out / f"inovasi/{SLUG}/index.html").read_text(encoding="utf-8")
    for words in (
        "1 fakta pada 1 inovasi menunggu pemeriksaan Bappeda untuk 2026, 1 di antaranya berubah sejak diperiksa",
        "Diperiksa 14 Juli 2026 dengan putusan sesuai.",
        "Berubah 3 Agustus 2026.",
        "Fakta: dari 12 orang menjadi 31 orang.",
        "Bukti baru: Lampiran.",
        "Rincian bukti berubah: SK sdm.",
        "menunggu Bappeda sejak 3 Agustus 2026",
    ):
        assert words in page, words
