"""The issue door as a state machine: what an issue that holds a submission comes to, and what the host has, decide.

The standard library is enough for everything here: the job that may write runs nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from catalogue.propose.issue_plan import BOT

BRANCHES = "usulan/isu-"
"""How the branch of every proposal of an issue begins; its number follows."""
SIGNERS = frozenset({BOT, "web-flow"})
"""Who may have put our commit there; GitHub may sign as web-flow."""
FORM = "Kiriman"
NAME = "[a-z0-9-]{1,100}"
PATH = re.compile(
    rf"(?:innovations/{NAME}/{NAME}|opd/{NAME}|periods/(?:results|[0-9]{{4}}/(?:period|penerimaan|reviews/{NAME}))|region)"
    r"\.yaml"
)
"""What a submission may change: records, and from the desk the coordinator's files."""
TITLE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,2}: [a-z0-9-]{1,100}")
LABEL = re.compile(r"(?:usulan|perbaikan|opd: [a-z0-9-]{1,45})")
"""The labels of a proposal that are ours to put and to take away."""
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-[0-9A-Z]{4})?")
CONTEXT = "Pemeriksaan"
"""What the check is called that a change needs before it is merged, here and where a person proposes."""
FILES = 200
"""Files that one proposal may change."""

Result = Literal["proposed", "refused", "withdrawn", "merged", "foreign", "failed"]


class BadOutcome(ValueError):
    """The file that the reading job handed over is not what that job writes."""


@dataclass(frozen=True)
class Taken:
    """What the reading job makes of an issue; the writing job looks at it once more. `foreign` is no submission.

    Paths, `title` and `labels` hold nothing that the issue's author could choose but words of letters, digits and
    hyphens; everything else that people wrote stands in `files` and, as code, in `comment`.
    """

    state: str
    number: int
    comment: str = ""
    receipt: str = ""
    files: Mapping[str, str | None] = field(default_factory=dict)
    """The text of each changed file by its path, None for one that goes."""
    title: str = ""
    labels: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """The pages that change once the proposal is accepted."""


def read_outcome(content: bytes, number: int) -> Taken:
    """Read the outcome of an issue; raise BadOutcome for anything that a proposal must not hold."""
    try:
        found: Any = json.loads(content)
        taken = Taken(
            state=str(found["state"]),
            number=number,
            comment=str(found["comment"]),
            receipt=str(found["receipt"]),
            files=dict(found["files"]),
            title=str(found["title"]),
            labels=tuple(found["labels"]),
            pages=tuple(found["pages"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadOutcome("berkas hasilnya tidak utuh") from None
    if found["number"] != number or not RECEIPT.fullmatch(taken.receipt):
        raise BadOutcome("berkas hasilnya bukan dari isu ini")
    if taken.state not in {"proposed", "refused", "closed", "deleted", "foreign"}:
        raise BadOutcome("keadaan pada berkas hasilnya tidak dikenali")
    if taken.state == "proposed":
        _look_at(taken)
    return taken


def _look_at(taken: Taken) -> None:
    if not 0 < len(taken.files) <= FILES or not all(PATH.fullmatch(path) for path in taken.files):
        raise BadOutcome("yang diubah bukan berkas data")
    if not all(text is None or isinstance(text, str) for text in taken.files.values()):
        raise BadOutcome("isi berkas bukan teks")
    if not TITLE.fullmatch(taken.title) or not all(isinstance(x, str) and LABEL.fullmatch(x) for x in taken.labels):
        raise BadOutcome("judul atau label tidak dikenali")


@dataclass(frozen=True)
class Branch:
    """The branch of an issue's proposal; `sha` is empty when there is none."""

    name: str
    sha: str = ""
    ours: bool = True
    """Whether its last commit is the one that this door put there, and nobody's beside it."""

    @property
    def kept(self) -> bool:
        """Whether it holds what a person changed, so that it is left alone."""
        return bool(self.sha) and not self.ours


@dataclass(frozen=True)
class Pull:
    """A pull request, as the host describes it."""

    number: int
    node: str
    branch: str
    is_open: bool
    merged: bool
    draft: bool
    title: str
    body: str
    labels: tuple[str, ...]


def pull_of(found: Mapping[str, Any]) -> Pull:
    """Read a pull request."""
    return Pull(
        number=found["number"],
        node=found["node_id"],
        branch=found["head"]["ref"],
        is_open=found["state"] == "open",
        merged=bool(found.get("merged_at")),
        draft=bool(found.get("draft")),
        title=found.get("title") or "",
        body=found.get("body") or "",
        labels=tuple(label["name"] for label in found.get("labels", ())),
    )


def is_ours(commit: Mapping[str, Any], number: int) -> bool:
    """Tell whether a commit is the one that this door made for an issue: written and put there by no person."""
    author, committer = (commit.get(who) or {} for who in ("author", "committer"))
    last = commit["commit"]["message"].split("\n")[-1]
    return (
        author.get("login") == BOT
        and committer.get("login") in SIGNERS
        and len(commit["parents"]) == 1
        and last == f"{FORM} #{number}"
    )


@dataclass(frozen=True)
class Plan:
    """What is to be done: with the branch, and with the pull request that is open."""

    result: Result
    branch: Literal["write", "remove", "keep"] = "keep"
    pull: Literal["ready", "draft", "close", "leave"] = "leave"
    merged: int = 0
    """The pull request by which the submission was accepted."""


def plan(taken: Taken, branch: Branch, pulls: Iterable[Pull]) -> Plan:
    """Decide what follows; a branch that a person changed is never touched."""
    pulls = list(pulls)
    if taken.state == "proposed":
        return Plan("proposed", "write" if branch.ours else "keep", "ready")
    if taken.state == "refused":
        return Plan("refused", "keep", "draft")
    merged = max((pull.number for pull in pulls if pull.merged), default=0)
    result: Result = "merged" if merged and taken.state == "closed" else "withdrawn"
    if taken.state == "foreign" and not any(pull.is_open for pull in pulls):
        result = "foreign"
    return Plan(result, "remove" if branch.sha and not branch.kept else "keep", "close", merged)


def stale_labels(pull: Pull, wanted: Iterable[str]) -> list[str]:
    """Return the labels of ours that a proposal no longer has, such as that of the agency named before."""
    return [label for label in pull.labels if LABEL.fullmatch(label) and label not in set(wanted)]
