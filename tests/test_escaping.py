"""What leaves the catalogue is written for where it goes: attacks in every text stay text in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pytest

from catalogue.common.findings import Finding, Place, Severity
from catalogue.report import github_report, job_summary, text_report
from tests.built import Built, contents
from tests.hostile import PAYLOADS, load_hostile

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def files(hostile: Built) -> dict[str, bytes]:
    """Read every published file, by address."""
    return contents(hostile.folder)


def _of(files: dict[str, bytes], *endings: str) -> Iterator[tuple[str, bytes]]:
    found = [(address, content) for address, content in files.items() if address.endswith(endings)]
    assert found, endings
    yield from found


def test_json_is_json(files: dict[str, bytes]) -> None:
    """Every JSON file is read back, and says the names as they are."""
    for _, content in _of(files, ".json", ".jsonld"):
        json.loads(content)
    rows = json.loads(files["api/v1/inovasi.json"])["inovasi"]
    assert [payload for payload in PAYLOADS if payload not in "".join(row["nama"] for row in rows)] == []


def test_no_cell_of_a_table_is_a_formula(files: dict[str, bytes]) -> None:
    """A spreadsheet that opens a CSV file computes nothing; numbers stay numbers, and telephone numbers texts."""
    cells = 0
    for address, content in _of(files, ".csv"):
        between = ";" if address.endswith("-excel.csv") else ","
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=between):
            for cell in row:
                cells += 1
                number = re.fullmatch(r"-?[0-9]+([.,][0-9]+)?|\+[0-9]+( [0-9]+)+", cell)
                assert number or not cell.startswith(FORMULA), (address, cell)
    assert cells > 1_000


def test_workbooks_hold_texts_and_no_formulas(files: dict[str, bytes]) -> None:
    """Neither a formula of an attack, nor a link that runs, nor a program is in a workbook of any kind."""
    kinds = {re.sub(r"[^/]+$|[0-9]+", "", address): content for address, content in _of(files, ".xlsx")}
    for content in kinds.values():
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert not [name for name in package.namelist() if "vba" in name or "externalLink" in name]
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell for cell in cells if cell.data_type == "f" and "cmd" in str(cell.value)]
        links = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
        assert not [link for link in links if not link.startswith(("http://", "https://", "mailto:", "internal:"))]


def test_calendar_has_only_its_own_lines(files: dict[str, bytes]) -> None:
    """A name with a line end or a semicolon makes no property of its own (RFC 5545, 3.3.11)."""
    for _, content in _of(files, ".ics"):
        calendar = icalendar.Calendar.from_ical(content)
        assert calendar.walk("VEVENT")
        assert not calendar.errors
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")


def test_xml_has_only_its_own_elements(files: dict[str, bytes]) -> None:
    """Feeds and pictures are well formed and hold no element of an attack."""
    foreign = {"script", "img", "iframe", "body", "foreignObject", "animate", "object", "embed", "form"}
    for address, content in _of(files, ".xml", ".svg"):
        tree = ET.fromstring(content)
        for node in tree.iter():
            assert node.tag.rpartition("}")[2] not in foreign, address
            assert not [name for name in node.attrib if name.startswith("on")], address
            link = node.attrib.get("href", "")
            assert not re.match(r"(?i)\s*(?:javascript|data|vbscript):", link), address


@pytest.mark.parametrize("attack", PAYLOADS)
def test_reports_on_github_stay_one_command_each(attack: str) -> None:
    """Neither a message, nor a path, nor a help can begin a workflow command of its own or end a code block."""
    evil = f"{attack}\n::set-env name=A::b\r\n```\n# judul"
    finding = Finding(
        "kosakata", Severity.GALAT, Place(f"innovations/{attack}\n::x::.yaml"), evil, evil, Place(evil), evil
    )
    report = github_report([finding], {})
    assert len(re.findall(r"^::", report, re.MULTILINE)) == 1
    fences = re.findall(r"^(`{3,})", job_summary([finding], {}), re.MULTILINE)
    assert fences[0] == fences[-1]
    assert all(len(fence) < len(fences[0]) for fence in fences[1:-1])


def test_reports_steer_no_terminal() -> None:
    """Signs that would move the cursor, change colours or turn the writing around are shown, not sent."""
    evil = "\x1b]0;judul\x07\x1b[2J\u202eterbalik\u200b"
    finding = Finding("kosakata", Severity.GALAT, Place(evil), evil, evil, Place(evil), evil)
    report = text_report([finding], {})
    assert report.replace("\n", "").isprintable()


def test_hostile_findings_can_be_reported(hostile: Built) -> None:
    """What is found in the hostile catalogue fits on one line each."""
    loaded = load_hostile(hostile.folder.parent / "root")
    lines = github_report(loaded.findings, loaded.sources).splitlines()
    assert sum(line.startswith("::") for line in lines) == len(loaded.findings)
