"""What a build is told of the world outside the repository, by files that a workflow fetched before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

PROPOSALS = "PROPOSALS_FILE"
"""The variable that names the list of open proposals."""
LINKS = "LINKS_FILE"
"""The variable that names what the check of links remembers."""
SIZE_LIMIT = 20_000_000
"""Bytes of such a file."""


def link_memory(environ: Mapping[str, str]) -> Memory | None:
    """Return the links that did not open of late; None when that is not known."""
    content = _content(environ.get(LINKS))
    return None if content is None else read_memory(content)


def open_proposals(environ: Mapping[str, str]) -> tuple[OpenProposal, ...] | None:
    """Return the open proposals; None when they are not known."""
    content = _content(environ.get(PROPOSALS))
    return None if content is None else read_proposals(content)


def _content(path: str | None) -> bytes | None:
    if not (path or "").strip():
        return None
    try:
        with Path(str(path).strip()).open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError:
        return None
    return content if len(content) <= SIZE_LIMIT else None


State = Literal["disusun", "diperiksa", "salah", "perbaikan", "telaah", "disetujui"]
FAILED = {"FAILURE", "ERROR", "TIMED_OUT", "STARTUP_FAILURE", "CANCELLED", "ACTION_REQUIRED"}
RUNNING = {"PENDING", "EXPECTED", "QUEUED", "IN_PROGRESS", "WAITING", "REQUESTED"}


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Check(_Answer):
    status: str | None = None
    conclusion: str | None = None
    state: str | None = None


class _File(_Answer):
    path: str = Field(max_length=4_000)


class OpenProposal(_Answer):
    """A pull request, named as GitHub names its parts."""

    number: int = Field(gt=0, lt=10**9)
    title: str = Field(max_length=4_000)
    created: datetime = Field(alias="createdAt")
    draft: bool = Field(default=False, alias="isDraft")
    decision: str | None = Field(default=None, alias="reviewDecision")
    checks: tuple[_Check, ...] = Field(default=(), alias="statusCheckRollup")
    files: tuple[_File, ...] = ()

    @property
    def opds(self) -> tuple[str, ...]:
        """Return the folders of agencies that it touches."""
        found = (re.match(r"(?:innovations/([a-z0-9-]+)/|opd/([a-z0-9-]+)\.yaml$)", file.path) for file in self.files)
        return tuple(sorted({match[1] or match[2] for match in found if match}))

    @property
    def state(self) -> State:
        """Tell who is to act next."""
        answers = {check.conclusion or check.state or check.status or "" for check in self.checks}
        if self.draft:
            return "disusun"
        if answers & FAILED:
            return "salah"
        if self.decision == "CHANGES_REQUESTED":
            return "perbaikan"
        if answers & RUNNING:
            return "diperiksa"
        return "disetujui" if self.decision == "APPROVED" else "telaah"


def read_proposals(content: bytes) -> tuple[OpenProposal, ...] | None:
    """Read the list of open proposals; None when it is not such a list."""
    try:
        return TypeAdapter(tuple[OpenProposal, ...]).validate_json(content)
    except ValidationError:
        return None


TIMES, DAYS = 3, 14
"""A link is dead when it failed so often, the first time so many days before the last."""


class Failure(BaseModel):
    """A link that did not open the last time it was asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date
    last: date
    times: int = Field(ge=1, lt=10_000)
    reason: str = Field(max_length=200)

    @property
    def dead(self) -> bool:
        return self.times >= TIMES and (self.last - self.since).days >= DAYS


Memory = Mapping[str, Failure]


def read_memory(content: bytes) -> Memory | None:
    """Read what was written; None when it cannot be read."""
    try:
        return TypeAdapter(dict[str, Failure]).validate_json(content)
    except ValidationError:
        return None
