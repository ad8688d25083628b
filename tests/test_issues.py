"""The issue door: recorded texts of filled forms, hostile ones included, each with the exact outcome beside it."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import redirect_stdout
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli.main import main
from catalogue.common.findings import Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded, assemble, load
from catalogue.propose.issues import read_event, take_issue
from catalogue.propose.issues.body import EVENT_LIMIT, chosen
from catalogue.propose.issues.comment import Remark, comment
from catalogue.propose.issues.forms import Question, correction_form, form_files, new_form
from catalogue.propose.layout import Choices, choices
from catalogue.propose.tidy import tidy
from catalogue.read.files import locate, read_contents
from tests.built import build
from tests.exported import frozen_city
from tests.properties import assert_harmless, filled, today
from tests.trees import HERE, KOTA

BODIES = HERE / "issues"
MINI = HERE / "mini"
NAMES = sorted(path.stem for path in BODIES.glob("*.md"))


def event(folder: Path, body: str | None, number: int = 7) -> Path:
    """Write the event file that GitHub gives a workflow."""
    file = folder / "event.json"
    file.write_text(json.dumps({"action": "opened", "issue": {"number": number, "body": body}}), encoding="utf-8")
    return file


def outcome(root: Path, file: Path) -> tuple[int, dict[str, Any]]:
    """Run the command as the workflow does."""
    with redirect_stdout(StringIO()) as said:
        code = main(["from-issue", str(file), "--root", str(root), "--date", "2026-06-01"])
    return code, json.loads(said.getvalue() or "{}")


def recorded(name: str) -> str:
    """Return a recorded text, its line ends as they are."""
    return (BODIES / f"{name}.md").read_bytes().decode()


@pytest.fixture(scope="module")
def catalogue() -> Loaded:
    """Read the small catalogue once."""
    return load(MINI, day=today)


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Copy the small catalogue to a place where it may be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


@pytest.mark.parametrize("name", NAMES)
def test_outcome(name: str, tmp_path: Path, catalogue: Loaded, accept: bool) -> None:
    """Each text gives its outcome to the letter; what is proposed passes `check` and is in its normal form."""
    issue = read_event(event(tmp_path, recorded(name)).read_bytes())
    found = json.loads(json.dumps(asdict(take_issue(issue, catalogue, today))))
    expected = BODIES / f"{name}.json"
    if accept:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
    assert_harmless(found)
    if found["state"] == "proposed":
        location = locate(found["path"])
        assert location
        assert location.kind == "innovation"
        others = [source for path, source in catalogue.sources.items() if path != found["path"]]
        assert assemble(read_contents({found["path"]: found["text"].encode()}, others)).publishable
        assert tidy(found["text"], Innovation).text == found["text"]


@pytest.mark.parametrize("name", ["baru-terpendek", "perbaikan-mengisi", "baru-opd-penjelajah", "bukan-formulir"])
def test_the_command_writes_what_is_proposed_and_nothing_else(name: str, mini: Path) -> None:
    """The exit code tells a refusal, and the file lies where the outcome says."""
    before = {path: path.read_bytes() for path in mini.rglob("*") if path.is_file()}
    code, found = outcome(mini, event(mini.parent, recorded(name)))
    after = {path: path.read_bytes() for path in mini.rglob("*") if path.is_file()}
    changed = {path.relative_to(mini).as_posix(): text for path, text in after.items() if before.get(path) != text}
    assert changed == ({found["path"]: found["text"].encode()} if found["state"] == "proposed" else {})
    assert before.keys() <= after.keys()
    assert code == (1 if found["state"] == "refused" else 0)
    assert found == json.loads((BODIES / f"{name}.json").read_text(encoding="utf-8"))


def test_there_are_enough_texts() -> None:
    """At least forty texts, and no outcome without one."""
    assert len(NAMES) >= 40
    assert {path.stem for path in BODIES.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("path", sorted(MINI.glob("innovations/*/*.yaml")), ids=lambda path: path.stem)
def test_a_correction_changes_one_value_and_keeps_comments(path: Path, mini: Path) -> None:
    """A comment of the file is there afterwards, and so is every other value."""
    file = mini / path.relative_to(MINI)
    file.write_text(f"# atas\n{file.read_text(encoding='utf-8')}# bawah\n", encoding="utf-8")
    before = load(mini).catalogue
    answers = {"berkas": path.stem, "isian": "Penerima manfaat", "isi": "Warga kota."}
    code, found = outcome(mini, event(mini.parent, filled(correction_form(), answers)))
    after = load(mini).catalogue
    assert (code, found["state"]) == (0, "proposed")
    assert before
    assert after
    record = before.innovations[path.stem].record
    assert after.innovations[path.stem].record == record.model_copy(update={"penerima_manfaat": "Warga kota."})
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# atas\n")
    assert "# bawah\n" in text


def test_a_record_that_cannot_be_changed_without_loss_is_left_to_a_person(mini: Path) -> None:
    """Where a comment stands inside brackets the correction is refused, and the file stays as it is."""
    file = next(iter(sorted(mini.glob("innovations/*/*.yaml"))))
    file.write_text(f"{file.read_text(encoding='utf-8')}terkait: [ # belum pasti\n  ]\n", encoding="utf-8")
    before = file.read_bytes()
    answers = {"berkas": file.stem, "isian": "Penerima manfaat", "isi": "Warga kota."}
    code, found = outcome(mini, event(mini.parent, filled(correction_form(), answers)))
    assert (code, found["state"]) == (1, "refused")
    assert "tidak dapat diubah dengan sendirinya" in found["comment"]
    assert "Minta bantuan penelaah." in found["comment"]
    assert file.read_bytes() == before


def test_an_answer_with_very_many_faults_ends_within_what_github_takes() -> None:
    """The rest is left out with a word, and never in the middle of a line."""
    remarks = [Remark(Severity.GALAT, f"Isian {number}", "x" * 400, "y" * 600) for number in range(200)]
    said = comment(remarks, None)
    assert len(said) < 65_536
    assert said.endswith("Selebihnya terlalu panjang untuk satu balasan.\n")
    assert all(line.count("`") % 2 == 0 for line in said.split("\n"))


def test_choices_are_split_although_one_holds_a_comma() -> None:
    """GitHub joins choices by commas; what does not read as choices stays one text."""
    question = Question("x", "X", "", choices=Choices({"a": "Satu, dua", "b": "Tiga"}))
    assert chosen(question, "Satu, dua, Tiga") == ["Satu, dua", "Tiga"]
    assert chosen(question, ", Tiga") == [", Tiga"]


def test_every_record_survives_the_form(tmp_path: Path, deep: bool) -> None:
    """What the form can hold of the city's own records comes out of it as it went in."""
    catalogue = frozen_city().catalogue
    assert catalogue
    form, root = new_form(catalogue), tmp_path / "katalog"
    shutil.copytree(KOTA / "opd", root / "opd")
    shutil.copytree(KOTA / "periods", root / "periods")
    (root / "innovations").mkdir()
    asked = [question for question in form.questions if question.column]
    for number, entry in enumerate(list(catalogue.innovations.values())[:: 1 if deep else 12], start=1):
        answers = {question.id: _answer(question, getattr(entry.record, question.id)) for question in asked}
        answers = {id: text for id, text in answers.items() if text} | {"nama_berkas": entry.id, "opd": entry.opd}
        answers["sumber"] = "\n".join(source.tautan or source.judul or "x" for source in entry.record.sumber)
        _, found = outcome(root, event(tmp_path, filled(form, answers), number))
        assert found["state"] == "proposed", found["comment"]
        record = load(root).catalogue.innovations[entry.id].record  # type: ignore[union-attr]
        kept = {name for name in Innovation.model_fields if name in answers and name != "sumber"}
        assert {name: getattr(record, name) for name in kept} == {name: getattr(entry.record, name) for name in kept}


def _answer(question: Any, value: Any) -> str:
    words = value if isinstance(value, tuple) else (value,) if value is not None else ()
    titles = [question.choices.title(str(word)) if question.choices else str(word) for word in words]
    return ", ".join(titles)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"issue": null}',
        b'{"issue": {"number": "7; rm -rf /", "body": ""}}',
        b'{"issue": {"number": -1, "body": ""}}',
        b'{"issue": {"number": 7, "body": ["a"]}}',
        b'{"issue": {"number": 7, "body": "", "pull_request": {}}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (EVENT_LIMIT + 1),
    ],
)
def test_a_strange_event_is_a_wrong_use(content: bytes, tmp_path: Path) -> None:
    """Nothing is written, and the message says that the file is not what it should be."""
    file = tmp_path / "event.json"
    file.write_bytes(content)
    with redirect_stdout(StringIO()) as said:
        assert main(["from-issue", str(file), "--root", str(MINI)]) == 2
    assert said.getvalue() == ""


def test_a_missing_event_is_a_wrong_use(tmp_path: Path) -> None:
    """The message names the file."""
    done = build("from-issue", str(tmp_path / "tidak-ada.json"), "--root", str(MINI))
    assert (done.returncode, done.stdout) == (2, "")
    assert "tidak-ada.json" in done.stderr


def test_questions_are_told_apart() -> None:
    """GitHub refuses a form with two equal labels or identities, and an answer is found by its label."""
    catalogue = frozen_city().catalogue
    assert catalogue
    for form in (new_form(catalogue), correction_form()):
        assert len({question.label for question in form.questions}) == len(form.questions)
        assert len({question.id for question in form.questions}) == len(form.questions)
        for question in form.questions:
            assert len(set(question.options)) == len(question.options)
            assert re.fullmatch(r"[A-Za-z0-9_-]+", question.id)


def test_the_forms_are_what_the_model_says() -> None:
    """The files that GitHub reads hold every question, with its label and its choices."""
    catalogue = frozen_city().catalogue
    assert catalogue
    files = form_files(catalogue)
    for form in (new_form(catalogue), correction_form()):
        read = yaml.safe_load(files[f".github/ISSUE_TEMPLATE/{form.id}.yml"])
        asked = [item for item in read["body"] if item["type"] != "markdown"]
        assert [item["id"] for item in asked] == [question.id for question in form.questions]
        assert [item["attributes"]["label"] for item in asked] == [question.label for question in form.questions]
        drop = [item["attributes"]["options"] for item in asked if item["type"] == "dropdown"]
        assert drop == [list(question.options) for question in form.questions if question.kind == "dropdown"]


def test_the_chooser_leads_to_the_guide_once_there_is_an_address() -> None:
    """Without an address of the site there is nothing to lead to; with one there is a link to the guide."""
    catalogue = frozen_city().catalogue
    assert catalogue
    shown = [
        yaml.safe_load(form_files(replace(catalogue, region=region))[".github/ISSUE_TEMPLATE/config.yml"])
        for address in (None, "https://contoh.example/katalog/")
        for region in [catalogue.region.model_copy(update={"alamat": address})]
    ]
    assert "contact_links" not in shown[0]
    assert [link["url"] for link in shown[1]["contact_links"]] == ["https://contoh.example/katalog/panduan/opd/"]


def test_the_form_asks_for_every_field_or_says_why_not() -> None:
    """A field added to the model is asked for unless it is named as one that a proposer need not write."""
    catalogue = frozen_city().catalogue
    assert catalogue
    asked = {question.id for question in new_form(catalogue).questions}
    nested = {
        "layanan",
        "capaian",
        "kematangan",
        "penghargaan",
        "tautan",
        "foto",
        "lokasi",
        "kontak",
        "replikasi_dari",
        "catatan",
        "tanggapan",
        "pengesahan",
    }
    later = {"pengembangan_lama", "status", "terakhir_diperiksa", "terkait", "alamat_lama", "pembacaan", "pengecualian"}
    assert set(Innovation.model_fields) - asked == nested | later


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Asta Cita 4 (4)", "4"),
        ("Dinas Tenaga Kerja", "dinas-tenaga-kerja"),
        ("Dinas Kerja", "Dinas Kerja"),
        ("Dinas Tenaga Kerja (dinas-lain)", "Dinas Tenaga Kerja (dinas-lain)"),
    ],
)
def test_a_form_outlives_the_name_of_a_choice(text: str, word: str) -> None:
    """What was chosen under a former name is still read; what was never a choice stays as written."""
    named = {"4": "Asta Cita 4: sumber daya manusia", "dinas-tenaga-kerja": "Dinas Tenaga Kerja dan Perindustrian"}
    assert choices(named).word(text) == word
