"""The reading side of the issue door: recorded texts, hostile ones included, each with the exact outcome beside it."""

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
from catalogue.propose.derived import form_files
from catalogue.propose.issue_plan import BOT
from catalogue.propose.issues import BadOutcome, is_ours, read_outcome
from catalogue.propose.issues.outcome import Remark, comment, take_issue
from catalogue.propose.issues.texts import EVENT_LIMIT, LABEL, MARK, is_submission, read_event, submission_of
from catalogue.propose.tidy import tidy
from catalogue.read.files import locate, read_contents
from tests.built import build
from tests.exported import frozen_city
from tests.issue_bodies import CORRECTED, MINI, PATH, SHORT, body, record
from tests.properties import assert_harmless, today
from tests.trees import HERE

BODIES = HERE / "issues"
NAMES = sorted(path.stem for path in BODIES.glob("*.md"))


def event(folder: Path, body: str | None, number: int = 7, **more: Any) -> Path:
    """Write the event file that GitHub gives a workflow."""
    file = folder / "event.json"
    issue = {"number": number, "body": body, "user": {"login": "pegawai"}, **more}
    file.write_text(json.dumps({"action": "opened", "issue": issue}), encoding="utf-8")
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
    for path, text in found["files"].items():
        location = locate(path)
        assert location
        assert location.kind == "innovation"
        others = [source for other, source in catalogue.sources.items() if other != path]
        assert assemble(read_contents({path: text.encode()}, others)).publishable
        assert tidy(text, Innovation).text == text


@pytest.mark.parametrize("name", ["baru-terpendek", "perbaikan", "baru-penjelajah", "bukan-kiriman"])
def test_the_command_writes_what_is_proposed_and_nothing_else(name: str, mini: Path) -> None:
    """The exit code tells a refusal, and the file lies where the outcome says."""
    before = {path: path.read_bytes() for path in mini.rglob("*") if path.is_file()}
    code, found = outcome(mini, event(mini.parent, recorded(name)))
    after = {path: path.read_bytes() for path in mini.rglob("*") if path.is_file()}
    changed = {path.relative_to(mini).as_posix(): text for path, text in after.items() if before.get(path) != text}
    assert changed == {path: text.encode() for path, text in found["files"].items()}
    assert before.keys() <= after.keys()
    assert code == (1 if found["state"] == "refused" else 0)
    assert found == json.loads((BODIES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("state", ["closed", "deleted"])
def test_an_issue_that_has_ended_proposes_nothing(state: str, mini: Path) -> None:
    """Whatever its text is; a closed one keeps the number of its receipt."""
    file = event(mini.parent, recorded("baru-terpendek"), state="closed")
    if state == "deleted":
        file.write_text(file.read_text(encoding="utf-8").replace('"opened"', '"deleted"'), encoding="utf-8")
    code, found = outcome(mini, file)
    assert (code, found["state"], found["files"]) == (0, state, {})
    assert bool(found["receipt"]) == (state == "closed")


def test_every_text_has_an_outcome() -> None:
    """Nothing is recorded that no text gives."""
    assert {path.stem for path in BODIES.glob("*.json")} == set(NAMES)


def test_a_correction_keeps_its_comments_and_its_source(mini: Path) -> None:
    """What proves the new value comes with it, and stands in the file."""
    text = (MINI / CORRECTED).read_text(encoding="utf-8")
    told = "  - judul: Laporan kinerja 2025\n    tautan: https://contoh.go.id/laporan\n"
    code, found = outcome(
        mini, event(mini.parent, body(record(f"{text}{told}hasil: 350 balita. # baru\n", CORRECTED, MINI)))
    )
    assert (code, found["state"]) == (0, "proposed")
    assert "judul: Laporan kinerja 2025" in found["files"][CORRECTED]
    assert "hasil: 350 balita.  # baru" in found["files"][CORRECTED]


def test_the_same_text_has_one_receipt_however_it_came(catalogue: Loaded) -> None:
    """In the form, without it, and with the line ends of another system."""
    texts = [recorded(name) for name in ("baru-terpendek", "baru-crlf", "baru-tanpa-formulir", "baru-pagar-lain")]
    found = {
        take_issue(read_event(json.dumps({"issue": {"number": 7, "body": text}}).encode()), catalogue, today).receipt
        for text in texts
    }
    assert len(found) == 1


def test_an_answer_with_very_many_faults_ends_within_what_github_takes() -> None:
    """The rest is left out with a word, and never in the middle of a line."""
    remarks = [Remark(Severity.GALAT, f"Baris {number}", "x" * 400, "y" * 600) for number in range(200)]
    said = comment(remarks, "Terima kasih.")
    assert len(said) < 65_536
    assert re.match(r"Terima kasih\. Yang belum dimuat di sini: \d+ hal yang harus diperbaiki\.\n", said)
    shown = said.count("\n- **Baris ")
    assert shown > 20
    assert said.endswith("dengan sendirinya.\n")
    assert all(line.count("`") % 2 == 0 for line in said.split("\n"))


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


@pytest.mark.parametrize("login", ["orang baru", "a" * 40, "x[bot]", "@a", None, 7])
def test_only_the_name_of_an_account_is_called(login: Any, tmp_path: Path) -> None:
    """What is no such name is left out."""
    assert read_event(event(tmp_path, "", user={"login": login}).read_bytes()).author == ""


GOOD = {
    "state": "proposed",
    "number": 7,
    "comment": "Terima kasih.",
    "receipt": "K7Q2-9F3M",
    "files": {PATH: SHORT},
    "title": "Inovasi baru: sekolah-terbuka",
    "labels": ["usulan", "opd: dinas-pendidikan"],
    "pages": ["/inovasi/sekolah-terbuka/"],
}


def test_what_the_reading_job_writes_is_taken() -> None:
    """An outcome as it is."""
    assert read_outcome(json.dumps(GOOD).encode(), 7).files == {PATH: SHORT}


@pytest.mark.parametrize(
    "change",
    [
        {"number": 8},
        {"state": "merged"},
        {"files": {".github/workflows/x.yml": "a"}},
        {"files": {"innovations/../x/y.yaml": "a"}},
        {"files": {}},
        {"files": {PATH: 7}},
        {"title": "Closes #1"},
        {"labels": ["perangkat lunak"]},
        {"labels": [7]},
        {"receipt": "@orang"},
        {"comment": None, "files": None},
    ],
    ids=str,
)
def test_nothing_else_is_taken_from_it(change: dict[str, Any]) -> None:
    """The job that writes relies on no check of the job before it."""
    with pytest.raises(BadOutcome):
        read_outcome(json.dumps({**GOOD, **change}).encode(), 7)


OURS = {
    "author": {"login": BOT},
    "committer": {"login": BOT},
    "parents": [{"sha": "base"}],
    "commit": {"message": "Inovasi baru: sekolah-terbuka\n\nKiriman #7"},
}


@pytest.mark.parametrize("signer", [BOT, "web-flow"])
def test_the_commit_of_this_door_is_known(signer: str) -> None:
    """GitHub may sign it itself."""
    assert is_ours({**OURS, "committer": {"login": signer}}, 7)


@pytest.mark.parametrize(
    "last",
    [
        {"author": {"login": "penelaah"}},
        {"author": None},
        {"committer": {"login": "penelaah"}},
        {"committer": None},
        {"parents": [{"sha": "old"}, {"sha": "base"}]},
        {"commit": {"message": "Inovasi baru: sekolah-terbuka\n\nKiriman #71"}},
        {"commit": {"message": "Kiriman #7\n\nDirapikan"}},
    ],
    ids=["author", "unknown author", "amended", "amended by nobody known", "merged", "other issue", "other commit"],
)
def test_what_a_person_changed_is_not_ours(last: dict[str, object]) -> None:
    """A reviewer who mended the proposal keeps the mend, however it came onto the branch."""
    assert not is_ours({**OURS, **last}, 7)


def test_the_form_has_one_question() -> None:
    """Its answer stands below the heading by which it is found; who has nothing to paste is led to the site's form."""
    catalogue = frozen_city().catalogue
    assert catalogue
    for address in (None, "https://contoh.example/katalog/"):
        region = catalogue.region.model_copy(update={"alamat": address})
        files = {path: yaml.safe_load(text) for path, text in form_files(replace(catalogue, region=region)).items()}
        form, chooser = files[".github/ISSUE_TEMPLATE/kiriman.yml"], files[".github/ISSUE_TEMPLATE/config.yml"]
        (asked,) = [item for item in form["body"] if item["type"] != "markdown"]
        assert (asked["id"], asked["attributes"]["label"], asked["attributes"]["render"]) == ("isi", LABEL, "yaml")
        links = [link["url"] for link in chooser.get("contact_links", ())]
        assert links == ([f"{address}usul/"] if address else [])
        assert "usul" in form["body"][1]["attributes"]["value"].lower()


def test_what_the_form_gives_is_read_back() -> None:
    """The text comes out of the fence as it went in, fences within it too."""
    for text in (record(), record(f"{SHORT}tujuan: |\n  ```\n  a\n  ```\n")):
        assert is_submission(body(text))
        assert submission_of(body(text)).rstrip("\n") == text.rstrip("\n")
    assert not re.search(r"\w", MARK.replace("kiriman", ""))
