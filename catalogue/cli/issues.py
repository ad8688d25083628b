"""What the commands share that keep issues on GitHub up to date: the issues as they are, the plan as it is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.cli.common import write_whole

if TYPE_CHECKING:
    from catalogue.propose.issue_plan import Request

PLAN = "plan.json"


def issues_in(file: Path | None) -> list[dict[str, object]] | None:
    """Read the issues; None, and a word on it, when they are not known, because then nothing may be changed."""
    from catalogue.propose.issue_plan import read_issues

    if file is None:
        return None
    try:
        issues = read_issues(file.read_bytes())
    except OSError as error:
        print(f"{file} tidak dapat dibaca: {error.strerror}", file=sys.stderr)
        return None
    if issues is None:
        print(f"{file} bukan daftar isu; tidak ada rencana yang dibuat", file=sys.stderr)
    return issues


def write_plan(folder: Path, calls: Sequence[Request]) -> None:
    """Write what GitHub has to be told."""
    text = json.dumps([asdict(call) for call in calls], ensure_ascii=False, indent=2)
    write_whole(folder / PLAN, text + "\n")
