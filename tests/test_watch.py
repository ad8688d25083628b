"""The daily watch and the first publication: the real workflows against an organisation that remembers."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli import keep_watch
from catalogue.cli.issues import PLAN, PROPOSAL
from catalogue.propose.alarms import SCHEDULED
from tests.actions import Actions
from tests.built import ROOT
from tests.forked import forked
from tests.host import REPOSITORY, Refused, serving
from tests.organisation import Direct, Organisation
from tests.test_settings import STEPS, Setup, _setup, template

__all__ = ["template"]

DAY = "2026-06-01"
BAD = "innovations/dinas-kesehatan/buruk.yaml"
GOOD = """\
nama: Buruk
ringkasan: Obat diantar ke rumah.
status_data: sumber-publik
jenis_catatan: inovasi
sumber:
  - judul: Berita contoh
"""


@dataclass
class Watched:
    """An organisation with the runs of its workflows."""

    setup: Setup
    folder: Path
    pip: bool = True
    """Whether what the program needs can be installed."""
    built: str = ""
    """Where the site that was built last is said to be."""

    @property
    def host(self) -> Organisation:
        return self.setup.host

    def __post_init__(self) -> None:
        self.host.programs = {"make": self._make, "python": self._build, "python3": self._tell, "gh": self._gh}

    def run(self, workflow: str) -> dict[str, str]:
        """Run a workflow to its end, and return what became of its jobs."""
        place = self.folder / f"{workflow}-{len(list(self.folder.iterdir()))}"
        actions = Actions(self.host, place, workflow)
        actions.deliver({"repository": {"default_branch": "main"}})
        actions.finish()
        self.log = actions.log
        return {name: job.result for name, job in actions.last.items()}

    def watch(self) -> None:
        """Let the watch look and tell."""
        assert self.run("watch") == {"look": "success", "tell": "success", "fail": "skipped"}, self.log

    def alarms(self) -> dict[str, str]:
        """Return the open alarms: the text of each by its title."""
        opened = (one for one in self.host.issues.values() if one["state"] == "open")
        return {one["title"]: one["body"] for one in opened}

    def said(self) -> list[str]:
        """Return all comments."""
        return [one["body"] for one in self.host.comments.values()]

    def _make(self, _words: list[str], _env: dict[str, str]) -> tuple[int, str, str]:
        return (0, "", "") if self.pip else (2, "", "no network")

    def _build(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        given = {"site": ["--out", f"{env['PWD']}/site"]}.get(words[1], [])
        told = [f"{env['PWD']}/{word}" if word == "penjaga" else word for word in words[1:]]
        done = forked().run([*told, *given, "--root", env["PWD"], "--date", DAY], env)
        if given and done.returncode == 0:
            said = Path(env["PWD"], "site/robots.txt").read_text(encoding="utf-8")
            self.built = said.partition("Sitemap: ")[2].removesuffix("sitemap.xml\n")
        return done.returncode, done.stdout, done.stderr

    def _tell(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        assert words[:2] == ["-m", "catalogue.cli.keep_watch"]
        said = StringIO()
        with redirect_stderr(said):
            return keep_watch.main(words[2:], env), "", said.getvalue()

    def _gh(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        if words[:2] == ["pr", "list"]:
            return 0, "0", ""
        if words[0] != "api":
            return 1, "", "no artifact"
        path = next(word for word in words[1:] if word.startswith("repos/"))
        fields = dict(words[at + 1].split("=", 1) for at, word in enumerate(words) if word == "-f")
        rights = self.host.tokens[env["GH_TOKEN"]]
        try:
            answer = self.host.answer("POST" if fields else "GET", f"/{path}", fields or None, rights)
        except Refused as refused:
            return 1, "", f"gh: HTTP {refused.status}"
        query = words[words.index("--jq") + 1] if "--jq" in words else "."
        done = subprocess.run(["jq", "-r", query], input=json.dumps(answer), capture_output=True, text=True, check=True)
        return 0, done.stdout, ""


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Iterator[Watched]:
    """Give an organisation whose repository was just pushed and nothing else."""
    setup = _setup(template, tmp_path / "katalog.git")
    setup.create()
    setup.push()
    runs = tmp_path / "runs"
    runs.mkdir()
    with serving(setup.host):
        yield Watched(setup, runs)


@pytest.fixture
def ready(fresh: Watched) -> Watched:
    """Give one that is set up, in which all is well."""
    for name in list(STEPS)[2:]:
        assert STEPS[name](fresh.setup) == "", name
    for file in SCHEDULED:
        fresh.host.ran(file, "success")
    return fresh


def test_nothing_is_told_while_all_is_well(ready: Watched) -> None:
    """No issue, no proposal, no comment; the clock is kept going."""
    ready.watch()
    assert (ready.alarms(), ready.host.issues, ready.said()) == ({}, {}, [])
    enabled = [asked for asked in ready.host.asked if asked.endswith("/enable")]
    assert len(enabled) == len(SCHEDULED)


def test_a_setting_that_changed_is_one_issue_until_it_is_right(ready: Watched) -> None:
    """It names the team, changes with the state, tells the team once of each change, and is closed by itself."""
    pages = ready.host.pages
    assert pages
    pages.update(https_enforced=False)
    ready.watch()
    text = ready.alarms()["Setelan"]
    assert "@kota/pengelola" in text
    assert "**HTTPS**: mati; seharusnya menyala." in text
    ready.watch()
    assert ready.said() == []
    ready.host.labels["alarm"]["color"] = "000000"
    ready.watch()
    assert ready.said() == ["@kota/pengelola Keadaan semula 1 belum sesuai, sekarang 2 belum sesuai."]
    pages.update(https_enforced=True)
    ready.setup.apply()
    ready.watch()
    assert ready.alarms() == {}
    assert [one["title"] for one in ready.host.issues.values()] == ["Setelan"]


def test_a_record_that_is_held_back_is_told_until_it_is_mended(ready: Watched) -> None:
    """The issue names the file, the fault and which version shows."""
    ready.host.push("main", BAD, GOOD)
    ready.host.push("main", BAD, GOOD.replace("ringkasan", "ringkasn"))
    ready.watch()
    text = ready.alarms()["Terbitan tertahan"]
    assert f"`{BAD}`: `kunci-asing`" in text
    assert "Yang tampil ialah versi" in text
    ready.host.push("main", BAD, GOOD)
    ready.watch()
    assert "Terbitan tertahan" not in ready.alarms()


def test_a_shared_file_that_stops_the_publication_is_told(ready: Watched) -> None:
    """The old site stays, and the issue says which file stops the new one."""
    ready.host.push("main", "opd/dinas-baru.yaml", "nama: Dinas Baru\njenis: tidak-ada\nwajib: ya\n")
    ready.watch()
    text = ready.alarms()["Terbitan tertahan"]
    assert "situs lama tetap tampil" in text
    assert "`opd/dinas-baru.yaml`" in text


def test_scheduled_work_that_failed_or_stands_still_is_told(ready: Watched) -> None:
    """A failed run, one that is long past, one that a person switched off; what the host stopped is switched on."""
    ready.host.ran("remind.yml", "failure")
    ready.host.runs["links.yml"][0]["created_at"] = "2026-05-20T00:00:00Z"
    ready.host.workflows.update({"canary.yml": "disabled_manually", "cards.yml": "disabled_inactivity"})
    ready.watch()
    text = ready.alarms()["Alur berjadwal"]
    assert re.findall(r"^- \[ \] \*(\w+)\*", text, re.MULTILINE) == ["Canary", "Cards", "Links", "Remind"]
    assert ready.host.workflows["cards.yml"] == "active"
    assert ready.host.workflows["canary.yml"] == "disabled_manually"
    ready.host.ran("remind.yml", "success")
    ready.host.ran("links.yml", "success")
    ready.host.workflows["canary.yml"] = "active"
    ready.watch()
    assert "Alur berjadwal" not in ready.alarms()


def test_a_watch_that_cannot_look_says_so_itself(ready: Watched) -> None:
    """One issue however often it fails, closed by the next that goes well."""
    ready.pip = False
    for _ in range(2):
        assert ready.run("watch") == {"look": "failure", "tell": "skipped", "fail": "success"}, ready.log
    assert "@kota/pengelola" in ready.alarms()["Penjaga gagal"]
    assert len(ready.host.issues) == 1
    ready.pip = True
    ready.watch()
    assert ready.alarms() == {}


def test_what_the_host_does_not_tell_changes_no_alarm(ready: Watched) -> None:
    """Without an answer on workflows their alarm stays as it is, and the others are kept all the same."""
    ready.host.ran("remind.yml", "failure")
    ready.watch()
    ready.host.quiet = r"GET actions/workflows.*"
    ready.host.ran("remind.yml", "success")
    ready.watch()
    assert "Alur berjadwal" in ready.alarms()


def test_on_the_account_of_a_person_its_owner_is_given_the_issue(fresh: Watched) -> None:
    """There is no team to mention."""
    fresh.host.person = True
    assert fresh.host.repository
    fresh.host.repository["owner"]["type"] = "User"
    fresh.watch()
    assert "@kota\n" in fresh.alarms()["Setelan"]
    assert next(iter(fresh.host.issues.values()))["assignees"] == ["kota"]


def proposal(host: Organisation) -> dict[str, Any]:
    """Return the one open proposal with the derived files."""
    (pull,) = [one for one in host.pulls.values() if one["state"] == "open"]
    assert pull["head"]["ref"] == keep_watch.BRANCH
    return pull


def test_the_derived_files_are_proposed_and_wake_the_owners(fresh: Watched) -> None:
    """One proposal with the check that the rule for main asks for; merged, everybody's approval is asked for."""
    fresh.setup.apply()
    fresh.watch()
    fresh.watch()
    pull, head = proposal(fresh.host), fresh.host.ref(keep_watch.BRANCH)
    assert pull["title"] == "Perbarui berkas turunan"
    assert fresh.host.statuses == {head: "success"}
    assert fresh.host.at("rev-list", "--count", f"main..{head}") == "1"
    changed = fresh.host.at("diff", "--name-only", "main", head).splitlines()
    assert changed == [".github/CODEOWNERS", "region.yaml"]
    assert fresh.host.merge_as_owner(pull) == ""
    assert f"repositori: https://github.example/{REPOSITORY}\n" in (fresh.host.file("region.yaml") or "")
    assert fresh.host.owner_errors() == []
    fresh.watch()
    assert fresh.host.ref(keep_watch.BRANCH) == ""


def test_a_new_agency_is_brought_into_the_owners_file(ready: Watched) -> None:
    """No clerk runs a command: the next watch proposes what follows from the agency's file, and it follows main."""
    ready.watch()
    ready.host.push("main", "opd/dinas-baru.yaml", "nama: Dinas Baru\njenis: dinas\nwajib: ya\nstatus: tersumber\n")
    ready.watch()
    text = ready.host.at("show", f"{keep_watch.BRANCH}:.github/CODEOWNERS")
    assert "/innovations/dinas-baru/ @kota/opd-dinas-baru @kota/bappeda" in text
    assert '"opd: dinas-baru"' in ready.host.at("show", f"{keep_watch.BRANCH}:.github/labels.json")


def test_what_a_person_changed_on_that_branch_stays(fresh: Watched) -> None:
    """The branch is left alone once somebody else put a commit there."""
    fresh.setup.apply()
    fresh.watch()
    theirs = fresh.host.push(keep_watch.BRANCH, "region.yaml", "nama: Kota Lain\n")
    fresh.watch()
    assert fresh.host.ref(keep_watch.BRANCH) == theirs


def test_where_workflows_may_not_propose_the_branch_waits(fresh: Watched) -> None:
    """That is no failure of the watch; the alarm on settings cannot read it, the command can."""
    fresh.watch()
    assert fresh.host.pulls == {}
    assert fresh.host.ref(keep_watch.BRANCH)


ILL: dict[str, tuple[Any, Any]] = {
    "another call": ([{"method": "DELETE", "path": "issues/1", "body": {}}], {"files": {}}),
    "another path": ([{"method": "POST", "path": "issues/1/../../pulls", "body": {}}], {"files": {}}),
    "no list": ({"method": "POST"}, {"files": {}}),
    "another file": ([], {"files": {".github/workflows/check.yml": "x"}, "branch": "main", "checked": True}),
    "no text": ([], {"files": {"region.yaml": None}, "branch": "main", "checked": True}),
    "no branch": ([], {"files": {}}),
}


@pytest.mark.parametrize("name", ILL)
def test_the_job_that_may_write_does_nothing_else(
    name: str, ready: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is handed is looked at whole before anything is told."""
    calls, proposed = ILL[name]
    for file, content in ((PLAN, calls), (PROPOSAL, proposed)):
        (tmp_path / file).write_text(json.dumps(content), encoding="utf-8")
    rights = {"contents": "write", "issues": "write", "actions": "write", "pull-requests": "write"}
    monkeypatch.setattr(keep_watch, "Host", lambda _environ: Direct(ready.host, rights))
    ready.host.asked.clear()
    assert keep_watch.main([str(tmp_path)], {"GITHUB_SHA": ready.host.ref("main")}) == 2
    assert [asked for asked in ready.host.asked if not asked.startswith("GET ")] == []


def test_every_workflow_of_the_clock_is_watched() -> None:
    """What has a schedule is known with the days within which it runs: twice its rhythm and a little more."""
    timed = {}
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for item in read["on"].get("schedule", ()) if isinstance(read["on"], dict) else ():
            timed[path.name] = 7 if item["cron"].split()[-1] != "*" else 1
    assert timed.keys() == SCHEDULED.keys()
    assert all(days < SCHEDULED[file] <= days + 2 for file, days in timed.items())


FIRST: dict[str, Callable[[Watched], object]] = {
    "pages off": lambda _world: None,
    "pages of a branch": lambda world: setattr(
        world.host,
        "pages",
        {
            **dict.fromkeys(("cname", "https_enforced")),
            "build_type": "legacy",
            "html_url": "https://kota.github.io/katalog/",
        },
    ),
    "no proposals told": lambda world: setattr(world.host, "quiet", "POST graphql"),
}


@pytest.mark.parametrize("name", FIRST)
def test_the_first_publication_builds_whatever_is_not_there_yet(name: str, fresh: Watched) -> None:
    """Without Pages only the last step fails, the watch is started and tells, and the command starts the next one."""
    FIRST[name](fresh)
    jobs = fresh.run("publish")
    assert (jobs["build"], jobs["deploy"], jobs["watch"]) == ("success", "failure", "success"), fresh.log
    assert fresh.built == "https://kota.github.io/katalog/"
    fresh.host.quiet = ""
    assert fresh.host.started == ["watch.yml"]
    fresh.watch()
    assert "**Sumber Pages**" in fresh.alarms()["Setelan"]
    assert "**Terbitan**" in fresh.alarms()["Setelan"]
    fresh.setup.apply()
    jobs = fresh.run("publish")
    assert (jobs["build"], jobs["deploy"]) == ("success", "success"), fresh.log
    fresh.host.publish()
    fresh.watch()
    assert "**Terbitan**" not in fresh.alarms().get("Setelan", "")
