"""The desk reads a submission as the import does: the same number, the same record, the same faults by line."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.findings import Finding, Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded
from catalogue.propose.browser import browser_checks, submission_checks
from catalogue.propose.submissions import (
    AnswerSubmission,
    BundleSubmission,
    RecordSubmission,
    apply,
    digest,
    read_submission,
)
from catalogue.propose.tidy.fresh import emit
from catalogue.read.characters import decode_bytes
from catalogue.read.files import Source, locate
from catalogue.read.records import decode_source
from catalogue.read.yaml import Mapping
from tests.damage import KINDS
from tests.damage import Record as DamagedRecord
from tests.form_modules import run_modules
from tests.records import Maker
from tests.submissions import PATH, RECORD, TODAY, answer, correction, day, lay_out_records, load_records, sent
from tests.test_form_agreement import SHARED
from tests.test_submissions import any_answers, damaged, nodes

JUDGE = """
import { judgeAnswers, judgeRecord } from "./desk/judging.js";
import { readSubmission } from "./desk/reading.js";
import { read } from "./form/reader.js";
import { markOf } from "./form/submission.js";
import * as yaml from "./yaml.js";
const published = (id) => {
  const text = texts[id], reading = text && read(text, checks, yaml);
  return text ? { reading, tree: reading.tree, text, mark: markOf(text) } : null;
};
const desk = { ...told_of, checks, published };
const answers = [];
for (const text of cases) {
  const one = readSubmission(text, checks, desk.agencies, yaml), isRecord = one.kind === "catatan";
  const made = isRecord ? await judgeRecord(one, "whatsapp", desk) : await judgeAnswers(one, "whatsapp", desk);
  const answered = (made.records ?? []).map(({ entry, after }) => [entry.id, after]);
  const records = isRecord ? [[one.path, made.after]] : answered;
  const findings = made.findings.map(({ rule, severity, line, message }) => [rule, severity, line, message]);
  answers.push({ kind: one.kind, number: one.number, findings, records, stale: Boolean(made.stale) });
}
told(answers);
"""
OWN = {
    *("berkas-tidak-terbaca", "dokumen-ganda", "letak-berkas", "opd-tidak-dikenal", "slug-ganda", "rujukan-mati"),
    *("tanggal-masa-depan",),
}
"""The rules of submissions, which only the desk knows besides those of the form."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Read a catalogue with three records."""
    return load_records(lay_out_records(tmp_path_factory.mktemp("meja")))


def told_of(loaded: Loaded) -> dict[str, Any]:
    """Return what the desk is told of a catalogue, besides the checks."""
    catalogue = loaded.catalogue
    assert catalogue
    return {
        "agencies": {
            **{entry.id: [entry.record.nama, entry.record.singkatan or ""] for entry in catalogue.opds.values()},
            "belum-ditetapkan": ["OPD belum ditetapkan", ""],
        },
        "names": [
            {"id": entry.id, "nama": entry.record.nama, "opd": entry.opd} for entry in catalogue.innovations.values()
        ],
        "renamed": {old: entry.id for entry in catalogue.innovations.values() for old in entry.record.alamat_lama},
        "units": {entry.id: entry.record.induk for entry in catalogue.opds.values() if entry.record.induk},
        "today": TODAY.isoformat(),
        "coordinator": catalogue.region.koordinator,
    }


def judged(tmp_path: Path, loaded: Loaded, cases: list[str | bytes]) -> list[dict[str, Any]]:
    """Return what the desk makes of texts."""
    assert loaded.catalogue
    checks = {**browser_checks(loaded.catalogue.vocabularies), "kiriman": submission_checks()}
    texts = {entry.id: loaded.sources[entry.path].text for entry in loaded.catalogue.innovations.values()}
    plain = [text if isinstance(text, str) else decode_bytes(text)[0] for text in cases]
    found: list[dict[str, Any]] = run_modules(
        tmp_path, JUDGE, checks=checks, texts=texts, told_of=told_of(loaded), cases=plain
    )
    return found


def record_of(loaded: Loaded, path: str, text: str) -> Innovation:
    """Read the text of a record."""
    assert loaded.catalogue
    place = locate(path)
    assert place
    entry = decode_source(
        Source(place.kind, path, text, place.id, place.opd), Innovation, loaded.catalogue.vocabularies
    ).entry
    assert entry
    assert isinstance(entry.record, Innovation)
    return entry.record


def any_submission(chance: random.Random, loaded: Loaded, maker: Maker) -> str | bytes:
    """Write a submission that is right, nearly right or wrong, as it may come."""
    path = "innovations/dinas-contoh/baru.yaml"

    def fresh() -> str:
        document = nodes(maker.innovation())
        assert isinstance(document, Mapping)
        return emit(document, Innovation)

    ways = (
        lambda: any_answers(chance),
        lambda: sent(fresh(), "# jabatan: Sekretaris", path=path),
        lambda: correction(loaded, lambda text: text.replace("sampai.", "tiba sore hari.")),
        lambda: correction(loaded, lambda text: text.replace("nilai: 12", "nilai: dua belas")),
        lambda: sent(RECORD, path=PATH),
        lambda: sent(RECORD, "# dasar: 0123456789abcdef", path=chance.choice((PATH, path))),
        lambda: sent(RECORD, path=chance.choice(("innovations/dinas-contooh/baru.yaml", "opd/a.yaml", path))),
        lambda: sent(RECORD + chance.choice(("catatn: a\n", "nama: C\n", "video: bukan alamat\n")), path=path),
        lambda: sent(
            RECORD, chance.choice(("# dasar: abc", "# pengganti: mungkin", "# jabatan: Sekretaris")), path=path
        ),
        lambda: answer(f"inovasi: {chance.choice(('antar-obta', 'kartu-lama', 'kartu-sehat'))}; putusan: benar"),
        lambda: answer("inovasi: antar-obat; putusan: berhenti", "inovasi: antar-obat; putusan: benar"),
        lambda: answer("inovasi: antar-obat; putusan: mungkin", when=chance.choice(("2027-01-01", "2026-05-01"))),
        lambda: answer("inovasi: tanpa-pemilik; putusan: benar", opd=chance.choice(("dinas-contoh", "dinas-asing"))),
        lambda: answer("inovasi: antar-obat; putusan: diperbaiki; sejak: 2025", when="2027-02-03"),
    )
    return damaged(chance, chance.choice(ways)())


def shared(findings: tuple[Finding, ...]) -> set[tuple[str, int]]:
    """Return the faults that both sides know, each with its line.

    A list of answers that are all faulty counts as empty too, which says nothing to anybody.
    """
    known = OWN | SHARED
    faults = [one for one in findings if one.severity is Severity.GALAT and one.rule in known]
    told = [one for one in faults if len(faults) == 1 or one.message != "`jawaban` kosong"]
    return {(one.rule, one.place.span.line) for one in told}


def test_desk_and_import_read_the_same(loaded: Loaded, tmp_path: Path, deep: bool) -> None:
    """Number, record and faults of any submission are those that the import will find."""
    assert loaded.catalogue
    chance, maker = random.Random(24), Maker(24, loaded.catalogue.vocabularies)
    cases = [any_submission(chance, loaded, maker) for _ in range(3_000 if deep else 120)]
    tally = Counter[str]()
    for text, got in zip(cases, judged(tmp_path, loaded, cases), strict=True):
        submission = read_submission(text, loaded.catalogue)
        if isinstance(submission, tuple):
            _same_faults(submission, got, text)
            tally["refused"] += 1
            continue
        assert not isinstance(submission, BundleSubmission)
        assert got["number"] == submission.number, text
        applied = apply(submission, loaded, day, received="whatsapp")
        if got["stale"]:
            tally["to be joined"] += 1
            continue
        _same_faults(applied.findings, got, text)
        if applied.acceptable:
            tally[got["kind"]] += 1
            _same_records(loaded, submission, dict(applied.files), got)
    assert min(tally[kind] for kind in ("refused", "catatan", "jawaban", "to be joined")) > 1, tally


def _same_faults(findings: tuple[Finding, ...], got: dict[str, Any], text: str | bytes) -> None:
    faults = {(rule, line) for rule, severity, line, _ in got["findings"] if severity == "galat"}
    assert faults == shared(findings), (text, got["findings"], findings)


def _same_records(
    loaded: Loaded, submission: RecordSubmission | AnswerSubmission, files: dict[str, Any], got: dict[str, Any]
) -> None:
    assert loaded.catalogue
    context = {"vocabularies": loaded.catalogue.vocabularies}
    for name, tree in got["records"]:
        path = name if "/" in name else loaded.catalogue.innovations[name].path
        text = files.get(path) or loaded.sources[path].text
        assert Innovation.model_validate(tree, context=context) == record_of(loaded, path, text), (submission, tree)


def test_a_stale_correction_is_left_to_the_import(loaded: Loaded, tmp_path: Path) -> None:
    """Nobody can tell in a browser what a correction began with, so nothing is said of what comes out."""
    text = sent(loaded.sources[PATH].text.replace("sampai.", "tiba."), f"# dasar: {digest(b'lama')}")
    (got,) = judged(tmp_path, loaded, [text])
    assert got["stale"]
    assert got["records"] == [[PATH, None]]
    assert any("sudah berubah sejak kiriman ini dibuat" in message for *_, message in got["findings"])


WHOLE = """\
nama: Antar Obat Baru
ringkasan: Obat diantar ke rumah pasien
status_data: sumber-publik
jenis_catatan: inovasi
tujuan: |
  Obat sampai di rumah.
  Pasien tidak perlu antre.
manfaat: "Warga hemat ongkos"
urusan_lain: [kesehatan, sosial]
status: aktif
kematangan:
  sdm:
    nilai: 12
    sumber: [1]
sumber:
  - judul: Berita satu
    tanggal: 2025
  - judul: Berita dua
"""
"""A record in which people may break this and that."""
BROKEN = "innovations/dinas-contoh/baru.yaml"
SURE = {
    "tab": (("  sdm:\n    nilai: 12\n    sumber", "\tsdm:\n\t\tnilai: 12\n\t\tsumber"),),
    "pagar": (("nama:", "```yaml\nnama:"),),
    "titik dua": (("rumah pasien", "rumah pasien: gratis"),),
    "titik dua rapat": (("status: aktif", "status:aktif"),),
    "tanda sama dengan": (("status: aktif", "status = aktif"),),
    "kutip Word": (('"Warga hemat ongkos"', "“Warga hemat: ongkos”"),),
    "kutip terbuka": (('"Warga hemat ongkos"', '"Warga hemat ongkos'),),
    "kutip di tengah": (('"Warga hemat ongkos"', '"Warga "hemat" ongkos"'),),
    "kurung": (("[1]", "[1"),),
    "tanda khusus": (("Berita dua", "@berita dua"),),
    "butir lain": (("  - judul: Berita dua", "  • judul: Berita dua"),),
    "teks tidak menjorok": (("  Obat sampai di rumah.\n  Pasien", "Obat sampai di rumah.\nPasien"),),
    "dua sekaligus": (("Berita satu", "%berita satu"), ("status: aktif", "status:aktif")),
}
"""What can only have been meant in one way."""


def _broken(*changes: tuple[str, str]) -> str:
    text = WHOLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sent(text, path=BROKEN)


def test_what_the_import_mends_the_desk_mends(loaded: Loaded, tmp_path: Path) -> None:
    """A text that can only be meant in one way is taken in at both with the same values, told as mended."""
    assert loaded.catalogue
    cases: list[str | bytes] = [_broken(*changes) for changes in SURE.values()]
    for name, text, got in zip(SURE, cases, judged(tmp_path, loaded, cases), strict=True):
        submission = read_submission(text, loaded.catalogue)
        assert isinstance(submission, RecordSubmission), name
        applied = apply(submission, loaded, day, received="whatsapp")
        _same_faults(applied.findings, got, text)
        assert got["number"] == submission.number
        assert any("dibaca menurut perbaikan ini" in message for *_, message in got["findings"]), name
        _same_records(loaded, submission, dict(applied.files), got)


def test_a_break_is_mended_alike_or_not_at_all(loaded: Loaded, tmp_path: Path, deep: bool) -> None:
    """However people break a record: what the desk takes in, the import takes in, with the same values."""
    assert loaded.catalogue
    chance, made = random.Random(24), DamagedRecord(WHOLE)
    ways = [found for kind in KINDS.values() if (found := list(kind(made)))]
    sample = [one for found in ways for one in chance.sample(found, min(len(found), 10 if deep else 1))]
    cases: list[str | bytes] = [sent(decode_bytes(one.content)[0], path=BROKEN) for one in sample]
    mended = 0
    for text, got in zip(cases, judged(tmp_path, loaded, cases), strict=True):
        submission = read_submission(text, loaded.catalogue)
        applied = (
            apply(submission, loaded, day, received="whatsapp") if isinstance(submission, RecordSubmission) else None
        )
        accepted = not any(severity == "galat" for _, severity, _, _ in got["findings"])
        assert accepted == bool(applied and applied.acceptable), (text, got["findings"], submission)
        if applied and accepted and any("dibaca menurut perbaikan" in message for *_, message in got["findings"]):
            mended += 1
            _same_records(loaded, submission, dict(applied.files), got)  # type: ignore[arg-type]
    assert mended > len(cases) / 4
