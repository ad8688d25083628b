"""The reports: what a person, GitHub and a program are told, in forms that others have defined."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.model.reference import report_schema
from catalogue.pipeline import Loaded, load
from catalogue.read.characters import split_lines
from catalogue.read.excerpt import mended
from catalogue.read.files import Source
from catalogue.report import SUMMARY_LIMIT, github_report, job_summary, json_report, text_report
from tests.test_cases import ALL, CASES, DAY, load_case
from tests.trees import lay_out

BAD = [name for name in ALL if "/buruk" in name]
RULES_AT = "https://katalog.contoh.go.id/aturan/"
PATH = "innovations/dinas-contoh/contoh.yaml"


@cache
def case(name: str) -> Loaded:
    """Load a case as the tests of the rules do."""
    with TemporaryDirectory() as folder:
        return load_case(name, Path(folder))


def at(line: str, start: int, end: int, **values: Any) -> tuple[list[Finding], dict[str, Source]]:
    """Return a finding on a stretch of a one-line file."""
    place = Place(PATH, Span(1, start, 1, end))
    finding = Finding("kosakata", Severity.GALAT, place, "pesan")
    return [replace(finding, **values)], {PATH: Source("innovation", PATH, line, "contoh")}


def test_colour_changes_no_word() -> None:
    """The coloured report is the plain one with colour codes."""
    loaded = case("kunci-ganda/buruk.yaml")
    plain = text_report(loaded.findings, loaded.sources)
    coloured = text_report(loaded.findings, loaded.sources, colour=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u200b", "\x07", "\x9b2J"])
def test_no_value_steers_the_terminal_or_hides(sign: str) -> None:
    """What is not printable stands as a visible sign, in the message, in the line and in the help."""
    findings, sources = at(f"nama: {sign}x", 7, 9, message=f"`{sign}` salah", help=f"hapus {sign}")
    for report in (
        text_report(findings, sources),
        github_report(findings, sources),
        job_summary(findings, sources),
    ):
        assert sign[0] not in report
        assert "▯" in report


def test_the_mark_stands_below_wide_and_combining_characters() -> None:
    """A terminal gives a wide character two columns and a combining mark none."""
    findings, sources = at("nama: 漢e\u0301x salah", 11, 16)
    line, mark = text_report(findings, sources).split("\n")[2:4]
    assert line == "    1 | nama: 漢e\u0301x salah"
    assert mark == "      |           ^^^^^"


def test_a_long_line_is_cut_around_its_mark() -> None:
    """Of a long line the part around the fault is shown, and that it was cut."""
    findings, sources = at(f"nama: {'a' * 400} salah {'b' * 400}", 408, 413)
    line, mark = text_report(findings, sources).split("\n")[2:4]
    assert len(line) < 130
    assert line[mark.index("^") :].startswith("salah")
    assert (line[8], line[-1]) == ("…", "…")


def test_rules_are_named_once_with_their_addresses() -> None:
    """Where the site is published, the report ends with the pages of the rules."""
    loaded = case("kosakata/buruk.yaml")
    report = text_report([*loaded.findings, *loaded.findings], loaded.sources, rules_at=RULES_AT)
    assert report.endswith("Penjelasan aturan:\n  https://katalog.contoh.go.id/aturan/kosakata/\n")


def test_every_mended_line_is_accepted(tmp_path: Path) -> None:
    """Writing what the report proposes removes that fault."""
    proposed = [(name, found) for name in BAD for found in case(name).findings if found.replacement is not None]
    assert len(proposed) >= 8
    for number, (name, finding) in enumerate(proposed):
        loaded = case(name)
        text = loaded.sources[finding.place.path].text
        right = mended(finding, loaded.sources)
        assert right is not None
        lines = split_lines(text)
        lines[finding.place.span.line - 1] = right
        root = lay_out(tmp_path / str(number), (CASES / name).read_bytes())
        (root / finding.place.path).write_text("\n".join(lines), encoding="utf-8")
        left = [found.rule for found in load(root, day=lambda zone: DAY).findings]
        assert finding.rule not in left, name


def unescape(text: str) -> str:
    """Read a value of a workflow command as the runner does."""
    pairs = (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"))
    for escaped, sign in pairs:
        text = text.replace(escaped, sign)
    return text


def test_annotations_carry_any_value() -> None:
    """Separators of workflow commands in values are escaped, and no value starts a command of its own."""
    findings, sources = at(
        "nama: x", 7, 8, message="100% salah, lihat a:b\n::error::palsu", help="x%0Ay", place=Place("a,b:c%.yaml")
    )
    lines = github_report(findings, sources).splitlines()
    assert len([line for line in lines if line.startswith("::")]) == 1
    match = re.fullmatch(r"::error file=([^,]*),line=1,endLine=1,title=([^,]*),col=1,endColumn=1::(.*)", lines[0])
    assert match is not None
    assert unescape(match[1]) == "a,b:c%.yaml"
    assert unescape(match[2]) == "galat: kosakata"
    assert unescape(match[3]) == "100% salah, lihat a:b\n::error::palsu.\nPerbaikan: x%0Ay"


def test_annotations_begin_with_faults_and_say_what_is_left_out() -> None:
    """GitHub drops the eleventh, so faults come first and the log says where the rest is."""
    warning, sources = at("nama: x", 7, 8, severity=Severity.PERINGATAN)
    fault, _ = at("nama: x", 7, 8)
    lines = github_report(warning * 11 + fault, sources).splitlines()
    assert lines[0].startswith("::error ")
    assert "ringkasan langkah" in lines[-1]
    assert "ringkasan langkah" not in github_report(warning + fault, sources)


def test_paths_lead_from_the_repository() -> None:
    """A catalogue in a folder of the repository is annotated where GitHub finds it."""
    findings, sources = at("nama: x", 7, 8)
    assert f"file=kota/a/{PATH}," in github_report(findings, sources, prefix="kota/a/")


def test_the_job_summary_holds_everything_as_text() -> None:
    """Every finding is there, faults first, and nothing that was written becomes markup."""
    warning, _ = at("nama: x", 7, 8, severity=Severity.PERINGATAN)
    fault, sources = at("nama: ````<img src=x>````", 7, 9, message="````\n# Judul <script>")
    summary = job_summary([*warning, *fault], sources, RULES_AT)
    assert re.findall(r"^## (\w+): \[kosakata\]\(\S+/aturan/kosakata/\)$", summary, re.MULTILINE) == [
        "galat",
        "peringatan",
    ]
    assert "\n`````text\n" in summary
    assert "# Judul" in summary.split("`````")[1]


def test_the_job_summary_stays_below_the_limit() -> None:
    """A summary that GitHub would drop as a whole is cut, and says so."""
    findings, sources = at("nama: x", 7, 8, message="é" * 5000)
    summary = job_summary(findings * 300, sources)
    assert SUMMARY_LIMIT * 0.9 < len(summary.encode()) < 1024 * 1024
    assert re.search(r"Masih ada \d+ temuan lain", summary)


def test_the_json_report_fits_its_published_schema() -> None:
    """Every report fits the schema, and the schema is a schema."""
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for name in BAD:
        document = json.loads(json_report(case(name).findings, RULES_AT))
        validator.validate(document)
        assert len(document["temuan"]) == document["galat"] + document["peringatan"]
    assert not validator.is_valid({**document, "schema": 2})
    assert not validator.is_valid({**document, "temuan": [{}]})
