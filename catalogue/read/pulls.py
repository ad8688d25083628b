"""The open proposals as GitHub tells of them; what it tells is not trusted, and may be missing altogether."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

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
