"""Letters and papers as Word files: from a template that an office may edit, whole XML, nothing of it left unfilled."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from catalogue.build import Build, build_of, settings
from catalogue.cli import remind as command
from catalogue.cli.main import main
from catalogue.cli.remind import write_pdfs
from catalogue.common.program import HOME
from catalogue.propose.letters import (
    TEMPLATES,
    Values,
    WrongTemplate,
    annex,
    fill,
    letter,
    letters,
    meeting,
    minutes,
    papers,
)
from catalogue.propose.reminders import reminders
from tests.exported import frozen_city
from tests.programs import lacking, program
from tests.trees import HERE, KOTA

MINI = HERE / "mini"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SURAT = HOME / "templates" / "surat"
HOSTILE = "{{ nomor }} {{inovasi.nama}} {% raw %} <w:p/> &amp; \n ]]> \x0b akhir"
HOSTILE_READ = HOSTILE.replace("\n", " ").replace("\x0b", "")


@cache
def city() -> Build:
    """Build the frozen city once."""
    loaded = frozen_city()
    return build_of(loaded, settings(loaded, KOTA, date(2026, 11, 30), {"SITE_URL": "https://contoh.go.id/"}))


@cache
def templates() -> Mapping[str, bytes]:
    """Read the templates of the project."""
    return {name: (SURAT / f"{name}.docx").read_bytes() for name in TEMPLATES}


@cache
def city_documents() -> Mapping[str, bytes]:
    """Make every document of the frozen city once."""
    return documents(city())


def documents(build: Build) -> Mapping[str, bytes]:
    """Make every document of a build."""
    items = list(reminders(build))
    return {**dict(letters(build, items, templates())), **dict(papers(build, items, templates()))}


def paragraphs(document: bytes) -> list[str]:
    """Return what a reader sees, a paragraph an entry, in every part; fail where a part is no XML."""
    found = []
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            root = ET.fromstring(archive.read(name))
            found += ["".join(node.text or "" for node in p.iter(f"{WORD}t")) for p in root.iter(f"{WORD}p")]
    return found


def word(*paragraphs: str) -> bytes:
    """Write a Word file with these paragraphs as XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        body = f'<w:document xmlns:w="{WORD[1:-1]}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return made.getvalue()


def said(*runs: str) -> str:
    """Write a paragraph whose text is cut into runs."""
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_every_agency_has_its_letter() -> None:
    """Letterhead, number, subject, addressee, task, table of its records, who signs, copies; nothing is unfilled."""
    build, made = city(), city_documents()
    for item in reminders(build):
        text = paragraphs(made[f"surat-{item.opd}.docx"])
        for wanted in ("PEMERINTAH KOTA TEBING TINGGI", "BADAN PERENCANAAN PEMBANGUNAN DAERAH", f"Yth. {item.head}"):
            assert wanted in text, item.opd
        assert "Kepala Badan Perencanaan Pembangunan Daerah," in text
        assert {"Tembusan:", "Tebing Tinggi, 30 November 2026"} <= set(text)
        assert any(line.startswith("Nomor") for line in text)
        assert any("Mohon bantuan Bapak/Ibu" in line and "putaran 2027" in line for line in text)
        assert {work.inovasi.nama for work in item.works} <= set(text)
        assert ("Data dukung" in text) == bool(item.works)
    for name, document in made.items():
        assert not re.search(r"\{\{|\}\}|\{%|None", "\n".join(paragraphs(document))), name


def test_the_papers_are_of_all_agencies() -> None:
    """The table for a meeting has each obliged agency once, the minutes each with a task, the annex what counts."""
    build, made = city(), city_documents()
    names = [build.catalogue.opds[state.opd].record.nama for state in build.assessment.obliged]
    meeting, minutes = paragraphs(made["rapat.docx"]), paragraphs(made["notulen.docx"])
    assert [line for line in meeting if line in names] == names
    assert [line for line in minutes if line in {item.head for item in reminders(build)}]
    assert any(f"Dari {len(names)} OPD wajib" in line for line in meeting)
    counted = [id for id, state in build.assessment.innovations.items() if state.counts]
    assert len(annex(build)["inovasi"]) == len(counted)
    listed = paragraphs(made["lampiran-sk.docx"])
    assert {build.catalogue.innovations[id].record.nama for id in counted} <= set(listed)
    assert listed.count("Menunggu konfirmasi OPD") == len(counted)
    assert "KEPUTUSAN WALI KOTA TEBING TINGGI" in listed


def test_the_same_again_is_the_same_bytes() -> None:
    """A document depends on nothing but the records and the day."""
    build, items = city(), list(reminders(city()))
    assert dict(papers(build, items, templates())).items() <= city_documents().items()


def test_the_guide_names_every_placeholder() -> None:
    """What may be written in each template is just what its table in the guide says."""
    build, items = city(), list(reminders(city()))
    values = {
        "surat": letter(build, next(item for item in items if item.works)),
        "rapat": meeting(build, items),
        "notulen": minutes(build, items),
        "lampiran-sk": annex(build),
    }
    guide = (HOME / "docs" / "panduan" / "pengelola.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `?([a-z-]+)`? \| (`.*`) \|$", guide, re.MULTILINE))
    for name, known in values.items():
        lists = [(key, rows[0]) for key, rows in known.items() if not isinstance(rows, str)]
        wanted = {key for key, value in known.items() if isinstance(value, str)}
        wanted |= {f"{key}.{column}" for key, row in lists for column in row}
        assert set(re.findall(r"`([a-z_.]+)`", rows["semua"] + rows[name])) == wanted, name


def test_hostile_names_stay_text() -> None:
    """A placeholder, a tag or a sign that XML forbids in a name is read as it is written, and fills nothing in."""
    build = city()
    slug, entry = next(
        (id, build.catalogue.innovations[id])
        for id, s in build.assessment.innovations.items()
        if s.counts and s.opd in build.catalogue.opds
    )
    named = replace(entry, record=entry.record.model_copy(update={"nama": HOSTILE}))
    catalogue = replace(build.catalogue, innovations={**build.catalogue.innovations, slug: named})
    made = documents(replace(build, catalogue=catalogue))
    found = {name for name, document in made.items() if HOSTILE_READ in paragraphs(document)}
    assert found == {"lampiran-sk.docx", f"surat-{build.catalogue.head_of(entry.opd)}.docx"}


def test_word_cuts_a_placeholder_into_pieces() -> None:
    """It is filled in however Word split it, and what stands around it keeps its place and its form."""
    whole = "Yth. {{yth}}, {{ kota }}."
    for cuts in [(i, j) for i in range(len(whole)) for j in range(i, len(whole))]:
        template = word(said(whole[: cuts[0]], whole[cuts[0] : cuts[1]], whole[cuts[1] :]))
        assert paragraphs(fill(template, {"yth": "Camat & Lurah", "kota": "{{yth}}"})) == [
            "Yth. Camat & Lurah, {{yth}}."
        ]


def test_a_row_is_written_once_for_each_item() -> None:
    """In order, with what surrounds the list; an empty paragraph goes, and so does a table without rows."""
    row = f"<w:tr><w:tc>{said('{{a.no}}')}</w:tc><w:tc>{said('{{a.nama}} ({{kota}})')}</w:tc></w:tr>"
    template = word(f"<w:tbl><w:tr><w:tc>{said('Nama')}</w:tc></w:tr>{row}</w:tbl>", said("{{kosong}}"), said("akhir"))
    rows = [{"no": "1", "nama": "{{a.no}}"}, {"no": "2", "nama": ""}]
    values = {"kota": "Mini", "kosong": ""}
    made = paragraphs(fill(template, {**values, "a": rows}))
    assert made == ["Nama", "1", "{{a.no}} (Mini)", "2", " (Mini)", "akhir"]
    assert paragraphs(fill(template, {**values, "a": []})) == ["akhir"]


@pytest.mark.parametrize("name", ["nomer", "b.nama", "a.alamat", "a"])
def test_an_unknown_placeholder_is_told(name: str) -> None:
    """With its name and those that may be written, rather than a letter with a hole."""
    values: Values = {"nomor": "1", "a": [{"nama": "x"}]}
    with pytest.raises(WrongTemplate, match=re.escape(f"`{{{{{name}")) as told:
        fill(word(said(f"{{{{{name}}}}}")), values)
    assert "nomor, a.nama" in str(told.value)


@pytest.mark.parametrize("content", [b"", b"bukan zip", word("<w:p>")[:-40], word("<w:p>")])
def test_a_broken_template_is_told(content: bytes) -> None:
    """What is no whole Word file raises nothing else."""
    with pytest.raises(WrongTemplate, match="bukan berkas Word"):
        fill(content, {})


def test_the_command_names_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template with a fault, and one that is not there, end the command with its name; the messages are written."""
    broken = tmp_path / "surat"
    broken.mkdir()
    monkeypatch.setattr(command, "TEMPLATES", broken)
    for content, wanted in ((None, "surat.docx"), (word(said("{{nomer}}")), "templates/surat/surat.docx memuat isian")):
        for name in TEMPLATES:
            if content:
                (broken / f"{name}.docx").write_bytes(content)
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
            out = ["--out", str(tmp_path / "out"), "--date", "2026-06-01", "--letters"]
            assert main(["remind", "--root", str(MINI), *out]) == 1
        assert wanted in told.getvalue()
        assert (tmp_path / "out" / "dinas-kesehatan.txt").exists()


def test_libreoffice_opens_each_kind(tmp_path: Path) -> None:
    """It makes a PDF of the letter and of each paper, on which the text stands."""
    program("soffice", "libreoffice-writer-nogui")
    pdftotext = program("pdftotext", "poppler-utils")
    files = [tmp_path / name for name in ("surat-diskominfo.docx", "rapat.docx", "notulen.docx", "lampiran-sk.docx")]
    for file in files:
        file.write_bytes(city_documents()[file.name])
    if not (made := write_pdfs(files)):
        lacking("This test needs Writer: `sudo apt install libreoffice-writer-nogui`.")
    assert made == len(files)
    for file, wanted in zip(files, ("Tembusan", "Yang perlu dikerjakan", "NOTULEN RAPAT", "LAMPIRAN"), strict=True):
        done = subprocess.run([pdftotext, str(file.with_suffix(".pdf")), "-"], capture_output=True, check=True)
        assert wanted in done.stdout.decode(), file.name
