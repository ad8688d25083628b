"""An organisation on a host, from the day it is empty: its settings, its teams, and what it refuses before and after.

What GitHub decides by state is decided here by state: a name that is taken, a right that the organisation keeps back, a
rule for the branch that pushes break, an address that has no certificate yet, a publication without a place.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from subprocess import CalledProcessError
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote

from catalogue.cli.host import Host
from tests.built import ROOT
from tests.host import BOT, REPOSITORY, Refused, Standin

OWNER, NAME = REPOSITORY.split("/")
API = "https://api.example"
ADMIN = dict.fromkeys(
    (
        *("administration", "pages", "actions", "contents", "issues", "pull-requests", "statuses"),
        *("members", "organization"),
    ),
    "write",
)
"""What a token of somebody who owns the organisation may do."""
WRITING = {"push", "maintain", "admin"}
BUILT_IN = ("bug", "documentation", "enhancement")
FILES = sorted(path.name for path in (ROOT / ".github" / "workflows").glob("*.yml"))


@dataclass
class Organisation(Standin):
    """An organisation with one repository, or with none yet."""

    repository: dict[str, Any] | None = None
    queue: bool = True
    """Whether its plan has a queue for merging."""
    person: bool = False
    """Whether it is the account of a person."""
    certificate: bool = False
    said: dict[str, Any] = field(default_factory=dict)
    """Settings by path, as the host says them."""
    teams: dict[str, dict[str, Any]] = field(default_factory=dict)
    rights: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    rulesets: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, Any] | None = None
    workflows: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FILES, "active"))
    runs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    day: str = "2026-06-01"
    quiet: str = ""
    """What is not told, as a pattern."""

    def __post_init__(self) -> None:
        self.said = {
            "actions/permissions": {"enabled": True, "allowed_actions": "all"},
            "actions/permissions/workflow": {
                "default_workflow_permissions": "read",
                "can_approve_pull_request_reviews": False,
            },
            "actions/permissions/fork-pr-contributor-approval": {"approval_policy": "first_time_contributors"},
            "private-vulnerability-reporting": {"enabled": False},
            "vulnerability-alerts": False,
            "organisation": {"default_repository_permission": "read", "two_factor_requirement_enabled": False},
            "organisation/workflow": {
                "default_workflow_permissions": "read",
                "can_approve_pull_request_reviews": False,
            },
        }

    def create(self, *, private: bool = False) -> None:
        """Make the repository, as the host makes one."""
        analysis = {part: {"status": "disabled"} for part in ("secret_scanning", "secret_scanning_push_protection")}
        self.repository = {
            "node_id": "R_1",
            "private": private,
            "has_issues": True,
            "default_branch": "main",
            "delete_branch_on_merge": False,
            "security_and_analysis": analysis,
            "owner": {"login": OWNER, "type": "User" if self.person else "Organization"},
        }
        self.labels = {name: {"name": name, "color": "ededed", "description": None} for name in BUILT_IN}

    def push_first(self, commit: str) -> str:
        """Push a commit to main as a person does; return why that was refused, or nothing."""
        if self.repository is None:
            return "repository not found"
        if self.ruled("pull_request"):
            return "GH013: changes must be made through a pull request"
        self.at("update-ref", "refs/heads/main", commit)
        self.publish()
        return ""

    def ruled(self, kind: str) -> dict[str, Any] | None:
        """Return a rule for main that is in force."""
        active = (one for one in self.rulesets.values() if one["enforcement"] == "active")
        return next((rule for one in active for rule in one["rules"] if rule["type"] == kind), None)

    def publish(self) -> None:
        """Run the workflow that publishes, which needs Pages with this source."""
        self.ran("publish.yml", "success" if self.deploys() else "failure")

    def deploys(self) -> bool:
        """Tell whether Pages takes what a workflow built."""
        return bool(self.pages and self.pages["build_type"] == "workflow")

    def ran(self, file: str, conclusion: str) -> None:
        """Let a run of a workflow have come to its end."""
        known = self.runs.setdefault(file, [])
        address = f"https://github.example/{REPOSITORY}/actions/runs/{len(known) + 1}"
        run = {"status": "completed", "conclusion": conclusion, "created_at": f"{self.day}T00:00:00Z"}
        known.insert(0, {**run, "html_url": address})

    def file(self, path: str) -> str | None:
        """Return a file of main."""
        try:
            return self.at("cat-file", "-p", f"refs/heads/main:{path}") + "\n"
        except Exception:  # noqa: BLE001  there is no such file, or no main
            return None

    def owner_errors(self) -> list[dict[str, Any]]:
        """Return what is wrong with the owners' file: teams that nobody can see, or that may not write."""
        lines = (self.file(".github/CODEOWNERS") or "").splitlines()
        named = re.findall(rf"@{OWNER}/([\w-]+)", "\n".join(line for line in lines if not line.startswith("#")))
        able = {team for team, one in self.teams.items() if one["privacy"] == "closed"}
        return [{"kind": "Unknown owner", "source": team} for team in named if not self._may(team, able)]

    def _may(self, team: str, able: set[str]) -> bool:
        return team in able and self.rights.get(team) in WRITING

    def merge_as_owner(self, pull: dict[str, Any]) -> str:
        """Merge a proposal as an owner of the organisation; return why that was refused, or nothing."""
        rules = self.ruled("required_status_checks")
        contexts = [one["context"] for one in rules["parameters"]["required_status_checks"]] if rules else []
        passed = self.statuses.get(self.ref(pull["head"]["ref"])) == "success"
        if contexts and not passed and not self._bypass():
            return f"{contexts[0]} is expected"
        if self.ruled("pull_request") and not self._bypass():
            return "a review by somebody else is required"
        if not self.merge(pull):
            return "cannot be merged"
        self.publish()
        return ""

    def _bypass(self) -> bool:
        actors = (actor for one in self.rulesets.values() for actor in one["bypass_actors"])
        return any(actor["actor_type"] == "OrganizationAdmin" for actor in actors)

    def answer(self, method: str, path: str, body: Any, rights: dict[str, str]) -> Any:
        """Answer what belongs to the organisation; the rest is answered as by any host."""
        route = path.partition("?")[0].removeprefix(f"/repos/{REPOSITORY}").strip("/")
        if not route.startswith("orgs/") and self.repository is None:
            raise Refused(404)
        if self.quiet and re.fullmatch(self.quiet, f"{method} {route}"):
            raise Refused(403)
        for pattern, right, handle in ROUTES:
            if found := re.fullmatch(pattern, f"{method} {route}"):
                self.asked.append(f"{method} {path}")
                _allow(rights, right, method)
                return handle(self, found, body)
        self.opens = self.said["actions/permissions/workflow"]["can_approve_pull_request_reviews"]
        return super().answer(method, path, body, rights)


@dataclass
class Recalling(Organisation):
    """An organisation whose branches are kept in memory, and what Git once said of contents is not asked again.

    Commits and trees are real and in one repository, which many organisations may share one after the other.
    """

    refs: dict[str, str] = field(default_factory=dict)
    told: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What Git answered; a commit never changes, so that this holds for every organisation of the repository."""

    def at(self, *words: str, stdin: str | None = None, index: str = "") -> str:
        """Move branches here, and run Git for the rest."""
        if words[0] == "update-ref":
            return self._move(*words[1:])
        if words[0] == "for-each-ref":
            begins = words[-1].removesuffix("*")
            return "\n".join(f"{name} {sha}" for name, sha in sorted(self.refs.items()) if name.startswith(begins))
        if index or stdin is not None:
            return super().at(*words, stdin=stdin, index=index)
        asked = tuple(self._by_commit(word) for word in words)
        if asked not in self.told:
            self.told[asked] = super().at(*asked)
        return self.told[asked]

    def _by_commit(self, word: str) -> str:
        name, sign, path = word.partition(":")
        return f"{self.refs.get(name, name)}{sign}{path}" if name.startswith("refs/") else word

    def _move(self, *words: str) -> str:
        """Move or delete a branch, from the commit that was named if one was."""
        if words[0] == "-d":
            self.refs.pop(words[1])
            return ""
        name, new, *old = words
        if old and self.refs.get(name) != old[0]:
            raise CalledProcessError(128, ["git", "update-ref", *words])
        self.refs[name] = new
        return ""

    def ref(self, branch: str) -> str:
        """Return the commit of a branch, or nothing."""
        return self.refs.get(f"refs/heads/{branch}", "")

    def tree(self, base: str, entries: list[dict[str, Any]]) -> str:
        """Make a tree of another one and what changes in it, once."""
        asked = ("tree", base, json.dumps(entries, sort_keys=True))
        if asked not in self.told:
            self.told[asked] = super().tree(base, entries)
        return self.told[asked]


def _allow(rights: Mapping[str, str], right: str, method: str) -> None:
    enough = {"write"} if method != "GET" else {"write", "read"}
    if right and rights.get(right) not in enough:
        raise Refused(403)


def _whole(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return {**(host.repository or {}), "permissions": {"admin": True}}


def _patch(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    assert host.repository
    assert body.keys() <= host.repository.keys(), body
    host.repository.update(body)
    return host.repository


def _say(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    said = host.said[found[1]]
    if said is False:
        raise Refused(404)
    return None if said is True else said


def _set(host: Organisation, found: re.Match[str], body: Any) -> None:
    allowed = host.person or host.said["organisation/workflow"]["can_approve_pull_request_reviews"]
    if found[1].endswith("/workflow") and body["can_approve_pull_request_reviews"] and not allowed:
        raise Refused(409)
    switch = found[1] in ("private-vulnerability-reporting", "vulnerability-alerts")
    on = {"enabled": True} if found[1].startswith("private") else True
    host.said[found[1]] = on if switch else body


def _organisation(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    if host.person:
        raise Refused(404)
    if body:
        assert body.keys() <= {"default_repository_permission"}, "the second factor is a person's to ask for"
        host.said["organisation"].update(body)
    return host.said["organisation"]


def _organisation_rights(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    if body:
        host.said["organisation/workflow"] = body
    return host.said["organisation/workflow"]


def _teams(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return [{"slug": slug, "privacy": one["privacy"]} for slug, one in host.teams.items()]


def _new_team(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    if body["name"] in host.teams:
        raise Refused(422)
    assert body.keys() == {"name", "description", "privacy"}
    host.teams[body["name"]] = {"privacy": body["privacy"]}
    host.members[body["name"]] = ["pembuat"]
    return body


def _team(host: Organisation, found: re.Match[str], body: Any) -> Any:
    if found[1] not in host.teams:
        raise Refused(404)
    host.teams[found[1]].update(body)
    return body


def _members(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    if found[1] not in host.teams:
        raise Refused(404)
    return [{"login": name} for name in host.members[found[1]]]


def _team_right(host: Organisation, found: re.Match[str], body: Any) -> None:
    if found[1] not in host.teams or host.repository is None:
        raise Refused(404)
    host.rights[found[1]] = body["permission"]


def _team_rights(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return [{"slug": team, "permission": right} for team, right in host.rights.items()]


def _pages(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    if host.pages is None:
        raise Refused(404)
    return host.pages


def _new_pages(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    if host.pages is not None:
        raise Refused(409)
    address = f"https://{OWNER}.github.io/{NAME}/"
    host.pages = {"build_type": "legacy", "cname": None, "https_enforced": True, "html_url": address, **body}
    return host.pages


def _set_pages(host: Organisation, _found: re.Match[str], body: Any) -> None:
    if host.pages is None or (body.get("https_enforced") and host.pages["cname"] and not host.certificate):
        raise Refused(404)
    if "cname" in body:
        host.pages.update(https_enforced=False, html_url=f"http://{body['cname']}/")
    host.pages.update(body)


def _rulesets(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return [{"id": id, "name": one["name"], "target": one["target"]} for id, one in host.rulesets.items()]


def _ruleset(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    one = host.rulesets[int(found[1])]
    rules = [
        {**rule, "parameters": {**rule["parameters"], "added": []}} if "parameters" in rule else rule
        for rule in one["rules"]
    ]
    return {**one, "rules": rules}


def _new_ruleset(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    kinds = {rule["type"] for rule in body["rules"]}
    if any(one["name"] == body["name"] for one in host.rulesets.values()) or (
        "merge_queue" in kinds and not host.queue
    ):
        raise Refused(422)
    host.rulesets[len(host.rulesets) + 1] = body
    return body


def _set_ruleset(host: Organisation, found: re.Match[str], body: Any) -> Any:
    host.rulesets[int(found[1])] = body
    return body


def _labels(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return list(host.labels.values())


def _new_label(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    if body["name"] in host.labels:
        raise Refused(422)
    host.labels[body["name"]] = body
    return body


def _set_label(host: Organisation, found: re.Match[str], body: Any) -> Any:
    host.labels[unquote(found[1])] = body
    return body


def _branch(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    if not host.ref(found[1]):
        raise Refused(404)
    return {"name": found[1]}


def _contents(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    text = host.file(found[1])
    if text is None:
        raise Refused(404)
    return {"content": base64.encodebytes(text.encode()).decode()}


def _errors(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return {"errors": host.owner_errors()}


def _workflows(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    known = enumerate(host.workflows.items(), 1) if host.ref("main") else ()
    listed = [
        {"id": id, "name": file.removesuffix(".yml").title(), "path": f".github/workflows/{file}", "state": state}
        for id, (file, state) in known
    ]
    return {"workflows": listed}


def _enable(host: Organisation, found: re.Match[str], _body: Any) -> None:
    host.workflows[FILES[int(found[1]) - 1]] = "active"


def _runs(host: Organisation, found: re.Match[str], _body: Any) -> Any:
    if not host.ref("main"):
        raise Refused(404)
    return {"workflow_runs": host.runs.get(found[1], [])}


def _dispatch(host: Organisation, found: re.Match[str], body: Any) -> None:
    if not host.ref(body["ref"]):
        raise Refused(422)
    host.started.append(found[1])
    if found[1] == "publish.yml":
        host.publish()


def _issues(host: Organisation, _found: re.Match[str], _body: Any) -> Any:
    return list(host.issues.values())


def _new_issue(host: Organisation, _found: re.Match[str], body: Any) -> Any:
    number = host.number()
    host.issues[number] = {"number": number, "state": "open", "user": {"login": BOT}, **body}
    return host.issues[number]


def _edit_issue(host: Organisation, found: re.Match[str], body: Any) -> Any:
    host.issues[int(found[1])].update(body)
    return body


SAID = "|".join(
    (
        *("actions/permissions", "actions/permissions/workflow", "actions/permissions/fork-pr-contributor-approval"),
        *("private-vulnerability-reporting", "vulnerability-alerts"),
    )
)
ORGS = f"orgs/{OWNER}"
ROUTES: tuple[tuple[str, str, Callable[[Organisation, re.Match[str], Any], Any]], ...] = (
    (r"GET ", "", _whole),
    (r"PATCH ", "administration", _patch),
    (rf"GET ({SAID})", "administration", _say),
    (rf"PUT ({SAID})", "administration", _set),
    (rf"(?:GET|PATCH) {ORGS}", "organization", _organisation),
    (rf"(?:GET|PUT) {ORGS}/actions/permissions/workflow", "organization", _organisation_rights),
    (rf"GET {ORGS}/teams", "members", _teams),
    (rf"POST {ORGS}/teams", "members", _new_team),
    (rf"PATCH {ORGS}/teams/([\w-]+)", "members", _team),
    (rf"GET {ORGS}/teams/([\w-]+)/members", "members", _members),
    (rf"PUT {ORGS}/teams/([\w-]+)/repos/{REPOSITORY}", "members", _team_right),
    (r"GET teams", "administration", _team_rights),
    (r"GET pages", "pages", _pages),
    (r"POST pages", "pages", _new_pages),
    (r"PUT pages", "pages", _set_pages),
    (r"GET rulesets", "", _rulesets),
    (r"GET rulesets/(\d+)", "", _ruleset),
    (r"POST rulesets", "administration", _new_ruleset),
    (r"PUT rulesets/(\d+)", "administration", _set_ruleset),
    (r"GET labels", "", _labels),
    (r"POST labels", "issues", _new_label),
    (r"PATCH labels/(.+)", "issues", _set_label),
    (r"GET branches/(\w+)", "contents", _branch),
    (r"GET contents/(.+)", "contents", _contents),
    (r"GET codeowners/errors", "contents", _errors),
    (r"GET actions/workflows", "actions", _workflows),
    (r"PUT actions/workflows/(\d+)/enable", "actions", _enable),
    (r"GET actions/workflows/([\w.]+)/runs", "actions", _runs),
    (r"POST actions/workflows/([\w.]+)/dispatches", "actions", _dispatch),
    (r"GET dependency-graph/sbom", "contents", lambda *_: {"sbom": {}}),
    (r"GET issues", "issues", _issues),
    (r"POST issues", "issues", _new_issue),
    (r"PATCH issues/(\d+)", "issues", _edit_issue),
)
"""What can be asked, the right that it takes, and what is answered."""


class Direct(Host):
    """The client of the program, whose questions go to the stand-in without a network."""

    def __init__(self, host: Organisation, rights: Mapping[str, str]) -> None:
        super().__init__({"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": API, "GH_TOKEN": "rahasia", "PAUSE": "0"})
        self._host, self._rights = host, dict(rights)

    def _once(self, method: str, address: str, body: object) -> Any:
        try:
            found = self._host.answer(method, address.removeprefix(API), json.loads(json.dumps(body)), self._rights)
        except Refused as refused:
            raise HTTPError(address, refused.status, "no", Message(), None) from None
        return json.loads(json.dumps(found))
