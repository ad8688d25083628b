"""Every rule has bad and good cases, each with the exact report beside it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue.check import RULES, Extent
from catalogue.check.examples import proposed
from catalogue.common.findings import Severity, count
from catalogue.common.memo import Memo
from catalogue.pipeline import Loaded, load
from catalogue.report import text_report
from tests.trees import HERE, lay_out

CASES = HERE / "cases"
DAY = date(2026, 11, 24)
ALL = sorted(path.relative_to(CASES).as_posix() for path in CASES.glob("*/*.yaml"))


MEMO = Memo()
"""The same closed lists and rubrics lie behind every case; reading them once saves most of the time."""


def load_case(name: str, folder: Path) -> Loaded:
    """Lay out a case in a folder, and load it as on the day of the cases."""
    case = (CASES / name).read_bytes()
    return load(lay_out(folder, case), day=lambda zone: DAY, changed=proposed(case), memo=MEMO)


@pytest.mark.parametrize("name", ALL)
def test_case(name: str, tmp_path: Path, accept: bool) -> None:
    """A bad case is reported exactly as written down; a good case has no finding at all."""
    loaded = load_case(name, tmp_path)
    report = text_report(loaded.findings, loaded.sources)
    rule, file = name.split("/")
    if file.startswith("baik"):
        assert report == "Tidak ada temuan.\n"
        return
    assert rule in {finding.rule for finding in loaded.findings}
    expected = (CASES / name).with_suffix(".txt")
    if accept:
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")


def test_every_rule_has_cases_and_every_case_a_rule() -> None:
    """A rule without a bad and a good case fails, and so does a folder without a rule."""
    kinds = {rule: {name.split("/")[1][:4] for name in ALL if name.startswith(f"{rule}/")} for rule in RULES}
    assert {rule for rule, found in kinds.items() if found != {"buru", "baik"}} == set()
    assert {folder.name for folder in CASES.iterdir()} == set(RULES)


def test_reports_have_a_case() -> None:
    """A report whose case was removed does not linger."""
    assert [path.name for path in CASES.glob("*/*.txt") if not path.with_suffix(".yaml").exists()] == []


def test_one_fault_gives_one_finding() -> None:
    """No bad case is reported twice, except where two places are at fault: an anchor with its alias."""
    twice = {"yaml-jangkar/buruk.yaml"}
    for name in ALL:
        if "/buruk" in name and name not in twice:
            report = (CASES / name).with_suffix(".txt").read_text(encoding="utf-8")
            assert len(re.findall(r"^(?:galat|peringatan)\[", report, re.MULTILINE)) == 1, name


TWELVE = """\
nama: Antar Obat
ringkasn: Obat diantar.
status_data: dikonfirmasi
tahapan: penerpan
jenis: digital
jenis: non-digital
bentuk: layanan
urusan_utama: 9.99
waktu_penerapan: 2025-13
video: ftp://contoh.go.id/video
penghargaan: Juara satu
lokasi:
  lintang: 3,5 derajat
kontak:
  alamat: Jalan Contoh
terkait: [Antar Obat]
"""


def test_twelve_faults_in_one_run(tmp_path: Path) -> None:
    """Twelve different faults in one record are twelve findings, each at its own line and column."""
    findings = load(lay_out(tmp_path, TWELVE.encode())).findings
    places = [(found.place.span.line, found.place.span.column) for found in findings]
    assert places == [
        (2, 1),
        (3, 14),
        (4, 10),
        (6, 1),
        (7, 9),
        (8, 15),
        (9, 18),
        (10, 8),
        (11, 14),
        (13, 12),
        (14, 1),
        (16, 11),
    ]
    assert count(findings, Severity.GALAT) == 12


def test_a_preview_finds_the_same_faults(tmp_path: Path, deep: bool) -> None:
    """One memo over catalogues that differ in a file or two never keeps a fault alive, nor hides one."""
    memo = Memo()
    names = ALL if deep else [*ALL[::9], *ALL[1::18]]
    for number, name in enumerate(names):
        root = lay_out(tmp_path / str(number), (CASES / name).read_bytes())
        fresh = load(root, day=lambda zone: DAY, extent=Extent.FAULTS).findings
        assert load(root, day=lambda zone: DAY, extent=Extent.FAULTS, memo=memo).findings == fresh, name
