"""The rules as a whole: what they cost, what they stay silent about, and how they are explained."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue.check import RULES, Check, check
from catalogue.check.examples import read_examples
from catalogue.common.findings import Severity
from catalogue.common.program import HOME
from catalogue.model import Innovation, Maturity
from catalogue.pipeline import Loaded, load
from catalogue.read.catalogue import InnovationEntry
from tests.built import build
from tests.test_cases import ALL, CASES, DAY, load_case
from tests.trees import KOTA, lay_out

RECORD = (
    "nama: Antar Obat\nringkasan: Obat diantar ke rumah pasien.\nstatus_data: dikonfirmasi-opd\n"
    "pengesahan: {tanggal: 2026-03-02, jabatan: Kepala Dinas, cara: surat, diterima_oleh: Bappeda}\n"
)


def found(tmp_path: Path, text: str) -> list[str]:
    """Return the rules that one record breaks."""
    loaded = load(lay_out(tmp_path, text.encode()), day=lambda zone: DAY)
    return [finding.rule for finding in loaded.findings]


def test_explanations_are_whole_sentences() -> None:
    """Every part of an explanation begins like a sentence and ends like one; the title has no full stop."""
    for rule, about in RULES.items():
        assert not about.title.endswith("."), rule
        for part in (about.what, about.why, about.mend, about.basis or "Dasar."):
            assert re.fullmatch(r"[A-Z`].*[.!?]", part, re.DOTALL), (rule, part)


def test_every_rule_is_explained_with_its_report() -> None:
    """Every rule has a wrong example with the report that it gives, and a right one."""
    examples = read_examples()
    assert set(examples) == set(RULES)
    for rule, found in examples.items():
        assert all(f"[{rule}]: " in example.report for example in found.wrong), rule
        assert found.wrong
        assert found.right


def test_the_reports_in_the_guides_are_real() -> None:
    """A report that a guide shows is one that a case gives."""
    known = {example.report for found in read_examples().values() for example in found.wrong}
    guides = "".join(file.read_text(encoding="utf-8") for file in sorted((HOME / "docs").rglob("*.md")))
    shown = re.findall(r"^```text\n((?:galat|peringatan)\[.*?)\n```$", guides, re.MULTILINE | re.DOTALL)
    assert shown
    assert [report for report in shown if report not in known] == []


@pytest.mark.parametrize("rule", ["nomor-ponsel", "berkas-tidak-terbaca", "slug-ganda"])
def test_explain_prints_everything(rule: str) -> None:
    """The command shows what the page shows."""
    shown = build("explain", rule).stdout
    for part in (RULES[rule].title, "Mengapa: ", "Perbaikan: ", "Contoh salah", "Laporannya:", "Contoh benar"):
        assert part in shown


def test_explain_suggests_a_rule() -> None:
    """A misspelt rule is answered with the one that was meant."""
    done = build("explain", "nomor-ponsell")
    assert done.returncode == 2
    assert "mungkin maksudnya `nomor-ponsel`" in done.stderr


def test_the_city_has_no_fault_and_every_warning_is_known() -> None:
    """The records of the frozen city break no rule; what is still warned of waits for its agency."""
    loaded = load(KOTA, day=lambda zone: date(2026, 12, 1))
    assert [finding for finding in loaded.findings if finding.severity is Severity.GALAT] == []
    known = {("singkatan-tanpa-kepanjangan", "innovations/belum-ditetapkan/semarak-pekan-kebudayaan-daerah.yaml")}
    found = {(finding.rule, finding.place.path) for finding in loaded.findings}
    assert found <= known


def test_without_a_today_nothing_is_measured_against_it(tmp_path: Path) -> None:
    """A caller that gives no day gets no finding that depends on one."""
    assert found(tmp_path, RECORD + "terakhir_diperiksa: 2062-01-01\n") == ["tanggal-masa-depan"]
    assert load(tmp_path / "catalogue").findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Jam layanan 08.00-14.00 dan 07.30 sampai 16.00.",
        "Nomor 812/0812/2025, kode 1.02.0821, dan Rp 081.234.567.",
        "Telepon kantor (0621) 21000 atau 0621-325.300.",
        "Sebanyak 1276020101900003 pembaca membuka https://kabar.contoh.id/2025/08/12/081234567890.",
    ],
)
def test_numbers_that_are_nobodys(tmp_path: Path, text: str) -> None:
    """Hours, codes, amounts, office numbers and addresses of news are no mobile numbers."""
    rules = found(tmp_path, RECORD + f"hasil: '{text}'\n")
    assert [rule for rule in rules if rule == "nomor-ponsel"] == []


@pytest.mark.parametrize(
    "text",
    ["+62 812-3456-7890", "0812 3456 7890", "081234567890", "62 812 3456 7890", "0812.345.678", "+628123456789"],
)
def test_mobile_numbers_in_every_writing(tmp_path: Path, text: str) -> None:
    """A mobile number is found however it is grouped."""
    assert found(tmp_path, RECORD + f"hasil: 'Hubungi {text} segera'\n") == ["nomor-ponsel"]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Dinas Kesehatan", False),
        ("Kepala Puskesmas Rantau Laban", False),
        ("RSUD dr. H. Kumpulan Pane", False),
        ("Lurah Lalang", False),
        ("Kelompok Tani Karya Bersama", False),
        ("Forum Anak Kota", False),
        ("Dinas Contoh", False),
        ("BKPSDM", False),
        ("Bidang IKM dan Seksi SDM", False),
        ("Perajin tenun di Lalang", False),
        ("Slamet", True),
        ("Aman Berani Cakap Damai Elok Fasih", False),
        ("Siti Aminah", True),
        ("drg. Rina Putri", True),
        ("Ahmad Fauzi, S.T., M.M.", True),
        ("Camat Rambutan, Drs. Budi Hartono", True),
        ("Bapak Slamet", True),
    ],
)
def test_people_and_offices(tmp_path: Path, name: str, person: bool) -> None:
    """Offices, roles, groups and places named after people are no people."""
    assert found(tmp_path, RECORD + f"nama_inisiator: {name}\n") == (["nama-orang"] if person else [])


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("1276023112900003", True),
        ("1276027101900003", True),
        ("1276027201900003", False),
        ("1276020013900003", False),
        ("1276020113900003", False),
        ("1276023201900003", False),
        ("9976020101900003", False),
        ("198506172010121001", True),
        ("193006171955121001", True),
        ("192906171955121001", False),
        ("198513172010121001", False),
        ("198506172010131001", False),
        ("199506172022211001", True),
    ],
)
def test_numbers_of_people_have_days_and_months(tmp_path: Path, number: str, known: bool) -> None:
    """An identity number holds a day, of women plus 40, and a month; that of a civil servant two dates."""
    assert found(tmp_path, RECORD + f"hasil: 'Nomor {number} tercatat'\n") == (["nomor-identitas"] if known else [])


ALONE = [
    name
    for name in ALL
    if "/buruk" in name
    and (rule := RULES[name.split("/")[0]]).function
    and not rule.whole
    and b"# berkas:" not in (CASES / name).read_bytes()
]


@pytest.mark.parametrize("name", ALONE)
def test_what_is_found_in_one_record_is_found_in_every(name: str, tmp_path: Path) -> None:
    """A rule does not stop at the first record with a fault, nor at one without."""
    content, rule = (CASES / name).read_text(encoding="utf-8"), name.partition("/")[0]
    case = "".join(
        f"# berkas: innovations/dinas-contoh/{slug}.yaml\n{text}\n"
        for slug, text in (
            ("aman", RECORD),
            ("berulang", content),
            ("contoh", content),
        )
    )
    loaded = load(lay_out(tmp_path, case.encode()), day=lambda zone: DAY)
    places = {finding.place.path for finding in loaded.findings if finding.rule == rule}
    assert places >= {f"innovations/{name}.yaml" for name in ("dinas-contoh/berulang", "dinas-contoh/contoh")}


def test_hostile_texts_cost_no_time(tmp_path: Path) -> None:
    """No pattern of a rule takes more than linear time on a text made to slow it."""
    pieces = ("![", "](", "a", " ", "\n", "0812 ", "1276 ", "AB ", "a@", "[x]:", "https://", "lorem ")
    for number, piece in enumerate(pieces):
        text = "\n".join(f"  {line}" for line in (piece * (38_000 // len(piece))).split("\n"))
        root = lay_out(tmp_path / str(number), f"{RECORD}hasil: |\n  x\n{text}\n".encode())
        start = time.process_time()
        load(root, day=lambda zone: DAY)
        assert time.process_time() - start < 2, repr(piece)


def many(loaded: Loaded, number: int) -> Mapping[str, InnovationEntry]:
    """Return so many different records with long texts."""
    words = sorted({word for rule in RULES.values() for word in re.findall(r"[a-z]{4,}", rule.what + rule.why)})
    records = {}
    for index in range(number):
        step = 1 + index % 89
        chosen = [words[(index * 7 + position * step) % len(words)] for position in range(400)]
        sentences = [" ".join(chosen[start : start + 14]).capitalize() for start in range(0, 400, 14)]
        record = Innovation(
            nama=" ".join(chosen[: 1 + index % 5]).title() + f" {index}",
            ringkasan=sentences[1],
            status_data="dikonfirmasi-opd",
            rancang_bangun=". ".join(sentences),
            kematangan=Maturity(),
        )
        records[f"i{index}"] = InnovationEntry(f"i{index}", f"innovations/x/i{index}.yaml", record, opd="dinas-contoh")
    return records


def test_records_are_told_apart_by_what_is_rare_in_their_names(tmp_path: Path) -> None:
    """Where a whole city begins its names alike, what two of them share besides still brings them together."""
    words = sorted({word for rule in RULES.values() for word in re.findall(r"[a-z]{8,}", rule.what + rule.why)})
    names = [f"Sistem Informasi Pelayanan {word}" for word in (*words[::4], "zirkonium kuarsa", "kuarsa zirkonium")]
    records = {
        name: InnovationEntry(
            name,
            f"innovations/x/{name}.yaml",
            Innovation(nama=name, ringkasan=name, status_data="dikonfirmasi-opd"),
            opd="dinas-contoh",
        )
        for name in names
    }
    loaded, rule = load_case("nama-ganda/baik.yaml", tmp_path), RULES["inovasi-mirip"].function
    assert loaded.catalogue
    assert rule
    faults = rule(Check(replace(loaded.catalogue, innovations=records), {}, today=DAY))
    assert f"innovations/x/{names[-1]}.yaml" in {fault.place.path for fault in faults}


def test_rules_stay_quick_with_many_records(tmp_path: Path, deep: bool) -> None:
    """All rules together cost a few milliseconds a record, and no more for each when there are many."""
    loaded = load_case("nama-ganda/baik.yaml", tmp_path)
    assert loaded.catalogue is not None
    declared = {"rubric": frozenset(loaded.catalogue.rubrics), "opd": frozenset(loaded.catalogue.opds)}
    costs = []
    for number in (200, 10_000 if deep else 800):
        catalogue = replace(loaded.catalogue, innovations=many(loaded, number))
        start = time.process_time()
        list(check(Check(catalogue, declared, today=DAY)))
        costs.append((time.process_time() - start) / number)
    assert costs[1] < max(3 * costs[0], 0.003)


@pytest.mark.parametrize("warned", [True, False])
def test_a_misspelt_exemption_is_mended_where_it_would_then_serve(tmp_path: Path, *, warned: bool) -> None:
    """Its mended line is proposed only where the rule it means does warn, and then removes both warnings."""
    video = "https://drive.google.com/file/d/1AbCdEf/view" if warned else "https://www.youtube.com/watch?v=abcdefghijk"
    text = (CASES / "pengecualian-sia-sia" / "buruk-salah-tulis.yaml").read_text(encoding="utf-8")
    text = re.sub("video: .*", f"video: {video}", text)
    found = {finding.rule: finding for finding in load(lay_out(tmp_path / "a", text.encode())).findings}
    assert found["pengecualian-sia-sia"].replacement == ("tautan-tertutup" if warned else None)
    assert ("tautan-tertutup" in found) is warned
    mended = text.replace("tautan-tertutp", "tautan-tertutup")
    assert bool(load(lay_out(tmp_path / "b", mended.encode())).findings) is not warned
