"""The issue door as a whole: the real workflow against a host of our own, in ordinary stories and in random ones."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from catalogue.cli import follow_issue
from catalogue.propose.issues.texts import MARK
from tests.actions import Actions
from tests.built import ROOT
from tests.forked import forked
from tests.host import BOT, Refused, Standin, serving
from tests.issue_bodies import CORRECTED, MINI, PATH, SHORT, body, record
from tests.trees import KOTA

DAY = "2026-06-01"
AUTHOR = "pegawai-dinas"
GOOD = body(record())
OTHER = body(record(SHORT.replace("Kelas sore", "Kelas malam")))
MOVED = body(record(SHORT.replace("nama: Sekolah", "nama: Rumah"), "innovations/dinas-kesehatan/rumah-terbuka.yaml"))
MENDED = body(record((MINI / CORRECTED).read_text(encoding="utf-8") + "manfaat: Ibu tahu.\n", CORRECTED, MINI))
REFUSED = body(record(SHORT.replace("sumber-publik", "BURUK")))
PRIVATE = body(record(f"{SHORT}hasil: NIK 1271011501900001 BURUK.\n"))
EMPTY = body("").replace("```yaml\n\n```", "_No response_")
TALK = "Apakah kantor buka hari Sabtu?"
ACCEPTABLE, UNACCEPTABLE = (GOOD, OTHER, MOVED, MENDED), (REFUSED, PRIVATE, EMPTY)
TEXTS = (*ACCEPTABLE, *ACCEPTABLE, *UNACCEPTABLE, TALK)


@dataclass
class World:
    """A repository with its issues, the people who use it, and the runs that follow."""

    host: Standin
    actions: Actions
    pip: bool = True
    """Whether what the program needs can be installed."""
    sound: bool = True
    """Whether the check of a proposal succeeds."""
    pushed: dict[int, list[str]] = field(default_factory=dict)
    crashes: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.host.programs = {"make": self._make, "python": self._read, "python3": self._follow, "gh": self._start}

    def _make(self, _words: list[str], _env: dict[str, str]) -> tuple[int, str, str]:
        return (0, "", "") if self.pip else (2, "", "no network")

    def _read(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        if words[1] != "from-issue":
            return int(not self.sound), "", ""
        done = forked().run([*words[1:], "--root", env["PWD"], "--date", DAY], env)
        return done.returncode, done.stdout, done.stderr

    def _follow(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        assert words[:2] == ["-m", "catalogue.cli.follow_issue"]
        said = StringIO()
        try:
            with redirect_stderr(said):
                return follow_issue.main(words[2:], env), "", said.getvalue()
        except Exception as crash:  # noqa: BLE001  the test looks at it afterwards
            self.crashes.append(crash)
            return 1, "", ""

    def _start(self, words: list[str], _env: dict[str, str]) -> tuple[int, str, str]:
        self.host.started.append(words[2].split("/")[-2])
        return 0, "", ""

    def repeat(self, number: int) -> None:
        """Ask for another reading of an issue; of one that is gone, start the run anew that failed."""
        if number in self.host.issues:
            self.again(number)
        else:
            self.host.issues[number] = {"number": number, "body": "", "state": "open", "user": None}
            self.delete(number)

    def happen(self, action: str, number: int, **more: Any) -> None:
        """Send the event of an issue as it is at this moment."""
        issue = dict(self.host.issues[number])
        repository = {"node_id": "R_1", "default_branch": "main", "html_url": "https://github.example/kota/katalog"}
        self.actions.deliver({"action": action, "issue": issue, "repository": repository, **more})

    def open(self, text: str) -> int:
        """Open an issue."""
        number = self.host.number()
        self.host.issues[number] = {"number": number, "body": text, "state": "open", "user": {"login": AUTHOR}}
        self.happen("opened", number)
        return number

    def edit(self, number: int, text: str) -> None:
        """Write another text into an issue."""
        self.host.issues[number]["body"] = text
        self.happen("edited", number)

    def turn(self, number: int, state: str) -> None:
        """Close an issue or open it again."""
        self.host.issues[number]["state"] = state
        self.happen("closed" if state == "closed" else "reopened", number)

    def again(self, number: int) -> None:
        """Put the label that asks for another reading."""
        self.happen("labeled", number, label={"name": "proses ulang"})

    def delete(self, number: int) -> None:
        """Delete an issue."""
        self.happen("deleted", number)
        del self.host.issues[number]

    def push(self, number: int) -> None:
        """Let a reviewer mend the proposal of an issue on its branch."""
        text = f"{SHORT}tujuan: Dari penelaah {len(self.pushed.get(number, ()))}.\n"
        self.pushed.setdefault(number, []).append(self.host.push(f"usulan/isu-{number}", PATH, text))

    def merge(self, pull: dict[str, Any], *, tidy: bool) -> None:
        """Let a reviewer merge a proposal, which closes its issue; `tidy` removes its branch as a setting can."""
        if not self.host.merge(pull):
            return
        if tidy:
            self.host.at("update-ref", "-d", f"refs/heads/{pull['head']['ref']}")
        found = re.search(r"Closes #(\d+)", pull["body"])
        assert found
        if (number := int(found[1])) in self.host.issues:
            self.turn(number, "closed")

    def proposals(self, number: int) -> list[dict[str, Any]]:
        """Return the open pull requests of an issue."""
        listed = self.host.pulls.values()
        return [one for one in listed if one["state"] == "open" and one["head"]["ref"] == f"usulan/isu-{number}"]

    def answers(self, number: int) -> list[str]:
        """Return what was answered on an issue or a pull request."""
        return [one["body"] for one in self.host.comments.values() if one["on"] == number]

    def answered(self, number: int) -> str:
        """Return the one answer on an issue, once everything has come to its end."""
        self.actions.finish()
        assert not self.crashes, self.crashes
        (said,) = self.answers(number)
        assert said.startswith(MARK)
        return said

    def proposed(self, number: int) -> dict[str, Any]:
        """Return the one open pull request of an issue, once everything has come to its end."""
        self.actions.finish()
        (pull,) = self.proposals(number)
        return pull

    def file(self, number: int, path: str = PATH) -> str:
        """Return a file on the branch of an issue."""
        return self.host.at("show", f"refs/heads/usulan/isu-{number}:{path}")


@contextmanager
def world_at(folder: Path) -> Iterator[World]:
    """Make a world around the small catalogue."""
    root = Path(shutil.copytree(MINI, folder / "katalog"))
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*identity, "commit", "-qm", "Mulai")):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(root), str(folder / "katalog.git")], check=True)
    with serving(Standin(folder / "katalog.git")) as host:
        yield World(host, Actions(host, folder))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a world of its own to a test."""
    with world_at(tmp_path) as made:
        yield made


def test_a_submission_becomes_one_proposal(world: World) -> None:
    """The pull request says whose it is, calls the sender, and the answer says where to talk and what comes of it."""
    number = world.open(GOOD)
    said, pull = world.answered(number), world.proposed(number)
    assert world.host.started == ["cards.yml"], "a proposal of a workflow starts none by itself"
    assert (pull["title"], pull["draft"]) == ("Inovasi baru: sekolah-terbuka", False)
    assert [label["name"] for label in pull["labels"]] == ["usulan", "opd: dinas-pendidikan"]
    assert f"@{AUTHOR}" in pull["body"]
    assert f"Closes #{number}" in pull["body"]
    assert "ringkasan: Kelas sore bagi anak yang bekerja." in world.file(number)
    assert world.host.statuses[world.host.ref(f"usulan/isu-{number}")] == "success"
    assert f"usulan #{pull['number']}" in said
    assert re.search(r"Kiriman [0-9A-Z]{4}-[0-9A-Z]{4} menjadi usulan", said)
    assert "https://mini.example/katalog/inovasi/sekolah-terbuka/" in said


def test_title_and_labels_follow_every_edit(world: World) -> None:
    """The label of the agency that was named before goes, the pull request and the answer stay the same ones."""
    number = world.open(GOOD)
    before = world.proposed(number)["number"]
    world.edit(number, MOVED)
    pull = world.proposed(number)
    assert (pull["number"], pull["title"]) == (before, "Inovasi baru: rumah-terbuka")
    assert [label["name"] for label in pull["labels"]] == ["usulan", "opd: dinas-kesehatan"]
    assert "rumah-terbuka" in world.answered(number)


@pytest.mark.parametrize("text", UNACCEPTABLE, ids=["refused", "private", "empty"])
def test_a_refusal_holds_the_proposal(text: str, world: World) -> None:
    """It becomes a draft with a failed status, and is ready again once the submission is."""
    number = world.open(GOOD)
    world.actions.finish()
    sha = world.host.ref(f"usulan/isu-{number}")
    world.edit(number, text)
    assert "belum dapat menjadi usulan" in world.answered(number)
    assert world.proposed(number)["draft"]
    assert world.host.statuses[sha] == "failure"
    world.edit(number, OTHER)
    assert not world.proposed(number)["draft"]
    assert "Kelas malam" in world.file(number)


def test_without_drafts_a_refusal_closes_the_proposal(world: World) -> None:
    """A repository that knows no drafts has no refused proposal that is open either."""
    number = world.open(GOOD)
    world.actions.finish()
    world.host.drafts = False
    world.edit(number, REFUSED)
    world.answered(number)
    assert world.proposals(number) == []
    world.edit(number, GOOD)
    assert world.proposed(number)


def test_closing_the_issue_ends_the_proposal(world: World) -> None:
    """The branch goes too; opened again, the issue has a proposal again."""
    number = world.open(GOOD)
    world.actions.finish()
    world.turn(number, "closed")
    assert "Isu ini ditutup, sehingga usulan" in world.answered(number)
    assert (world.proposals(number), world.host.ref(f"usulan/isu-{number}")) == ([], "")
    world.turn(number, "open")
    assert "menjadi usulan" in world.answered(number)
    assert world.proposed(number)


def test_deleting_the_issue_ends_the_proposal(world: World) -> None:
    """Nobody can be answered on the issue, so the pull request says why it ends."""
    number = world.open(GOOD)
    pull = world.proposed(number)
    world.delete(number)
    world.actions.finish()
    assert (world.proposals(number), world.host.ref(f"usulan/isu-{number}")) == ([], "")
    assert "dihapus" in world.answers(pull["number"])[-1]


def test_an_issue_that_is_no_submission_any_more_ends_the_proposal(world: World) -> None:
    """A plain issue is left alone from the start; one that becomes plain loses its proposal."""
    plain, number = world.open(TALK), world.open(GOOD)
    world.actions.finish()
    world.edit(number, TALK)
    assert "bukan kiriman" in world.answered(number)
    assert world.proposals(number) == []
    assert world.answers(plain) == []


@pytest.mark.parametrize("tidy", [True, False])
def test_an_accepted_submission_is_answered_once(tidy: bool, world: World) -> None:
    """Also when the closed issue is edited afterwards."""
    number = world.open(GOOD)
    pull = world.proposed(number)
    world.merge(pull, tidy=tidy)
    said = world.answered(number)
    assert f"diterima lewat #{pull['number']}" in said
    assert world.host.ref(f"usulan/isu-{number}") == ""
    world.host.asked.clear()
    world.edit(number, f"{GOOD}\n")
    assert world.answered(number) == said
    assert [asked for asked in world.host.asked if not asked.startswith("GET")] == []


def test_what_a_person_changed_is_left_alone(world: World) -> None:
    """Edits, a refusal and the end of the issue keep the commit; the answer says so."""
    number = world.open(GOOD)
    world.actions.finish()
    world.push(number)
    world.edit(number, OTHER)
    assert "tidak ditimpa" in world.answered(number)
    assert "Dari penelaah" in world.file(number)
    world.edit(number, REFUSED)
    assert world.proposed(number)["draft"]
    world.turn(number, "closed")
    assert "Cabangnya disimpan" in world.answered(number)
    assert (world.proposals(number), "Dari penelaah" in world.file(number)) == ([], True)


def test_a_push_during_the_run_is_kept(world: World) -> None:
    """A reviewer pushes between the job that reads and the one that writes, or while that one works."""
    number = world.open(GOOD)
    world.actions.finish()
    world.edit(number, OTHER)
    (group,) = world.actions.groups()
    world.actions.advance(group)

    def push(asked: str) -> None:
        if asked.endswith("git/trees"):
            world.host.before = None
            world.push(number)

    world.host.before = push
    assert "tidak ditimpa" in world.answered(number)
    assert "Dari penelaah" in world.file(number)


def test_two_proposals_for_one_record_name_each_other(world: World) -> None:
    """Until one of them ends; once one is accepted the other is told that the record has changed."""
    first, second = world.open(GOOD), world.open(OTHER)
    world.actions.finish()
    one, two = world.proposed(first), world.proposed(second)
    assert f"Usulan lain bagi berkas yang sama: #{two['number']}." in one["body"]
    assert f"Usulan lain bagi berkas yang sama: #{one['number']}." in two["body"]
    assert "catatan yang sama" in world.answers(first)[0] + world.answers(second)[0]
    world.edit(second, MOVED)
    world.actions.finish()
    assert "Usulan lain" not in one["body"] + two["body"]
    world.edit(second, OTHER)
    world.actions.finish()
    world.merge(one, tidy=False)
    world.actions.finish()
    assert f"baru berubah lewat #{one['number']}" in two["body"]
    world.again(second)
    assert "sudah dipakai catatan lain" in world.answered(second)
    assert world.proposed(second)["draft"]


def amend(world: World, path: str, line: str) -> None:
    """Add a line to a published file."""
    text = world.host.at("show", f"main:{path}")
    world.host.push("main", path, f"{text}\n{line}\n")


def test_a_correction_of_a_record_that_changed_undoes_nothing(world: World) -> None:
    """What somebody else wrote elsewhere meanwhile is kept; what both wrote is refused until one is chosen."""
    number = world.open(MENDED)
    assert world.proposed(number)["title"] == "Perbaikan: posyandu-digital"
    amend(world, CORRECTED, "hasil: Tercatat.")
    world.again(number)
    assert "menjadi usulan" in world.answered(number)
    mended = world.file(number, CORRECTED)
    assert "hasil: Tercatat." in mended
    assert "manfaat: Ibu tahu." in mended
    amend(world, CORRECTED, "manfaat: Kader tahu.")
    world.again(number)
    assert "Kader tahu." in world.answered(number)
    assert world.proposed(number)["draft"]


ANSWERS = """\
kiriman: jawaban
opd: puskesmas-satu
jabatan: Kepala Puskesmas Contoh
tanggal: 2026-05-30
jawaban:
  - inovasi: posyandu-digital
    putusan: benar
"""


def test_answers_of_an_agency_become_a_proposal(world: World) -> None:
    """They wait for the coordinator: nothing that comes by this door says that it was taken in."""
    number = world.open(body(ANSWERS))
    assert "menjadi usulan" in world.answered(number)
    file = world.file(number, CORRECTED)
    assert "jabatan: Kepala Puskesmas Contoh" in file
    assert "diterima_oleh" not in file


def test_a_check_that_fails_holds_the_proposal(world: World) -> None:
    """It is there to be looked at, as a draft with a failed status."""
    world.sound = False
    number = world.open(GOOD)
    assert "ditahan sebagai draf" in world.answered(number)
    assert world.proposed(number)["draft"]
    assert world.host.statuses[world.host.ref(f"usulan/isu-{number}")] == "failure"
    world.sound = True
    world.again(number)
    assert not world.proposed(number)["draft"]
    world.sound = False
    world.edit(number, OTHER)
    assert "ditahan sebagai draf" in world.answered(number)
    assert world.proposed(number)["draft"]


def test_without_the_right_to_open_pull_requests_a_reviewer_does(world: World) -> None:
    """The branch is there, and the answer leads to the page where it can be opened."""
    world.host.opens = False
    number = world.open(GOOD)
    assert f"https://github.example/kota/katalog/compare/main...usulan/isu-{number}" in world.answered(number)


def test_a_failure_of_the_program_is_answered(world: World) -> None:
    """So is a file of the catalogue that cannot be read; a plain issue gets no answer for it."""
    world.pip = False
    number, plain = world.open(GOOD), world.open(TALK)
    assert "belum selesai diproses" in world.answered(number)
    assert world.answers(plain) == []
    world.pip = True
    world.again(number)
    assert "menjadi usulan" in world.answered(number)
    world.host.at("branch", "lain", "main")
    world.host.push("lain", "region.yaml", "nama: [")
    world.host.at("update-ref", "refs/heads/main", "lain")
    world.again(number)
    assert "belum selesai diproses" in world.answered(number)


def test_troubles_that_pass_are_waited_for(world: World) -> None:
    """A host that was asked too much says so; one that fails on a question is asked again."""
    number = world.open(GOOD)
    (group,) = world.actions.groups()
    world.actions.advance(group)
    world.host.troubles += [Refused(500), Refused(403, retry_after="1"), Refused(429, retry_after="0")]
    assert "menjadi usulan" in world.answered(number)


def test_a_failure_midway_is_answered_and_mended(world: World) -> None:
    """The write is not tried twice; the answer asks for the label, after which all is as it should be."""
    number = world.open(GOOD)

    def fail(asked: str) -> None:
        if asked.startswith("POST") and asked.endswith("/pulls"):
            world.host.before = None
            raise Refused(502)

    world.host.before = fail
    assert "label `proses ulang`" in world.answered(number)
    world.again(number)
    assert "menjadi usulan" in world.answered(number)
    assert world.proposed(number)


def test_the_writing_module_needs_nothing_installed() -> None:
    """It starts without any package, so that a job with a right to write installs none."""
    command = [sys.executable, "-S", "-E", "-m", "catalogue.cli.follow_issue", "--", "x"]
    done = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
    assert "KeyError: 'GITHUB_EVENT_PATH'" in done.stderr


def act(world: World, chance: random.Random) -> None:
    """Let somebody do something."""
    numbers = list(world.host.issues)
    number = chance.choice(numbers) if numbers else world.open(GOOD)
    closed = world.host.issues[number]["state"] == "closed"
    open_pulls = [pull for pull in world.host.pulls.values() if pull["state"] == "open"]
    kind = chance.choice(("open", "edit", "edit", "edit", "turn", "delete", "merge", "push", "again", "trouble", "pip"))
    if kind == "open" and len(numbers) < 3:
        world.open(chance.choice(TEXTS))
    elif kind == "edit":
        world.edit(number, chance.choice(TEXTS))
    elif kind == "turn":
        world.turn(number, "open" if closed else "closed")
    elif kind == "delete" and chance.random() < 0.5:
        world.delete(number)
    elif kind == "merge" and open_pulls:
        world.merge(chance.choice(open_pulls), tidy=chance.random() < 0.5)
    elif kind == "push" and world.host.ref(f"usulan/isu-{number}"):
        world.push(number)
    elif kind == "again":
        world.again(number)
    elif kind == "trouble":
        world.host.troubles += chance.choices((Refused(500), Refused(403, retry_after="0"), Refused(403)), k=2)
    elif kind == "pip":
        world.pip = not world.pip


def assert_safe(world: World) -> None:
    """Expect what holds at every moment: one open proposal, nothing refused in it, no lost commit of a person."""
    for number in range(1, world.host.number()):
        assert len(world.proposals(number)) <= 1
    for pull in world.host.pulls.values():
        if pull["state"] == "open":
            changed = world.host.at("diff", f"main...{pull['head']['ref']}")
            assert "BURUK" not in changed
    assert "BURUK" not in world.host.at("grep", "-l", "nama", "main")
    for number, shas in world.pushed.items():
        tips = [tip for tip in (world.host.ref(f"usulan/isu-{number}"), world.host.ref("main")) if tip]
        for sha in shas:
            assert any(world.host.at("merge-base", sha, tip) == sha for tip in tips)


def assert_settled(world: World) -> None:
    """Expect what holds once everything has come to its end: what an issue says, its proposal and its answer agree."""
    for pull in [one for one in world.host.pulls.values() if one["state"] == "open"]:
        number = int(pull["head"]["ref"].rpartition("-")[2])
        assert world.host.issues.get(number, {}).get("state") == "open"
    for number, issue in world.host.issues.items():
        answers = world.answers(number)
        assert len(answers) <= 1
        assert all(said.startswith(MARK) for said in answers)
        if issue["body"] != TALK:
            assert_agreed(world, issue, answers[0])
        else:
            assert world.proposals(number) == []
    open_pulls = [pull for pull in world.host.pulls.values() if pull["state"] == "open"]
    for one in open_pulls:
        told = re.findall(r"Usulan lain bagi berkas yang sama: (.*)\.", one["body"])
        expected = [f"#{two['number']}" for two in open_pulls if two != one and files(two) & files(one)]
        assert sorted(", ".join(told).split(", ")) == sorted(expected or [""])


def files(pull: dict[str, Any]) -> set[str]:
    """Return the files that a pull request says it changes."""
    return set(re.findall(r"`(innovations/.*?)`", pull["body"]))


def assert_agreed(world: World, issue: dict[str, Any], said: str) -> None:
    """Expect the answer to be that of the state, and the proposal to be what the answer says."""
    number = issue["number"]
    pulls = world.proposals(number)
    branch = world.host.ref(f"usulan/isu-{number}")
    if issue["state"] == "closed":
        assert re.search("ditutup|diterima lewat", said)
        assert not pulls
        assert not branch or number in world.pushed
        return
    refused = "belum dapat menjadi usulan" in said
    assert refused or "menjadi usulan" in said
    assert refused or issue["body"] in ACCEPTABLE
    assert all(pull["draft"] == refused for pull in pulls)
    if refused:
        return
    (pull,) = pulls
    assert f"usulan #{pull['number']}" in said
    assert pull["title"].rpartition(" ")[2] in issue["body"]
    (opd,) = [label["name"] for label in pull["labels"] if label["name"].startswith("opd: ")]
    assert opd == f"opd: {AGENCIES[issue['body']]}"
    author = world.host.at("show", "-s", "--format=%an", branch)
    if author == BOT:
        assert world.host.statuses[branch] == "success"
        (changed,) = world.host.at("diff", "--name-only", f"main...{branch}").split("\n")
        assert changed in issue["body"]
        assert all(line in issue["body"] for line in world.file(number, changed).split("\n")[1:])


AGENCIES = dict(
    zip(ACCEPTABLE, ("dinas-pendidikan", "dinas-pendidikan", "dinas-kesehatan", "dinas-kesehatan"), strict=True)
)
"""Whose each text is, a unit's being that of the agency above it."""


def test_random_stories(deep: bool) -> None:
    """Whatever happens in whatever order, no moment is unsafe, and in the end everything agrees."""
    for seed in range(200 if deep else 2):
        chance = random.Random(seed)
        with ExitStack() as stack:
            world = stack.enter_context(world_at(Path(stack.enter_context(TemporaryDirectory()))))
            tell(world, chance, 12 if deep else 7)


def tell(world: World, chance: random.Random, length: int) -> None:
    """Let much happen, with runs that go on meanwhile, then let all come to its end."""
    for _ in range(length):
        act(world, chance)
        for _ in range(chance.randint(0, 5)):
            if groups := world.actions.groups():
                world.actions.advance(chance.choice(groups))
                assert_safe(world)
    world.host.troubles.clear()
    world.pip = True
    world.actions.finish()
    assert_safe(world)
    for number, jobs in list(world.actions.results.items()):
        if any(job.result == "failure" for job in jobs.values()):
            world.repeat(number)
    world.actions.finish()
    assert not world.crashes, world.crashes
    assert_safe(world)
    assert_settled(world)
