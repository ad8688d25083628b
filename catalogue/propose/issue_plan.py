"""Issues that are kept as they should be: what is wanted, what there is, and what GitHub has to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

BOT = "github-actions[bot]"
"""Who writes our issues; an issue by anybody else is not ours, whatever it says."""
BODY_LIMIT = 60_000
"""Characters; GitHub refuses more than 65,536."""
STATE = re.compile(r"<!-- katalog: [^\n]*-->\n<!-- keadaan: (?P<state>[\w ]+=[\w ]+(?:; [\w ]+=[\w ]+)*) -->")
"""How the text of an issue begins that tells of a state; nobody sees it."""


@dataclass(frozen=True)
class DesiredIssue:
    """An issue that is to be open with this text; `mark` tells it from every other.

    `state` is what is told in one comment when it changes, in words of ours by their name; `team` is who then reads it.
    `assignees` are given the issue when it is opened.
    """

    mark: str
    title: str
    body: str
    labels: tuple[str, ...]
    state: Mapping[str, str] = field(default_factory=dict)
    team: str = ""
    assignees: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        state = "; ".join(f"{name}={word}" for name, word in self.state.items())
        hidden = f"<!-- keadaan: {state} -->\n" if state else ""
        return f"{mark_line(self.mark)}\n{hidden}{self.body}"[:BODY_LIMIT]


@dataclass(frozen=True)
class Request:
    """A request to the API of the repository."""

    method: str
    path: str
    body: Mapping[str, Any]


def mark_line(mark: str) -> str:
    """Return the first line of an issue of ours, which nobody sees."""
    return f"<!-- katalog: {mark} -->"


def plan(
    wanted: Iterable[DesiredIssue], kind: str, issues: Iterable[Mapping[str, Any]], farewell: str
) -> list[Request]:
    """Return what to tell GitHub so that of all issues of a kind just the wanted ones are open.

    A mark is its kind, a space, and what tells it apart. `farewell` is the text of an issue that is closed.
    """
    ours = _ours(kind, issues)
    calls = [call for item in wanted for call in _renewed(item, ours.pop(item.mark, []))]
    for mark, left in ours.items():
        calls += [call for issue in left for call in _closed(issue, f"{mark_line(mark)}\n{farewell}")]
    return calls


def _ours(kind: str, issues: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    start = f"<!-- katalog: {kind}"
    for issue in sorted(issues, key=lambda issue: issue["number"]):
        first = _plain(issue.get("body")).partition("\n")[0]
        mine = (issue.get("user") or {}).get("login") == BOT and "pull_request" not in issue
        if mine and first.startswith((f"{start} ", f"{start}-->")):
            mark = first.removeprefix("<!-- katalog: ").removesuffix("-->").strip()
            found.setdefault(mark, []).append(issue)
    return found


def _plain(text: object) -> str:
    """Return a text without what GitHub does to line ends."""
    return str(text or "").replace("\r\n", "\n").rstrip()


def _renewed(wanted: DesiredIssue, issues: list[Mapping[str, Any]]) -> Iterator[Request]:
    if not issues:
        body = {"title": wanted.title, "body": wanted.text, "labels": list(wanted.labels)}
        given = {"assignees": list(wanted.assignees)} if wanted.assignees else {}
        yield Request("POST", "issues", {**body, **given})
        return
    first, *others = issues
    state = {"title": first.get("title"), "body": _plain(first.get("body")), "state": first["state"]}
    target = {"title": wanted.title, "body": _plain(wanted.text), "state": "open"}
    if state != target:
        yield Request("PATCH", f"issues/{first['number']}", {**target, "body": wanted.text})
        if state["state"] == "open" and (news := _news(wanted, state["body"])):
            yield Request("POST", f"issues/{first['number']}/comments", {"body": news})
    for issue in others:
        yield from _closed(issue, f"{mark_line(wanted.mark)}\nLihat #{first['number']}.", "not_planned")


def _news(wanted: DesiredIssue, body: str) -> str:
    """Say what became of the state that an issue told of; empty where that is the same, or was never told."""
    found = STATE.match(body)
    before = dict(part.split("=", 1) for part in found["state"].split("; ")) if found else {}
    changed = [(name, before[name], word) for name, word in wanted.state.items() if before.get(name, word) != word]
    said = [f"{name.capitalize()} semula {old}, sekarang {new}." for name, old, new in changed]
    return " ".join([wanted.team, *said]).strip() if said else ""


def _closed(issue: Mapping[str, Any], body: str, reason: str = "completed") -> Iterator[Request]:
    if issue["state"] == "open":
        yield Request("PATCH", f"issues/{issue['number']}", {"body": body, "state": "closed", "state_reason": reason})
