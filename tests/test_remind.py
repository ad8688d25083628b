"""One issue an agency: its text, and a plan that, once carried out, leaves nothing to do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli.apply_plan import main as apply_plan
from catalogue.cli.host import Refusal
from catalogue.cli.issues import Issues
from catalogue.cli.main import main
from catalogue.propose.issue_plan import DesiredIssue, Request, plan
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
            if call.path.endswith("/comments"):
                continue
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


def test_a_change_is_told_once() -> None:
    """Of an open issue: what it was and what it is, for the team; nothing on other days, nor where nothing was told."""
    tracker = Tracker()
    steps = ("diberitakan", "diberitakan", "tercatat", "tercatat")
    days = ("belum ditetapkan", "15 Mei 2027", "15 Mei 2027", "15 Mei 2027")
    told = []
    for number, (step, day) in enumerate(zip(steps, days, strict=True)):
        state = {"batas waktu": day, "langkah": step}
        wanted = DesiredIssue("tagihan a", "Judul", f"Hari {number}.", ("tagihan",), state, "@kota/opd-a")
        told.append([call.body["body"] for call in tracker.plan([wanted]) if call.path.endswith("/comments")])
    assert told == [
        [],
        ["@kota/opd-a Batas waktu semula belum ditetapkan, sekarang 15 Mei 2027."],
        ["@kota/opd-a Langkah semula diberitakan, sekarang tercatat."],
        [],
    ]


def test_an_issue_that_told_of_nothing_is_not_commented_on() -> None:
    """Neither one from before there was a state, nor one whose state somebody rewrote."""
    wanted = DesiredIssue("tagihan a", "Judul", "Teks.", ("tagihan",), {"langkah": "layak"})
    for state in (
        "",
        "<!-- keadaan: langkah=@semua -->\n",
        "<!-- keadaan: langkah -->\n",
        "<!-- keadaan: lain=x -->\n",
    ):
        body = f"<!-- katalog: tagihan a -->\n{state}Teks."
        issue = {"number": 1, "state": "open", "user": BOT, "title": "Judul", "body": body}
        assert [call.method for call in plan([wanted], "tagihan", [issue], "")] == ["PATCH"]


def remind(out: Path, *arguments: str, root: Path = MINI) -> str:
    """Run the command and return what it said on the error stream."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as said:
        assert main(["remind", "--root", str(root), "--out", str(out), "--date", "2026-06-01", *arguments]) == 0
    return said.getvalue()


def test_each_agency_has_its_issue(tmp_path: Path) -> None:
    """The message, where each innovation stands, and how to send it; the team only where the organisation is known."""
    root = Path(shutil.copytree(MINI, tmp_path / "mini"))
    file = root / "region.yaml"
    text = file.read_text(encoding="utf-8")
    for address, team in (("https://github.com/kota-mini/katalog", "@kota-mini/opd-dinas-kesehatan\n\n"), (None, "")):
        line = f"repositori: {address}\n" if address else ""
        file.write_text(re.sub(r"repositori: .*\n", line, text), encoding="utf-8")
        body = issue_bodies(root, tmp_path / f"out-{bool(address)}")["dinas-kesehatan"]
        assert body.partition(" -->\n<!-- keadaan:")[2].partition(" -->\n")[2].startswith(f"{team}Yth. Kepala Dinas")
        assert "**menjawab apakah catatan inovasi “Posyandu Digital” sudah benar**" in body
        assert "### `Posyandu Digital`\n\nLangkah sekarang *diberitakan*, berikutnya *tercatat*." in body
        assert "https://mini.example/katalog/usul/?opd=dinas-kesehatan" in body


class NoIssues(Issues):
    """A repository without issues and without a site."""

    def __init__(self) -> None:
        """Ask nobody."""

    def site(self) -> str:
        raise Refusal("pages", 404, passing=False)

    def listed(self, label: str) -> Iterator[dict[str, Any]]:
        return iter(())


def issue_bodies(root: Path, out: Path) -> dict[str, str]:
    """Return the texts of the issues that GitHub is told to open, by agency."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalogue.cli.issues.issues_on", lambda environ: NoIssues())
        remind(out, "--ask", root=root)
    calls = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    found = [call["body"]["body"] for call in calls]
    return {body.partition("<!-- katalog: tagihan ")[2].partition(" -->")[0]: body for body in found}


def test_names_cannot_address_anybody(tmp_path: Path) -> None:
    """A name with a mention, a picture, an address or a closing of comments stays a name, in the issue's every part."""
    root = Path(shutil.copytree(MINI, tmp_path / "mini"))
    file = root / "innovations/puskesmas-satu/posyandu-digital.yaml"
    text = file.read_text(encoding="utf-8")
    for number, name in enumerate(("@admin ![x](http://x.example/y) --> #1 <b>", "www.x.example")):
        file.write_text(text.replace("nama: Posyandu Digital", f'nama: "{name}"'), encoding="utf-8")
        body = issue_bodies(root, tmp_path / f"{number}")["dinas-kesehatan"]
        assert body.count(name) == body.count(f"`{name}`") == 2


def test_one_agency_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets its message and letter, without a PDF where none can be made; the plan is of all, so not with it."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    remind(tmp_path / "out", "--opd", "dinas-kesehatan", "--letters")
    made = {file.name for file in (tmp_path / "out").iterdir()}
    assert made == {"dinas-kesehatan.txt", "surat-dinas-kesehatan.docx", "ringkasan.txt"}
    for wrong in (
        ["--opd", "dinas-kesehatan", "--ask"],
        ["--opd", "puskesmas-satu"],
        ["--opd", "tidak-ada"],
    ):
        with redirect_stderr(StringIO()) as said:
            assert main(["remind", "--root", str(MINI), "--out", str(tmp_path / "none"), *wrong]) == 2
        assert "--opd" in said.getvalue() or "bukan OPD wajib" in said.getvalue()
    assert not (tmp_path / "none").exists()


def test_who_has_nothing_to_do_gets_nothing(tmp_path: Path) -> None:
    """The overview names the agency, and a message of another day goes; a file of somebody else stays."""
    root = Path(shutil.copytree(MINI, tmp_path / "mini"))
    file = root / "innovations/badan-perencanaan/satu-peta.yaml"
    reply = {"tanggal": "2026-05-01", "jabatan": "Sekretaris", "isi": "Milik Dinas PU.", "putusan": "bukan-milik-kami"}
    answered = {"jenis_catatan": "inovasi", "tanggapan": [reply]}
    out = tmp_path / "out"
    remind(out, root=root)
    for name in ("catatan.txt", "surat-badan-perencanaan.docx", "surat-badan-perencanaan.pdf"):
        (out / name).write_text("lama", encoding="utf-8")
    assert "- Badan Perencanaan (badan-perencanaan.txt)" in (out / "ringkasan.txt").read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + yaml.safe_dump(answered), encoding="utf-8")
    remind(out, root=root)
    listed = (out / "ringkasan.txt").read_text(encoding="utf-8")
    assert "Tidak ada yang perlu dikerjakan (1 OPD)\n- Badan Perencanaan\n" in listed
    assert "2 OPD perlu diingatkan, 1 OPD tidak." in listed
    assert not list(out.glob("*badan-perencanaan*"))
    assert (out / "catatan.txt").exists()


def test_without_an_answer_the_texts_are_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no plan where the issues are not known."""

    def unknown(environ: Mapping[str, str]) -> Issues:
        raise Refusal("issues", 401, passing=False)

    monkeypatch.setattr("catalogue.cli.issues.issues_on", unknown)
    said = remind(tmp_path / "out", "--ask")
    assert (tmp_path / "out" / "dinas-kesehatan.txt").exists()
    assert not (tmp_path / "out" / "plan.json").exists()
    assert "isu tidak diketahui" in said


@pytest.mark.parametrize(
    "call",
    [
        {"method": "DELETE", "path": "git/refs/heads/main", "body": {}},
        {"method": "POST", "path": "issues/7/labels", "body": {"labels": ["data"]}},
        {"method": "PATCH", "path": "issues/7", "body": {"assignees": ["orang"]}},
        {"method": "PATCH", "path": "issues/7"},
    ],
)
def test_a_plan_holds_nothing_but_issues(
    call: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any other request stops it before the first is made; without a plan nothing is told."""
    asked: list[str] = []
    fine = {"method": "POST", "path": "issues", "body": {"title": "a", "body": "b", "labels": []}}
    environ = {"GITHUB_REPOSITORY": "kota/katalog", "GITHUB_API_URL": "http://127.0.0.1:9", "GH_TOKEN": "x"}
    (tmp_path / "plan.json").write_text(json.dumps([fine, call]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Issues, "carry_out", lambda _, *given: asked.append(str(given)))
        assert apply_plan([str(tmp_path)], {**environ, "PAUSE": "0"}) == 1
        assert asked == []
        assert "rencana isu memuat hal lain" in capsys.readouterr().err
        (tmp_path / "plan.json").write_text(json.dumps([fine]), encoding="utf-8")
        assert apply_plan([str(tmp_path)], {**environ, "PAUSE": "0"}) == 0
        assert len(asked) == 1
        (tmp_path / "plan.json").unlink()
        assert apply_plan([str(tmp_path)], {}) == 0
        assert len(asked) == 1
