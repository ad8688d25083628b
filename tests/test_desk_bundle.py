"""What the desk sends: read whole or not at all, refused with its reason, and the same bytes on every way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

import pytest

from catalogue.build import Build
from catalogue.cli.main import main
from catalogue.common.findings import Severity
from catalogue.export.records import settings
from catalogue.pipeline import Loaded
from catalogue.propose.issues import read_outcome
from catalogue.propose.issues.outcome import changes, take_issue
from catalogue.propose.issues.texts import Issue
from catalogue.propose.submissions import (
    Applied,
    BundleSubmission,
    apply,
    digest,
    read_submission,
    receipt_number,
    with_files,
)
from catalogue.propose.submissions.batch import take_all
from catalogue.propose.submissions.bundles import hidden_files
from tests.exported import context
from tests.issue_bodies import body
from tests.submissions import PATH, answer, correction, day, lay_out_records, load_records, terms

REVIEW = "periods/2026/reviews/antar-obat.yaml"
PERIOD = "periods/2026/period.yaml"
RECEIPTS = "periods/2026/penerimaan.yaml"
VERDICT = """\
# komentar  penelaah
verifikasi:
  sdm:
    putusan: tidak-sesuai  # lihat berkasnya
    sidik: 0123456789abcdef
    tanggal: 2026-05-01
    catatan: "Belum ada: SK."
"""
HEAD = "kiriman: meja\ntanggal: 2026-05-30\njabatan: Kepala Bidang Riset\n"
Files = dict[str, str]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out three records."""
    return lay_out_records(tmp_path_factory.mktemp("meja"))


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    """Read them once."""
    return load_records(root)


def indented(text: str) -> str:
    """Write a text below a key that says how it begins."""
    return "".join(f"      {line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))


def bundle(files: Files | None = None, *received: str, base: Loaded | None = None, head: str = HEAD) -> str:
    """Write a bundle of files, made from what `base` has, and of submissions that came by message."""
    rows = []
    for path, text in (files or {}).items():
        known = base.sources.get(path) if base else None
        mark = f"    dasar: {digest(known.text.encode())}\n" if known else ""
        rows.append(f"  - tempat: {path}\n{mark}    isi: |\n{indented(text)}")
    own = "berkas:\n" + "".join(rows) if rows else ""
    came = "".join(f"  - lewat: whatsapp\n    isi: |\n{indented(text)}" for text in received)
    return head + own + (f"diterima:\n{came}" if came else "")


def taken(text: str, loaded: Loaded) -> Applied:
    """Read a bundle and apply it."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert isinstance(found, BundleSubmission), found
    return apply(found, loaded, day)


def faults(text: str, loaded: Loaded) -> dict[str, str]:
    """Return what a refused bundle is refused for, by rule; nothing of it would be written."""
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    if isinstance(found, BundleSubmission):
        applied = apply(found, loaded, day)
        assert applied.files == {}
        found = applied.findings
    assert isinstance(found, tuple)
    wrong = [one for one in found if one.severity is Severity.GALAT]
    assert all(one.help for one in wrong)
    return {one.rule: f"{one.place.where}: {one.message} {one.help}" for one in wrong}


def built_of(loaded: Loaded) -> Build:
    """Return what is published of a catalogue, with its files."""
    assert loaded.catalogue
    return replace(context(loaded.catalogue), sources=loaded.sources)


def of(loaded: Loaded, path: str = PERIOD) -> str:
    """Return a file as it is."""
    return loaded.sources[path].text


def test_files_are_written_as_they_came(loaded: Loaded) -> None:
    """New ones and changed ones, with comments, blanks and order; the number is that of the text."""
    agency = of(loaded, "opd/dinas-lain.yaml").replace("Lain", "Baru")
    files = {REVIEW: VERDICT, PERIOD: "# dibuka\n" + of(loaded), "opd/dinas-baru.yaml": agency}
    text = bundle(files, base=loaded)
    applied = taken(text, loaded)
    assert applied.acceptable, applied.findings
    assert applied.files == files
    assert applied.innovations == ("antar-obat",)
    assert loaded.catalogue
    found = read_submission(text, loaded.catalogue)
    assert isinstance(found, BundleSubmission)
    assert found.number == receipt_number(text)


def test_what_came_around_it_does_no_harm(loaded: Loaded) -> None:
    """A greeting, a fence and blanks at the ends of lines are the channel's."""
    text = bundle({REVIEW: VERDICT})
    carried = f"Selamat pagi,\n\n```yaml\n{text}```\n\nTerima kasih.\n".replace("meja\n", "meja  \r\n")
    assert taken(carried, loaded).files == {REVIEW: VERDICT}


def test_what_was_taken_in_gets_its_own_line(loaded: Loaded) -> None:
    """Each has its number, the way it came and the day; the record counts as confirmed."""
    said = answer("inovasi: antar-obat; putusan: benar")
    applied = taken(bundle(None, said), loaded)
    assert applied.acceptable, applied.findings
    assert set(applied.files) == {PATH, RECEIPTS}
    assert "diterima_oleh: Bappeda" in (applied.files[PATH] or "").replace('"', "")
    for part in (receipt_number(said), "2026-05-30", "lewat: whatsapp", "keadaan: terbit"):
        assert part in (applied.files[RECEIPTS] or "")


def test_the_same_submission_is_noted_once(loaded: Loaded) -> None:
    """Twice in one bundle, or again in another one."""
    said = answer("inovasi: antar-obat; putusan: benar")
    twice = taken(bundle(None, said, said), loaded)
    assert twice.acceptable
    assert (twice.files[RECEIPTS] or "").count("nomor") == 1
    assert [one.rule for one in twice.findings if "sudah diterima" in one.message] == ["tanda-terima-ganda"]


def test_both_kinds_come_together_where_they_are_no_record_and_its_verdict(loaded: Loaded) -> None:
    """The coordinator's files come first, and the list of receipts is what both make of it."""
    files = {RECEIPTS: "# daftar\npenerimaan: []\n", PERIOD: of(loaded) + "# akhir\n"}
    applied = taken(bundle(files, answer("inovasi: antar-obat; putusan: benar"), base=loaded), loaded)
    assert applied.acceptable, applied.findings
    assert (applied.files[RECEIPTS] or "").startswith("# daftar\n")
    assert "whatsapp" in (applied.files[RECEIPTS] or "")
    assert applied.files[PERIOD] == files[PERIOD]


OUTSIDE = (
    *("build.py", ".github/workflows/x.yml", "innovations/dinas-contoh/antar-obat.yaml", "rubrics/iid-2026.yaml"),
    *(
        "../region.yaml",
        "periods/2026/../../region.yaml",
        "/region.yaml",
        "opd/../region.yaml",
        "OPD/dinas-contoh.yaml",
    ),
    *("periods/2026/reviews/../period.yaml", "periods/2026/lain.yaml", "vocabularies/tema.yaml", "alamat.yaml"),
    *("opd\\dinas-contoh.yaml", "region.yaml/", "opd/con.yaml", "periods/26/period.yaml", "."),
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_other_place_is_written(path: str, loaded: Loaded) -> None:
    """Whatever else lies in the repository, or outside it."""
    found = faults(bundle({path: "nama: x\n", REVIEW: VERDICT}), loaded)
    assert set(found) == {"letak-berkas"}
    assert "Yang dapat dikirim dari meja" in found["letak-berkas"]


def _twice(loaded: Loaded) -> str:
    row = bundle({REVIEW: VERDICT}).partition("berkas:\n")[2]
    return f"{HEAD}berkas:\n{row}{row}"


WRONG: dict[str, tuple[Callable[[Loaded], str], str]] = {
    "tahun lain": (lambda it: bundle({"periods/2019/reviews/antar-obat.yaml": VERDICT}), "tahun-tidak-cocok"),
    "dua kali": (_twice, "kunci-ganda"),
    "catatan dan putusan": (
        lambda it: bundle({REVIEW: VERDICT}, answer("inovasi: antar-obat; putusan: benar")),
        "menilai-sendiri",
    ),
    "inovasi asing": (lambda it: bundle({"periods/2026/reviews/antar-obta.yaml": VERDICT}), "rujukan-mati"),
    "sudah ada": (lambda it: bundle({PERIOD: of(it) + "# x\n"}), "bentuk-salah"),
    "dasar lama": (
        lambda it: (
            bundle({PERIOD: of(it) + "# x\n"}, base=it)
            .replace("dasar: ", "dasar: 0")[:-1]
            .replace(digest(of(it).encode()), digest(of(it).encode())[:-1])
            + "\n"
        ),
        "bentuk-salah",
    ),
    "hilang": (
        lambda it: bundle({REVIEW: VERDICT}).replace("    isi", "    dasar: 0123456789abcdef\n    isi"),
        "bentuk-salah",
    ),
    "bukan yaml": (lambda it: bundle({REVIEW: "verifikasi: {\n  : [\n"}), "yaml-rusak"),
    "kata asing": (lambda it: bundle({REVIEW: VERDICT.replace("tidak-sesuai", "baik")}), "kosakata"),
    "tahun di dalamnya": (
        lambda it: bundle({PERIOD: of(it).replace("tahun: 2026", "tahun: 2025")}, base=it),
        "tahun-tidak-cocok",
    ),
    "wilayah rusak": (lambda it: bundle({"region.yaml": "nama: [\n"}, base=it), "yaml-kurung"),
    "aksara kendali": (
        lambda it: f'{HEAD}berkas:\n  - tempat: {REVIEW}\n    isi: "verifikasi: {{}}\\u0007"\n',
        "berkas-tidak-terbaca",
    ),
    "kosong": (lambda it: HEAD, "wajib-diisi"),
    "besok": (lambda it: bundle({REVIEW: VERDICT}).replace("2026-05-30", "2026-06-30"), "tanggal-masa-depan"),
    "tanpa jabatan": (lambda it: bundle({REVIEW: VERDICT}, head=HEAD.partition("jabatan")[0]), "wajib-diisi"),
    "kiriman keliru": (lambda it: bundle(None, answer("inovasi: tidak-ada; putusan: benar")), "rujukan-mati"),
    "bukan kiriman": (lambda it: bundle(None, "Selamat pagi\n"), "berkas-tidak-terbaca"),
    "meja dalam meja": (lambda it: bundle(None, bundle({REVIEW: VERDICT})), "bentuk-salah"),
    "lewat apa": (lambda it: bundle(None, "x\n").replace("whatsapp", "merpati"), "kosakata"),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_fault_refuses_everything(name: str, loaded: Loaded) -> None:
    """Also what would have been right; each fault has its place, its rule and a mend."""
    write, rule = WRONG[name]
    found = faults(write(loaded), loaded)
    assert rule in found, found


def test_an_outdated_file_says_what_to_do(loaded: Loaded) -> None:
    """The draft is at the desk still, where it is laid on the new file."""
    text = bundle({PERIOD: of(loaded) + "# x\n"}, base=loaded)
    old = text.replace(digest(of(loaded).encode()), "0" * 16)
    assert "Buka lagi /meja/ sesudah situs diterbitkan" in faults(old, loaded)["bentuk-salah"]


def test_a_file_that_is_there_already_is_nothing_new(loaded: Loaded) -> None:
    """Sent twice, or done by somebody else: nothing changes, and nobody is refused."""
    text = bundle({PERIOD: of(loaded)}).replace("    isi", f"    dasar: {'0' * 16}\n    isi", 1)
    applied = taken(text, loaded)
    assert (applied.acceptable, applied.files) == (True, {})


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Run a command on a catalogue."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(said):
        code = main([*arguments, "--root", str(root), "--date", "2026-06-01"])
    return code, said.getvalue()


def test_import_takes_it_whole_or_not_at_all(root: Path, loaded: Loaded, tmp_path: Path) -> None:
    """The bytes on disk are those of the desk; a refused bundle leaves everything as it was."""
    there = Path(shutil.copytree(root, tmp_path / "katalog"))
    period = "# ubah\r\n" + of(loaded).replace("\n", "\r\n")
    good = f"{HEAD}berkas:\n  - tempat: {PERIOD}\n    dasar: {digest(of(loaded).encode())}\n"
    good += f"    isi: {json.dumps(period)}\n"
    good += bundle({REVIEW: VERDICT}).partition("berkas:\n")[2]
    (tmp_path / "meja.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "buruk.yaml").write_text(good.replace("tidak-sesuai", "baik"), encoding="utf-8")
    before = {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
    code, said = run(there, "import", str(tmp_path / "buruk.yaml"))
    assert code == 1
    assert "Tidak ada berkas yang ditulis." in said
    assert f"{REVIEW}:4" in said
    assert {path: path.read_bytes() for path in there.rglob("*") if path.is_file()} == before
    code, said = run(there, "import", str(tmp_path / "meja.yaml"))
    assert code == 0, said
    assert receipt_number(good) in said
    assert (there / PERIOD).read_bytes() == period.encode()
    assert (there / REVIEW).read_bytes() == VERDICT.encode()
    assert run(there, "import", str(tmp_path / "meja.yaml"))[0] == 0, "once more changes nothing"


def test_two_files_of_one_import_bring_no_record_with_its_verdict(loaded: Loaded) -> None:
    """What comes in two files of one import comes together."""
    record = correction(loaded, lambda text: text.replace("Obat sampai.", "Obat sampai sehari."))
    sent = [("meja.yaml", bundle({REVIEW: VERDICT}).encode()), ("catatan.yaml", record.encode())]
    batch = take_all(sent, loaded, terms())
    assert not batch.acceptable
    assert "menilai-sendiri" in {one.rule for one in batch.findings}
    assert take_all(sent[:1], loaded, terms()).acceptable


def test_the_issue_door_takes_it_too(loaded: Loaded) -> None:
    """The same text, the same files, the same refusals; what is published already is nothing to propose."""
    text = bundle({REVIEW: VERDICT, "region.yaml": "# baru\n" + of(loaded, "region.yaml")}, base=loaded)
    found = take_issue(Issue(7, body(text)), loaded, day)
    assert found.state == "proposed", found.comment
    assert set(found.files) == {REVIEW, "region.yaml"}
    assert found.title == f"Kiriman meja: {receipt_number(text).lower()}"
    assert found.pages == ("/inovasi/antar-obat/", "/")
    assert read_outcome(json.dumps(asdict(found)).encode(), 7).files == found.files
    both = bundle({REVIEW: VERDICT}, answer("inovasi: antar-obat; putusan: benar"))
    refused = take_issue(Issue(7, body(both)), loaded, day)
    assert (refused.state, "menilai-sendiri" in refused.comment) == ("refused", True)
    assert changes(bundle({PERIOD: of(loaded)}, base=loaded), loaded, day).files == {}


def test_files_are_published_at_their_places_unless_the_round_hides_them(loaded: Loaded) -> None:
    """What the index or the scores would be worked out from stays inside; the desk is told which files those are."""
    shown = {file.address: file.content for file in settings(built_of(loaded))}
    assert shown.keys() == {"region.yaml", "opd/dinas-contoh.yaml", "opd/dinas-lain.yaml", PERIOD}
    assert all(content == of(loaded, path).encode() for path, content in shown.items())
    hiding = {PERIOD: of(loaded) + "publikasi:\n  indeks: tidak\n  kematangan: tidak\n"}
    hidden = with_files(loaded, {**hiding, REVIEW: VERDICT}, day)
    build = built_of(hidden)
    assert {file.address for file in settings(build)} == shown.keys() - {PERIOD}
    assert list(hidden_files(build)) == [PERIOD, "periods/2026/reviews/"]
