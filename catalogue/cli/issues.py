"""The issues of a repository on each kind of host, and what the commands share that keep them up to date.

A plan speaks GitHub's language (`issue_plan`); here it is put into that of Forgejo and GitLab. Only the standard
library is used, because the job that writes runs nothing else.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from catalogue.cli.common import write_whole
from catalogue.cli.host import Host, Refusal
from catalogue.common.hosting import running_on
from catalogue.propose.issue_plan import BOT

if TYPE_CHECKING:
    from catalogue.cli.main import Options
    from catalogue.propose.issue_plan import Request

PLAN, PROPOSAL = "plan.json", "proposal.json"
"""What jobs that only look hand over to those that may write."""
ASK = "tanyakan isu dan alamat situs kepada tempat repositori; untuk alur kerja"


def environment(options: Options) -> Mapping[str, str]:
    """Return the environment, with the address of the site where the host is asked and tells it."""
    if not options.ask or os.environ.get("SITE_URL", "").strip():
        return os.environ
    try:
        return {**os.environ, "SITE_URL": issues_on(os.environ).site()}
    except (Refusal, KeyError, TypeError):
        return os.environ


def known_issues(options: Options, label: str) -> list[dict[str, object]] | None:
    """Return the issues with a label; None when they are not known, because then nothing may be changed."""
    if not options.ask:
        return None
    try:
        return list(issues_on(os.environ).listed(label))
    except (Refusal, KeyError, TypeError) as error:
        print(f"isu tidak diketahui ({error}); tidak ada rencana yang dibuat", file=sys.stderr)
        return None


def write_plan(folder: Path, calls: Sequence[Request]) -> None:
    """Write what the host has to be told."""
    text = json.dumps([asdict(call) for call in calls], ensure_ascii=False, indent=2)
    write_whole(folder / PLAN, text + "\n")


FORGEJO_BOTS = {"forgejo-actions", "gitea-actions"}
COLOUR = "#ededed"
"""Of a label that nobody made yet."""


class Issues:
    """The issues of a repository on GitHub, with the rights of a token."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.host = Host(environ)

    def site(self) -> str:
        """Return where the host publishes the site; raise Refusal where it doesn't."""
        return str(self.host.get("pages")["html_url"])

    def listed(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the issues with a label, open and closed; raise Refusal."""
        yield from self.host.every(f"issues?state=all&labels={quote(label)}")

    def carry_out(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        """Do one thing of a plan; raise Refusal."""
        self.host.tell(method, path, body)


class ForgejoIssues(Issues):
    """The same on Forgejo and Gitea: labels are numbers there, and a page of a list has any length."""

    def site(self) -> str:
        """Return nothing: Forgejo publishes no sites by itself."""
        return ""

    def listed(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the issues with a label, and those of the workflows as ours."""
        for issue in self._pages(f"issues?state=all&type=issues&labels={quote(label)}"):
            login = (issue.get("user") or {}).get("login")
            yield {**issue, "user": {"login": BOT if login in FORGEJO_BOTS else login}}

    def carry_out(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        """Do one thing of a plan; labels that are not there yet are made."""
        said = {key: value for key, value in body.items() if key != "state_reason"}
        if "labels" in said:
            said["labels"] = [self._label(name) for name in said["labels"]]
        self.host.tell(method, path, said)

    def _label(self, name: str) -> int:
        known = {label["name"]: label["id"] for label in self._pages("labels?")}
        made = known.get(name) or self.host.tell("POST", "labels", {"name": name, "color": COLOUR})["id"]
        return int(made)

    def _pages(self, path: str) -> Iterator[dict[str, Any]]:
        number = 1
        while found := self.host.get(f"{path}&limit=50&page={number}"):
            yield from found
            number += 1


class _Project(Host):
    """A project on GitLab, below whose number its API lies."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        given = {"GITHUB_REPOSITORY": environ["CI_PROJECT_PATH"], "GITHUB_API_URL": environ["CI_API_V4_URL"]}
        super().__init__({**environ, **given, "GH_TOKEN": environ["TOKEN_ISU"]})
        self._home = f"{self._api}/projects/{environ['CI_PROJECT_ID']}"

    def get(self, path: str) -> Any:
        return self._ask("GET", f"{self._home}/{path}")

    def tell(self, method: str, path: str, body: object = None) -> Any:
        return self._ask(method, f"{self._home}/{path}", body)

    def myself(self) -> str:
        """Return whose token it is."""
        return str(self._ask("GET", f"{self._api}/user")["username"])


class GitlabIssues(Issues):
    """The same on GitLab, which has other names for nearly everything."""

    host: _Project

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.host = _Project(environ)

    def site(self) -> str:
        """Return nothing: the pipeline says it in a variable."""
        return ""

    def listed(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the issues with a label under GitHub's names, and those of the token as ours."""
        me = self.host.myself()
        for issue in self.host.every(f"issues?scope=all&state=all&labels={quote(label)}"):
            login = issue["author"]["username"]
            yield {
                "number": issue["iid"],
                "title": issue["title"],
                "body": issue["description"],
                "state": "closed" if issue["state"] == "closed" else "open",
                "user": {"login": BOT if login == me else login},
            }

    def carry_out(self, method: str, path: str, body: Mapping[str, Any]) -> None:
        """Do one thing of a plan."""
        if path.endswith("/comments"):
            self.host.tell("POST", path.removesuffix("comments") + "notes", {"body": body["body"]})
            return
        said = {key: body[name] for key, name in (("title", "title"), ("description", "body")) if name in body}
        if "labels" in body:
            said["labels"] = ",".join(body["labels"])
        if "state" in body:
            said["state_event"] = "close" if body["state"] == "closed" else "reopen"
        self.host.tell("PUT" if method == "PATCH" else method, path, said)


def issues_on(environ: Mapping[str, str]) -> Issues:
    """Return the issues of the repository for which this machine works; raise KeyError where it works for none."""
    kinds = {"gitlab": GitlabIssues, "forgejo": ForgejoIssues}
    return kinds.get(running_on(environ) or "", Issues)(environ)
