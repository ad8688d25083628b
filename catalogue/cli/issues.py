"""What the commands share that keep issues up to date: the issues as they are, the plan as it is written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.cli.common import write_whole

if TYPE_CHECKING:
    from catalogue.cli.declared import Options
    from catalogue.propose.issue_plan import Request

PLAN = "plan.json"
ASK = "tanyakan isu dan alamat situs kepada tempat repositori; untuk alur kerja"


def environment(options: Options) -> Mapping[str, str]:
    """Return the environment, with the address of the site where the host is asked and tells it."""
    from catalogue.cli.forges import issues_on
    from catalogue.cli.host import Refusal

    if not options.ask or os.environ.get("SITE_URL", "").strip():
        return os.environ
    try:
        return {**os.environ, "SITE_URL": issues_on(os.environ).site()}
    except (Refusal, KeyError, TypeError):
        return os.environ


def known_issues(options: Options, label: str) -> list[dict[str, object]] | None:
    """Return the issues with a label: those of the host where it is asked, else those of the file."""
    from catalogue.cli.forges import issues_on
    from catalogue.cli.host import Refusal

    if not options.ask:
        return issues_in(options.issues)
    try:
        return list(issues_on(os.environ).listed(label))
    except (Refusal, KeyError, TypeError) as error:
        print(f"isu tidak diketahui ({error}); tidak ada rencana yang dibuat", file=sys.stderr)
        return None


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
    """Write what the host has to be told."""
    text = json.dumps([asdict(call) for call in calls], ensure_ascii=False, indent=2)
    write_whole(folder / PLAN, text + "\n")
