"""One issue an agency: its text, and a plan that, once carried out, leaves nothing to do."""

from __future__ import annotations

import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from catalogue.cli.main import main
from catalogue.propose.reminders import DesiredIssue, Request, plan, read_issues
from tests.github import GitHub
from tests.trees import HERE

MINI = HERE / "mini"
BOT = {"login": "github-actions[bot]"}
WANTED = [DesiredIssue(f"tagihan {id}", f"Judul {id}", f"Teks {id}.\nBaris dua.", ("tagihan",)) for id in ("a", "b")]


class Tracker:
    """The issues of a repository, which change as they are told and give texts back as GitHub does."""

    def __init__(self) -> None:
        self.issues: list[dict[str, Any]] = []

    def carry_out(self, calls: list[Request]) -> None:
        for call in calls:
            body = {**call.body, **({"body": call.body["body"].replace("\n", "\r\n")} if "body" in call.body else {})}
            if call.method == "POST":
                self.issues.insert(0, {"number": len(self.issues) + 1, "state": "open", "user": BOT, **body})
            else:
                number = int(call.path.removeprefix("issues/"))
                next(issue for issue in self.issues if issue["number"] == number).update(body)

    def plan(self, wanted: list[DesiredIssue]) -> list[Request]:
        calls = plan(wanted, "tagihan", self.issues, "Selesai.")
        self.carry_out(calls)
        return calls


def test_told_once_there_is_nothing_more() -> None:
    """Open, edit, close, open again: each once, and then the plan is empty."""
    tracker = Tracker()
    assert [call.method for call in tracker.plan(WANTED)] == ["POST", "POST"]
    assert tracker.plan(WANTED) == []
    changed = [WANTED[0], DesiredIssue("tagihan b", "Judul b", "Teks baru.", ("tagihan",))]
    assert [call.path for call in tracker.plan(changed)] == ["issues/2"]
    assert tracker.plan(changed) == []
    assert [call.body["state"] for call in tracker.plan(WANTED[:1])] == ["closed"]
    assert tracker.plan(WANTED[:1]) == []
    assert [(call.path, call.body["state"]) for call in tracker.plan(WANTED)] == [("issues/2", "open")]
    assert tracker.plan(WANTED) == []
    assert len(tracker.issues) == 2


def test_issues_of_others_are_left_alone() -> None:
    """A person's issue that copies our mark, and a pull request of ours, stay as they are."""
    tracker = Tracker()
    text = WANTED[0].text
    tracker.issues = [
        {"number": 90, "state": "open", "user": {"login": "orang"}, "title": "x", "body": text},
        {"number": 91, "state": "open", "user": BOT, "title": "x", "body": text, "pull_request": {}},
        {"number": 92, "state": "open", "user": BOT, "title": "x", "body": "<!-- katalog: tautan -->\nlain"},
        {"number": 93, "state": "open", "user": None, "title": "x", "body": None},
    ]
    assert [call.method for call in plan(WANTED[:1], "tagihan", tracker.issues, "")] == ["POST"]


def test_a_second_issue_of_one_agency_is_closed() -> None:
    """The older is kept."""
    issues = [
        {"number": number, "state": "open", "user": BOT, "title": WANTED[0].title, "body": WANTED[0].text}
        for number in (8, 3)
    ]
    calls = plan(WANTED[:1], "tagihan", issues, "")
    assert [(call.path, call.body["state_reason"]) for call in calls] == [("issues/8", "not_planned")]


@pytest.mark.parametrize("content", [b"[]", b"[] []", b'[{"number": 1, "state": "open"}]\n[]'])
def test_pages_of_an_answer_are_read_as_one(content: bytes) -> None:
    """The command line of GitHub writes one list a page."""
    assert read_issues(content) is not None


@pytest.mark.parametrize("content", [b"", b"{", b"<html>", b'{"message": "Not Found"}', b"[1]", b"\xff", b"[" * 99_999])
def test_what_is_no_list_of_issues_is_unknown(content: bytes) -> None:
    """Nothing is planned on an answer that is broken, so that no issue is opened twice."""
    assert read_issues(content) is None


def remind(out: Path, *arguments: str, root: Path = MINI) -> str:
    """Run the command and return what it said on the error stream."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        assert main(["remind", "--root", str(root), "--out", str(out), "--date", "2026-06-01", *arguments]) == 0
    return said.getvalue()


def test_each_agency_has_its_text(tmp_path: Path, accept: bool) -> None:
    """Where it stands, until when, what is missing and how to send it, to the letter."""
    remind(tmp_path)
    texts = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    kept = HERE / "tagihan"
    if accept:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        for name, text in texts.items():
            (kept / name).write_text(text, encoding="utf-8")
    assert texts == {file.name: file.read_text(encoding="utf-8") for file in kept.iterdir()}


def test_names_cannot_address_anybody(tmp_path: Path) -> None:
    """A name with a mention, a picture or a closing of comments stays a name."""
    root = Path(shutil.copytree(MINI, tmp_path / "mini"))
    file = root / "innovations/puskesmas-satu/posyandu-digital.yaml"
    text = file.read_text(encoding="utf-8")
    name = "@admin ![x](http://x.example/y) --> #1 <b>"
    file.write_text(text.replace("nama: Posyandu Digital", f'nama: "{name}"'), encoding="utf-8")
    remind(tmp_path / "out", root=root)
    found = (tmp_path / "out" / "dinas-kesehatan.md").read_text(encoding="utf-8")
    assert f"## `{name}`\n" in found


@pytest.mark.parametrize("content", [None, '{"message": "Bad credentials"}', ""])
def test_without_an_answer_the_texts_are_written_all_the_same(content: str | None, tmp_path: Path) -> None:
    """There is no plan where the issues are not known; an empty file is an empty answer of a failed call."""
    file = tmp_path / "issues.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    said = remind(tmp_path / "out", "--issues", str(file))
    assert (tmp_path / "out" / "dinas-kesehatan.md").exists()
    assert not (tmp_path / "out" / "plan.json").exists()
    assert str(file) in said


def test_the_workflow_carries_out_the_plan_and_nothing_else(tmp_path: Path) -> None:
    """Each call once; without a plan none; a call that is not one on issues stops it."""
    issues = tmp_path / "issues.json"
    issues.write_text("[]", encoding="utf-8")
    remind(tmp_path / "tagihan", "--issues", str(issues))
    github = GitHub(tmp_path, [(r"(POST|PATCH) ", {})])
    github.run("remind", "apply", "Perbarui isu", {"PAUSE": "0"})
    made = [call["body"]["title"] for call in github.calls]
    assert made
    assert github.told() == ["POST repos/kota/katalog/issues"] * len(made)
    file = tmp_path / "tagihan" / "plan.json"
    file.write_text(json.dumps([{"method": "DELETE", "path": "git/refs/heads/main", "body": {}}]), encoding="utf-8")
    with pytest.raises(Exception, match="returned non-zero"):
        github.run("remind", "apply", "Perbarui isu", {"PAUSE": "0"})
    file.unlink()
    github.run("remind", "apply", "Perbarui isu", {"PAUSE": "0"})
    assert github.calls == []
